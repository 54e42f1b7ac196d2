"""The summary in English: words, nouns and sentences. Past tense and neutral verbs, which spare verb agreement too."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.summaries.engine.languages.english_points import POINTS
from app.summaries.engine.languages.english_proceedings import PROCEEDINGS
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language

# One stakeholder group as a noun phrase of its own, singular and plural; others say "participants from …".
_OWN_NOUNS = {
    "government": ("government delegation", "government delegations"),
    "international_organization": ("international organization", "international organizations"),
    "private_sector": ("private sector participant", "private sector participants"),
    "civil_society": ("civil society participant", "civil society participants"),
    "technical_community": ("technical community participant", "technical community participants"),
    "academic_community": ("academic participant", "academic participants"),
    "media": ("media participant", "media participants"),
}
_FROM = {
    "government": "governments",
    "international_organization": "international organizations",
    "private_sector": "the private sector",
    "civil_society": "civil society",
    "technical_community": "the technical community",
    "academic_community": "the academic community",
    "media": "the media",
}
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def _noun(noun: Noun) -> Mapping[str, str]:
    singular = noun.kind.removesuffix("s")
    if noun.narrowed_to is None:
        return {"noun": singular, "nouns": noun.kind}
    if len(noun.narrowed_to) == 1 and noun.narrowed_to[0] in _OWN_NOUNS:
        one, many = _OWN_NOUNS[noun.narrowed_to[0]]
        return {"noun": one, "nouns": many}
    sources = [_FROM.get(group, group.replace("_", " ")) for group in noun.narrowed_to if group is not None]
    tail = f" from {_join(sources)}" if sources else ""
    if None in noun.narrowed_to:
        tail += " or without a declared group" if sources else " without a declared group"
    return {"noun": f"{singular}{tail}", "nouns": f"{noun.kind}{tail}"}


def _join(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _number(n: int) -> str:
    return f"{n:,}"


def _date(instant: str) -> str:
    day = datetime.fromisoformat(instant).astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(instant: str) -> str:
    at = datetime.fromisoformat(instant).astimezone(UTC)
    return f"{_date(instant)}, {at:%H:%M} UTC"


_PHRASES = {
    "phrase.nobody": "no {noun}",
    "phrase.one": "one {noun}",
    "phrase.two": "two {nouns}",
    "phrase.a few": "a few {nouns}",
    "phrase.some": "some {nouns}",
    "phrase.several": "several {nouns}",
    "phrase.many": "many {nouns}",
    "phrase.most": "most {nouns}",
    "phrase.almost all": "almost all {nouns}",
    "phrase.all": "all {nouns}",
    "phrase.beside": " ({n})",
    "phrase.beside.of": " ({n} of {N})",
    "phrase.numbers.addressed": "{n} of the {N} {nouns} that addressed it",
    "phrase.numbers.sided": "{n} of the {N} {nouns} who took a side",
    "phrase.numbers.short": "{n} of the {N}",
    "phrase.nobody.addressed": "none of the {N} {nouns} that addressed the option",
    "phrase.nobody.sided": "none of the {N} {nouns} who took a side",
    "phrase.nobody.short": "none of the {N}",
    "phrase.only.addressed": "the only {noun} that addressed it",
    "phrase.only.sided": "the only {noun} who took a side",
    "phrase.counted.one": "{n} {noun}",
    "phrase.counted.other": "{n} {nouns}",
    "phrase.against": "{n} to {others}",
    "word.one": "one",
    "word.two": "two",
    "word.a few": "a few",
    "word.some": "some",
    "word.several": "several",
    "word.many": "many",
    "word.most": "most",
    "word.almost all": "almost all",
    "word.all": "all",
    "decimal": ".",
    "number.1": "one",
    "number.2": "two",
    "number.3": "three",
    "number.4": "four",
    "number.5": "five",
    "number.6": "six",
    "number.7": "seven",
    "number.8": "eight",
    "number.9": "nine",
}

_NAMES = {
    "group.government": "Governments",
    "group.international_organization": "International organizations",
    "group.private_sector": "Private sector",
    "group.civil_society": "Civil society",
    "group.technical_community": "Technical community",
    "group.academic_community": "Academic community",
    "group.media": "Media",
    "group.none": "No group declared",
    "opinion_group.none": "In no opinion group",
    "opinion_group.named": "Opinion group {name}",
    "region.african": "African States",
    "region.asia_pacific": "Asia-Pacific States",
    "region.eastern_european": "Eastern European States",
    "region.grulac": "Latin American and Caribbean States",
    "region.weog": "Western European and other States",
    "region.none": "No region given",
    "stance.support": "Support",
    "stance.support_with_reservations": "Support with reservations",
    "stance.neutral": "Neutral",
    "stance.oppose": "Oppose",
    "round.call_for_inputs": "call for inputs",
    "round.informal_soundings": "informal soundings",
    "round.regional_preparatory": "regional preparatory round",
    "round.meeting_round": "round of meetings",
    "round.advisory": "advisory round",
    "round.draft_review": "review of the draft",
    "round.silence": "silence procedure",
    "language.ar": "Arabic",
    "language.zh": "Chinese",
    "language.en": "English",
    "language.fr": "French",
    "language.ru": "Russian",
    "language.es": "Spanish",
    "language.mi": "Māori",
    "language.de": "German",
    "language.pt": "Portuguese",
    "language.ja": "Japanese",
    "language.ko": "Korean",
    "language.und": "undetermined language",
}

_FRAME = {
    "title": "Summary by the chair",
    "notice": "Chair’s own responsibility; not a negotiated text.",
    "cutoff": "Drawn from the record up to entry {seq}, {at}",
    "section.mandate": "Mandate and convening",
    "section.organization": "Organization of work",
    "section.documentation": "Documentation",
    "section.views": "Views by question",
    "section.statements": "Statements put to the vote of participants",
    "section.remarks": "Concluding remarks by the chair",
    "mandate.simulated": "This is a simulation: the organizations, the persons and the positions in it are invented.",
    "mandate.convened": "Convener of the consultation: {convener}.",
    "mandate.open_ended": "The consultation was open-ended.",
    "mandate.origin": "Its origin is described as follows: {origin}.",
    "mandate.text": "Its mandate reads: {mandate}.",
    "mandate.reporting.both": "Reporting line: through {through}, to {to}.",
    "mandate.reporting.to": "It reports to: {to}.",
    "mandate.reporting.through": "It reports through: {through}.",
    "mandate.basis": "The present summary was prepared from the record of the consultation up to entry {seq} "
    "({at}). Words such as “some”, “many” and “most” were computed from the positions and votes on record by a "
    "published scale (annex A); each opens the sources behind it. It is the chair’s own responsibility and not a "
    "negotiated text.",
    "rounds.other": "The work was organized in {n} rounds.",
    "rounds.one": "The work was organized in a single round.",
    "round.title.kind": "{title} ({kind})",
    "round.closed": "Round {number}, {title}, was open from {opened} to {closed}.",
    "round.closed.same_day": "Round {number}, {title}, was held on {opened}.",
    "round.open": "Round {number}, {title}, was opened on {opened} and was still open at the cut-off.",
    "round.scheduled": "Round {number}, {title}, had not been opened at the cut-off.",
    "round.closed.shifted": "It had been scheduled to close on {scheduled}.",
    "round.scheduled.dates": "It is scheduled to open on {scheduled}.",
    "meeting.held": "The meeting {title} took place on {on}.",
    "meeting.running": "The meeting {title} was opened on {on} and had not ended at the cut-off.",
    "meeting.planned": "The meeting {title} had not been opened at the cut-off.",
    "meeting.comments": "On record from it: {comments} by {speakers}.",
    "comments.one": "{n} comment",
    "comments.other": "{n} comments",
    "speakers.one": "{n} participant",
    "speakers.other": "{n} participants",
    "participation.entities": "Taking part were {entities} through {persons}; {active} contributed, commented or "
    "stated a position. Entities and persons are counted apart: a delegation has one position on each option, "
    "however many its members, and so has each individual who took part in a personal capacity.",
    "entities.one": "{n} entity (a delegation or an individual)",
    "entities.other": "{n} entities (delegations and individuals)",
    "persons.one": "{n} person",
    "persons.other": "{n} persons",
    "active.one": "{n} entity",
    "active.other": "{n} entities",
    "participation.nobody": "No participant was on record at the cut-off.",
    "participation.no_groups": "No participant declared a stakeholder group. The rules of the scale that ask for "
    "support from several groups, and its guard against the weight of a single group, cannot be applied; the words "
    "below rest on the number of participants alone.",
    "participation.voters": "{voters} voted on {statements}, {votes} in all.",
    "statements.one": "{n} statement",
    "statements.other": "{n} statements",
    "votes.one": "{n} vote",
    "votes.other": "{n} votes",
    "table.by_group": "Participation by stakeholder group",
    "table.by_region": "Participation by region",
    "table.voters": "Participants who voted, by stakeholder group",
    "table.group": "Group",
    "table.region": "Region",
    "table.entities": "Entities",
    "table.active": "Active",
    "table.persons": "Persons",
    "table.voters.count": "Voters",
    "table.total": "Total",
    "documentation.note": "The background note {title}, published on {on}, set out {questions} with {options}.",
    "documentation.note.plain": "A background note, {title}, was published on {on}.",
    "documentation.no_note": "No background note was published.",
    "questions.one": "{n} question",
    "questions.other": "{n} questions",
    "options.one": "{n} option",
    "options.other": "{n} options",
    "documentation.contributions": "{contributions} came from {contributors}; they are listed in annex C.",
    "contributions.one": "{n} written contribution",
    "contributions.other": "{n} written contributions",
    "contributors.one": "{n} contributor",
    "contributors.other": "{n} contributors",
    "documentation.copies.one": "{n} of them repeats the text of another and is counted with it: {distinct}.",
    "documentation.copies.other": "{n} of them repeat the text of others and are counted with these: {distinct}.",
    "distinct.one": "there is {n} distinct text",
    "distinct.other": "there are {n} distinct texts",
    "documentation.languages": "By language they were {list}.",
    "documentation.no_contributions": "No written contribution was filed.",
    "language.count": "{n} in {language}",
    "redacted": "[text hidden by moderation]",
    "remarks.none": "The chair has not added concluding remarks.",
}

_VIEWS = {
    "views.order": "Under each question the options are taken in descending order of support. A delegation, like an "
    "individual, counts once on each option. What is said of participants refers to those that took a position for "
    "or against the option concerned; neutral positions are given apart.",
    "question": "Question {number}. {title}",
    "option": "Option {number}. {label}",
    "option.id": "Question {question}, option {number}: {label}",
    "support": "{claim} supported the option.",
    "support.numbers": "The option was supported by {claim}.",
    "support.reserved": "{claim} supported the option, in each case with reservations.",
    "support.numbers.reserved": "The option was supported by {claim}, in each case with reservations.",
    "support.nobody_small": "{claim} supported it.",
    "reservations": "{claim} did so with reservations.",
    "reservations.numbers": "Reservations were stated by {claim}.",
    "oppose": "{claim} opposed it.",
    "oppose.alone": "The option was opposed by {claim}.",
    "oppose.however": "{claim}, however, opposed it.",
    "oppose.numbers": "It was opposed by {claim}.",
    "against.support": "Among {nouns}, those in support outnumbered those opposed, {claim}.",
    "against.oppose": "Among {nouns}, those opposed outnumbered those in support, {claim}.",
    "neutral": "A neutral position was taken by {claim}.",
    "no_side": "No position for or against the option was stated.",
    "unconfirmed.one": "{claim}, stated on an earlier wording of the option, awaits confirmation and is not counted.",
    "unconfirmed.other": "{claim}, stated on an earlier wording of the option, await confirmation and are not counted.",
    "unconfirmed.count.one": "{n} position",
    "unconfirmed.count.other": "{n} positions",
    "reasons.support.one": "A reason given in support was {quotes}.",
    "reasons.support.other": "Reasons given in support included {quotes}.",
    "reasons.oppose.one": "A reason given against it was {quotes}.",
    "reasons.oppose.other": "Reasons given against it included {quotes}.",
    "conditions.one": "A condition attached to support was {quotes}.",
    "conditions.other": "Conditions attached to support included {quotes}.",
    "floor.one": "From the floor it was also said: {quotes}.",
    "floor.other": "From the floor it was also said: {quotes}.",
    "quotes.and": " and ",
    "quotes.in_language": " (in {language})",
    "quotes.cut": " […]",
    "sentence.space": " ",
}

_STATEMENTS = {
    "statements.intro": "Participants could put forward short statements and vote on those of others: agree, "
    "disagree or pass. Of the {statements}, those with the widest support and those with the sharpest division are "
    "reported here; annex D has them all. Those who passed are counted neither for nor against.",
    "statements.by_groups": "Support was measured within each of {groups}, and a statement placed by the group that "
    "supported it least, so that no group’s numbers could carry it alone.",
    "statements.by_opinion": "These groups were found from the votes themselves; nobody declared them.",
    "statements.by_found": "The groups were looked for again among half of the voters placed in them ({placed} "
    "in all): {same} of {times} times as many groups were found, and the median agreement "
    "with those reported here was {agreement} of 100.",
    "statements.groups.declared": "{n} stakeholder groups",
    "statements.groups.opinion": "{n} opinion groups",
    "statements.by_all": "As there are no groups to compare, support was ranked among all who voted.",
    "statements.widest": "Widest support",
    "statements.division": "Sharpest division",
    "statements.no_widest": "No statement with enough votes met with more agreement than disagreement in every group.",
    "statements.no_division": "No further statement had enough votes on both sides to be reported as divisive.",
    "statement.id": "Statement {number}",
    "agree": "{claim} taking a side agreed with statement {number}: {quote}.",
    "agree.numbers": "Statement {number} had the agreement of {claim}: {quote}.",
    "disagree": "{claim} disagreed with it.",
    "disagree.however": "{claim}, however, disagreed with it.",
    "disagree.numbers": "It met with the disagreement of {claim}.",
    "passed": "A pass was recorded from {claim}.",
}

_SCALE = {
    "rule.share": "{n} of {N} is {share} %, which the scale calls “{word}”.",
    "rule.small_base": "Only {t} took a side. Below {min} the scale gives no word, only the numbers.",
    "rule.cardinal": "A single entity or a pair is given as a number, whatever its share.",
    "rule.too_few_entities": "“{from}” asks for at least {min}; there are {v}, so the next weaker word that fits is "
    "used: “{to}”.",
    "rule.balanced": "With every stakeholder group weighing the same the share is {balanced_share} %, which would be "
    "“{balanced}”; counted by entity the word would be “{raw}”. The weaker of the two is used.",
    "rule.balance_agrees": "With every stakeholder group weighing the same the share is {balanced_share} %, and the "
    "word is the same.",
    "rule.no_balance": "Fewer than two stakeholder groups took at least {from} positions, so no share balanced by "
    "group could be computed.",
    "rule.narrowed": "“{word}” asks for support from at least {min} stakeholder groups, and there are {groups}. The "
    "sentence therefore speaks of these groups only, and counts within them.",
    "rule.no_groups_declared": "No stakeholder group was declared in this consultation, so the rules on groups could "
    "not be applied; the word rests on numbers alone.",
    "rule.number_beside": "With fewer than {below} taking a side, the number stands beside the word.",
    "rule.borderline": "One entity more or less would change this word.",
    "rule.moved_down": "The chair moved the word one step down, from “{from}” to “{to}”.",
    "rule.moved_up": "The chair moved the word one step up, from “{from}” to “{to}”, giving this reason: {reason}",
    "rule.count": "A plain number; the scale is not applied to it.",
    "rule.group": "A comparison within one stakeholder group whose majority differs from the overall one.",
    "mark.balanced": "counted by entity and balanced by stakeholder group the word would not be the same; the weaker "
    "of the two is used",
    "mark.borderline": "one entity more or less would change this word",
    "mark.uncounted": "quoted as an example and not counted; the source is given",
    "mark.moved": "moved one step by the chair, whose reason is with the evidence",
    "scale.caveat": "The thresholds are a convention. Participants are self-selected, and counting entities puts a "
    "State beside a small organization; rules 2 and 3 soften this and do not remove it. Consensus is never inferred "
    "from counts.",
    "scale.1": "T is the number of entities, within the noun of the sentence, that took a side: support, support "
    "with reservations, or opposition. V is how many of them are on the side described. Neutral positions are "
    "printed and not part of T. Below {min_base} in T there is no word, only “V of the T”.",
    "scale.2": "Where V is smaller than a word asks for, the next weaker word is used. Where too few stakeholder "
    "groups stand behind a word, the noun is narrowed to those groups and counted within them.",
    "scale.3": "A second share gives each stakeholder group with at least {balanced_from} positions the same weight. "
    "The weaker of the two words is used, and marked where they differ.",
    "scale.4": "Opposition of at least {pairing_share} %, of {pairing_entities} entities, or by the majority of any "
    "group is stated in the same paragraph; so is every side that is smaller than the other.",
    "scale.5": "The chair may move a word one step down, or one step up with a published reason. A moved word is "
    "marked.",
    "scale.6": "Quotations are verbatim and not weighed. At most two a side are given, the earliest on record and "
    "from different stakeholder groups where there are such.",
    "scale.7": "Below {number_below} in T the number stands beside the word. A word that one entity more or less "
    "would change is marked.",
    "scale.8": "Every word opens V, T, its base, the groups, the public sources, the cut-off and the version of "
    "this scale.",
    "scale.share.below": "below {to} %",
    "scale.share.range": "{from} % to below {to} %",
    "scale.share.whole": "100 %",
    "scale.share.none": "any",
    "scale.groups": "{min}",
    "scale.groups.all_but": "{min}, or all but {all_but} if more",
}

_PAGE = {
    "page.draft": "Draft",
    "page.published": "Published {at}",
    "page.version": "Version {version}",
    "page.contents": "Contents",
    "page.annex": "Annex {letter}",
    "page.annex.scale": "The scale of words",
    "page.annex.evidence": "Evidence and positions",
    "page.annex.contributions": "Contributions",
    "page.annex.statements": "Statements and votes",
    "page.scale.intro": "V of T is the share the words stand for. Version {version}.",
    "page.scale.word": "Word",
    "page.scale.share": "Share, V of T",
    "page.scale.entities": "Least V",
    "page.scale.groups": "Least number of groups",
    "page.marks": "Marks in the text",
    "page.evidence.intro": "Each counted phrase of the text, with the numbers, rules and sources behind it.",
    "page.evidence.of": "{n} of {N} {nouns} · {share} %",
    "page.evidence.base": "{base} were active in the consultation",
    "page.evidence.base.votes": "{base} voted in the conversation",
    "page.evidence.neutral": "neutral, not counted: {neutral}",
    "page.evidence.passed": "passed, not counted: {neutral}",
    "page.evidence.balanced": "balanced by group: {share} %",
    "page.evidence.groups": "By group",
    "page.evidence.sources": "Sources",
    "page.evidence.other_side": "The other side",
    "page.evidence.back": "back to the text",
    "page.positions": "Positions on record",
    "page.positions.none": "No position was stated.",
    "page.positions.entity": "Entity",
    "page.positions.stance": "Position",
    "page.positions.words": "Reason or condition",
    "page.positions.entry": "Entry",
    "page.positions.withheld": "text hidden by moderation",
    "page.positions.unconfirmed": "on an earlier wording",
    "page.condition": "Condition: ",
    "page.floor": "Quoted from the floor",
    "page.contributions.none": "No written contribution was filed.",
    "page.contributions.contributor": "Contributor",
    "page.contributions.title": "Title",
    "page.contributions.filed": "Filed",
    "page.contributions.same": "same text as entry {seq}",
    "page.contributions.late": "after the deadline",
    "page.contributions.version": "version {version}",
    "page.statements.number": "No.",
    "page.statements.text": "Statement",
    "page.statements.agree": "Agree",
    "page.statements.disagree": "Disagree",
    "page.statements.passed": "Pass",
    "page.verify": "This text and its evidence come from facts with the digest {digest}. The record of the "
    "consultation, which anyone can download and verify, holds them up to entry {seq}.",
    "page.digest": "Digest of this published text: {digest}. It stands in the record.",
}

# What may stand before a sentence when an arranger (phrasing/) puts the sentences of a paragraph in another order.
_LINKS = {
    "sentence.link.however": "However, {sentence}",
    "sentence.link.contrast": "By contrast, {sentence}",
    "sentence.link.same_time": "At the same time, {sentence}",
    "sentence.link.addition": "In addition, {sentence}",
    "sentence.link.regard": "In that regard, {sentence}",
}

ENGLISH = Language(
    code="en",
    direction="ltr",
    text=_PHRASES | _NAMES | _FRAME | _VIEWS | _STATEMENTS | _SCALE | _PAGE | _LINKS | POINTS | PROCEEDINGS,
    plural=lambda n: "one" if n == 1 else "other",
    noun=_noun,
    number=_number,
    date=_date,
    moment=_moment,
    join=_join,
    quote_marks=("“", "”"),
)
