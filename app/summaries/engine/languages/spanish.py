"""The summary in Spanish: words, nouns and sentences, as United Nations documents in Spanish write them.

The connective words hold no article "un" or "una", which no reader could tell from the scale's word for one.
"""

from collections.abc import Mapping

from app.summaries.engine.languages import cldr
from app.summaries.engine.languages.spanish_annexes import ANNEXES
from app.summaries.engine.languages.spanish_points import POINTS
from app.summaries.engine.languages.spanish_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, agreeing

# A noun of its own for one stakeholder group: singular, plural, gender; several groups give "participantes de …".
_KINDS = {
    "participants": ("participante", "participantes", "m"),
    "delegations": ("delegación", "delegaciones", "f"),
    "contributors": ("autor", "autores", "m"),
}
_OWN_NOUNS = {
    "government": ("delegación gubernamental", "delegaciones gubernamentales", "f"),
    "international_organization": ("organización internacional", "organizaciones internacionales", "f"),
    "private_sector": ("participante del sector privado", "participantes del sector privado", "m"),
    "civil_society": ("participante de la sociedad civil", "participantes de la sociedad civil", "m"),
    "technical_community": ("participante de la comunidad técnica", "participantes de la comunidad técnica", "m"),
    "academic_community": ("participante de los círculos académicos", "participantes de los círculos académicos", "m"),
    "media": ("participante de los medios de comunicación", "participantes de los medios de comunicación", "m"),
}
_FROM = {
    "government": "los gobiernos",
    "international_organization": "las organizaciones internacionales",
    "private_sector": "el sector privado",
    "civil_society": "la sociedad civil",
    "technical_community": "la comunidad técnica",
    "academic_community": "los círculos académicos",
    "media": "los medios de comunicación",
}
_AGREEMENT = {
    "m": {"o": "o", "one": "un", "none": "ningún", "the": "el", "few": "unos", "gender": "m"},
    "f": {"o": "a", "one": "una", "none": "ninguna", "the": "la", "few": "unas", "gender": "f"},
}


def _noun(noun: Noun) -> Mapping[str, str]:
    one, many, gender = _KINDS[noun.kind]
    groups = noun.narrowed_to
    if groups is not None and len(groups) == 1 and groups[0] in _OWN_NOUNS:
        one, many, gender = _OWN_NOUNS[groups[0]]
    elif groups is not None:
        one, many = one + _tail(groups), many + _tail(groups)
    agreement = {f"noun_{name}": form for name, form in _AGREEMENT[gender].items()}
    article = "los" if gender == "m" else "las"
    return {"noun": one, "noun_plural": many, "nouns": f"{article} {many}", **agreement}


def _tail(groups: tuple[str | None, ...]) -> str:
    named = [_FROM.get(group, f"el grupo {group.replace('_', ' ')}") for group in groups if group is not None]
    sources = [f"de {each}".replace("de el ", "del ") for each in named]
    tail = f" {_join(sources)}" if sources else ""
    if None in groups:
        tail += " o" if sources else ""
        tail += " sin grupo declarado"
    return tail


_join = cldr.joined("es")
_date = cldr.day("es")


def _moment(instant: str) -> str:
    at = cldr.utc(instant)
    return f"{_date(instant)}, {at.hour}.{at:%M} horas UTC"


def _agreement(phrase: str) -> int:
    """0: singular, nobody among them; 1: plural."""
    singular = ("ningún ", "ninguna ", "ninguno ", "un ", "una ", "1 ", "el único ", "la única ")
    return 0 if phrase.startswith(singular) else 1


