"""What stands beside the stances on one option: who took a position through a joint statement, and who objects.

An objection is named as one: it stands in the way of consensus, which no count of positions can say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.summaries.engine.claims import Case, Desk, Sentence, count_claim, position_evidence, spoken
from app.summaries.engine.document import Evidence, Run
from app.summaries.engine.ledger import OptionFact, PositionFact
from app.summaries.engine.proceedings import ObjectionFact
from app.summaries.engine.quantifiers import Count, Counts, Group


def standpoints(desk: Desk, base: Case, option: OptionFact) -> list[Sentence]:
    """`base`: a case of this option; id and side are replaced, and what is counted."""
    stated = desk.ledger.positions_on(option)
    raised = desk.ledger.objections_on(option)
    return [*_joint(desk, base, stated), *_objections(desk, base, stated, raised)]


def _joint(desk: Desk, base: Case, stated: Sequence[PositionFact]) -> list[Sentence]:
    """One sentence for each joint statement that speaks for anybody here, in the order of the record."""
    sentences: list[Sentence] = []
    for joint in desk.ledger.joint:
        held = [each for each in stated if each.joint_id == joint.id]
        if not held:
            continue
        counts = by_group((each.entity_id, each.group) for each in held)
        case = _case(base, f"joint-{len(sentences) + 1}", counts, position_evidence(held))
        claim = count_claim(desk, case, n=len(held), among=len(stated), words=counted(desk, case, len(held)))
        said = spoken(desk, f"sentence.joint.{held[0].stance.value}", claim)
        source = Run(kind="source", text=str(joint.seq), ref=joint.id)
        sentences.append(replace(said, runs=(*said.runs, source)))
    return sentences


def _objections(
    desk: Desk, base: Case, stated: Sequence[PositionFact], raised: Sequence[ObjectionFact]
) -> list[Sentence]:
    """Entities whose position is an objection, and those that objected to a call or broke a silence, each once."""
    blocking = [each for each in stated if each.blocking]
    places = {each.entity_id: each.group for each in raised} | {each.entity_id: each.group for each in blocking}
    if not places:
        return []
    evidence = (*position_evidence(blocking), *objection_evidence(raised))
    case = _case(base, "objection", by_group(places.items()), evidence)
    among = len({each.entity_id for each in stated} | places.keys())
    claim = count_claim(desk, case, n=len(places), among=among, words=counted(desk, case, len(places)))
    return [spoken(desk, "sentence.objection", claim)]


def objection_evidence(raised: Iterable[ObjectionFact]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind="objection", id=each.id, label=each.entity, number=None, group=each.group, seq=each.seq)
        for each in raised
    )


def _case(base: Case, name: str, counts: Counts, evidence: tuple[Evidence, ...]) -> Case:
    prefix = base.id.removesuffix(f"-{base.side}")
    return replace(base, id=f"{prefix}-{name}", side=name, counts=counts, evidence=evidence)


def by_group(entities: Iterable[tuple[str, Group]]) -> Counts:
    """Everybody counted is on the one side there is."""
    found: dict[Group, int] = {}
    for _, group in entities:
        found[group] = found.get(group, 0) + 1
    ordered = sorted(found, key=lambda group: (group is None, group or ""))
    return {group: Count(found[group], found[group]) for group in ordered}


def counted(desk: Desk, case: Case, n: int) -> str:
    """A number of the noun in words: "three participants"."""
    forms = desk.language.noun(case.base.noun)
    return desk.language.say_plain(desk.language.key_for("phrase.counted", n), n=desk.language.spelled(n), **forms)
