"""The summary in French: words, nouns and sentences, as United Nations documents in French write them.

Verbs stand in the compound past with "avoir", whose participle does not agree with its subject. The connective words
hold no article "un" or "une", which no reader could tell from the scale's word for one.
"""

import re
from collections.abc import Mapping

from app.summaries.engine.languages import cldr
from app.summaries.engine.languages.french_annexes import ANNEXES
from app.summaries.engine.languages.french_points import POINTS
from app.summaries.engine.languages.french_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, agreeing

# A noun of its own for one stakeholder group: singular, plural, gender; several groups give "participants issus …".
_KINDS = {
    "participants": ("participant", "participants", "m"),
    "delegations": ("délégation", "délégations", "f"),
    "contributors": ("contributeur", "contributeurs", "m"),
}
_OWN_NOUNS = {
    "government": ("délégation gouvernementale", "délégations gouvernementales", "f"),
    "international_organization": ("organisation internationale", "organisations internationales", "f"),
    "private_sector": ("participant du secteur privé", "participants du secteur privé", "m"),
    "civil_society": ("participant de la société civile", "participants de la société civile", "m"),
    "technical_community": ("participant de la communauté technique", "participants de la communauté technique", "m"),
    "academic_community": ("participant du monde universitaire", "participants du monde universitaire", "m"),
    "media": ("participant des médias", "participants des médias", "m"),
}
_FROM = {
    "government": "des gouvernements",
    "international_organization": "des organisations internationales",
    "private_sector": "du secteur privé",
    "civil_society": "de la société civile",
    "technical_community": "de la communauté technique",
    "academic_community": "du monde universitaire",
    "media": "des médias",
}
_AGREEMENT = {
    "m": {"e": "", "all": "tous", "many": "nombreux", "the": "le", "gender": "m"},
    "f": {"e": "e", "all": "toutes", "many": "nombreuses", "the": "la", "gender": "f"},
}


def _noun(noun: Noun) -> Mapping[str, str]:
    one, many, gender = _KINDS[noun.kind]
    groups = noun.narrowed_to
    if groups is not None and len(groups) == 1 and groups[0] in _OWN_NOUNS:
        one, many, gender = _OWN_NOUNS[groups[0]]
    elif groups is not None:
        e = _AGREEMENT[gender]["e"]
        one, many = one + _tail(groups, f"issu{e}"), many + _tail(groups, f"issu{e}s")
    agreement = {f"noun_{name}": form for name, form in _AGREEMENT[gender].items()}
    return {"noun": one, "nouns": many, **agreement}


def _tail(groups: tuple[str | None, ...], issued: str) -> str:
    sources = [_FROM.get(group, f"du groupe {group.replace('_', ' ')}") for group in groups if group is not None]
    tail = f" {issued} {_join(sources)}" if sources else ""
    if None in groups:
        tail += " ou" if sources else ""
        tail += " n’ayant pas déclaré de groupe"
    return tail


_join = cldr.joined("fr")
_long_date = cldr.day("fr")


def _date(instant: str) -> str:
    return re.sub(r"^1 ", "1er ", _long_date(instant))


def _moment(instant: str) -> str:
    at = cldr.utc(instant)
    return f"{_date(instant)}, {at.hour} h {at:%M} UTC"


def _agreement(phrase: str) -> int:
    """0: nobody, with its negation; 1: singular; 2: plural."""
    if phrase.startswith(("aucun ", "aucune ")):
        return 0
    return 1 if phrase.startswith(("un ", "une ", "1 ", "le seul ", "la seule ")) else 2


def _typeset(template: str) -> str:
    """No line may break before a high sign or inside the quotation marks."""
    return re.sub(r" (?=[:;?!»%])|(?<=«) ", "\u00a0", template)


