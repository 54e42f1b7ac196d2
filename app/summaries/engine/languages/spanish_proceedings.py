"""The summary in Spanish, continued: decisions, objections, joint statements, what the note left out, dispositions."""

PROCEEDINGS = {
    "missing.heading": "Lo que faltaba en la nota",
    "missing.intro": "Los participantes podían señalar lo que la nota de antecedentes había omitido, y los demás "
    "podían sumarse a ello. Lo propuesto no figuraba entre las opciones ni fue objeto de toma de posición. El autor de "
    "cada propuesta se cuenta junto con quienes se sumaron a ella, cada cual una sola vez.",
    "missing.reported.one": "De {proposals}, se recoge aquí la que reunió más adhesiones; en el anexo E figuran todas.",
    "missing.reported.other": "De {proposals}, se recogen aquí las {n} que reunieron más adhesiones; en el anexo E "
    "figuran todas.",
    "proposals.one": "{n:f} propuesta",
    "proposals.other": "{n} propuestas",
    "sentence.missing.alone": "{claim} {formuló|formularon} la siguiente propuesta: {quote}.",
    "sentence.missing.alone.question": "Sobre la pregunta {number}, {claim} {formuló|formularon} la siguiente "
    "propuesta: {quote}.",
    "sentence.missing.seconded.other": "{claim} formularon o secundaron la siguiente propuesta: {quote}.",
    "sentence.missing.seconded.question.other": "Sobre la pregunta {number}, {claim} formularon o secundaron la "
    "siguiente propuesta: {quote}.",
    "sentence.written.one": "Por escrito se dijo lo siguiente: {quotes}.",
    "sentence.written.other": "En las contribuciones escritas se dijo lo siguiente: {quotes}.",
    "sentence.prepared.one": "En la declaración preparada se dijo lo siguiente: {quotes}.",
    "sentence.prepared.other": "En las declaraciones preparadas se dijo lo siguiente: {quotes}.",
    "sentence.joint.support": "Por declaración conjunta {expresó|expresaron} su apoyo {claim}.",
    "sentence.joint.support_with_reservations": "Por declaración conjunta {expresó|expresaron} su apoyo, con reservas, "
    "{claim}.",
    "sentence.joint.neutral": "Por declaración conjunta {expresó|expresaron} su posición neutral {claim}.",
    "sentence.joint.oppose": "Por declaración conjunta {expresó|expresaron} su oposición {claim}.",
    "documentation.joint.one": "{n:f} de ellas es una declaración conjunta, respaldada por {entities}.",
    "documentation.joint.other": "{n} de ellas son declaraciones conjuntas, respaldadas en total por {entities}.",
    "sentence.objection": "{Formuló|Formularon} objeciones, que impiden el consenso, {claim}.",
    "sentence.objection.reasons.one": "La objeción se fundamentó en lo siguiente: {quotes}.",
    "sentence.objection.reasons.other": "Las objeciones se fundamentaron, entre otras cosas, en lo siguiente: "
    "{quotes}.",
    "sentence.explanation.one": "En explicación de posición se dijo lo siguiente: {quotes}.",
    "sentence.explanation.other": "En explicación de posición se dijo lo siguiente: {quotes}.",
    "sentence.caucus.one": "En grupo de concertación se dejó constancia de la siguiente opinión: {quotes}.",
    "sentence.caucus.other": "En grupo de concertación se dejó constancia, entre otras, de las siguientes opiniones: "
    "{quotes}.",
    "sentence.link.however": "Sin embargo, {sentence}",
    "sentence.link.contrast": "En cambio, {sentence}",
    "sentence.link.same_time": "Al mismo tiempo, {sentence}",
    "sentence.link.addition": "Además, {sentence}",
    "sentence.link.regard": "A este respecto, {sentence}",
    "sentence.floor": "En la sesión {title} {hizo|hicieron} uso de la palabra {claim}.",
    "meeting.turns": "Se hizo uso de la palabra {times}.",
    "page.annex.spoke": "Quién hizo uso de la palabra",
    "meeting.floor": "Se hizo uso de la palabra {times}, por parte de {speakers}.",
    "floor_times.one": "{n:f} vez",
    "floor_times.other": "{n} veces",
    "floor_speakers.one": "{n} orador",
    "floor_speakers.other": "{n} oradores",
    "section.findings": "Convergencias, divergencias y cuestiones no abordadas",
    "findings.intro": "Las constataciones que figuran a continuación fueron firmadas por la Presidencia. El consenso "
    "nunca se deduce de los números: solo se constata cuando se ha solicitado, o se ha seguido un procedimiento de "
    "acuerdo tácito, sin que quede en pie ninguna objeción.",
    "findings.convergence": "Convergencias",
    "findings.divergence": "Divergencias",
    "findings.not_addressed": "Opciones no abordadas o aportaciones insuficientes",
    "findings.unsigned.one": "Sobre {n:f} opción no se firmó ninguna constatación.",
    "findings.unsigned.other": "Sobre {n} opciones no se firmó ninguna constatación.",
    "finding.consensus": "La Presidencia constató que había consenso.",
    "finding.rough_consensus": "La Presidencia constató que había consenso aproximado; cada objeción recibió respuesta "
    "por escrito.",
    "finding.general_support": "La Presidencia constató un apoyo general.",
    "finding.strong_support_with_significant_opposition": "La Presidencia constató un apoyo firme y una oposición "
    "considerable.",
    "finding.divergence": "La Presidencia constató que las opiniones divergían.",
    "finding.strong_opposition_with_significant_support": "La Presidencia constató una oposición firme y un apoyo "
    "considerable.",
    "finding.general_opposition": "La Presidencia constató una oposición general.",
    "finding.insufficient_input": "La Presidencia consideró que las aportaciones recibidas eran insuficientes para una "
    "constatación.",
    "finding.reasons": "La Presidencia dio las siguientes razones: {reasons}.",
    "finding.signed": "La constatación se firmó el {on} (asiento {seq}).",
    "decisions.heading": "Decisiones solicitadas",
    "decision.consensus_call.adopted": "El {on} se solicitó el consenso sobre {subject}, sin que se formulara ninguna "
    "objeción.",
    "decision.consensus_call.objected": "El {on} se solicitó el consenso sobre {subject} y se formularon objeciones.",
    "decision.consensus_call.running": "El {on} se solicitó el consenso sobre {subject}; el procedimiento seguía en "
    "curso en la fecha de cierre de los datos.",
    "decision.silence.adopted": "El procedimiento de acuerdo tácito sobre {subject} se desarrolló del {on} al {until}; "
    "el silencio no se rompió.",
    "decision.silence.broken": "El procedimiento de acuerdo tácito sobre {subject}, iniciado el {on}, se rompió el "
    "{until}.",
    "decision.silence.running": "El procedimiento de acuerdo tácito sobre {subject}, iniciado el {on}, seguía en curso "
    "en la fecha de cierre de los datos.",
    "decision.programme.by_consensus": "El programa se aprobó por consenso el {on}: {subject}.",
    "decision.programme.by_ballot": "El programa se aprobó el {on} conforme al resultado de la votación: {subject}.",
    "decision.straw_poll.closed": "La votación indicativa sobre {subject} se celebró el {on}: {answers}. La votación "
    "indicativa no decide nada.",
    "decision.straw_poll.running": "La votación indicativa sobre {subject}, iniciada el {on}, seguía abierta en la "
    "fecha de cierre de los datos.",
    "decision.withdrawn": "La Presidencia retiró el procedimiento sobre {subject}, iniciado el {on}.",
    "decision.answer": "{answer}: {n}",
    "decision.objection": "Objeción de la siguiente entidad: {who} (asiento {seq}). Razones: {reasons}.",
    "decision.objection.withheld": "Objeción de la siguiente entidad: {who} (asiento {seq}); su texto ha sido ocultado "
    "por la moderación.",
    "decision.objection.withdrawn": "Se retiró el {on}.",
    "decision.disposition.sustained": "La Presidencia la aceptó: {reasons}.",
    "decision.disposition.addressed_by_amendment": "Se atendió mediante una enmienda: {reasons}.",
    "decision.disposition.noted": "La Presidencia tomó nota de ella: {reasons}.",
    "decision.disposition.none": "No había recibido respuesta en la fecha de cierre de los datos.",
    "section.next_steps": "Recomendaciones y próximas medidas",
    "next_steps.recommendation": "{addressee}: {text}.",
    "next_steps.unresolved": "Cuestión pendiente: {issue}, remitida a la siguiente instancia: {body}.",
    "next_steps.recommendations": "Recomendaciones",
    "next_steps.issues": "Cuestiones pendientes",
    "next_steps.open": "Cuestión pendiente: {issue}.",
    "next_steps.lead": "Responsable: {lead}.",
    "next_steps.partners": "Asociados: {partners}.",
    "next_steps.due": "Plazo: {due}.",
    "disposition.taken_up": "recogida",
    "disposition.merged": "refundida con otra",
    "disposition.noted": "anotada",
    "disposition.out_of_scope": "ajena al ámbito de la consulta",
    "page.annex.missing": "Lo que faltaba en la nota",
    "page.missing.text": "Propuesta",
    "page.missing.behind": "Formulada o secundada por",
    "page.contributions.became": "Curso dado",
    "page.contributions.taken_up.one": "recogida en el párrafo {list}",
    "page.contributions.taken_up.other": "recogida en los párrafos {list}",
    "page.contributions.merged": "refundida con el asiento {seq}",
    "page.contributions.noted": "anotada",
    "page.contributions.out_of_scope": "ajena al ámbito de la consulta: {reason}",
    "page.positions.joint": "por declaración conjunta",
    "page.positions.objection": "Objeción: ",
    "page.positions.explanation": "Explicación de posición: ",
    "page.positions.withdrawn": "retirada",
    "page.cutoff": "{text}.",
    "page.evidence.counted": "{n} de {nouns}",
    "page.joint": "Declaraciones conjuntas",
    "page.joint.associated": "Entidades asociadas",
}
