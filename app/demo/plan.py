"""From targets to positions: who states what, in which round and why. Pure, and the same on every run.

Nothing is drawn by lot: members of a group stand in an order given by a digest, and the targets cut that order.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.consultations.rules import Stance
from app.demo.people import Person
from app.demo.targets import Change, Target
from app.demo.texts import Phrase, Phrases
from app.positions.schemas import PositionIn
from app.stakeholders.groups import StakeholderGroup

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Planned:
    """One statement of a position. `round` is 1 (call for inputs) or 2 (meeting round); `place` orders a sitting."""

    person: Person
    option: str
    round: int
    place: int
    body: PositionIn


def number(*parts: str) -> int:
    """A number that looks like chance and is none."""
    return int.from_bytes(hashlib.sha256(" ".join(parts).encode()).digest()[:8])


def plan(
    targets: Sequence[Target], changes: Sequence[Change], people: Iterable[Person], words: Phrases
) -> list[Planned]:
    groups: dict[StakeholderGroup, list[Person]] = defaultdict(list)
    for person in people:
        if person.counted and person.stands_in:
            groups[person.stands_in].append(person)
    found: list[Planned] = []
    for place, target in enumerate(targets):
        option = _Option(target, place, words.get(target.option, {}), changes)
        for person, stance in stances(target, groups):
            found.extend(option.statements(person, stance))
    return found


def stances(target: Target, groups: dict[StakeholderGroup, list[Person]]) -> Iterator[tuple[Person, Stance]]:
    """Supporters come from the front of a group's order, opponents from its end, so answers agree with each other."""
    for group, split in target.groups.items():
        members = sorted(groups[group], key=lambda person: number(target.question, person.key))
        if target.mirrors:
            members.reverse()
        if sum(split) > len(members):
            raise ValueError(f"option {target.option} asks for {sum(split)} of {len(members)} in {group}")
        front = [Stance.SUPPORT] * split.support
        front += [Stance.SUPPORT_WITH_RESERVATIONS] * split.reservations + [Stance.NEUTRAL] * split.neutral
        yield from zip(members, front, strict=False)
        yield from zip(reversed(members), [Stance.OPPOSE] * split.oppose, strict=False)


class _Option:
    """One option while it is being planned: what has been said of it already, and which changes of mind are left."""

    def __init__(
        self, target: Target, place: int, phrases: dict[Stance, list[Phrase]], changes: Sequence[Change]
    ) -> None:
        self._option, self._place = target.option, 2 * place
        self._phrases = phrases
        self._used: Counter[Phrase] = Counter()
        mine = (change for change in changes if change.option == target.option)
        self._changes = [change for change in mine for _ in range(change.entities)]

    def statements(self, person: Person, stance: Stance) -> Iterator[Planned]:
        """The final position, after the earlier one if there was one. About two in five come in the first round."""
        change = self._take_change(stance)
        in_round = 2 if change or number("round", self._option, person.key) % 5 > 1 else 1
        if change:
            earlier = PositionIn(stance=change.earlier, language=person.language)
            yield Planned(person, self._option, in_round if change.same_round else 1, self._place, earlier)
        phrase = self._take_phrase(person, stance)
        body = PositionIn(
            stance=stance,
            language=phrase.language if phrase else person.language,
            reason=phrase.reason if phrase else None,
            condition=phrase.condition if phrase else None,
        )
        yield Planned(person, self._option, in_round, self._place + 1, body)

    def _take_change(self, final: Stance) -> Change | None:
        found = next((change for change in self._changes if change.final is final), None)
        if found:
            self._changes.remove(found)
        return found

    def _take_phrase(self, person: Person, stance: Stance) -> Phrase | None:
        """In the person's own language where something is left to say in it, else in English, every other time.

        A reservation always states its condition.
        """
        fitting = [phrase for phrase in self._phrases.get(stance, []) if phrase.fits(person.stands_in)]
        own = [phrase for phrase in fitting if phrase.language == person.language != ENGLISH]
        if found := self._least_used(own, most=1):
            return found
        if stance is Stance.SUPPORT_WITH_RESERVATIONS:
            return self._least_used([phrase for phrase in fitting if phrase.language == ENGLISH], most=3)
        if number("reason", self._option, person.key) % 2:
            return self._least_used([phrase for phrase in fitting if phrase.language == ENGLISH], most=2)
        return None

    def _least_used(self, phrases: list[Phrase], most: int) -> Phrase | None:
        left = [phrase for phrase in phrases if self._used[phrase] < most]
        if not left:
            return None
        chosen = min(left, key=lambda phrase: self._used[phrase])
        self._used[chosen] += 1
        return chosen