_PHRASES = {
    "phrase.nobody": "aucun{noun_e} {noun}",
    "phrase.one": "un{noun_e} {noun}",
    "phrase.two": "deux {nouns}",
    "phrase.a few": "quelques {nouns}",
    "phrase.some": "certain{noun_e}s {nouns}",
    "phrase.several": "plusieurs {nouns}",
    "phrase.many": "de {noun_many} {nouns}",
    "phrase.most": "la plupart des {nouns}",
    "phrase.almost all": "presque {noun_all} les {nouns}",
    "phrase.all": "{noun_all} les {nouns}",
    "phrase.beside": " ({n})",
    "phrase.beside.of": " ({n} sur {N})",
    "phrase.numbers.addressed": "{n} des {N} {nouns} ayant pris position à son sujet",
    "phrase.numbers.sided": "{n} des {N} {nouns} ayant pris parti",
    "phrase.numbers.short": "{n} des {N}",
    "phrase.nobody.addressed": "aucun{noun_e} des {N} {nouns} ayant pris position sur l’option",
    "phrase.nobody.sided": "aucun{noun_e} des {N} {nouns} ayant pris parti",
    "phrase.nobody.short": "aucun{noun_e} des {N}",
    "phrase.only.addressed": "{noun_the} seul{noun_e} {noun} ayant pris position à son sujet",
    "phrase.only.sided": "{noun_the} seul{noun_e} {noun} ayant pris parti",
    "phrase.counted.one": "{n:{noun_gender}} {noun}",
    "phrase.counted.other": "{n} {nouns}",
    "phrase.against": "{n} contre {others}",
    "word.one": "un",
    "word.two": "deux",
    "word.a few": "quelques",
    "word.some": "certains",
    "word.several": "plusieurs",
    "word.many": "de nombreux",
    "word.most": "la plupart",
    "word.almost all": "presque tous",
    "word.all": "tous",
    "decimal": ",",
    "number.1": "un",
    "number.1.f": "une",
    "number.2": "deux",
    "number.3": "trois",
    "number.4": "quatre",
    "number.5": "cinq",
    "number.6": "six",
    "number.7": "sept",
    "number.8": "huit",
    "number.9": "neuf",
}
_INFLECTIONS = frozenset({"une", "certaines", "nombreux", "nombreuses", "presque toutes", "toutes", "plupart"})

_NAMES = {
    "group.government": "Gouvernements",
    "group.international_organization": "Organisations internationales",
    "group.private_sector": "Secteur privé",
    "group.civil_society": "Société civile",
    "group.technical_community": "Communauté technique",
    "group.academic_community": "Monde universitaire",
    "group.media": "Médias",
    "group.none": "Aucun groupe déclaré",
    "opinion_group.none": "Hors des groupes d’opinion",
    "opinion_group.named": "Groupe d’opinion {name}",
    "region.african": "États d’Afrique",
    "region.asia_pacific": "États d’Asie et du Pacifique",
    "region.eastern_european": "États d’Europe orientale",
    "region.grulac": "États d’Amérique latine et des Caraïbes",
    "region.weog": "États d’Europe occidentale et autres États",
    "region.none": "Région non précisée",
    "stance.support": "Pour",
    "stance.support_with_reservations": "Pour, avec des réserves",
    "stance.neutral": "Neutre",
    "stance.oppose": "Contre",
    "round.call_for_inputs": "appel à contributions",
    "round.informal_soundings": "sondages informels",
    "round.regional_preparatory": "phase préparatoire régionale",
    "round.meeting_round": "série de réunions",
    "round.advisory": "phase consultative",
    "round.draft_review": "examen du projet",
    "round.silence": "procédure d’approbation tacite",
    "language.ar": "arabe",
    "language.zh": "chinois",
    "language.en": "anglais",
    "language.fr": "français",
    "language.ru": "russe",
    "language.es": "espagnol",
    "language.mi": "maori",
    "language.de": "allemand",
    "language.pt": "portugais",
    "language.ja": "japonais",
    "language.ko": "coréen",
    "language.und": "langue indéterminée",
}

