"""Counting again, for the check: the satisfying set of a claim and its word, by code that shares nothing with drafting.

Deliberately plainer and slower than quantifiers.py (loops, whole numbers, no reuse): two ways to the same result are
the point. Only the ledger's facts and the scale's numbers are trusted.
"""

from dataclasses import dataclass
from math import prod

from app.consultations.scale import Scale
from app.summaries.engine.ledger import Ledger, PositionFact, StatementFact

FOR = ("support", "support_with_reservations")
AGAINST = ("oppose",)
Tally = dict[str | None, tuple[int, int]]
"""By stakeholder group: how many on the side described, how many on either."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger says a claim must say. `word` is the computed one, before any move by the chair."""

    form: str
    word: str | None
    n: int
    among: int
    narrowed_to: tuple[str | None, ...] | None
    neighbours: frozenset[tuple[str, int, str]] = frozenset()


def stances_of(side: str) -> tuple[str, ...]:
    return {"support": FOR, "reservations": FOR[1:], "oppose": AGAINST, "neutral": ("neutral",)}[side]


def on_option(ledger: Ledger, option_id: str, *, current: bool = True) -> list[PositionFact]:
    """Positions on an option, on its present wording or (current=False) on an earlier one."""
    version = None
    for question in ledger.note.questions if ledger.note else ():
        for option in question.options:
            if option.id == option_id:
                version = option.version
    return [p for p in ledger.positions if p.option_id == option_id and (p.option_version == version) is current]


def tally_positions(positions: list[PositionFact], side: str) -> Tally:
    tally: Tally = {}
    for position in positions:
        stance = position.stance.value
        if stance in FOR + AGAINST:
            v, t = tally.get(position.group, (0, 0))
            tally[position.group] = (v + (stance in stances_of(side)), t + 1)
    return tally


def tally_votes(statement: StatementFact, side: str) -> Tally:
    tally: Tally = {}
    for vote in statement.votes:
        if vote.partition == "declared" and vote.agree + vote.disagree > 0:
            tally[vote.group] = (vote.agree if side == "agree" else vote.disagree, vote.agree + vote.disagree)
    if not tally:
        v = statement.agree if side == "agree" else statement.disagree
        tally[None] = (v, statement.agree + statement.disagree)
    return tally


def word_for(scale: Scale, tally: Tally, *, grouped: bool, spans: int | None) -> Found:
    """The word and what would become of it with one entity more or less. `spans`: groups the noun can include."""
    found = _one_word(scale, tally, grouped=grouped, spans=spans)
    if found.form != "word":
        return found
    changes = set()
    for group, (v, t) in tally.items():
        for side, change in (("this", 1), ("this", -1), ("other", 1), ("other", -1)):
            nv, nt = (v + change, t + change) if side == "this" else (v, t + change)
            varied = {**tally, group: (nv, nt)}
            if nv < 0 or nv > nt or not sum(pair[1] for pair in varied.values()):
                continue
            other = _one_word(scale, varied, grouped=grouped, spans=spans)
            if (other.word or other.form) != found.word:
                changes.add((side, change, other.word or other.form))
    return Found(found.form, found.word, found.n, found.among, found.narrowed_to, frozenset(changes))


def _one_word(scale: Scale, tally: Tally, *, grouped: bool, spans: int | None, narrowed: bool = False) -> Found:
    v = sum(pair[0] for pair in tally.values())
    t = sum(pair[1] for pair in tally.values())
    within = _in_order(tally) if narrowed else None
    if t < scale.min_base or v == 0 or 2 < v < scale.steps[0].min_entities:
        return Found("numbers" if v else "nobody", None, v, t, within)
    if v <= 2:
        return Found("cardinal", "one" if v == 1 else "two", v, t, within)
    rung = climb(scale, v, t, v)
    if grouped:
        rung = min(rung, _balanced_rung(scale, tally, v))
    if grouped and not narrowed:
        behind = sum(1 for group, pair in tally.items() if group is not None and pair[0] > 0)
        heard = sum(1 for group, pair in tally.items() if group is not None and pair[1] > 0)
        if behind < groups_asked(scale, rung, heard, spans):
            inside = {group: pair for group, pair in tally.items() if pair[0] > 0}
            return _one_word(scale, inside, grouped=True, spans=spans, narrowed=True)
    return Found("word", scale.steps[rung].word.value, v, t, within)


def climb(scale: Scale, numerator: int, denominator: int, v: int) -> int:
    """The highest rung whose threshold the share reaches and whose number V reaches; compared across, in integers."""
    highest = 0
    for rung, step in enumerate(scale.steps):
        reaches = numerator * step.at_least.denominator >= step.at_least.numerator * denominator
        if reaches and v >= step.min_entities:
            highest = rung
    return highest


def _balanced_rung(scale: Scale, tally: Tally, v: int) -> int:
    weighed = [pair for group, pair in tally.items() if group is not None and pair[1] >= scale.balanced_from]
    if len(weighed) < 2:
        return len(scale.steps)
    whole = prod(t for _, t in weighed)
    return climb(scale, sum(won * whole // t for won, t in weighed), whole * len(weighed), v)


def groups_asked(scale: Scale, rung: int, heard: int, spans: int | None) -> int:
    step = scale.steps[rung]
    asked = step.min_groups
    if step.all_but_groups is not None and heard - step.all_but_groups > asked:
        asked = heard - step.all_but_groups
    return asked if spans is None or asked < spans else spans


def _in_order(tally: Tally) -> tuple[str | None, ...]:
    named = sorted(group for group in tally if group is not None)
    return (*named, None) if None in tally else tuple(named)


def miscounted_entities(ledger: Ledger) -> list[str]:
    """Where the positions that count are not the effective ones, found again from the joint statements.

    An entity's own position stands before any joint statement; of several statements the one joined last speaks for
    it, and is counted only if the entity agreed to its present text and it speaks of the present wording.
    """
    versions = {
        option.id: option.version for q in (ledger.note.questions if ledger.note else ()) for option in q.options
    }
    joined: dict[tuple[str, str], tuple[int, str, str, bool]] = {}
    for joint in ledger.joint:
        for said in joint.stances:
            for one in joint.signatories:
                counts = one.agreed and versions.get(said.option_id) == said.option_version
                key, found = (said.option_id, one.entity_id), (one.seq, joint.id, said.stance, counts)
                joined[key] = max(joined.get(key, found), found)
    held = {(each.option_id, each.entity_id): each for each in ledger.positions}
    faults = [f"{key}: no joint statement says this" for key, p in held.items() if p.joint_id and key not in joined]
    for key, (_, joint_id, stance, counts) in joined.items():
        position = held.get(key)
        if position is None:
            faults.append(f"{key}: behind a joint statement and not counted")
        elif position.joint_id is not None:
            counted = position.option_version == versions.get(key[0])
            if (position.joint_id, position.stance.value, counted) != (joint_id, stance, counts):
                faults.append(f"{key}: not what the joint statement it joined last says")
    return faults


def share_percent(n: int, among: int) -> str:
    tenths = 1000 * n // among if among else 0
    return f"{tenths // 10}.{tenths % 10}"
