"""Comment le résumé dit en français qui exprime les idées des contributions écrites."""

POINTS = {
    "points.heading": "Idées exprimées dans les contributions écrites",
    "points.general": "Idées exprimées dans les contributions écrites qui ne visent aucune question",
    "points.intro": "Les idées ci-après sont données dans les termes d’une contribution, celles du plus grand nombre "
    "de contributeurs d’abord. L’auteur d’une contribution, ou quelqu’un qui l’a lue, peut dire qu’elle exprime une "
    "idée : elle est alors comptée ; « au moins » figure là où seule la ressemblance des textes le dit, laquelle ne "
    "reconnaît pas la même idée en d’autres mots. Les copies d’un texte comptent pour un seul contributeur, le "
    "premier à l’avoir déposé.",
    "points.reported": "Au total, {points} ont été relevées ; celles du plus grand nombre de contributeurs et celles "
    "qu’exprime une grande partie d’un groupe sont données ici.",
    "points.count.one": "{n:f} idée",
    "points.count.other": "{n} idées",
    "points.support": "Contributions en faveur de l’option {number}",
    "points.oppose": "Contributions contre l’option {number}",
    "point.id": "Idée {number}",
    "sentence.point": "{claim} {n’a|a|ont} exprimé l’idée suivante : {quotes}.",
    "sentence.point.numbers": "L’idée suivante a été exprimée par {claim} : {quotes}.",
    "sentence.point.at_least.one": "{claim} a exprimé l’idée suivante : {quotes}.",
    "sentence.point.at_least.other": "{claim} ont exprimé l’idée suivante : {quotes}.",
    "phrase.numbers.wrote": "{n} des {N} {nouns} à ce sujet",
    "phrase.only.wrote": "{noun_the} seul{noun_e} {noun} à ce sujet",
    "phrase.at_least.one": "au moins {n:{noun_gender}} {noun}",
    "phrase.at_least.other": "au moins {n} {nouns}",
    "rule.at_least": "Compté d’après la ressemblance des textes, faute que quelqu’un se soit prononcé sur chaque "
    "contribution : au moins ce nombre. Le barème ne donne pas de mot pour cela.",
    "documentation.campaign": "Le texte envoyé le plus souvent, identique ou presque, est celui de {contributions} "
    "provenant {contributors} ; l’entrée {seq} du registre en donne la première.",
    "contributions.of.one": "{n:f} contribution",
    "contributions.of.other": "{n} contributions",
    "page.annex.points": "Qui exprime les idées des contributions écrites",
    "page.standing.declared": "déclaré par l’auteur",
    "page.standing.confirmed": "confirmé par une personne qui l’a lue",
    "page.standing.matched": "d’après la seule ressemblance des textes",
    "statements.groups_apart": "Ce qui distingue les groupes d’opinion",
    "statements.apart_intro": "Pour chaque groupe d’opinion sont donnés les énoncés sur lesquels l’accord y "
    "dépasse le plus celui de tous les autres votants, parmi ceux sur lesquels assez "
    "de personnes de part et d’autre ont pris parti. Les votes de chaque groupe "
    "figurent parmi les éléments probants.",
    "sentence.found": "{claim} de ce groupe {n’a|a|ont} souscrit à l’énoncé {number} : {quote}.",
    "page.campaign": "Une campagne, comptée une seule fois : {contributions} provenant {contributors} "
    "; l’entrée {seq} du registre en donne la première.",
}