_FRAME = {
    "title": "Résumé établi par la présidence",
    "notice": "Texte établi sous la seule responsabilité de la présidence ; il n’a pas été négocié.",
    "cutoff": "Établi d’après le registre, arrêté à l’entrée {seq}, {at}",
    "section.mandate": "Mandat et convocation",
    "section.organization": "Organisation des travaux",
    "section.documentation": "Documentation",
    "section.views": "Vues exprimées sur chaque question",
    "section.statements": "Énoncés soumis au vote des participants",
    "section.remarks": "Observations finales de la présidence",
    "mandate.simulated": "La présente consultation est une simulation : les organisations, les personnes et les "
    "positions qui y figurent sont inventées.",
    "mandate.convened": "La consultation a été convoquée par l’instance suivante : {convener}.",
    "mandate.open_ended": "La consultation était à composition non limitée.",
    "mandate.origin": "Son origine est décrite comme suit : {origin}.",
    "mandate.text": "Son mandat est ainsi libellé : {mandate}.",
    "mandate.reporting.both": "Il est fait rapport à l’instance suivante : {to}, par l’intermédiaire de l’instance "
    "suivante : {through}.",
    "mandate.reporting.to": "Instance à laquelle il est fait rapport : {to}.",
    "mandate.reporting.through": "Instance par l’intermédiaire de laquelle il est fait rapport : {through}.",
    "mandate.basis": "Le présent résumé a été établi d’après le registre de la consultation, arrêté à l’entrée {seq} "
    "({at}). Les termes tels que « certains », « de nombreux » et « la plupart » ont été calculés à partir des "
    "positions et des votes enregistrés, selon un barème publié (annexe A) ; chacun d’eux renvoie aux sources "
    "correspondantes. Le résumé relève de la seule responsabilité de la présidence et n’est pas un texte négocié.",
    "rounds.other": "Les travaux se sont déroulés en {n} phases.",
    "rounds.one": "Les travaux se sont déroulés en une seule phase.",
    "round.title.kind": "{title} ({kind})",
    "round.closed": "La phase {number}, {title}, s’est déroulée du {opened} au {closed}.",
    "round.closed.same_day": "La phase {number}, {title}, s’est tenue le {opened}.",
    "round.open": "La phase {number}, {title}, a été ouverte le {opened} et était encore en cours à la date d’arrêté.",
    "round.scheduled": "La phase {number}, {title}, n’était pas encore ouverte à la date d’arrêté.",
    "round.closed.shifted": "Sa clôture avait été fixée au {scheduled}.",
    "round.scheduled.dates": "Son ouverture est prévue le {scheduled}.",
    "meeting.held": "La réunion {title} s’est tenue le {on}.",
    "meeting.running": "La réunion {title} s’est ouverte le {on} et n’était pas close à la date d’arrêté.",
    "meeting.planned": "La réunion {title} n’était pas encore ouverte à la date d’arrêté.",
    "meeting.comments": "Le registre en conserve {comments}, de la part {speakers}.",
    "comments.one": "{n:f} observation",
    "comments.other": "{n} observations",
    "speakers.one": "d’{n} participant",
    "speakers.other": "de {n} participants",
    "participation.entities": "La consultation a réuni {entities}, par l’intermédiaire de {persons} ; {active}. Les "
    "entités et les personnes sont comptées séparément : une délégation a une seule position sur chaque option, quel "
    "que soit le nombre de ses membres, de même que chaque particulier ayant participé à titre personnel.",
    "entities.one": "{n:f} entité (délégation ou particulier)",
    "entities.other": "{n} entités (délégations et particuliers)",
    "persons.one": "{n:f} personne",
    "persons.other": "{n} personnes",
    "active.one": "{n:f} entité a présenté une contribution, formulé une observation ou exprimé une position",
    "active.other": "{n} entités ont présenté une contribution, formulé une observation ou exprimé une position",
    "participation.nobody": "Aucun participant ne figurait au registre à la date d’arrêté.",
    "participation.no_groups": "Aucun participant n’a déclaré de groupe de parties prenantes. Les règles du barème "
    "qui exigent l’appui de plusieurs groupes, et la garantie contre le poids d’un groupe unique, ne peuvent donc être "
    "appliquées ; les termes employés ci-après reposent sur le seul nombre de participants.",
    "participation.voters": "Le vote a porté sur {statements} et réuni {voters}, pour {votes} au total.",
    "statements.one": "{n} énoncé",
    "statements.other": "{n} énoncés",
    "votes.one": "{n} vote",
    "votes.other": "{n} votes",
    "table.by_group": "Participation par groupe de parties prenantes",
    "table.by_region": "Participation par région",
    "table.voters": "Votants par groupe de parties prenantes",
    "table.group": "Groupe",
    "table.region": "Région",
    "table.entities": "Entités",
    "table.active": "Entités actives",
    "table.persons": "Personnes",
    "table.voters.count": "Votants",
    "table.total": "Total",
    "documentation.note": "La note d’information {title}, publiée le {on}, présentait {questions} et {options}.",
    "documentation.note.plain": "La note d’information {title} a été publiée le {on}.",
    "documentation.no_note": "Aucune note d’information n’a été publiée.",
    "questions.one": "{n:f} question",
    "questions.other": "{n} questions",
    "options.one": "{n:f} option",
    "options.other": "{n} options",
    "documentation.contributions": "Il a été reçu {contributions} {contributors} ; la liste en figure à l’annexe C.",
    "contributions.one": "{n:f} contribution écrite",
    "contributions.other": "{n} contributions écrites",
    "contributors.one": "d’{n} contributeur",
    "contributors.other": "de {n} contributeurs",
    "documentation.copies.one": "L’une d’elles reprend le texte d’une autre et est comptée avec elle : {distinct}.",
    "documentation.copies.other": "{n} d’entre elles reprennent le texte d’autres contributions et sont comptées avec "
    "celles-ci : {distinct}.",
    "distinct.one": "on dénombre {n} texte distinct",
    "distinct.other": "on dénombre {n} textes distincts",
    "documentation.languages": "Elles se répartissaient comme suit par langue : {list}.",
    "documentation.no_contributions": "Aucune contribution écrite n’a été présentée.",
    "language.count": "{n:f} en {language}",
    "redacted": "[texte masqué par la modération]",
    "remarks.none": "La présidence n’a pas formulé d’observations finales.",
}

