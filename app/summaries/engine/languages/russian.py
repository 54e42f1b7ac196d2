"""The summary in Russian: words, nouns and sentences, as United Nations documents in Russian write them.

A counted phrase is the subject and stands in the nominative, except in the templates "….numbers", which take the
genitive that digits ("3 из 7 участников") have anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.summaries.engine.languages import cldr
from app.summaries.engine.languages.russian_annexes import ANNEXES
from app.summaries.engine.languages.russian_points import POINTS
from app.summaries.engine.languages.russian_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, agreeing


@dataclass(frozen=True, slots=True)
class _Forms:
    """A noun with its adjective: one, its genitive, after 2 to 4, plural, and the genitive of that."""

    one: str
    of_one: str
    few: str
    plural: str
    of_plural: str
    gender: str


_PARTICIPANT = _Forms("участник", "участника", "участника", "участники", "участников", "m")
_DELEGATION = _Forms("делегация", "делегации", "делегации", "делегации", "делегаций", "f")
_AUTHOR = _Forms("автор", "автора", "автора", "авторы", "авторов", "m")
_KINDS = {"participants": _PARTICIPANT, "delegations": _DELEGATION, "contributors": _AUTHOR}
_OWN_NOUNS = {
    "government": _Forms(
        "правительственная делегация",
        "правительственной делегации",
        "правительственные делегации",
        "правительственные делегации",
        "правительственных делегаций",
        "f",
    ),
    "international_organization": _Forms(
        "международная организация",
        "международной организации",
        "международные организации",
        "международные организации",
        "международных организаций",
        "f",
    ),
}
_FROM = {
    "government": "правительств",
    "international_organization": "международных организаций",
    "private_sector": "частного сектора",
    "civil_society": "гражданского общества",
    "technical_community": "технического сообщества",
    "academic_community": "научных кругов",
    "media": "средств массовой информации",
}
_AGREEMENT = {
    "m": {"one": "один", "two": "два", "only": "единственного", "who": "занявшего", "gender": "m"},
    "f": {"one": "одна", "two": "две", "only": "единственной", "who": "занявшей", "gender": "f"},
}


def _noun(noun: Noun) -> Mapping[str, str]:
    forms, tail = _KINDS[noun.kind], ""
    groups = noun.narrowed_to
    if groups is not None and len(groups) == 1 and groups[0] in _OWN_NOUNS:
        forms = _OWN_NOUNS[groups[0]]
    elif groups is not None:
        forms, tail = (_PARTICIPANT if len(groups) == 1 else forms), _tail(groups)
    return {
        "noun": forms.one + tail,
        "noun_genitive": forms.of_one + tail,
        "noun_few": forms.few + tail,
        "noun_plural": forms.plural + tail,
        "nouns": forms.of_plural + tail,
        **{f"noun_{name}": form for name, form in _AGREEMENT[forms.gender].items()},
    }


def _tail(groups: tuple[str | None, ...]) -> str:
    sources = [_FROM.get(group, f"группы {group.replace('_', ' ')}") for group in groups if group is not None]
    tail = f" от {_join(sources)}" if sources else ""
    if None in groups:
        tail += " или" if sources else ""
        tail += " без указания группы"
    return tail


_join = cldr.joined("ru")
_date = cldr.day("ru", "d MMMM y 'года'")


def _moment(instant: str) -> str:
    at = cldr.utc(instant)
    return f"{_date(instant)}, {at.hour} ч. {at:%M} м. UTC"


def _agreement(phrase: str) -> int:
    """0, 1: nobody, masculine and feminine; 2, 3: singular, masculine and feminine; 4: plural."""
    first, _, rest = phrase.partition(" ")
    feminine = rest.startswith(("делегация", "правительственная ", "международная "))
    if first == "ни":
        return 1 if rest.startswith("одна ") else 0
    if first in {"один", "одна"}:
        return 3 if first == "одна" else 2
    digits = first.replace("\u00a0", "")
    ends_in_one = digits.isdigit() and int(digits) % 10 == 1 and int(digits) % 100 != 11
    return (3 if feminine else 2) if ends_in_one else 4


_PHRASES = {
    "phrase.nobody": "ни {noun_one} {noun}",
    "phrase.one": "{noun_one} {noun}",
    "phrase.two": "{noun_two} {noun_few}",
    "phrase.a few": "немногие {noun_plural}",
    "phrase.some": "некоторые {noun_plural}",
    "phrase.several": "ряд {nouns}",
    "phrase.many": "многие {noun_plural}",
    "phrase.most": "большинство {nouns}",
    "phrase.almost all": "почти все {noun_plural}",
    "phrase.all": "все {noun_plural}",
    "phrase.beside": " ({n})",
    "phrase.beside.of": " ({n} из {N})",
    "phrase.numbers.addressed.one": "{n} из {N} {noun_genitive}, занявших позицию по этому вопросу",
    "phrase.numbers.addressed": "{n} из {N} {nouns}, занявших позицию по этому вопросу",
    "phrase.numbers.sided.one": "{n} из {N} {noun_genitive}, сделавших выбор",
    "phrase.numbers.sided": "{n} из {N} {nouns}, сделавших выбор",
    "phrase.numbers.short": "{n} из {N}",
    "phrase.nobody.addressed": "ни {noun_one} из {N} {nouns}, занявших позицию по этому варианту",
    "phrase.nobody.sided": "ни {noun_one} из {N} {nouns}, сделавших выбор",
    "phrase.nobody.short": "ни {noun_one} из {N}",
    "phrase.only.addressed": "{noun_only} {noun_genitive}, {noun_who} позицию по этому вопросу",
    "phrase.only.sided": "{noun_only} {noun_genitive}, {noun_who} ту или иную сторону",
    "phrase.counted.one": "{n:{noun_gender}} {noun}",
    "phrase.counted.few": "{n:{noun_gender}} {noun_few}",
    "phrase.counted.many": "{n} {nouns}",
    "phrase.counted.other": "{n} {nouns}",
    "phrase.against": "{n} против {others}",
    "word.one": "один",
    "word.two": "два",
    "word.a few": "немногие",
    "word.some": "некоторые",
    "word.several": "ряд",
    "word.many": "многие",
    "word.most": "большинство",
    "word.almost all": "почти все",
    "word.all": "все",
    "decimal": ",",
    "number.1": "один",
    "number.1.f": "одна",
    "number.1.n": "одно",
    "number.2": "два",
    "number.2.f": "две",
    "number.3": "три",
    "number.4": "четыре",
    "number.5": "пять",
    "number.6": "шесть",
    "number.7": "семь",
    "number.8": "восемь",
    "number.9": "девять",
    "number.1.genitive": "одного",
    "number.2.genitive": "двух",
    "number.3.genitive": "трех",
    "number.4.genitive": "четырех",
    "number.5.genitive": "пяти",
    "number.6.genitive": "шести",
    "number.7.genitive": "семи",
    "number.8.genitive": "восьми",
    "number.9.genitive": "девяти",
}
_INFLECTIONS = frozenset(
    {
        "одна",
        "одно",
        "одного",
        "одной",
        "одному",
        "одном",
        "одну",
        "одним",
        "две",
        "двух",
        "двум",
        "двумя",
        "немногих",
        "немногим",
        "немногими",
        "некоторых",
        "некоторым",
        "некоторыми",
        "ряда",
        "ряду",
        "рядом",
        "многих",
        "многим",
        "многими",
        "большинства",
        "большинству",
        "большинством",
        "всех",
        "всем",
        "всеми",
        "несколько",
        "нескольких",
    }
)

_NAMES = {
    "group.government": "Правительства",
    "group.international_organization": "Международные организации",
    "group.private_sector": "Частный сектор",
    "group.civil_society": "Гражданское общество",
    "group.technical_community": "Техническое сообщество",
    "group.academic_community": "Научные круги",
    "group.media": "Средства массовой информации",
    "group.none": "Группа не указана",
    "opinion_group.none": "Вне групп мнений",
    "opinion_group.named": "Группа мнений {name}",
    "region.african": "Государства Африки",
    "region.asia_pacific": "Государства Азиатско-Тихоокеанского региона",
    "region.eastern_european": "Государства Восточной Европы",
    "region.grulac": "Государства Латинской Америки и Карибского бассейна",
    "region.weog": "Западноевропейские и другие государства",
    "region.none": "Регион не указан",
    "stance.support": "За",
    "stance.support_with_reservations": "За, с оговорками",
    "stance.neutral": "Нейтральная позиция",
    "stance.oppose": "Против",
    "round.call_for_inputs": "сбор материалов",
    "round.informal_soundings": "неофициальный зондаж мнений",
    "round.regional_preparatory": "региональный подготовительный этап",
    "round.meeting_round": "серия заседаний",
    "round.advisory": "консультативный этап",
    "round.draft_review": "рассмотрение проекта",
    "round.silence": "процедура отсутствия возражений",
    "language.ar": "арабский",
    "language.zh": "китайский",
    "language.en": "английский",
    "language.fr": "французский",
    "language.ru": "русский",
    "language.es": "испанский",
    "language.mi": "маори",
    "language.de": "немецкий",
    "language.pt": "португальский",
    "language.ja": "японский",
    "language.ko": "корейский",
    "language.und": "не определен",
}

_FRAME = {
    "title": "Резюме Председателя",
    "notice": "Подготовлено под собственную ответственность Председателя; текст не согласовывался на переговорах.",
    "cutoff": "Составлено по реестру до записи {seq} включительно, {at}",
    "section.mandate": "Мандат и созыв",
    "section.organization": "Организация работы",
    "section.documentation": "Документация",
    "section.views": "Мнения по каждому вопросу",
    "section.statements": "Высказывания, вынесенные на голосование участников",
    "section.remarks": "Заключительные замечания Председателя",
    "mandate.simulated": "Настоящая консультация является имитацией: упоминаемые в ней организации, лица и позиции "
    "вымышлены.",
    "mandate.convened": "Консультация созвана следующей инстанцией: {convener}.",
    "mandate.open_ended": "Консультация носила открытый характер.",
    "mandate.origin": "Ее происхождение описано следующим образом: {origin}.",
    "mandate.text": "Ее мандат гласит: {mandate}.",
    "mandate.reporting.both": "Доклад представляется через следующую инстанцию: {through}; адресат доклада: {to}.",
    "mandate.reporting.to": "Доклад представляется следующей инстанции: {to}.",
    "mandate.reporting.through": "Доклад представляется через следующую инстанцию: {through}.",
    "mandate.basis": "Настоящее резюме подготовлено по реестру консультации до записи {seq} включительно ({at}). Такие "
    "слова, как «некоторые», «многие» и «большинство», рассчитаны на основе зарегистрированных позиций и голосов по "
    "опубликованной шкале (приложение A); каждое из них открывает доступ к источникам, на которых оно основано. Резюме "
    "подготовлено под собственную ответственность Председателя и не является согласованным на переговорах текстом.",
    "rounds.one": "Работа проводилась в {n} этап.",
    "rounds.few": "Работа проводилась в {n} этапа.",
    "rounds.many": "Работа проводилась в {n} этапов.",
    "rounds.other": "Работа проводилась в {n} этапов.",
    "round.title.kind": "{title} ({kind})",
    "round.closed": "Этап {number}, {title}, проходил с {opened} по {closed}.",
    "round.closed.same_day": "Этап {number}, {title}, состоялся {opened}.",
    "round.open": "Этап {number}, {title}, начался {opened} и на момент закрытия данных продолжался.",
    "round.scheduled": "Этап {number}, {title}, на момент закрытия данных еще не начался.",
    "round.closed.shifted": "Первоначально его завершение намечалось на {scheduled}.",
    "round.scheduled.dates": "Его начало намечено на {scheduled}.",
    "meeting.held": "Заседание {title} состоялось {on}.",
    "meeting.running": "Заседание {title} открылось {on} и на момент закрытия данных не завершилось.",
    "meeting.planned": "Заседание {title} на момент закрытия данных еще не было открыто.",
    "meeting.comments": "По нему в реестр внесено {comments} от {speakers}.",
    "comments.one": "{n:n} замечание",
    "comments.few": "{n} замечания",
    "comments.many": "{n} замечаний",
    "comments.other": "{n} замечаний",
    "speakers.one": "{n:genitive} участника",
    "speakers.few": "{n:genitive} участников",
    "speakers.many": "{n:genitive} участников",
    "speakers.other": "{n:genitive} участников",
    "participation.entities": "Состав участников консультации: {entities} в лице {persons}; {active}. Стороны и лица "
    "учитываются раздельно: делегация независимо от числа ее членов имеет по каждому варианту одну позицию, равно как "
    "и каждое отдельное лицо, участвовавшее в личном качестве.",
    "entities.one": "{n:f} сторона (делегация или отдельное лицо)",
    "entities.few": "{n:f} стороны (делегации и отдельные лица)",
    "entities.many": "{n} сторон (делегации и отдельные лица)",
    "entities.other": "{n} сторон (делегации и отдельные лица)",
    "persons.one": "{n:genitive} человека",
    "persons.few": "{n:genitive} человек",
    "persons.many": "{n:genitive} человек",
    "persons.other": "{n:genitive} человек",
    "active.one": "{n:f} сторона представила материалы, выступила с замечаниями или изложила позицию",
    "active.few": "{n:f} стороны представили материалы, выступили с замечаниями или изложили позицию",
    "active.many": "{n} сторон представили материалы, выступили с замечаниями или изложили позицию",
    "active.other": "{n} сторон представили материалы, выступили с замечаниями или изложили позицию",
    "participation.nobody": "На момент закрытия данных участников в реестре не значилось.",
    "participation.no_groups": "Никто из участников не указал группу заинтересованных сторон. Правила шкалы, требующие "
    "поддержки со стороны нескольких групп, и предусмотренная в ней защита от преобладания какой-либо группы "
    "применены быть не могут; используемые ниже слова опираются только на число участников.",
    "participation.voters": "На голосование было вынесено {statements}; голосование проведено при участии {voters}, "
    "всего — {votes}.",
    "statements.one": "{n:n} высказывание",
    "statements.few": "{n} высказывания",
    "statements.many": "{n} высказываний",
    "statements.other": "{n} высказываний",
    "votes.one": "{n} голос",
    "votes.few": "{n} голоса",
    "votes.many": "{n} голосов",
    "votes.other": "{n} голосов",
    "table.by_group": "Участие по группам заинтересованных сторон",
    "table.by_region": "Участие по регионам",
    "table.voters": "Голосовавшие по группам заинтересованных сторон",
    "table.group": "Группа",
    "table.region": "Регион",
    "table.entities": "Стороны",
    "table.active": "Активные стороны",
    "table.persons": "Лица",
    "table.voters.count": "Голосовавшие",
    "table.total": "Итого",
    "documentation.note": "Справочная записка {title}, опубликованная {on}, содержала {questions} и {options}.",
    "documentation.note.plain": "Справочная записка {title} была опубликована {on}.",
    "documentation.no_note": "Справочная записка не публиковалась.",
    "questions.one": "{n} вопрос",
    "questions.few": "{n} вопроса",
    "questions.many": "{n} вопросов",
    "questions.other": "{n} вопросов",
    "options.one": "{n} вариант",
    "options.few": "{n} варианта",
    "options.many": "{n} вариантов",
    "options.other": "{n} вариантов",
    "documentation.contributions": "{contributions} от {contributors}; их перечень приводится в приложении C.",
    "contributions.one": "поступил {n} письменный материал",
    "contributions.few": "поступило {n} письменных материала",
    "contributions.many": "поступило {n} письменных материалов",
    "contributions.other": "поступило {n} письменных материалов",
    "contributors.one": "{n:genitive} автора",
    "contributors.few": "{n:genitive} авторов",
    "contributors.many": "{n:genitive} авторов",
    "contributors.other": "{n:genitive} авторов",
    "documentation.copies.one": "{n} из них повторяет текст другого и учитывается вместе с ним: {distinct}.",
    "documentation.copies.few": "{n} из них повторяют текст других и учитываются вместе с ними: {distinct}.",
    "documentation.copies.many": "{n} из них повторяют текст других и учитываются вместе с ними: {distinct}.",
    "documentation.copies.other": "{n} из них повторяют текст других и учитываются вместе с ними: {distinct}.",
    "distinct.one": "насчитывается {n} самостоятельный текст",
    "distinct.few": "насчитывается {n} самостоятельных текста",
    "distinct.many": "насчитывается {n} самостоятельных текстов",
    "distinct.other": "насчитывается {n} самостоятельных текстов",
    "documentation.languages": "Распределение по языкам: {list}.",
    "documentation.no_contributions": "Письменных материалов не поступило.",
    "language.count": "{language} — {n}",
    "redacted": "[текст скрыт модерацией]",
    "remarks.none": "Председатель не добавил заключительных замечаний.",
}

_VIEWS = {
    "views.order": "По каждому вопросу варианты приводятся в порядке убывания поддержки. По каждому варианту "
    "делегация, как и отдельное лицо, учитывается единожды. Сказанное об участниках относится к тем, кто занял позицию "
    "за соответствующий вариант или против него; нейтральные позиции указываются отдельно.",
    "question": "Вопрос {number}. {title}",
    "option": "Вариант {number}. {label}",
    "option.id": "Вопрос {question}, вариант {number}: {label}",
    "support": "{claim} {не поддержал|не поддержала|поддержал|поддержала|поддержали} этот вариант.",
    "support.numbers": "Вариант получил поддержку {claim}.",
    "support.reserved": "{claim} {не поддержал|не поддержала|поддержал|поддержала|поддержали} этот вариант, в каждом "
    "случае с оговорками.",
    "support.numbers.reserved": "Вариант получил, в каждом случае с оговорками, поддержку {claim}.",
    "support.nobody_small": "{claim}, {не поддержал|не поддержала} его.",
    "reservations": "{claim} {не сделал|не сделала|сделал|сделала|сделали} это с оговорками.",
    "reservations.numbers": "Оговорки поступили от {claim}.",
    "oppose": "{claim} {не выступил|не выступила|выступил|выступила|выступили} против него.",
    "oppose.alone": "Возражения против этого варианта поступили от {claim}.",
    "oppose.however": "Вместе с тем {claim} {не выступил|не выступила|выступил|выступила|выступили} против него.",
    "oppose.numbers": "Возражения против него поступили от {claim}.",
    "against.support": "Среди {nouns} число выступивших за превысило число выступивших против: {claim}.",
    "against.oppose": "Среди {nouns} число выступивших против превысило число выступивших за: {claim}.",
    "neutral": "Нейтральную позицию {не занял|не заняла|занял|заняла|заняли} {claim}.",
    "no_side": "Позиций за или против этого варианта изложено не было.",
    "unconfirmed.one": "{claim}, изложенная по прежней формулировке варианта, ожидает подтверждения и не учитывается.",
    "unconfirmed.other": "{claim}, изложенные по прежней формулировке варианта, ожидают подтверждения и не "
    "учитываются.",
    "unconfirmed.count.one": "{n:f} позиция",
    "unconfirmed.count.few": "{n:f} позиции",
    "unconfirmed.count.many": "{n} позиций",
    "unconfirmed.count.other": "{n} позиций",
    "reasons.support.one": "В поддержку был приведен следующий довод: {quotes}.",
    "reasons.support.other": "В поддержку были приведены, в частности, следующие доводы: {quotes}.",
    "reasons.oppose.one": "Против был приведен следующий довод: {quotes}.",
    "reasons.oppose.other": "Против были приведены, в частности, следующие доводы: {quotes}.",
    "conditions.one": "С поддержкой увязывалось следующее условие: {quotes}.",
    "conditions.other": "С поддержкой увязывались, в частности, следующие условия: {quotes}.",
    "floor.one": "С места также было сказано: {quotes}.",
    "floor.other": "С места также было сказано: {quotes}.",
    "quotes.and": " и ",
    "quotes.in_language": " (язык оригинала: {language})",
    "quotes.cut": " […]",
    "sentence.space": " ",
}

_STATEMENTS = {
    "statements.intro": "Участники могли предлагать краткие высказывания и голосовать по высказываниям других: "
    "согласиться, не согласиться или пропустить. На голосование было вынесено {statements}; здесь приводятся те из "
    "них, которые получили наиболее широкую поддержку или вызвали наиболее резкие расхождения, а полный перечень дан в "
    "приложении D. Пропустившие не учитываются ни как согласные, ни как несогласные.",
    "statements.by_groups": "Поддержка измерялась в каждой группе отдельно ({groups}), и место высказывания "
    "определялось по той группе, которая поддержала его меньше других, с тем чтобы никакая группа не могла обеспечить "
    "результат только своей численностью.",
    "statements.by_opinion": "Группы мнений выявлены по самим голосам; никто о них не заявлял.",
    "statements.by_found": "Эти группы искали повторно среди половины отнесённых к ним голосовавших (всего: "
    "{placed}): столько же групп найдено в {same} из {times} случаев, а медианное "
    "совпадение с указанными здесь составило {agreement} из 100.",
    "statements.groups.declared": "{n} групп заинтересованных сторон",
    "statements.groups.declared.few": "{n:f} группы заинтересованных сторон",
    "statements.groups.opinion": "{n} групп мнений",
    "statements.groups.opinion.few": "{n:f} группы мнений",
    "statements.by_all": "Поскольку групп для сопоставления нет, поддержка измерялась в целом среди голосовавших.",
    "statements.widest": "Наиболее широкая поддержка",
    "statements.division": "Наиболее резкие расхождения",
    "statements.no_widest": "Высказываний, получивших достаточно голосов и в каждой из групп встретивших больше "
    "согласия, чем несогласия, не оказалось.",
    "statements.no_division": "Других высказываний, получивших с обеих сторон достаточно голосов для того, чтобы "
    "назвать их спорными, не оказалось.",
    "statement.id": "Высказывание {number}",
    "agree": "Среди сделавших выбор {claim} {не согласился|не согласилась|согласился|согласилась|согласились} с "
    "высказыванием {number}: {quote}.",
    "agree.numbers": "Высказывание {number} встретило согласие {claim}: {quote}.",
    "disagree": "{claim} {не выразил|не выразила|выразил|выразила|выразили} {несогласия|несогласия|несогласие} с ним.",
    "disagree.however": "Вместе с тем {claim} {не выразил|не выразила|выразил|выразила|выразили} "
    "{несогласия|несогласия|несогласие} с ним.",
    "disagree.numbers": "Оно встретило несогласие {claim}.",
    "passed": "Ответ «пропустить» {не выбрал|не выбрала|выбрал|выбрала|выбрали} {claim}.",
}

RUSSIAN = Language(
    code="ru",
    direction="ltr",
    text=agreeing(_PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | ANNEXES | POINTS | PROCEEDINGS, _agreement),
    plural=cldr.plural("ru"),
    noun=_noun,
    number=cldr.number("ru"),
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("«", "»"),
    inflections=_INFLECTIONS,
)