_PHRASES = {
    "phrase.nobody": "{noun_none} {noun}",
    "phrase.one": "{noun_one} {noun}",
    "phrase.two": "dos {noun_plural}",
    "phrase.a few": "{noun_few} poc{noun_o}s {noun_plural}",
    "phrase.some": "algun{noun_o}s {noun_plural}",
    "phrase.several": "vari{noun_o}s {noun_plural}",
    "phrase.many": "much{noun_o}s {noun_plural}",
    "phrase.most": "la mayoría de {nouns}",
    "phrase.almost all": "casi tod{noun_o}s {nouns}",
    "phrase.all": "tod{noun_o}s {nouns}",
    "phrase.beside": " ({n})",
    "phrase.beside.of": " ({n} de {N})",
    "phrase.numbers.addressed": "{n} de l{noun_o}s {N} {noun_plural} que se pronunciaron al respecto",
    "phrase.numbers.sided": "{n} de l{noun_o}s {N} {noun_plural} que tomaron partido",
    "phrase.numbers.short": "{n} de l{noun_o}s {N}",
    "phrase.nobody.addressed": "ningun{noun_o} de l{noun_o}s {N} {noun_plural} que se pronunciaron sobre la opción",
    "phrase.nobody.sided": "ningun{noun_o} de l{noun_o}s {N} {noun_plural} que tomaron partido",
    "phrase.nobody.short": "ningun{noun_o} de l{noun_o}s {N}",
    "phrase.only.addressed": "{noun_the} únic{noun_o} {noun} que se pronunció al respecto",
    "phrase.only.sided": "{noun_the} únic{noun_o} {noun} que tomó partido",
    "phrase.counted.one": "{n:{noun_gender}} {noun}",
    "phrase.counted.other": "{n} {noun_plural}",
    "phrase.against": "{n} contra {others}",
    "word.one": "uno",
    "word.two": "dos",
    "word.a few": "unos pocos",
    "word.some": "algunos",
    "word.several": "varios",
    "word.many": "muchos",
    "word.most": "la mayoría",
    "word.almost all": "casi todos",
    "word.all": "todos",
    "decimal": ",",
    "number.1": "un",
    "number.1.f": "una",
    "number.2": "dos",
    "number.3": "tres",
    "number.4": "cuatro",
    "number.5": "cinco",
    "number.6": "seis",
    "number.7": "siete",
    "number.8": "ocho",
    "number.9": "nueve",
}
_INFLECTIONS = frozenset(
    {"un", "una", "unos", "unas", "pocos", "pocas", "algunas", "varias", "muchas", "mayoría", "casi todas", "todas"}
)

_NAMES = {
    "group.government": "Gobiernos",
    "group.international_organization": "Organizaciones internacionales",
    "group.private_sector": "Sector privado",
    "group.civil_society": "Sociedad civil",
    "group.technical_community": "Comunidad técnica",
    "group.academic_community": "Círculos académicos",
    "group.media": "Medios de comunicación",
    "group.none": "Ningún grupo declarado",
    "opinion_group.none": "En ningún grupo de opinión",
    "opinion_group.named": "Grupo de opinión {name}",
    "region.african": "Estados de África",
    "region.asia_pacific": "Estados de Asia y el Pacífico",
    "region.eastern_european": "Estados de Europa Oriental",
    "region.grulac": "Estados de América Latina y el Caribe",
    "region.weog": "Estados de Europa Occidental y otros Estados",
    "region.none": "Región no indicada",
    "stance.support": "A favor",
    "stance.support_with_reservations": "A favor, con reservas",
    "stance.neutral": "Neutral",
    "stance.oppose": "En contra",
    "round.call_for_inputs": "solicitud de aportaciones",
    "round.informal_soundings": "sondeos oficiosos",
    "round.regional_preparatory": "etapa preparatoria regional",
    "round.meeting_round": "serie de sesiones",
    "round.advisory": "etapa consultiva",
    "round.draft_review": "examen del proyecto",
    "round.silence": "procedimiento de acuerdo tácito",
    "language.ar": "árabe",
    "language.zh": "chino",
    "language.en": "inglés",
    "language.fr": "francés",
    "language.ru": "ruso",
    "language.es": "español",
    "language.mi": "maorí",
    "language.de": "alemán",
    "language.pt": "portugués",
    "language.ja": "japonés",
    "language.ko": "coreano",
    "language.und": "idioma no determinado",
}