_VIEWS = {
    "views.order": "Pour chaque question, les options sont présentées par ordre décroissant d’appui. Sur chaque "
    "option, une délégation, de même qu’un particulier, compte une seule fois. Ce qui est dit des participants "
    "concerne ceux qui ont pris position pour ou contre l’option considérée ; les positions neutres sont indiquées "
    "séparément.",
    "question": "Question {number}. {title}",
    "option": "Option {number}. {label}",
    "option.id": "Question {question}, option {number} : {label}",
    "support": "{claim} {n’a|a|ont} appuyé l’option.",
    "support.numbers": "L’option a été appuyée par {claim}.",
    "support.reserved": "{claim} {n’a|a|ont} appuyé l’option, avec des réserves dans chaque cas.",
    "support.numbers.reserved": "L’option a été appuyée par {claim}, avec des réserves dans chaque cas.",
    "support.nobody_small": "{claim} ne l’a appuyée.",
    "reservations": "{claim} {n’a|a|ont} assorti {son|son|leur} appui de réserves.",
    "reservations.numbers": "Des réserves ont été formulées par {claim}.",
    "oppose": "{claim} {n’a|a|ont} exprimé {son|son|leur} opposition.",
    "oppose.alone": "L’opposition à l’option a été exprimée par {claim}.",
    "oppose.however": "{claim} {n’a|a|ont} toutefois exprimé {son|son|leur} opposition.",
    "oppose.numbers": "L’opposition a été exprimée par {claim}.",
    "against.support": "Parmi les {nouns}, les positions favorables l’ont emporté en nombre sur les positions "
    "défavorables, par {claim}.",
    "against.oppose": "Parmi les {nouns}, les positions défavorables l’ont emporté en nombre sur les positions "
    "favorables, par {claim}.",
    "neutral": "La position neutre a été adoptée par {claim}.",
    "no_side": "Aucune position pour ou contre l’option n’a été exprimée.",
    "unconfirmed.one": "{claim}, se rapportant au libellé antérieur de l’option, reste à confirmer et n’est pas "
    "comptée.",
    "unconfirmed.other": "{claim}, se rapportant au libellé antérieur de l’option, restent à confirmer et ne sont pas "
    "comptées.",
    "unconfirmed.count.one": "{n:f} position",
    "unconfirmed.count.other": "{n} positions",
    "reasons.support.one": "À l’appui de l’option, le motif suivant a été avancé : {quotes}.",
    "reasons.support.other": "À l’appui de l’option, les motifs suivants ont notamment été avancés : {quotes}.",
    "reasons.oppose.one": "À l’encontre de l’option, le motif suivant a été avancé : {quotes}.",
    "reasons.oppose.other": "À l’encontre de l’option, les motifs suivants ont notamment été avancés : {quotes}.",
    "conditions.one": "L’appui a été assorti de la condition suivante : {quotes}.",
    "conditions.other": "L’appui a été assorti, notamment, des conditions suivantes : {quotes}.",
    "floor.one": "Il a également été dit en séance : {quotes}.",
    "floor.other": "Il a également été dit en séance : {quotes}.",
    "quotes.and": " et ",
    "quotes.in_language": " (en {language})",
    "quotes.cut": " […]",
    "sentence.space": " ",
}

