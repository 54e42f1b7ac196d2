"""The summary in Russian, continued: decisions, objections, joint statements, what the note left out, dispositions."""

PROCEEDINGS = {
    "missing.heading": "Чего недоставало в записке",
    "missing.intro": "Участники могли указать, что было упущено в справочной записке, а другие могли к ним "
    "присоединиться. Предложенное не входило в число вариантов, и позиции по нему не излагались. Автор предложения "
    "учитывается вместе с присоединившимися, каждый единожды.",
    "missing.reported.one": "Всего внесено: {proposals}; здесь приводится то из них, которое собрало больше всего "
    "сторонников, а полный перечень дан в приложении E.",
    "missing.reported.other": "Всего внесено: {proposals}; здесь приводятся те из них, которые собрали больше всего "
    "сторонников ({n}), а полный перечень дан в приложении E.",
    "proposals.one": "{n:n} предложение",
    "proposals.few": "{n} предложения",
    "proposals.many": "{n} предложений",
    "proposals.other": "{n} предложений",
    "sentence.missing.alone": "{claim} {не внес|не внесла|внес|внесла|внесли} следующее предложение: {quote}.",
    "sentence.missing.alone.question": "По вопросу {number} {claim} {не внес|не внесла|внес|внесла|внесли} следующее "
    "предложение: {quote}.",
    "sentence.missing.seconded.other": "{claim} {не внес|не внесла|внес|внесла|внесли} или {поддержал|поддержала|"
    "поддержал|поддержала|поддержали} следующее предложение: {quote}.",
    "sentence.missing.seconded.question.other": "По вопросу {number} {claim} {не внес|не внесла|внес|внесла|внесли} "
    "или {поддержал|поддержала|поддержал|поддержала|поддержали} следующее предложение: {quote}.",
    "sentence.written.one": "В письменной форме было сказано: {quotes}.",
    "sentence.written.other": "В письменных материалах было сказано: {quotes}.",
    "sentence.prepared.one": "В подготовленном выступлении было сказано: {quotes}.",
    "sentence.prepared.other": "В подготовленных выступлениях было сказано: {quotes}.",
    "sentence.joint.support": "Посредством совместного заявления поддержку {не выразил|не выразила|выразил|выразила|"
    "выразили} {claim}.",
    "sentence.joint.support_with_reservations": "Посредством совместного заявления поддержку с оговорками {не выразил|"
    "не выразила|выразил|выразила|выразили} {claim}.",
    "sentence.joint.neutral": "Посредством совместного заявления нейтральную позицию {не изложил|не изложила|изложил|"
    "изложила|изложили} {claim}.",
    "sentence.joint.oppose": "Посредством совместного заявления против {не выступил|не выступила|выступил|выступила|"
    "выступили} {claim}.",
    "documentation.joint.one": "В их числе {n:n} совместное заявление, за которым стоят: {entities}.",
    "documentation.joint.few": "В их числе {n} совместных заявления, за которыми в общей сложности стоят: {entities}.",
    "documentation.joint.other": "В их числе {n} совместных заявлений, за которыми в общей сложности стоят: "
    "{entities}.",
    "sentence.objection": "Возражение, препятствующее консенсусу, {не заявил|не заявила|заявил|заявила|заявили} "
    "{claim}.",
    "sentence.objection.reasons.one": "Возражение было обосновано следующим: {quotes}.",
    "sentence.objection.reasons.other": "Возражения были обоснованы, в частности, следующим: {quotes}.",
    "sentence.explanation.one": "В порядке разъяснения позиции было сказано: {quotes}.",
    "sentence.explanation.other": "В порядке разъяснения позиций было сказано: {quotes}.",
    "sentence.caucus.one": "В рамках группового обсуждения было зафиксировано следующее мнение: {quotes}.",
    "sentence.caucus.other": "В рамках групповых обсуждений были зафиксированы, в частности, следующие мнения: "
    "{quotes}.",
    "sentence.link.however": "Однако {sentence}",
    "sentence.link.contrast": "Напротив, {sentence}",
    "sentence.link.same_time": "В то же время {sentence}",
    "sentence.link.addition": "Кроме того, {sentence}",
    "sentence.link.regard": "В этой связи {sentence}",
    "sentence.floor": "На заседании {title} {не выступил|не выступила|выступил|выступила|выступили} {claim}.",
    "meeting.turns": "Слово предоставлялось {times}.",
    "page.annex.spoke": "Кто выступал",
    "meeting.floor": "Слово предоставлялось {times}; в числе выступивших — {speakers}.",
    "floor_times.one": "{n} раз",
    "floor_times.few": "{n} раза",
    "floor_times.many": "{n} раз",
    "floor_times.other": "{n} раз",
    "floor_speakers.one": "{n} оратор",
    "floor_speakers.few": "{n} оратора",
    "floor_speakers.many": "{n} ораторов",
    "floor_speakers.other": "{n} ораторов",
    "section.findings": "Совпадения, расхождения и нерассмотренные вопросы",
    "findings.intro": "Приводимые ниже выводы подписаны Председателем. Консенсус никогда не выводится из подсчета: он "
    "констатируется лишь тогда, когда запрос о консенсусе или процедура отсутствия возражений завершились и ни одного "
    "неснятого возражения не осталось.",
    "findings.convergence": "Совпадения",
    "findings.divergence": "Расхождения",
    "findings.not_addressed": "Не рассмотрено либо недостаточно материалов",
    "findings.unsigned.one": "Число вариантов, по которым вывод не подписан: {n}.",
    "findings.unsigned.other": "Число вариантов, по которым вывод не подписан: {n}.",
    "finding.consensus": "Председатель констатировал консенсус.",
    "finding.rough_consensus": "Председатель констатировал приблизительный консенсус; по каждому возражению дан "
    "письменный ответ.",
    "finding.general_support": "Председатель констатировал общую поддержку.",
    "finding.strong_support_with_significant_opposition": "Председатель констатировал решительную поддержку при "
    "значительном числе возражений.",
    "finding.divergence": "Председатель констатировал расхождение мнений.",
    "finding.strong_opposition_with_significant_support": "Председатель констатировал решительные возражения при "
    "значительной поддержке.",
    "finding.general_opposition": "Председатель констатировал общее несогласие.",
    "finding.insufficient_input": "Председатель счел полученные материалы недостаточными для вывода.",
    "finding.reasons": "Председатель обосновал это следующим: {reasons}.",
    "finding.signed": "Вывод подписан {on} (запись {seq}).",
    "decisions.heading": "Испрашивавшиеся решения",
    "decision.consensus_call.adopted": "Запрос о консенсусе по вопросу {subject} был сделан {on}; возражений не "
    "поступило.",
    "decision.consensus_call.objected": "Запрос о консенсусе по вопросу {subject} был сделан {on}; поступили "
    "возражения.",
    "decision.consensus_call.running": "Запрос о консенсусе по вопросу {subject} был сделан {on} и на момент закрытия "
    "данных оставался в силе.",
    "decision.silence.adopted": "Процедура отсутствия возражений по вопросу {subject} проходила с {on} по {until}; "
    "возражений не поступило.",
    "decision.silence.broken": "Процедура отсутствия возражений по вопросу {subject}, начатая {on}, была прервана "
    "{until}.",
    "decision.silence.running": "Процедура отсутствия возражений по вопросу {subject}, начатая {on}, на момент "
    "закрытия данных продолжалась.",
    "decision.programme.by_consensus": "Программа была принята {on} консенсусом: {subject}.",
    "decision.programme.by_ballot": "Программа была принята {on} по итогам голосования: {subject}.",
    "decision.straw_poll.closed": "Ориентировочное голосование по вопросу {subject} состоялось {on}: {answers}. "
    "Ориентировочное голосование ничего не решает.",
    "decision.straw_poll.running": "Ориентировочное голосование по вопросу {subject}, начатое {on}, на момент закрытия "
    "данных продолжалось.",
    "decision.withdrawn": "Процедура по вопросу {subject}, начатая {on}, была отозвана Председателем.",
    "decision.answer": "{answer} — {n}",
    "decision.objection": "Возражение поступило от следующей стороны: {who} (запись {seq}). Обоснование: {reasons}.",
    "decision.objection.withheld": "Возражение поступило от следующей стороны: {who} (запись {seq}); его текст скрыт "
    "модерацией.",
    "decision.objection.withdrawn": "Оно было отозвано {on}.",
    "decision.disposition.sustained": "Председатель признал его обоснованным: {reasons}.",
    "decision.disposition.addressed_by_amendment": "Оно было учтено путем поправки: {reasons}.",
    "decision.disposition.noted": "Председатель принял его к сведению: {reasons}.",
    "decision.disposition.none": "На момент закрытия данных ответа на него не было.",
    "section.next_steps": "Рекомендации и дальнейшие шаги",
    "next_steps.recommendation": "{addressee}: {text}.",
    "next_steps.unresolved": "Нерешенный вопрос: {issue}; передан следующей инстанции: {body}.",
    "next_steps.recommendations": "Рекомендации",
    "next_steps.issues": "Нерешенные вопросы",
    "next_steps.open": "Нерешенный вопрос: {issue}.",
    "next_steps.lead": "Ответственный: {lead}.",
    "next_steps.partners": "Партнеры: {partners}.",
    "next_steps.due": "Срок: {due}.",
    "disposition.taken_up": "учтено",
    "disposition.merged": "объединено с другим",
    "disposition.noted": "принято к сведению",
    "disposition.out_of_scope": "вне рамок консультации",
    "page.annex.missing": "Чего недоставало в записке",
    "page.missing.text": "Предложение",
    "page.missing.behind": "Кем внесено или поддержано",
    "page.contributions.became": "Как использовано",
    "page.contributions.taken_up.one": "учтено в пункте {list}",
    "page.contributions.taken_up.other": "учтено в пунктах {list}",
    "page.contributions.merged": "объединено с записью {seq}",
    "page.contributions.noted": "принято к сведению",
    "page.contributions.out_of_scope": "вне рамок консультации: {reason}",
    "page.positions.joint": "посредством совместного заявления",
    "page.positions.objection": "Возражение: ",
    "page.positions.explanation": "Разъяснение позиции: ",
    "page.positions.withdrawn": "отозвано",
    "page.cutoff": "{text}.",
    "page.evidence.counted": "{n} из числа {nouns}",
    "page.joint": "Совместные заявления",
    "page.joint.associated": "Присоединившиеся стороны",
}
