"""The summary in Chinese: words, nouns and sentences, as United Nations documents in Chinese write them.

Nouns have one form and bring their measure word; counts stand in figures. The connective words hold no numeral (一),
which proofreading would take for a count.
"""

from collections.abc import Mapping

from app.summaries.engine.languages import cldr
from app.summaries.engine.languages.chinese_annexes import ANNEXES
from app.summaries.engine.languages.chinese_points import POINTS
from app.summaries.engine.languages.chinese_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, agreeing

_KINDS = {"participants": ("与会者", "名"), "delegations": ("代表团", "个"), "contributors": ("提交方", "个")}
_OWN_NOUNS = {
    "government": ("政府代表团", "个"),
    "international_organization": ("国际组织", "个"),
    "private_sector": ("私营部门与会者", "名"),
    "civil_society": ("民间社会与会者", "名"),
    "technical_community": ("技术界与会者", "名"),
    "academic_community": ("学术界与会者", "名"),
    "media": ("媒体与会者", "名"),
}
_FROM = {
    "government": "政府",
    "international_organization": "国际组织",
    "private_sector": "私营部门",
    "civil_society": "民间社会",
    "technical_community": "技术界",
    "academic_community": "学术界",
    "media": "媒体",
}


def _noun(noun: Noun) -> Mapping[str, str]:
    name, measure = _KINDS[noun.kind]
    groups = noun.narrowed_to
    if groups is not None and len(groups) == 1 and groups[0] in _OWN_NOUNS:
        name, measure = _OWN_NOUNS[groups[0]]
    elif groups is not None:
        name = f"{_sources(groups)}的{name}"
    return {"noun": name, "nouns": name, "noun_measure": measure}


def _sources(groups: tuple[str | None, ...]) -> str:
    named = [_FROM.get(group, f"“{group.replace('_', ' ')}”群体") for group in groups if group is not None]
    sources = f"来自{_join(named)}" if named else ""
    if None in groups:
        sources += "或" if named else ""
        sources += "未申报所属群体"
    return sources


_join = cldr.joined("zh")
_date = cldr.day("zh")


def _moment(instant: str) -> str:
    at = cldr.utc(instant)
    return f"协调世界时{_date(instant)}{at.hour}时{at:%M}分"


def _agreement(phrase: str) -> int:
    """1: everybody or almost, which 均 takes up before the verb."""
    return 1 if phrase.startswith(("所有", "几乎所有")) else 0


_PHRASES = {
    "phrase.nobody": "没有{noun}",
    "phrase.one": "一{noun_measure}{noun}",
    "phrase.two": "两{noun_measure}{noun}",
    "phrase.a few": "少数{noun}",
    "phrase.some": "一些{noun}",
    "phrase.several": "若干{noun}",
    "phrase.many": "许多{noun}",
    "phrase.most": "大多数{noun}",
    "phrase.almost all": "几乎所有{noun}",
    "phrase.all": "所有{noun}",
    "phrase.beside": "（{n}{noun_measure}）",
    "phrase.beside.of": "（{N}{noun_measure}中的{n}{noun_measure}）",
    "phrase.numbers.addressed": "就此表明立场的{N}{noun_measure}{noun}中有{n}{noun_measure}",
    "phrase.numbers.sided": "表明态度的{N}{noun_measure}{noun}中有{n}{noun_measure}",
    "phrase.numbers.short": "{N}{noun_measure}中有{n}{noun_measure}",
    "phrase.nobody.addressed": "就此表明立场的{N}{noun_measure}{noun}中无一",
    "phrase.nobody.sided": "表明态度的{N}{noun_measure}{noun}中无一",
    "phrase.nobody.short": "{N}{noun_measure}中无一",
    "phrase.only.addressed": "唯一就此表明立场的{noun}",
    "phrase.only.sided": "唯一表明态度的{noun}",
    "phrase.counted.other": "{n}{noun_measure}{noun}",
    "phrase.against": "{n}比{others}",
    "word.one": "一个",
    "word.two": "两个",
    "word.a few": "少数",
    "word.some": "一些",
    "word.several": "若干",
    "word.many": "许多",
    "word.most": "大多数",
    "word.almost all": "几乎所有",
    "word.all": "所有",
    "decimal": ".",
    **{f"number.{n}": str(n) for n in range(1, 10)},
}
_INFLECTIONS = frozenset({"一名", "两名", "多数", "几乎", "全体", "全部", "半数", "无一"})

