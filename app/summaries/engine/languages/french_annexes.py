"""The summary in French, continued: the scale with its rules, and the words of the page around the text."""

_SCALE = {
    "rule.share": "{n} sur {N}, soit {share} % : ce que le barème désigne par « {word} ».",
    "rule.small_base": "Entités ayant pris parti : {t}. En deçà de {min}, le barème ne donne pas de terme, mais les "
    "seuls nombres.",
    "rule.cardinal": "Une ou deux entités sont indiquées par leur nombre, quelle que soit leur part.",
    "rule.too_few_entities": "« {from} » suppose au moins {min} entités ; il y en a {v}. Le terme plus faible qui "
    "convient est donc retenu : « {to} ».",
    "rule.balanced": "Si chaque groupe de parties prenantes pesait le même poids, la part serait de {balanced_share} "
    "%, soit « {balanced} » ; compté par entité, le terme serait « {raw} ». Le plus faible des deux est retenu.",
    "rule.balance_agrees": "Si chaque groupe de parties prenantes pesait le même poids, la part serait de "
    "{balanced_share} %, et le terme serait le même.",
    "rule.no_balance": "Moins de deux groupes de parties prenantes ont pris au moins {from} positions ; la part "
    "équilibrée par groupe n’a donc pu être calculée.",
    "rule.narrowed": "« {word} » suppose l’appui d’au moins {min} groupes de parties prenantes, alors qu’il y en a "
    "{groups}. La phrase ne porte donc que sur ces groupes, et le compte est fait parmi eux.",
    "rule.no_groups_declared": "Aucun groupe de parties prenantes n’a été déclaré dans cette consultation ; les règles "
    "relatives aux groupes n’ont donc pu être appliquées, et le terme repose sur les seuls nombres.",
    "rule.number_beside": "Lorsque moins de {below} entités ont pris parti, le nombre figure à côté du terme.",
    "rule.borderline": "Une entité de plus ou de moins changerait ce terme.",
    "rule.moved_down": "La présidence a abaissé le terme d’un degré, de « {from} » à « {to} ».",
    "rule.moved_up": "La présidence a relevé le terme d’un degré, de « {from} » à « {to} », pour le motif suivant : "
    "{reason}",
    "rule.count": "Simple nombre ; le barème ne s’y applique pas.",
    "rule.group": "Comparaison au sein d’un groupe de parties prenantes dont la majorité diffère de celle de "
    "l’ensemble.",
    "mark.balanced": "le terme ne serait pas le même selon que l’on compte par entité ou en équilibrant les groupes de "
    "parties prenantes ; le plus faible des deux est retenu",
    "mark.borderline": "une entité de plus ou de moins changerait ce terme",
    "mark.uncounted": "cité à titre d’exemple et non compté ; la source est indiquée",
    "mark.moved": "terme déplacé d’un degré par la présidence, dont le motif figure avec les éléments justificatifs",
    "scale.caveat": "Les seuils relèvent d’une convention. Les participants se sont désignés eux-mêmes, et compter les "
    "entités place un État à côté d’une petite organisation ; les règles 2 et 3 atténuent cet effet sans le supprimer. "
    "Le consensus n’est jamais déduit de nombres.",
    "scale.1": "T est le nombre d’entités, parmi celles que désigne le nom employé dans la phrase, qui ont pris parti "
    ": pour, pour avec des réserves, ou contre. V est le nombre de celles qui sont du côté décrit. Les positions "
    "neutres sont indiquées et n’entrent pas dans T. Lorsque T est inférieur à {min_base}, aucun terme n’est employé : "
    "il est écrit « V des T ».",
    "scale.2": "Lorsque V est inférieur à ce qu’exige un terme, le terme plus faible qui suit est employé. Lorsque "
    "trop peu de groupes de parties prenantes se trouvent derrière un terme, le nom est restreint à ces groupes et le "
    "compte est fait parmi eux.",
    "scale.3": "Une seconde part accorde le même poids à chaque groupe de parties prenantes ayant exprimé au moins "
    "{balanced_from} positions. Le plus faible des deux termes est retenu, et signalé lorsqu’ils diffèrent.",
    "scale.4": "Une opposition d’au moins {pairing_share} %, de {pairing_entities} entités ou de la majorité d’un "
    "groupe est indiquée dans le même paragraphe ; il en va de même de tout côté moins nombreux que l’autre.",
    "scale.5": "La présidence peut abaisser un terme d’un degré, ou le relever d’un degré en publiant son motif. Tout "
    "terme déplacé est signalé.",
    "scale.6": "Les citations sont textuelles et ne sont pas pondérées. Deux au plus sont données de chaque côté : les "
    "premières enregistrées, provenant de groupes de parties prenantes différents lorsqu’il y en a.",
    "scale.7": "Lorsque T est inférieur à {number_below}, le nombre figure à côté du terme. Un terme que changerait "
    "une entité de plus ou de moins est signalé.",
    "scale.8": "Chaque terme donne accès à V, à T, à sa base, aux groupes, aux sources publiques, à la date d’arrêté "
    "et à la version du présent barème.",
    "scale.share.below": "moins de {to} %",
    "scale.share.range": "de {from} % à moins de {to} %",
    "scale.share.whole": "100 %",
    "scale.share.none": "indifférente",
    "scale.groups": "{min}",
    "scale.groups.all_but": "{min}, ou tous sauf {all_but} si ce nombre est plus élevé",
}

