"""The summary in Spanish, continued: the scale with its rules, and the words of the page around the text."""

_SCALE = {
    "rule.share": "{n} de {N} equivale al {share} %, que la escala denomina «{word}».",
    "rule.small_base": "Entidades que tomaron partido: {t}. Por debajo de {min}, la escala no da ninguna palabra, sino "
    "solo los números.",
    "rule.cardinal": "De una o dos entidades se da el número, cualquiera que sea su proporción.",
    "rule.too_few_entities": "«{from}» exige al menos {min}; hay {v}, por lo que se emplea la siguiente palabra más "
    "débil que corresponde: «{to}».",
    "rule.balanced": "Si cada grupo de partes interesadas tuviera el mismo peso, la proporción sería del "
    "{balanced_share} %, es decir, «{balanced}»; contando por entidad, la palabra sería «{raw}». Se emplea la más "
    "débil de las dos.",
    "rule.balance_agrees": "Si cada grupo de partes interesadas tuviera el mismo peso, la proporción sería del "
    "{balanced_share} %, y la palabra es la misma.",
    "rule.no_balance": "Menos de dos grupos de partes interesadas adoptaron al menos {from} posiciones, por lo que no "
    "se pudo calcular una proporción equilibrada por grupo.",
    "rule.narrowed": "«{word}» exige el apoyo de al menos {min} grupos de partes interesadas, y hay {groups}. Por "
    "ello, la oración se refiere únicamente a esos grupos y se cuenta dentro de ellos.",
    "rule.no_groups_declared": "En esta consulta no se declaró ningún grupo de partes interesadas, por lo que no se "
    "pudieron aplicar las reglas relativas a los grupos; la palabra se basa únicamente en los números.",
    "rule.number_beside": "Cuando tomaron partido menos de {below}, el número figura junto a la palabra.",
    "rule.borderline": "Una entidad más o menos cambiaría esta palabra.",
    "rule.moved_down": "La Presidencia bajó la palabra un grado, de «{from}» a «{to}».",
    "rule.moved_up": "La Presidencia subió la palabra un grado, de «{from}» a «{to}», por la siguiente razón: {reason}",
    "rule.count": "Es un simple número; la escala no se le aplica.",
    "rule.group": "Comparación dentro de un grupo de partes interesadas cuya mayoría difiere de la del conjunto.",
    "mark.balanced": "la palabra no sería la misma contando por entidad que equilibrando los grupos de partes "
    "interesadas; se emplea la más débil de las dos",
    "mark.borderline": "una entidad más o menos cambiaría esta palabra",
    "mark.uncounted": "citado como ejemplo y no contado; se indica la fuente",
    "mark.moved": "palabra desplazada un grado por la Presidencia, cuya razón figura junto a las pruebas",
    "scale.caveat": "Los umbrales son una convención. Los participantes se seleccionan a sí mismos, y contar entidades "
    "sitúa a un Estado al lado de una organización pequeña; las reglas 2 y 3 atenúan ese efecto, pero no lo eliminan. "
    "El consenso nunca se deduce de los números.",
    "scale.1": "T es el número de entidades, dentro de las que abarca el nombre empleado en la oración, que tomaron "
    "partido: a favor, a favor con reservas o en contra. V es cuántas de ellas están del lado descrito. Las posiciones "
    "neutrales se indican y no forman parte de T. Si T es inferior a {min_base} no se emplea ninguna palabra, sino "
    "únicamente «V de los T».",
    "scale.2": "Cuando V es menor de lo que exige una palabra, se emplea la siguiente más débil. Cuando respaldan una "
    "palabra demasiado pocos grupos de partes interesadas, el nombre se restringe a esos grupos y se cuenta dentro de "
    "ellos.",
    "scale.3": "Una segunda proporción da el mismo peso a cada grupo de partes interesadas que haya expresado al menos "
    "{balanced_from} posiciones. Se emplea la más débil de las dos palabras, y se señala cuando difieren.",
    "scale.4": "La oposición de al menos un {pairing_share} %, de {pairing_entities} entidades o de la mayoría de "
    "cualquier grupo se indica en el mismo párrafo, al igual que todo lado menos numeroso que el otro.",
    "scale.5": "La Presidencia puede bajar una palabra un grado, o subirla un grado publicando su razón. Toda palabra "
    "desplazada se señala.",
    "scale.6": "Las citas son textuales y no se ponderan. Se dan como máximo dos por lado, las primeras que constan en "
    "el registro y de distintos grupos de partes interesadas cuando los hay.",
    "scale.7": "Si T es inferior a {number_below}, el número figura junto a la palabra. Se señala toda palabra que una "
    "entidad más o menos cambiaría.",
    "scale.8": "Cada palabra remite a V, a T, a su base, a los grupos, a las fuentes públicas, a la fecha de cierre de "
    "los datos y a la versión de la presente escala.",
    "scale.share.below": "menos del {to} %",
    "scale.share.range": "del {from} % a menos del {to} %",
    "scale.share.whole": "100 %",
    "scale.share.none": "cualquiera",
    "scale.groups": "{min}",
    "scale.groups.all_but": "{min}, o todos menos {all_but} si son más",
}