_FRAME = {
    "title": "Resumen de la Presidencia",
    "notice": "Texto de la exclusiva responsabilidad de la Presidencia; no ha sido negociado.",
    "cutoff": "Preparado a partir del registro hasta el asiento {seq}, {at}",
    "section.mandate": "Mandato y convocatoria",
    "section.organization": "Organización de los trabajos",
    "section.documentation": "Documentación",
    "section.views": "Opiniones expresadas sobre cada pregunta",
    "section.statements": "Enunciados sometidos a votación de los participantes",
    "section.remarks": "Observaciones finales de la Presidencia",
    "mandate.simulated": "La presente consulta es una simulación: las organizaciones, las personas y las posiciones "
    "que figuran en ella son inventadas.",
    "mandate.convened": "Convocó la consulta la siguiente instancia: {convener}.",
    "mandate.open_ended": "La consulta fue de composición abierta.",
    "mandate.origin": "Su origen se describe de la siguiente manera: {origin}.",
    "mandate.text": "Su mandato dice lo siguiente: {mandate}.",
    "mandate.reporting.both": "El informe se presenta a la siguiente instancia: {to}, por conducto de la "
    "siguiente instancia: {through}.",
    "mandate.reporting.to": "Instancia a la que se presenta el informe: {to}.",
    "mandate.reporting.through": "Instancia por cuyo conducto se presenta el informe: {through}.",
    "mandate.basis": "El presente resumen se preparó a partir del registro de la consulta hasta el asiento {seq} "
    "({at}). Palabras como «algunos», «muchos» y «la mayoría» se calcularon a partir de las posiciones y los votos "
    "registrados, con arreglo a una escala publicada (anexo A); cada una de ellas remite a las fuentes en que se basa. "
    "El resumen es de la exclusiva responsabilidad de la Presidencia y no es un texto negociado.",
    "rounds.other": "Los trabajos se organizaron en {n} etapas.",
    "rounds.one": "Los trabajos se organizaron en una sola etapa.",
    "round.title.kind": "{title} ({kind})",
    "round.closed": "La etapa {number}, {title}, estuvo abierta del {opened} al {closed}.",
    "round.closed.same_day": "La etapa {number}, {title}, se celebró el {opened}.",
    "round.open": "La etapa {number}, {title}, se abrió el {opened} y seguía abierta en la fecha de cierre de los "
    "datos.",
    "round.scheduled": "La etapa {number}, {title}, no se había abierto en la fecha de cierre de los datos.",
    "round.closed.shifted": "Su cierre se había previsto para el {scheduled}.",
    "round.scheduled.dates": "Su apertura está prevista para el {scheduled}.",
    "meeting.held": "La sesión {title} se celebró el {on}.",
    "meeting.running": "La sesión {title} se abrió el {on} y no había concluido en la fecha de cierre de los datos.",
    "meeting.planned": "La sesión {title} no se había abierto en la fecha de cierre de los datos.",
    "meeting.comments": "Constan en el registro {comments} de {speakers}.",
    "comments.one": "{n:f} observación",
    "comments.other": "{n} observaciones",
    "speakers.one": "{n} participante",
    "speakers.other": "{n} participantes",
    "participation.entities": "La consulta reunió a {entities}, por medio de {persons}; {active}. Las entidades y las "
    "personas se cuentan por separado: cada delegación tiene una sola posición sobre cada opción, cualquiera que sea "
    "el número de sus miembros, al igual que cada persona que participó a título individual.",
    "entities.one": "{n:f} entidad (delegación o persona a título individual)",
    "entities.other": "{n} entidades (delegaciones y personas a título individual)",
    "persons.one": "{n:f} persona",
    "persons.other": "{n} personas",
    "active.one": "{n:f} entidad presentó contribuciones, formuló observaciones o expresó posiciones",
    "active.other": "{n} entidades presentaron contribuciones, formularon observaciones o expresaron posiciones",
    "participation.nobody": "En la fecha de cierre de los datos no constaba en el registro ningún participante.",
    "participation.no_groups": "Ningún participante declaró un grupo de partes interesadas. No pueden aplicarse, por "
    "tanto, las reglas de la escala que exigen el apoyo de varios grupos ni la salvaguardia contra el peso de un solo "
    "grupo; las palabras que siguen se basan únicamente en el número de participantes.",
    "participation.voters": "La votación versó sobre {statements} y en ella intervinieron {voters}, con {votes} en "
    "total.",
    "statements.one": "{n} enunciado",
    "statements.other": "{n} enunciados",
    "votes.one": "{n} voto",
    "votes.other": "{n} votos",
    "table.by_group": "Participación por grupo de partes interesadas",
    "table.by_region": "Participación por región",
    "table.voters": "Votantes por grupo de partes interesadas",
    "table.group": "Grupo",
    "table.region": "Región",
    "table.entities": "Entidades",
    "table.active": "Entidades activas",
    "table.persons": "Personas",
    "table.voters.count": "Votantes",
    "table.total": "Total",
    "documentation.note": "La nota de antecedentes {title}, publicada el {on}, presentaba {questions} y {options}.",
    "documentation.note.plain": "La nota de antecedentes {title} se publicó el {on}.",
    "documentation.no_note": "No se publicó ninguna nota de antecedentes.",
    "questions.one": "{n:f} pregunta",
    "questions.other": "{n} preguntas",
    "options.one": "{n:f} opción",
    "options.other": "{n} opciones",
    "documentation.contributions": "{contributions} de {contributors}; la lista figura en el anexo C.",
    "contributions.one": "se recibió {n:f} contribución escrita",
    "contributions.other": "se recibieron {n} contribuciones escritas",
    "contributors.one": "{n} participante",
    "contributors.other": "{n} participantes",
    "documentation.copies.one": "Una de ellas repite el texto de otra y se cuenta con ella: {distinct}.",
    "documentation.copies.other": "{n} de ellas repiten el texto de otras y se cuentan con estas: {distinct}.",
    "distinct.one": "hay {n} texto distinto",
    "distinct.other": "hay {n} textos distintos",
    "documentation.languages": "Por idioma se distribuían como sigue: {list}.",
    "documentation.no_contributions": "No se presentó ninguna contribución escrita.",
    "language.count": "{n:f} en {language}",
    "redacted": "[texto ocultado por la moderación]",
    "remarks.none": "La Presidencia no ha añadido observaciones finales.",
}

