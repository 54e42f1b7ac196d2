"""Cómo dice el resumen en español quién expresa las ideas de las contribuciones escritas."""

POINTS = {
    "points.heading": "Ideas expresadas en las contribuciones escritas",
    "points.general": "Ideas expresadas en las contribuciones escritas que no aluden a ninguna pregunta",
    "points.intro": "Las ideas siguientes se recogen con las palabras de una contribución, primero las de más "
    "autores. Se cuenta a quien expresa una idea cuando lo dice el autor de la contribución o alguien que la leyó; "
    "«al menos» figura donde solo lo dice el parecido de los textos, que no reconoce la misma idea con otras "
    "palabras. Las copias de un texto cuentan como un solo autor, el primero que lo presentó.",
    "points.reported": "En total se hallaron {points}; se recogen aquí las de más autores y las que expresa una gran "
    "parte de un grupo.",
    "points.count.one": "{n:f} idea",
    "points.count.other": "{n} ideas",
    "points.support": "Contribuciones a favor de la opción {number}",
    "points.oppose": "Contribuciones en contra de la opción {number}",
    "point.id": "Idea {number}",
    "sentence.point": "{claim} {expresó|expresaron} la idea siguiente: {quotes}.",
    "sentence.point.numbers": "{Expresó|Expresaron} la idea siguiente {claim}: {quotes}.",
    "sentence.point.at_least.one": "{claim} expresó la idea siguiente: {quotes}.",
    "sentence.point.at_least.other": "{claim} expresaron la idea siguiente: {quotes}.",
    "phrase.numbers.wrote": "{n} de l{noun_o}s {N} {noun_plural} sobre el asunto",
    "phrase.only.wrote": "{noun_the} únic{noun_o} {noun} sobre el asunto",
    "phrase.at_least.one": "al menos {n:{noun_gender}} {noun}",
    "phrase.at_least.other": "al menos {n} {noun_plural}",
    "rule.at_least": "Contado por el parecido de los textos, sin que nadie se haya pronunciado sobre cada "
    "contribución: al menos ese número. La escala no da palabra para ello.",
    "documentation.campaign": "El texto enviado más veces, igual o casi igual, es el de {contributions} de "
    "{contributors}; la primera está en el asiento {seq} del registro.",
    "contributions.of.one": "{n:f} contribución",
    "contributions.of.other": "{n} contribuciones",
    "page.annex.points": "Quién expresa las ideas de las contribuciones escritas",
    "page.standing.declared": "declarado por su autor",
    "page.standing.confirmed": "confirmado por alguien que la leyó",
    "page.standing.matched": "solo por el parecido de los textos",
    "statements.groups_apart": "Lo que distingue a los grupos de opinión",
    "statements.apart_intro": "De cada grupo de opinión se recogen los enunciados en los que su acuerdo supera "
    "más el de todos los demás, entre aquellos sobre los que tomaron partido bastantes "
    "personas de ambos lados. Los votos de cada grupo figuran entre las pruebas.",
    "sentence.found": "{claim} de este grupo se {mostró|mostraron} de acuerdo con el enunciado {number}: {quote}.",
    "page.campaign": "Una campaña, contada una sola vez: {contributions} de {contributors}; la "
    "primera está en el asiento {seq} del registro.",
}