_PAGE = {
    "page.draft": "Projet",
    "page.published": "Publié le {at}",
    "page.version": "Version {version}",
    "page.contents": "Table des matières",
    "page.annex": "Annexe {letter}",
    "page.annex.scale": "Barème des termes",
    "page.annex.evidence": "Éléments justificatifs et positions",
    "page.annex.contributions": "Contributions",
    "page.annex.statements": "Énoncés et votes",
    "page.scale.intro": "V sur T est la part que les termes représentent. Version {version}.",
    "page.scale.word": "Terme",
    "page.scale.share": "Part, V sur T",
    "page.scale.entities": "V minimal",
    "page.scale.groups": "Nombre minimal de groupes",
    "page.marks": "Signes employés dans le texte",
    "page.evidence.intro": "Chaque expression chiffrée du texte, avec les nombres, les règles et les sources qui la "
    "fondent.",
    "page.evidence.of": "{n} sur {N}, soit {share} % des {nouns}",
    "page.evidence.base": "entités actives dans la consultation : {base}",
    "page.evidence.base.votes": "votants : {base}",
    "page.evidence.neutral": "positions neutres, non comptées : {neutral}",
    "page.evidence.passed": "sans avis, non comptés : {neutral}",
    "page.evidence.balanced": "part équilibrée par groupe : {share} %",
    "page.evidence.groups": "Par groupe",
    "page.evidence.sources": "Sources",
    "page.evidence.other_side": "L’autre côté",
    "page.evidence.back": "retour au texte",
    "page.positions": "Positions enregistrées",
    "page.positions.none": "Aucune position n’a été exprimée.",
    "page.positions.entity": "Entité",
    "page.positions.stance": "Position",
    "page.positions.words": "Motif ou condition",
    "page.positions.entry": "Entrée",
    "page.positions.withheld": "texte masqué par la modération",
    "page.positions.unconfirmed": "sur un libellé antérieur",
    "page.condition": "Condition : ",
    "page.floor": "Propos cités de la séance",
    "page.contributions.none": "Aucune contribution écrite n’a été présentée.",
    "page.contributions.contributor": "Contributeur",
    "page.contributions.title": "Titre",
    "page.contributions.filed": "Date de dépôt",
    "page.contributions.same": "même texte que l’entrée {seq}",
    "page.contributions.late": "hors délai",
    "page.contributions.version": "version {version}",
    "page.statements.number": "Nᵒ",
    "page.statements.text": "Énoncé",
    "page.statements.agree": "D’accord",
    "page.statements.disagree": "Pas d’accord",
    "page.statements.passed": "Sans avis",
    "page.verify": "Le présent texte et les éléments qui le fondent proviennent de faits dont l’empreinte est "
    "{digest}. Le registre de la consultation, que chacun peut télécharger et vérifier, les contient jusqu’à l’entrée "
    "{seq}.",
    "page.digest": "Empreinte du présent texte publié : {digest}. Elle est inscrite au registre.",
}

ANNEXES = _SCALE | _PAGE