_STATEMENTS = {
    "statements.intro": "Les participants pouvaient proposer de brefs énoncés et voter sur ceux des autres : d’accord, "
    "pas d’accord ou sans avis. L’exercice a porté sur {statements} ; sont présentés ici les plus largement appuyés et "
    "les plus controversés, et l’annexe D les donne tous. Les votes sans avis ne comptent ni pour ni contre.",
    "statements.by_groups": "L’appui a été mesuré au sein de chaque groupe ({groups}) et chaque énoncé a été classé "
    "d’après le groupe qui l’appuyait le moins, de sorte qu’aucun groupe ne puisse l’imposer par son seul nombre.",
    "statements.by_opinion": "Les groupes d’opinion ont été dégagés des votes eux-mêmes ; nul ne les a déclarés.",
    "statements.by_found": "Ces groupes d’opinion ont été recherchés de nouveau parmi la moitié des votants qui "
    "y sont placés ({placed} au total) : {same} fois sur {times}, on a trouvé autant de "
    "groupes, et la concordance médiane avec ceux indiqués ici était de {agreement} sur "
    "100.",
    "statements.groups.declared": "{n} groupes de parties prenantes",
    "statements.groups.opinion": "{n} groupes d’opinion",
    "statements.by_all": "Faute de groupes à comparer, l’appui a été classé parmi l’ensemble des votants.",
    "statements.widest": "Appui le plus large",
    "statements.division": "Divergences les plus marquées",
    "statements.no_widest": "Aucun énoncé ayant recueilli assez de votes n’a suscité plus d’accord que de désaccord "
    "dans chaque groupe.",
    "statements.no_division": "Aucun autre énoncé n’a recueilli assez de votes de part et d’autre pour être présenté "
    "comme controversé.",
    "statement.id": "Énoncé {number}",
    "agree": "{claim} ayant pris parti {n’a|a|ont} souscrit à l’énoncé {number} : {quote}.",
    "agree.numbers": "L’énoncé {number} a été approuvé par {claim} : {quote}.",
    "disagree": "{claim} {n’a|a|ont} exprimé {son|son|leur} désaccord.",
    "disagree.however": "{claim} {n’a|a|ont} toutefois exprimé {son|son|leur} désaccord.",
    "disagree.numbers": "Le désaccord a été exprimé par {claim}.",
    "passed": "La mention « sans avis » a été choisie par {claim}.",
}

FRENCH = Language(
    code="fr",
    direction="ltr",
    text=agreeing(
        {
            key: _typeset(each)
            for key, each in (
                _PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | ANNEXES | POINTS | PROCEEDINGS
            ).items()
        },
        _agreement,
    ),
    plural=cldr.plural("fr"),
    noun=_noun,
    number=cldr.number("fr"),
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("«\u00a0", "\u00a0»"),
    inflections=_INFLECTIONS,
)