_VIEWS = {
    "views.order": "En cada pregunta, las opciones se presentan por orden decreciente de apoyo. En cada opción, cada "
    "delegación cuenta una sola vez, al igual que cada persona a título individual. Lo que se dice de los "
    "participantes se refiere a quienes adoptaron una posición a favor o en contra de la opción de que se trata; las "
    "posiciones neutrales se indican por separado.",
    "question": "Pregunta {number}. {title}",
    "option": "Opción {number}. {label}",
    "option.id": "Pregunta {question}, opción {number}: {label}",
    "support": "{claim} {apoyó|apoyaron} la opción.",
    "support.numbers": "{Apoyó|Apoyaron} la opción {claim}.",
    "support.reserved": "{claim} {apoyó|apoyaron} la opción, en cada caso con reservas.",
    "support.numbers.reserved": "{Apoyó|Apoyaron} la opción, en cada caso con reservas, {claim}.",
    "support.nobody_small": "{claim} la apoyó.",
    "reservations": "{claim} lo {hizo|hicieron} con reservas.",
    "reservations.numbers": "{Formuló|Formularon} reservas {claim}.",
    "oppose": "{claim} se {opuso|opusieron} a ella.",
    "oppose.alone": "Se {opuso|opusieron} a la opción {claim}.",
    "oppose.however": "No obstante, {claim} se {opuso|opusieron} a ella.",
    "oppose.numbers": "Se {opuso|opusieron} a ella {claim}.",
    "against.support": "Entre {nouns}, las posiciones a favor superaron en número a las posiciones en contra, por "
    "{claim}.",
    "against.oppose": "Entre {nouns}, las posiciones en contra superaron en número a las posiciones a favor, por "
    "{claim}.",
    "neutral": "{Adoptó|Adoptaron} la posición neutral {claim}.",
    "no_side": "No se expresó ninguna posición a favor ni en contra de la opción.",
    "unconfirmed.one": "{claim}, relativa al texto anterior de la opción, está pendiente de confirmación y no se ha "
    "contado.",
    "unconfirmed.other": "{claim}, relativas al texto anterior de la opción, están pendientes de confirmación y no se "
    "han contado.",
    "unconfirmed.count.one": "{n:f} posición",
    "unconfirmed.count.other": "{n} posiciones",
    "reasons.support.one": "A favor se adujo la siguiente razón: {quotes}.",
    "reasons.support.other": "A favor se adujeron, entre otras, las siguientes razones: {quotes}.",
    "reasons.oppose.one": "En contra se adujo la siguiente razón: {quotes}.",
    "reasons.oppose.other": "En contra se adujeron, entre otras, las siguientes razones: {quotes}.",
    "conditions.one": "Se vinculó al apoyo la siguiente condición: {quotes}.",
    "conditions.other": "Se vincularon al apoyo, entre otras, las siguientes condiciones: {quotes}.",
    "floor.one": "Desde la sala se dijo también lo siguiente: {quotes}.",
    "floor.other": "Desde la sala se dijo también lo siguiente: {quotes}.",
    "quotes.and": " y ",
    "quotes.in_language": " (en {language})",
    "quotes.cut": " […]",
    "sentence.space": " ",
}

