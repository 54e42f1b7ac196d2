"""The summary in French, continued: decisions, objections, joint statements, what the note left out, dispositions."""

PROCEEDINGS = {
    "missing.heading": "Ce que la note ne mentionnait pas",
    "missing.intro": "Les participants pouvaient signaler ce que la note d’information avait laissé de côté, et les "
    "autres pouvaient s’y associer. Les éléments ainsi proposés ne faisaient pas partie des options et n’ont pas donné "
    "lieu à des prises de position. L’auteur de chaque proposition est compté avec ceux qui s’y sont associés, une "
    "seule fois chacun.",
    "missing.reported.one": "Sur {proposals}, celle qui a réuni le plus de soutiens est reproduite ici ; l’annexe E "
    "les donne toutes.",
    "missing.reported.other": "Sur {proposals}, les {n} qui ont réuni le plus de soutiens sont reproduites ici ; "
    "l’annexe E les donne toutes.",
    "proposals.one": "{n:f} proposition",
    "proposals.other": "{n} propositions",
    "sentence.missing.alone": "{claim} {n’a|a|ont} fait la proposition suivante : {quote}.",
    "sentence.missing.alone.question": "Sur la question {number}, {claim} {n’a|a|ont} fait la proposition suivante : "
    "{quote}.",
    "sentence.missing.seconded.other": "{claim} ont fait ou appuyé la proposition suivante : {quote}.",
    "sentence.missing.seconded.question.other": "Sur la question {number}, {claim} ont fait ou appuyé la proposition "
    "suivante : {quote}.",
    "sentence.written.one": "Il a été dit par écrit : {quotes}.",
    "sentence.written.other": "Il a été dit, dans les contributions écrites : {quotes}.",
    "sentence.prepared.one": "Il a été dit, dans le texte préparé pour la séance : {quotes}.",
    "sentence.prepared.other": "Il a été dit, dans les textes préparés pour la séance : {quotes}.",
    "sentence.joint.support": "L’appui de {claim} a été exprimé par voie de déclaration commune.",
    "sentence.joint.support_with_reservations": "L’appui, assorti de réserves, de {claim} a été exprimé par voie de "
    "déclaration commune.",
    "sentence.joint.neutral": "La position neutre de {claim} a été exprimée par voie de déclaration commune.",
    "sentence.joint.oppose": "L’opposition de {claim} a été exprimée par voie de déclaration commune.",
    "documentation.joint.one": "{n:f} d’entre elles est une déclaration commune, qui engage {entities}.",
    "documentation.joint.other": "{n} d’entre elles sont des déclarations communes, qui engagent au total {entities}.",
    "sentence.objection": "{claim} {n’a|a|ont} soulevé l’objection qui fait obstacle au consensus.",
    "sentence.objection.reasons.one": "L’objection a été motivée comme suit : {quotes}.",
    "sentence.objection.reasons.other": "Les objections ont notamment été motivées comme suit : {quotes}.",
    "sentence.explanation.one": "Il a été dit en explication de position : {quotes}.",
    "sentence.explanation.other": "Il a été dit en explication de position : {quotes}.",
    "sentence.caucus.one": "Le point de vue suivant a été consigné en groupe de concertation : {quotes}.",
    "sentence.caucus.other": "Les points de vue suivants ont notamment été consignés en groupe de concertation : "
    "{quotes}.",
    "sentence.link.however": "Toutefois, {sentence}",
    "sentence.link.contrast": "En revanche, {sentence}",
    "sentence.link.same_time": "Dans le même temps, {sentence}",
    "sentence.link.addition": "En outre, {sentence}",
    "sentence.link.regard": "À cet égard, {sentence}",
    "sentence.floor": "À la réunion {title}, {claim} {n’a|a|ont} pris la parole.",
    "meeting.turns": "La parole a été prise {times}.",
    "page.annex.spoke": "Qui a pris la parole",
    "meeting.floor": "La parole a été prise {times} par {speakers}.",
    "floor_times.one": "{n:f} fois",
    "floor_times.other": "{n} fois",
    "floor_speakers.one": "{n} orateur",
    "floor_speakers.other": "{n} orateurs",
    "section.findings": "Convergences, divergences et questions non abordées",
    "findings.intro": "Les constatations ci-après ont été signées par la présidence. Le consensus n’est jamais déduit "
    "de nombres : il n’est constaté que lorsqu’il a été sollicité, ou qu’une procédure d’approbation tacite a été "
    "menée, sans qu’aucune objection ne subsiste.",
    "findings.convergence": "Convergences",
    "findings.divergence": "Divergences",
    "findings.not_addressed": "Options non abordées ou contributions insuffisantes",
    "findings.unsigned.one": "Pour {n:f} option, aucune constatation n’a été signée.",
    "findings.unsigned.other": "Pour {n} options, aucune constatation n’a été signée.",
    "finding.consensus": "La présidence a constaté le consensus.",
    "finding.rough_consensus": "La présidence a constaté un consensus approximatif ; chaque objection a reçu une suite "
    "écrite.",
    "finding.general_support": "La présidence a constaté un appui général.",
    "finding.strong_support_with_significant_opposition": "La présidence a constaté un appui marqué et une opposition "
    "notable.",
    "finding.divergence": "La présidence a constaté que les vues divergeaient.",
    "finding.strong_opposition_with_significant_support": "La présidence a constaté une opposition marquée et un appui "
    "notable.",
    "finding.general_opposition": "La présidence a constaté une opposition générale.",
    "finding.insufficient_input": "La présidence a jugé les contributions reçues insuffisantes pour une constatation.",
    "finding.reasons": "La présidence a motivé sa constatation comme suit : {reasons}.",
    "finding.signed": "La constatation a été signée le {on} (entrée {seq}).",
    "decisions.heading": "Décisions recherchées",
    "decision.consensus_call.adopted": "Le consensus sur {subject} a été sollicité le {on} et n’a rencontré aucune "
    "objection.",
    "decision.consensus_call.objected": "Le consensus sur {subject} a été sollicité le {on} et s’est heurté à des "
    "objections.",
    "decision.consensus_call.running": "Le consensus sur {subject} a été sollicité le {on} et l’était encore à la date "
    "d’arrêté.",
    "decision.silence.adopted": "La procédure d’approbation tacite sur {subject} s’est déroulée du {on} au {until} ; "
    "le silence n’a pas été rompu.",
    "decision.silence.broken": "La procédure d’approbation tacite sur {subject}, engagée le {on}, a été rompue le "
    "{until}.",
    "decision.silence.running": "La procédure d’approbation tacite sur {subject}, engagée le {on}, était en cours à la "
    "date d’arrêté.",
    "decision.programme.by_consensus": "Le programme a été adopté par consensus le {on} : {subject}.",
    "decision.programme.by_ballot": "Le programme a été adopté le {on}, tel qu’issu du scrutin : {subject}.",
    "decision.straw_poll.closed": "Le vote indicatif sur {subject} a eu lieu le {on} : {answers}. Un vote indicatif ne "
    "décide de rien.",
    "decision.straw_poll.running": "Le vote indicatif sur {subject}, engagé le {on}, était ouvert à la date d’arrêté.",
    "decision.withdrawn": "La procédure sur {subject}, engagée le {on}, a été retirée par la présidence.",
    "decision.answer": "{answer} : {n}",
    "decision.objection": "Objection de l’entité suivante : {who} (entrée {seq}). Motifs : {reasons}.",
    "decision.objection.withheld": "Objection de l’entité suivante : {who} (entrée {seq}) ; le texte en est masqué par "
    "la modération.",
    "decision.objection.withdrawn": "Elle a été retirée le {on}.",
    "decision.disposition.sustained": "La présidence l’a retenue : {reasons}.",
    "decision.disposition.addressed_by_amendment": "Il y a été répondu par un amendement : {reasons}.",
    "decision.disposition.noted": "La présidence en a pris note : {reasons}.",
    "decision.disposition.none": "Aucune suite ne lui avait été donnée à la date d’arrêté.",
    "section.next_steps": "Recommandations et prochaines étapes",
    "next_steps.recommendation": "{addressee} : {text}.",
    "next_steps.unresolved": "Question en suspens : {issue}, renvoyée à l’instance suivante : {body}.",
    "next_steps.recommendations": "Recommandations",
    "next_steps.issues": "Questions en suspens",
    "next_steps.open": "Question en suspens : {issue}.",
    "next_steps.lead": "Responsable : {lead}.",
    "next_steps.partners": "Partenaires : {partners}.",
    "next_steps.due": "Échéance : {due}.",
    "disposition.taken_up": "prise en compte",
    "disposition.merged": "regroupée avec une autre",
    "disposition.noted": "notée",
    "disposition.out_of_scope": "hors du champ de la consultation",
    "page.annex.missing": "Ce que la note ne mentionnait pas",
    "page.missing.text": "Proposition",
    "page.missing.behind": "Proposée ou appuyée par",
    "page.contributions.became": "Suite donnée",
    "page.contributions.taken_up.one": "prise en compte au paragraphe {list}",
    "page.contributions.taken_up.other": "prise en compte aux paragraphes {list}",
    "page.contributions.merged": "regroupée avec l’entrée {seq}",
    "page.contributions.noted": "notée",
    "page.contributions.out_of_scope": "hors du champ de la consultation : {reason}",
    "page.positions.joint": "par voie de déclaration commune",
    "page.positions.objection": "Objection : ",
    "page.positions.explanation": "Explication de position : ",
    "page.positions.withdrawn": "retirée",
    "page.cutoff": "{text}.",
    "page.evidence.counted": "{n} ({nouns})",
    "page.joint": "Déclarations communes",
    "page.joint.associated": "Entités associées",
}
