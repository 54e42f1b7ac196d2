"""Who may be given a seat, and for which of their terms. Pure; a refusal is a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from app.core.errors import NotNow


@dataclass(frozen=True)
class TermRules:
    size: int
    max_terms: int
    renewed_one_in: int

    @property
    def share(self) -> int:
        """Seats that may go to newcomers at a renewal: up to a third, unless the group says otherwise."""
        return self.size // self.renewed_one_in


class Served(NamedTuple):
    """A term of one person that has a seat of the plan. `left`: before its end."""

    account_id: UUID
    term: int
    left: bool


@dataclass(frozen=True)
class Renewal:
    """Newcomers of a term: how many there are, and how many there may be. The first term has no limit."""

    newcomers: int
    limit: int | None

    @property
    def room(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.newcomers)


def renewal(rules: TermRules, served: Sequence[Served], term: int) -> Renewal:
    """The limit is the share, or as many as there are seats that nobody can keep: of members who have left or have
    served all their terms, and those that were empty. Else a group could not be filled again.
    """
    before = {each.account_id for each in served if each.term == term - 1 and not each.left}
    sitting = {each.account_id for each in served if each.term == term and not each.left}
    if not any(each.term < term for each in served):
        return Renewal(len(sitting), None)
    gone = {each.account_id for each in served if each.term == term and each.left}
    able = {each for each in before - gone if _terms(served, each, before=term) < rules.max_terms}
    return Renewal(len(sitting - before), max(rules.size - len(able), rules.share))


def require_seat(rules: TermRules, served: Sequence[Served], account_id: UUID, name: str, term: int) -> int:
    """Which of their terms it would be for this person; or a refusal."""
    sitting = {each.account_id for each in served if each.term == term and not each.left}
    if account_id in sitting:
        raise NotNow(f"{name} already has a seat in this term.", code="already_seated")
    if len(sitting) >= rules.size:
        raise NotNow(f"All {rules.size} seats of this term are taken.", code="no_seat_free")
    number = _terms(served, account_id, before=term) + 1
    if number > rules.max_terms:
        raise NotNow(f"{name} has served {_times(rules.max_terms)}, the most there may be.", code="terms_served")
    continues = any(each.account_id == account_id and each.term == term - 1 and not each.left for each in served)
    found = renewal(rules, served, term)
    if not continues and found.room == 0:
        raise NotNow(
            f"At most {found.limit} of {rules.size} seats may go to new members in this term, and {found.newcomers} "
            f"have; {name} would be one more. Members who may continue come first.",
            code="renewal_share",
        )
    return number


def _terms(served: Sequence[Served], account_id: UUID, *, before: int) -> int:
    return len({each.term for each in served if each.account_id == account_id and each.term < before})


def _times(terms: int) -> str:
    return "one term" if terms == 1 else f"{terms} terms"
