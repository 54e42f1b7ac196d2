"""摘要用中文说明书面意见中的论点由谁提出。"""

POINTS = {
    "points.heading": "书面意见提出的论点",
    "points.general": "未指明问题的书面意见提出的论点",
    "points.intro": "以下论点以某份书面意见的原文列出，提交方较多者在前。"
    "书面意见的作者或读过该意见的人指出其提出某论点的，予以计数；仅由案文相似得出的，用“至少”表示，"
    "这种方法识别不出用其他措辞表达的相同论点。相同案文的副本只计最先提交的提交方。",
    "points.reported": "总计发现{points}；此处列出提交方最多的论点以及某利益攸关方群体中较大部分提出的论点。",
    "points.count.other": "{n}个论点",
    "points.support": "支持备选方案{number}的书面意见",
    "points.oppose": "反对备选方案{number}的书面意见",
    "point.id": "论点{number}",
    "sentence.point": "{claim}{|均}提出以下论点：{quotes}。",
    "sentence.point.numbers": "{claim}{|均}提出以下论点：{quotes}。",
    "sentence.point.at_least.other": "{claim}提出以下论点：{quotes}。",
    "phrase.numbers.wrote": "就此提交书面意见的{N}{noun_measure}{noun}中有{n}{noun_measure}",
    "phrase.only.wrote": "就此提交书面意见的唯一{noun}",
    "phrase.at_least.other": "至少{n}{noun_measure}{noun}",
    "rule.at_least": "依据案文相似计数，因尚无人就每份书面意见作出判断：至少为此数。量表不为此给出用词。",
    "documentation.campaign": "提交次数最多的案文（相同或几乎相同）共有{contributions}，来自{contributors}；"
    "最先见于记录第{seq}条。",
    "contributions.of.other": "{n}份书面意见",
    "page.annex.points": "书面意见的论点由谁提出",
    "page.standing.declared": "作者声明",
    "page.standing.confirmed": "经阅读者确认",
    "page.standing.matched": "仅由案文相似得出",
    "statements.groups_apart": "各意见群体的区别",
    "statements.apart_intro": "每个意见群体列出其同意程度高出其他所有人最多的陈述，且群体内外均有足够多的人表明"
    "态度。各群体的票数见依据。",
    "sentence.found": "该群体中{claim}同意陈述{number}：{quote}。",
    "page.campaign": "一场群发活动，仅计一次：{contributors}的{contributions}；首见于记录第{seq}号条目。",
}