_PAGE = {
    "page.draft": "Proyecto",
    "page.published": "Publicado el {at}",
    "page.version": "Versión {version}",
    "page.contents": "Índice",
    "page.annex": "Anexo {letter}",
    "page.annex.scale": "Escala de palabras",
    "page.annex.evidence": "Pruebas y posiciones",
    "page.annex.contributions": "Contribuciones",
    "page.annex.statements": "Enunciados y votos",
    "page.scale.intro": "V de T es la proporción que representan las palabras. Versión {version}.",
    "page.scale.word": "Palabra",
    "page.scale.share": "Proporción, V de T",
    "page.scale.entities": "V mínimo",
    "page.scale.groups": "Número mínimo de grupos",
    "page.marks": "Signos empleados en el texto",
    "page.evidence.intro": "Cada expresión numérica del texto, con los números, las reglas y las fuentes en que se "
    "basa.",
    "page.evidence.of": "{n} de {N}, el {share} % de {nouns}",
    "page.evidence.base": "entidades activas en la consulta: {base}",
    "page.evidence.base.votes": "votantes: {base}",
    "page.evidence.neutral": "posiciones neutrales, no contadas: {neutral}",
    "page.evidence.passed": "no se pronunciaron, no contados: {neutral}",
    "page.evidence.balanced": "proporción equilibrada por grupo: {share} %",
    "page.evidence.groups": "Por grupo",
    "page.evidence.sources": "Fuentes",
    "page.evidence.other_side": "El otro lado",
    "page.evidence.back": "volver al texto",
    "page.positions": "Posiciones registradas",
    "page.positions.none": "No se expresó ninguna posición.",
    "page.positions.entity": "Entidad",
    "page.positions.stance": "Posición",
    "page.positions.words": "Razón o condición",
    "page.positions.entry": "Asiento",
    "page.positions.withheld": "texto ocultado por la moderación",
    "page.positions.unconfirmed": "sobre un texto anterior",
    "page.condition": "Condición: ",
    "page.floor": "Intervenciones citadas",
    "page.contributions.none": "No se presentó ninguna contribución escrita.",
    "page.contributions.contributor": "Presentada por",
    "page.contributions.title": "Título",
    "page.contributions.filed": "Fecha de presentación",
    "page.contributions.same": "mismo texto que el asiento {seq}",
    "page.contributions.late": "fuera de plazo",
    "page.contributions.version": "versión {version}",
    "page.statements.number": "Núm.",
    "page.statements.text": "Enunciado",
    "page.statements.agree": "De acuerdo",
    "page.statements.disagree": "En desacuerdo",
    "page.statements.passed": "Sin pronunciarse",
    "page.verify": "El presente texto y las pruebas en que se basa proceden de hechos cuya huella es {digest}. El "
    "registro de la consulta, que cualquiera puede descargar y verificar, los contiene hasta el asiento {seq}.",
    "page.digest": "Huella del presente texto publicado: {digest}. Consta en el registro.",
}

ANNEXES = _SCALE | _PAGE