_STATEMENTS = {
    "statements.intro": "Los participantes podían proponer enunciados breves y votar los de los demás: de acuerdo, en "
    "desacuerdo o sin pronunciarse. La votación abarcó {statements}; se presentan aquí los que recibieron el apoyo más "
    "amplio y los que suscitaron la división más marcada, y en el anexo D figuran todos. Los votos de quienes no se "
    "pronunciaron no se cuentan ni a favor ni en contra.",
    "statements.by_groups": "El apoyo se midió dentro de cada grupo ({groups}), y cada enunciado se clasificó según el "
    "grupo que menos lo apoyaba, de modo que ningún grupo pudiera imponerlo solo por su número.",
    "statements.by_opinion": "Los grupos de opinión se desprenden de los propios votos; nadie los declaró.",
    "statements.by_found": "Esos grupos se buscaron de nuevo entre la mitad de los votantes que los componen "
    "({placed} en total): {same} de {times} veces se encontraron otros tantos grupos, y "
    "la concordancia mediana con los aquí indicados fue de {agreement} sobre 100.",
    "statements.groups.declared": "{n} grupos de partes interesadas",
    "statements.groups.opinion": "{n} grupos de opinión",
    "statements.by_all": "Al no haber grupos que comparar, el apoyo se clasificó entre el conjunto de los votantes.",
    "statements.widest": "Apoyo más amplio",
    "statements.division": "División más marcada",
    "statements.no_widest": "Ningún enunciado con votos suficientes suscitó más acuerdo que desacuerdo en cada uno de "
    "los grupos.",
    "statements.no_division": "Ningún otro enunciado tuvo votos suficientes de ambos lados para presentarse como "
    "controvertido.",
    "statement.id": "Enunciado {number}",
    "agree": "Entre quienes tomaron partido, {claim} se {mostró|mostraron} de acuerdo con el enunciado {number}: "
    "{quote}.",
    "agree.numbers": "Se {mostró|mostraron} de acuerdo con el enunciado {number} {claim}: {quote}.",
    "disagree": "{claim} se {mostró|mostraron} en desacuerdo.",
    "disagree.however": "No obstante, {claim} se {mostró|mostraron} en desacuerdo.",
    "disagree.numbers": "Se {mostró|mostraron} en desacuerdo {claim}.",
    "passed": "No se {pronunció|pronunciaron} {claim}.",
}

SPANISH = Language(
    code="es",
    direction="ltr",
    text=agreeing(_PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | ANNEXES | POINTS | PROCEEDINGS, _agreement),
    plural=cldr.plural("es"),
    noun=_noun,
    number=cldr.number("es"),
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("«", "»"),
    inflections=_INFLECTIONS,
)