_NAMES = {
    "group.government": "政府",
    "group.international_organization": "国际组织",
    "group.private_sector": "私营部门",
    "group.civil_society": "民间社会",
    "group.technical_community": "技术界",
    "group.academic_community": "学术界",
    "group.media": "媒体",
    "group.none": "未申报群体",
    "opinion_group.none": "不属任何意见群体",
    "opinion_group.named": "意见群体{name}",
    "region.african": "非洲国家",
    "region.asia_pacific": "亚太国家",
    "region.eastern_european": "东欧国家",
    "region.grulac": "拉丁美洲和加勒比国家",
    "region.weog": "西欧和其他国家",
    "region.none": "未注明区域",
    "stance.support": "支持",
    "stance.support_with_reservations": "支持但有保留",
    "stance.neutral": "中立",
    "stance.oppose": "反对",
    "round.call_for_inputs": "征集意见",
    "round.informal_soundings": "非正式征询",
    "round.regional_preparatory": "区域筹备阶段",
    "round.meeting_round": "会议阶段",
    "round.advisory": "咨询阶段",
    "round.draft_review": "审议草案",
    "round.silence": "默许程序",
    "language.ar": "阿拉伯文",
    "language.zh": "中文",
    "language.en": "英文",
    "language.fr": "法文",
    "language.ru": "俄文",
    "language.es": "西班牙文",
    "language.mi": "毛利文",
    "language.de": "德文",
    "language.pt": "葡萄牙文",
    "language.ja": "日文",
    "language.ko": "韩文",
    "language.und": "未确定的语文",
}

_FRAME = {
    "title": "主席总结",
    "notice": "本总结由主席自行负责，并非谈判商定的案文。",
    "cutoff": "依据截至第{seq}号条目的记录编写，{at}",
    "section.mandate": "任务和召集",
    "section.organization": "工作安排",
    "section.documentation": "文件",
    "section.views": "就各项问题发表的意见",
    "section.statements": "交由与会者表决的陈述",
    "section.remarks": "主席的总结发言",
    "mandate.simulated": "本次协商为模拟：其中的组织、人员和立场均系虚构。",
    "mandate.convened": "本次协商的召集者：{convener}。",
    "mandate.open_ended": "本次协商不限成员名额。",
    "mandate.origin": "其缘起如下：{origin}。",
    "mandate.text": "其任务授权如下：{mandate}。",
    "mandate.reporting.both": "报告途径：通过{through}，向{to}报告。",
    "mandate.reporting.to": "报告对象：{to}。",
    "mandate.reporting.through": "报告途径：通过{through}。",
    "mandate.basis": "本总结依据截至第{seq}号条目（{at}）的协商记录编写。“一些”、“许多”、“大多数”等词语系根据记录在案的"
    "立场和表决，按照公布的尺度计算得出（附件A）；点击每个词语均可查阅其所依据的来源。本总结由主席自行负责，并非谈判商"
    "定的案文。",
    "rounds.other": "工作分{n}个阶段进行。",
    "round.title.kind": "{title}（{kind}）",
    "round.closed": "第{number}阶段，{title}，于{opened}至{closed}举行。",
    "round.closed.same_day": "第{number}阶段，{title}，于{opened}举行。",
    "round.open": "第{number}阶段，{title}，于{opened}开始，至数据截止时仍在进行。",
    "round.scheduled": "第{number}阶段，{title}，至数据截止时尚未开始。",
    "round.closed.shifted": "该阶段原定于{scheduled}结束。",
    "round.scheduled.dates": "该阶段定于{scheduled}开始。",
    "meeting.held": "{title}会议于{on}举行。",
    "meeting.running": "{title}会议于{on}开幕，至数据截止时尚未结束。",
    "meeting.planned": "{title}会议至数据截止时尚未开幕。",
    "meeting.comments": "记录中载有{speakers}在会上提出的{comments}。",
    "comments.other": "{n}条意见",
    "speakers.other": "{n}名与会者",
    "participation.entities": "{entities}通过{persons}参加了协商；其中{active}。实体和人员分别计算：每个代表团无论有多"
    "少成员，对每个备选方案只有一个立场；以个人身份参加的每个人也是如此。",
    "entities.other": "{n}个实体（代表团和个人）",
    "persons.other": "{n}人",
    "active.other": "{n}个实体提交了书面意见、发表了评论或表明了立场",
    "participation.nobody": "数据截止时，记录中没有任何与会者。",
    "participation.no_groups": "没有与会者申报所属利益攸关方群体。因此，无法适用尺度中要求得到多个群体支持的规则，也无"
    "法适用防止单个群体过分影响结果的规则；下文所用词语仅以与会者人数为依据。",
    "participation.voters": "{voters}就{statements}进行了表决，共投出{votes}。",
    "statements.other": "{n}条陈述",
    "votes.other": "{n}票",
    "table.by_group": "按利益攸关方群体分列的参加情况",
    "table.by_region": "按区域分列的参加情况",
    "table.voters": "按利益攸关方群体分列的表决者",
    "table.group": "群体",
    "table.region": "区域",
    "table.entities": "实体",
    "table.active": "活跃实体",
    "table.persons": "人员",
    "table.voters.count": "表决者",
    "table.total": "共计",
    "documentation.note": "{on}发布的背景说明{title}列出了{questions}和{options}。",
    "documentation.note.plain": "背景说明{title}于{on}发布。",
    "documentation.no_note": "没有发布背景说明。",
    "questions.other": "{n}个问题",
    "options.other": "{n}个备选方案",
    "documentation.contributions": "共收到{contributors}提交的{contributions}，清单见附件C。",
    "contributions.other": "{n}份书面意见",
    "contributors.other": "{n}个提交方",
    "documentation.copies.other": "其中{n}份与其他书面意见案文相同，合并计算：{distinct}。",
    "distinct.other": "不同的案文共有{n}份",
    "documentation.languages": "按语文分列如下：{list}。",
    "documentation.no_contributions": "没有收到书面意见。",
    "language.count": "{language}{n}份",
    "redacted": "[案文已由管理方隐去]",
    "remarks.none": "主席没有补充总结发言。",
}

