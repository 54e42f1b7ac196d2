"""كيف يذكر الموجز بالعربية من يطرح نقاط المساهمات الكتابية."""

POINTS = {
    "points.heading": "نقاط وردت في المساهمات الكتابية",
    "points.general": "نقاط وردت في مساهمات كتابية لا تتناول سؤالا بعينه",
    "points.intro": "ترد النقاط أدناه بألفاظ إحدى المساهمات، وأولها ما طرحه أكبر عدد من المساهمين. ويحتسب من يطرح "
    "نقطة إذا ذكر ذلك صاحب المساهمة أو من قرأها، وترد عبارة «ما لا يقل عن» حيث لا يدل على ذلك إلا تشابه النصوص، وهو "
    "لا يتعرف على النقطة نفسها بألفاظ أخرى. وتحتسب نسخ النص الواحد لمساهم واحد هو أول من قدمه.",
    "points.reported": "وبلغ مجموع ما عثر عليه {points}، ويرد هنا ما طرحه أكبر عدد من المساهمين وما يطرحه جزء كبير "
    "من إحدى المجموعات.",
    "points.count.one": "نقطة واحدة",
    "points.count.two": "نقطتين",
    "points.count.few": "{n:f} نقاط",
    "points.count.other": "{n} نقطة",
    "points.support": "من مساهمات مؤيدة للخيار {number}",
    "points.oppose": "من مساهمات معارضة للخيار {number}",
    "point.id": "النقطة {number}",
    "sentence.point": "{لم ترد|وردت} النقطة التالية لدى {claim}: {quotes}.",
    "sentence.point.numbers": "{لم ترد|وردت} النقطة التالية لدى {claim}: {quotes}.",
    "sentence.point.at_least.other": "وردت النقطة التالية لدى {claim}: {quotes}.",
    "phrase.numbers.wrote": "{n} من أصل {N} من {nouns} في هذا الشأن",
    "phrase.only.wrote": "{noun_only} في هذا الشأن",
    "phrase.at_least.one": "ما لا يقل عن {noun_one}",
    "phrase.at_least.two": "ما لا يقل عن {noun_two}",
    "phrase.at_least.few": "ما لا يقل عن {n} {noun_some}",
    "phrase.at_least.many": "ما لا يقل عن {n} {noun_counted}",
    "phrase.at_least.other": "ما لا يقل عن {n} {noun}",
    "rule.at_least": "عدد محسوب من تشابه النصوص، إذ لم يبت أحد في كل مساهمة: لا يقل عن هذا العدد. ولا يعطي المقياس "
    "لفظا له.",
    "documentation.campaign": "وأكثر النصوص تكرارا، هو نفسه أو ما يكاد يطابقه، ورد في {contributions} من "
    "{contributors}، وأولها القيد {seq} من السجل.",
    "contributions.of.one": "مساهمة واحدة",
    "contributions.of.two": "مساهمتين",
    "contributions.of.few": "{n:f} مساهمات",
    "contributions.of.other": "{n} مساهمة",
    "page.annex.points": "من يطرح نقاط المساهمات الكتابية",
    "page.standing.declared": "بإعلان من صاحبها",
    "page.standing.confirmed": "أكدها من قرأها",
    "page.standing.matched": "من تشابه النصوص وحده",
    "statements.groups_apart": "ما يميز مجموعات الرأي",
    "statements.apart_intro": "ترد لكل مجموعة رأي العبارات التي تفوق فيها موافقتها موافقة سائر المصوتين بأكبر "
    "فارق، من بين ما اتخذ بشأنه عدد كاف من المصوتين داخلها وخارجها أحد الموقفين. وترد "
    "أصوات كل مجموعة ضمن الأدلة.",
    "sentence.found": "{لم تحظ|حظيت} العبارة {number} بموافقة {claim} من هذه المجموعة: {quote}.",
    "page.campaign": "حملة واحدة محتسبة مرة واحدة: {contributions} من {contributors}، وأولها القيد {seq} من السجل.",
}
