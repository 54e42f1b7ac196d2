"""The summary in Arabic: words, nouns and sentences, as United Nations documents in Arabic write them.

A counted phrase always stands in the genitive ("حظي الخيار بتأييد …"), so that one form of the dual and of the plural
serves everywhere and no verb has to agree with it. Months have both names, digits are 0-9, vowels are not written.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.summaries.engine.languages import cldr
from app.summaries.engine.languages.arabic_annexes import ANNEXES
from app.summaries.engine.languages.arabic_points import POINTS
from app.summaries.engine.languages.arabic_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, agreeing


@dataclass(frozen=True, slots=True)
class _Forms:
    """A noun: alone, with "one", as a dual and as a plural (genitive), after 11 to 99, definite, with "only".

    `whoever`, `took`: "those who took", "took", which agree with its plural.
    """

    alone: str
    one: str
    two: str
    some: str
    counted: str
    definite: str
    only: str
    whoever: str
    took: str


_PARTICIPANT = _Forms(
    "مشارك",
    "مشارك واحد",
    "مشاركين اثنين",
    "مشاركين",
    "مشاركا",
    "المشاركين",
    "المشارك الوحيد",
    "الذين اتخذوا",
    "اتخذوا",
)
_KINDS = {
    "participants": _PARTICIPANT,
    "delegations": _Forms(
        "وفد", "وفد واحد", "وفدين اثنين", "وفود", "وفدا", "الوفود", "الوفد الوحيد", "التي اتخذت", "اتخذت"
    ),
    "contributors": _Forms(
        "مساهم",
        "مساهم واحد",
        "مساهمين اثنين",
        "مساهمين",
        "مساهما",
        "المساهمين",
        "المساهم الوحيد",
        "الذين اتخذوا",
        "اتخذوا",
    ),
}
_GOVERNMENT = _Forms(
    "وفد حكومي",
    "وفد حكومي واحد",
    "وفدين حكوميين اثنين",
    "وفود حكومية",
    "وفدا حكوميا",
    "الوفود الحكومية",
    "الوفد الحكومي الوحيد",
    "التي اتخذت",
    "اتخذت",
)
_FROM = {
    "government": "الحكومات",
    "international_organization": "المنظمات الدولية",
    "private_sector": "القطاع الخاص",
    "civil_society": "المجتمع المدني",
    "technical_community": "الأوساط التقنية",
    "academic_community": "الأوساط الأكاديمية",
    "media": "وسائط الإعلام",
}
_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)


def _noun(noun: Noun) -> Mapping[str, str]:
    forms, tail = _KINDS[noun.kind], ""
    groups = noun.narrowed_to
    if groups == ("government",):
        forms = _GOVERNMENT
    elif groups is not None:
        forms, tail = (_PARTICIPANT if len(groups) == 1 else forms), _tail(groups)
    return {
        "noun": forms.alone + tail,
        "noun_one": forms.one + tail,
        "noun_two": forms.two + tail,
        "noun_some": forms.some + tail,
        "noun_counted": forms.counted + tail,
        "nouns": forms.definite + tail,
        "noun_only": forms.only + tail,
        "noun_whoever": forms.whoever,
        "noun_took": forms.took,
    }


def _tail(groups: tuple[str | None, ...]) -> str:
    sources = [_FROM.get(group, f"مجموعة {group.replace('_', ' ')}") for group in groups if group is not None]
    tail = f" من {_join(sources)}" if sources else ""
    if None in groups:
        tail += " أو" if sources else ""
        tail += " ممن لم يعلنوا مجموعتهم"
    return tail


_join = cldr.joined("ar")


def _date(instant: str) -> str:
    """With both names of the month, which CLDR does not have together."""
    day = cldr.utc_day(instant)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(instant: str) -> str:
    return f"{_date(instant)}، الساعة {cldr.utc(instant):%H:%M} بالتوقيت العالمي المنسق"


def _agreement(phrase: str) -> int:
    """0: nobody, with its negation; 1: anybody."""
    return 0 if phrase.startswith("أي ") else 1


_PHRASES = {
    "phrase.nobody": "أي {noun}",
    "phrase.one": "{noun_one}",
    "phrase.two": "{noun_two}",
    "phrase.a few": "قلة من {nouns}",
    "phrase.some": "بعض {nouns}",
    "phrase.several": "عدة {noun_some}",
    "phrase.many": "كثير من {nouns}",
    "phrase.most": "معظم {nouns}",
    "phrase.almost all": "جميع {nouns} تقريبا",
    "phrase.all": "جميع {nouns}",
    "phrase.beside": " ({n})",
    "phrase.beside.of": " ({n} من أصل {N})",
    "phrase.numbers.addressed": "{n} من أصل {N} من {nouns} {noun_whoever} موقفا بشأنه",
    "phrase.numbers.sided": "{n} من أصل {N} من {nouns} {noun_whoever} أحد الموقفين",
    "phrase.numbers.short": "{n} من أصل {N}",
    "phrase.nobody.addressed": "أي {noun} من أصل {N} {noun_took} موقفا بشأنه",
    "phrase.nobody.sided": "أي {noun} من أصل {N} {noun_took} أحد الموقفين",
    "phrase.nobody.short": "أي منهم وعددهم {N}",
    "phrase.only.addressed": "{noun_only} الذي اتخذ موقفا بشأنه",
    "phrase.only.sided": "{noun_only} الذي اتخذ أحد الموقفين",
    "phrase.counted.one": "{noun_one}",
    "phrase.counted.two": "{noun_two}",
    "phrase.counted.few": "{n} {noun_some}",
    "phrase.counted.many": "{n} {noun_counted}",
    "phrase.counted.other": "{n} {noun}",
    "phrase.against": "{n} مقابل {others}",
    "word.one": "واحد",
    "word.two": "اثنان",
    "word.a few": "قلة",
    "word.some": "بعض",
    "word.several": "عدة",
    "word.many": "كثير",
    "word.most": "معظم",
    "word.almost all": "جميع … تقريبا",
    "word.all": "جميع",
    "decimal": ".",
    "number.1": "واحد",
    "number.1.f": "واحدة",
    "number.2": "اثنان",
    "number.2.f": "اثنتان",
    "number.3": "ثلاثة",
    "number.3.f": "ثلاث",
    "number.4": "أربعة",
    "number.4.f": "أربع",
    "number.5": "خمسة",
    "number.5.f": "خمس",
    "number.6": "ستة",
    "number.6.f": "ست",
    "number.7": "سبعة",
    "number.7.f": "سبع",
    "number.8": "ثمانية",
    "number.8.f": "ثماني",
    "number.9": "تسعة",
    "number.9.f": "تسع",
}
_INFLECTIONS = frozenset(
    {"واحدة", "اثنين", "اثنتان", "اثنتين", "كثيرون", "كثيرين", "كثيرة", "عديد", "أغلبية", "غالبية", "كافة", "تقريبا"}
)

_NAMES = {
    "group.government": "الحكومات",
    "group.international_organization": "المنظمات الدولية",
    "group.private_sector": "القطاع الخاص",
    "group.civil_society": "المجتمع المدني",
    "group.technical_community": "الأوساط التقنية",
    "group.academic_community": "الأوساط الأكاديمية",
    "group.media": "وسائط الإعلام",
    "group.none": "لم تعلن أي مجموعة",
    "opinion_group.none": "خارج مجموعات الرأي",
    "opinion_group.named": "مجموعة الرأي {name}",
    "region.african": "الدول الأفريقية",
    "region.asia_pacific": "دول آسيا والمحيط الهادئ",
    "region.eastern_european": "دول أوروبا الشرقية",
    "region.grulac": "دول أمريكا اللاتينية ومنطقة البحر الكاريبي",
    "region.weog": "دول أوروبا الغربية ودول أخرى",
    "region.none": "لم تحدد المنطقة",
    "stance.support": "مؤيد",
    "stance.support_with_reservations": "مؤيد مع تحفظات",
    "stance.neutral": "محايد",
    "stance.oppose": "معارض",
    "round.call_for_inputs": "الدعوة إلى تقديم مساهمات",
    "round.informal_soundings": "استطلاع غير رسمي للآراء",
    "round.regional_preparatory": "مرحلة تحضيرية إقليمية",
    "round.meeting_round": "جولة اجتماعات",
    "round.advisory": "مرحلة استشارية",
    "round.draft_review": "استعراض المشروع",
    "round.silence": "إجراء الموافقة الصامتة",
    "language.ar": "العربية",
    "language.zh": "الصينية",
    "language.en": "الإنكليزية",
    "language.fr": "الفرنسية",
    "language.ru": "الروسية",
    "language.es": "الإسبانية",
    "language.mi": "الماورية",
    "language.de": "الألمانية",
    "language.pt": "البرتغالية",
    "language.ja": "اليابانية",
    "language.ko": "الكورية",
    "language.und": "لغة غير محددة",
}

_FRAME = {
    "title": "موجز مقدم من الرئاسة",
    "notice": "أعد هذا النص على مسؤولية الرئاسة وحدها، وهو ليس نصا متفاوضا عليه.",
    "cutoff": "أعد استنادا إلى السجل حتى القيد {seq}، {at}",
    "section.mandate": "الولاية والدعوة إلى الانعقاد",
    "section.organization": "تنظيم العمل",
    "section.documentation": "الوثائق",
    "section.views": "الآراء بحسب الأسئلة",
    "section.statements": "العبارات المطروحة لتصويت المشاركين",
    "section.remarks": "الملاحظات الختامية للرئاسة",
    "mandate.simulated": "هذه المشاورات محاكاة: فالمنظمات والأشخاص والمواقف الواردة فيها كلها مختلقة.",
    "mandate.convened": "دعت إلى عقد المشاورات الجهة التالية: {convener}.",
    "mandate.open_ended": "وكان باب المشاركة في المشاورات مفتوحا.",
    "mandate.origin": "ويرد وصف منشئها على النحو التالي: {origin}.",
    "mandate.text": "فيما يلي نص ولايتها: {mandate}.",
    "mandate.reporting.both": "تسلسل تقديم التقارير: عن طريق {through}، إلى {to}.",
    "mandate.reporting.to": "الجهة التي يقدم إليها التقرير: {to}.",
    "mandate.reporting.through": "الجهة التي يقدم التقرير عن طريقها: {through}.",
    "mandate.basis": "أعد هذا الموجز استنادا إلى سجل المشاورات حتى القيد {seq} ({at}). والألفاظ من قبيل «بعض» و«كثير» "
    "و«معظم» محسوبة من المواقف والأصوات المسجلة وفق مقياس منشور (المرفق A)، وكل منها يحيل إلى المصادر التي يستند "
    "إليها. والموجز من مسؤولية الرئاسة وحدها وليس نصا متفاوضا عليه.",
    "rounds.one": "نظم العمل في جولة واحدة.",
    "rounds.two": "نظم العمل في جولتين.",
    "rounds.few": "نظم العمل في {n:f} جولات.",
    "rounds.other": "نظم العمل في {n} جولة.",
    "round.title.kind": "{title} ({kind})",
    "round.closed": "وامتدت الجولة {number}، {title}، من {opened} إلى {closed}.",
    "round.closed.same_day": "وعقدت الجولة {number}، {title}، في {opened}.",
    "round.open": "وافتتحت الجولة {number}، {title}، في {opened} وكانت لا تزال مفتوحة في تاريخ إقفال البيانات.",
    "round.scheduled": "ولم تكن الجولة {number}، {title}، قد افتتحت في تاريخ إقفال البيانات.",
    "round.closed.shifted": "وكان من المقرر أن تختتم في {scheduled}.",
    "round.scheduled.dates": "ومن المقرر أن تفتتح في {scheduled}.",
    "meeting.held": "عقدت الجلسة {title} في {on}.",
    "meeting.running": "افتتحت الجلسة {title} في {on} ولم تكن قد انتهت في تاريخ إقفال البيانات.",
    "meeting.planned": "لم تكن الجلسة {title} قد افتتحت في تاريخ إقفال البيانات.",
    "meeting.comments": "وسجل فيها {comments} من {speakers}.",
    "comments.one": "تعليق واحد",
    "comments.two": "تعليقان",
    "comments.few": "{n} تعليقات",
    "comments.many": "{n} تعليقا",
    "comments.other": "{n} تعليق",
    "speakers.one": "مشارك واحد",
    "speakers.two": "مشاركين اثنين",
    "speakers.few": "{n} مشاركين",
    "speakers.many": "{n} مشاركا",
    "speakers.other": "{n} مشارك",
    "participation.entities": "شارك في المشاورات {entities} من خلال {persons}؛ {active}. وتحصى الكيانات والأشخاص كل "
    "على حدة: فللوفد موقف واحد من كل خيار أيا كان عدد أعضائه، وكذلك لكل فرد شارك بصفته الشخصية.",
    "entities.one": "كيان واحد (وفد أو فرد)",
    "entities.two": "كيانان (وفود وأفراد)",
    "entities.few": "{n} كيانات (وفود وأفراد)",
    "entities.many": "{n} كيانا (وفود وأفراد)",
    "entities.other": "{n} كيان (وفود وأفراد)",
    "persons.one": "شخص واحد",
    "persons.two": "شخصين اثنين",
    "persons.few": "{n} أشخاص",
    "persons.many": "{n} شخصا",
    "persons.other": "{n} شخص",
    "active.one": "وقدم كيان واحد مساهمات أو تعليقات أو أعلن مواقف",
    "active.two": "وقدم كيانان مساهمات أو تعليقات أو أعلنا مواقف",
    "active.few": "وقدمت {n} كيانات مساهمات أو تعليقات أو أعلنت مواقف",
    "active.many": "وقدم {n} كيانا مساهمات أو تعليقات أو أعلن مواقف",
    "active.other": "وقدم {n} كيان مساهمات أو تعليقات أو أعلن مواقف",
    "participation.nobody": "لم يكن في السجل أي مشارك في تاريخ إقفال البيانات.",
    "participation.no_groups": "لم يعلن أي مشارك مجموعة من مجموعات أصحاب المصلحة. ولا يمكن من ثم تطبيق قواعد المقياس "
    "التي تشترط تأييد عدة مجموعات، ولا الضمانة من رجحان كفة مجموعة بمفردها؛ وتستند الألفاظ الواردة أدناه إلى عدد "
    "المشاركين وحده.",
    "participation.voters": "شمل التصويت {statements} بمشاركة {voters}، بما مجموعه {votes}.",
    "statements.one": "عبارة واحدة",
    "statements.two": "عبارتين",
    "statements.few": "{n:f} عبارات",
    "statements.other": "{n} عبارة",
    "votes.one": "صوت واحد",
    "votes.two": "صوتان",
    "votes.few": "{n} أصوات",
    "votes.many": "{n} صوتا",
    "votes.other": "{n} صوت",
    "table.by_group": "المشاركة بحسب مجموعات أصحاب المصلحة",
    "table.by_region": "المشاركة بحسب المناطق",
    "table.voters": "المصوتون بحسب مجموعات أصحاب المصلحة",
    "table.group": "المجموعة",
    "table.region": "المنطقة",
    "table.entities": "الكيانات",
    "table.active": "الكيانات النشطة",
    "table.persons": "الأشخاص",
    "table.voters.count": "المصوتون",
    "table.total": "المجموع",
    "documentation.note": "عرضت مذكرة المعلومات الأساسية {title}، المنشورة في {on}، {questions} و{options}.",
    "documentation.note.plain": "نشرت مذكرة المعلومات الأساسية {title} في {on}.",
    "documentation.no_note": "لم تنشر مذكرة معلومات أساسية.",
    "questions.one": "سؤالا واحدا",
    "questions.two": "سؤالين",
    "questions.few": "{n} أسئلة",
    "questions.many": "{n} سؤالا",
    "questions.other": "{n} سؤال",
    "options.one": "خيارا واحدا",
    "options.two": "خيارين",
    "options.few": "{n} خيارات",
    "options.many": "{n} خيارا",
    "options.other": "{n} خيار",
    "documentation.contributions": "وردت {contributions} من {contributors}، وترد قائمتها في المرفق C.",
    "contributions.one": "مساهمة كتابية واحدة",
    "contributions.two": "مساهمتان كتابيتان",
    "contributions.few": "{n:f} مساهمات كتابية",
    "contributions.other": "{n} مساهمة كتابية",
    "contributors.one": "مساهم واحد",
    "contributors.two": "مساهمين اثنين",
    "contributors.few": "{n} مساهمين",
    "contributors.many": "{n} مساهما",
    "contributors.other": "{n} مساهم",
    "documentation.copies.one": "وتكرر إحداها نص مساهمة أخرى وتحتسب معها: {distinct}.",
    "documentation.copies.two": "وتكرر اثنتان منها نصوص مساهمات أخرى وتحتسبان معها: {distinct}.",
    "documentation.copies.few": "وتكرر {n:f} منها نصوص مساهمات أخرى وتحتسب معها: {distinct}.",
    "documentation.copies.other": "وتكرر {n} منها نصوص مساهمات أخرى وتحتسب معها: {distinct}.",
    "distinct.one": "فهناك نص مختلف واحد",
    "distinct.two": "فهناك نصان مختلفان",
    "distinct.few": "فهناك {n} نصوص مختلفة",
    "distinct.many": "فهناك {n} نصا مختلفا",
    "distinct.other": "فهناك {n} نص مختلف",
    "documentation.languages": "وتوزعت بحسب اللغات كما يلي: {list}.",
    "documentation.no_contributions": "لم تقدم أي مساهمة كتابية.",
    "language.count": "{language}: {n}",
    "redacted": "[نص محجوب بقرار من الإشراف]",
    "remarks.none": "لم تضف الرئاسة ملاحظات ختامية.",
}

_VIEWS = {
    "views.order": "ترد الخيارات في إطار كل سؤال مرتبة ترتيبا تنازليا بحسب التأييد. ويحسب الوفد، شأنه شأن الفرد، مرة "
    "واحدة في كل خيار. وما يقال عن المشاركين يشير إلى من اتخذوا موقفا مؤيدا للخيار المعني أو معارضا له؛ أما المواقف "
    "المحايدة فترد على حدة.",
    "question": "السؤال {number}: {title}",
    "option": "الخيار {number}: {label}",
    "option.id": "السؤال {question}، الخيار {number}: {label}",
    "support": "{لم يحظ|حظي} الخيار بتأييد {claim}.",
    "support.numbers": "{لم يحظ|حظي} الخيار بتأييد {claim}.",
    "support.reserved": "{لم يحظ|حظي} الخيار بتأييد {claim}، مشفوعا بتحفظات في كل حالة.",
    "support.numbers.reserved": "{لم يحظ|حظي} الخيار بتأييد {claim}، مشفوعا بتحفظات في كل حالة.",
    "support.nobody_small": "{لم يحظ|حظي} الخيار بتأييد {claim}.",
    "reservations": "{ولم يكن|وكان} تأييد {claim} مشفوعا بتحفظات.",
    "reservations.numbers": "{ولم يكن|وكان} تأييد {claim} مشفوعا بتحفظات.",
    "oppose": "{ولم يلق|ولقي} معارضة من {claim}.",
    "oppose.alone": "{لم يلق|لقي} الخيار معارضة من {claim}.",
    "oppose.however": "غير أنه {لم يلق|لقي} معارضة من {claim}.",
    "oppose.numbers": "{ولم يلق|ولقي} معارضة من {claim}.",
    "against.support": "ومن بين {nouns}، فاق عدد المؤيدين عدد المعارضين، بواقع {claim}.",
    "against.oppose": "ومن بين {nouns}، فاق عدد المعارضين عدد المؤيدين، بواقع {claim}.",
    "neutral": "{ولم يصدر|وصدر} موقف محايد عن {claim}.",
    "no_side": "لم يسجل أي موقف مؤيد للخيار أو معارض له.",
    "unconfirmed.one": "وثمة {claim} بشأن صيغة سابقة للخيار في انتظار التأكيد، ولم يحتسب.",
    "unconfirmed.two": "وثمة {claim} بشأن صيغة سابقة للخيار في انتظار التأكيد، ولم يحتسبا.",
    "unconfirmed.other": "وثمة {claim} بشأن صيغة سابقة للخيار في انتظار التأكيد، ولم تحتسب.",
    "unconfirmed.count.one": "موقف واحد",
    "unconfirmed.count.two": "موقفان",
    "unconfirmed.count.few": "{n} مواقف",
    "unconfirmed.count.many": "{n} موقفا",
    "unconfirmed.count.other": "{n} موقف",
    "reasons.support.one": "سيق تأييدا للخيار السبب التالي: {quotes}.",
    "reasons.support.other": "من الأسباب التي سيقت تأييدا للخيار: {quotes}.",
    "reasons.oppose.one": "وسيق في معارضته السبب التالي: {quotes}.",
    "reasons.oppose.other": "ومن الأسباب التي سيقت في معارضته: {quotes}.",
    "conditions.one": "واقترن التأييد بالشرط التالي: {quotes}.",
    "conditions.other": "ومن الشروط التي اقترن بها التأييد: {quotes}.",
    "floor.one": "وقيل أيضا من القاعة: {quotes}.",
    "floor.other": "وقيل أيضا من القاعة: {quotes}.",
    "quotes.and": " و",
    "quotes.in_language": " (الأصل: {language})",
    "quotes.cut": " […]",
    "sentence.space": " ",
}

_STATEMENTS = {
    "statements.intro": "أمكن للمشاركين طرح عبارات قصيرة والتصويت على عبارات غيرهم: بالموافقة أو عدم الموافقة أو "
    "التخطي. وشمل ذلك {statements}، ويرد هنا منها ما حظي بأوسع تأييد وما أثار أشد انقسام، وترد كلها في المرفق D. ولا "
    "يحسب المتخطون مع الموافقين ولا مع غير الموافقين.",
    "statements.by_groups": "وقيس التأييد داخل كل مجموعة على حدة ({groups})، ورتبت العبارة بحسب المجموعة الأقل تأييدا "
    "لها، كي لا يتسنى لأي مجموعة أن ترجح كفتها بكثرة عددها وحدها.",
    "statements.by_opinion": "وقد استخلصت مجموعات الرأي من الأصوات نفسها، ولم يعلنها أحد.",
    "statements.by_found": "وأعيد البحث عن هذه المجموعات بين نصف المصوتين المنتمين إليها (وعددهم {placed}): ففي "
    "{same} من {times} مرة وجد العدد نفسه من المجموعات، وكان وسيط التطابق مع المجموعات "
    "الواردة هنا {agreement} من 100.",
    "statements.groups.declared": "{n} مجموعة من أصحاب المصلحة",
    "statements.groups.declared.two": "مجموعتان من أصحاب المصلحة",
    "statements.groups.declared.few": "{n:f} مجموعات من أصحاب المصلحة",
    "statements.groups.opinion": "{n} مجموعة رأي",
    "statements.groups.opinion.two": "مجموعتا رأي",
    "statements.groups.opinion.few": "{n:f} مجموعات رأي",
    "statements.by_all": "ولعدم وجود مجموعات يقارن بينها، رتب التأييد على مستوى المصوتين عموما.",
    "statements.widest": "أوسع تأييد",
    "statements.division": "أشد انقسام",
    "statements.no_widest": "لم تحظ أي عبارة نالت ما يكفي من الأصوات بموافقة تفوق عدم الموافقة في كل مجموعة.",
    "statements.no_division": "لم تنل أي عبارة أخرى من الأصوات على الجانبين ما يكفي لإيرادها بوصفها خلافية.",
    "statement.id": "العبارة {number}",
    "agree": "من بين الذين اتخذوا أحد الموقفين، {لم تحظ|حظيت} العبارة {number} بموافقة {claim}: {quote}.",
    "agree.numbers": "{لم تحظ|حظيت} العبارة {number} بموافقة {claim}: {quote}.",
    "disagree": "{ولم تقابل|وقوبلت} بعدم موافقة {claim}.",
    "disagree.however": "غير أنها {لم تقابل|قوبلت} بعدم موافقة {claim}.",
    "disagree.numbers": "{ولم تقابل|وقوبلت} بعدم موافقة {claim}.",
    "passed": "{ولم يسجل|وسجل} التخطي من جانب {claim}.",
}

ARABIC = Language(
    code="ar",
    direction="rtl",
    text=agreeing(_PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | ANNEXES | POINTS | PROCEEDINGS, _agreement),
    plural=cldr.plural("ar"),
    noun=_noun,
    number=cldr.number("ar"),
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("«", "»"),
    inflections=_INFLECTIONS,
)