_VIEWS = {
    "views.order": "在每个问题下，备选方案按支持程度由高至低排列。在每个备选方案上，每个代表团只计算一次，个人也是如此"
    "。文中所述与会者系指对有关备选方案表明支持或反对立场者；中立立场另行说明。",
    "question": "问题{number}：{title}",
    "option": "备选方案{number}：{label}",
    "option.id": "问题{question}，备选方案{number}：{label}",
    "support": "{claim}{|均}支持该备选方案。",
    "support.numbers": "{claim}{|均}支持该备选方案。",
    "support.reserved": "{claim}{|均}支持该备选方案，同时均附有保留。",
    "support.numbers.reserved": "{claim}{|均}支持该备选方案，同时均附有保留。",
    "support.nobody_small": "{claim}支持该备选方案。",
    "reservations": "{claim}{|均}在表示支持时附有保留。",
    "reservations.numbers": "{claim}{|均}在表示支持时附有保留。",
    "oppose": "{claim}{|均}反对该备选方案。",
    "oppose.alone": "{claim}{|均}反对该备选方案。",
    "oppose.however": "但{claim}{|均}反对该备选方案。",
    "oppose.numbers": "{claim}{|均}反对该备选方案。",
    "against.support": "在{nouns}中，支持者多于反对者，比数为{claim}。",
    "against.oppose": "在{nouns}中，反对者多于支持者，比数为{claim}。",
    "neutral": "{claim}持中立立场。",
    "no_side": "没有人对该备选方案表明支持或反对立场。",
    "unconfirmed.other": "{claim}系就该备选方案先前的措辞表明，尚待确认，未予计入。",
    "unconfirmed.count.other": "{n}项立场",
    "reasons.support.other": "所提出的支持理由包括：{quotes}。",
    "reasons.oppose.other": "所提出的反对理由包括：{quotes}。",
    "conditions.other": "表示支持时所附的条件包括：{quotes}。",
    "floor.other": "会上还有发言指出：{quotes}。",
    "quotes.and": "和",
    "quotes.in_language": "（原文：{language}）",
    "quotes.cut": "[……]",
    "sentence.space": "",
}

_STATEMENTS = {
    "statements.intro": "与会者可提出简短陈述，并对他人的陈述进行表决：同意、不同意或跳过。交付表决的共有{statements}，"
    "此处列出其中得到最广泛支持和分歧最大的陈述，全部陈述见附件D。选择跳过者既不计为同意，也不计为不同意。",
    "statements.by_groups": "支持程度在各群体内部分别衡量（{groups}），并以支持程度最低的群体决定陈述的排序，使任何群体"
    "都不能仅凭人数决定结果。",
    "statements.by_opinion": "意见群体系从表决结果中得出，并非由任何人申报。",
    "statements.by_found": "又在其中一半的表决者（共{placed}人）中重新寻找这些群体：{t"
    "imes}次中有{same}次得到同样数目的群体，与此处所报告群体的一致程度中位数为{agreement}（满分为100）。",
    "statements.groups.declared": "{n}个利益攸关方群体",
    "statements.groups.opinion": "{n}个意见群体",
    "statements.by_all": "由于没有可供比较的群体，支持程度按参加表决者整体排序。",
    "statements.widest": "最广泛的支持",
    "statements.division": "最大的分歧",
    "statements.no_widest": "在得票足够的陈述中，没有任何陈述在每个群体中都是同意者多于不同意者。",
    "statements.no_division": "没有其他陈述在正反两方面均得票足够，可列为存在分歧的陈述。",
    "statement.id": "陈述{number}",
    "agree": "在表明态度者中，{claim}{|均}同意陈述{number}：{quote}。",
    "agree.numbers": "{claim}{|均}同意陈述{number}：{quote}。",
    "disagree": "{claim}{|均}表示不同意。",
    "disagree.however": "但{claim}{|均}表示不同意。",
    "disagree.numbers": "{claim}{|均}表示不同意。",
    "passed": "{claim}选择跳过。",
}

CHINESE = Language(
    code="zh",
    direction="ltr",
    text=agreeing(_PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | ANNEXES | POINTS | PROCEEDINGS, _agreement),
    plural=cldr.plural("zh"),
    noun=_noun,
    number=cldr.number("zh"),
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("“", "”"),
    inflections=_INFLECTIONS,
    spaced=False,
)
