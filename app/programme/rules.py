"""The rules of a programme, pure: which version can be put for decision, and which decisions adopt it."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.ballots.rules import BallotState
from app.core.errors import NotNow
from app.decisions.rules import CallState
from app.themes.rules import key


class ProgrammeState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"


class SlotKind(StrEnum):
    """What takes place; sessions are for everybody, workshops go on beside each other."""

    OPENING = "opening"
    SESSION = "session"
    WORKSHOP = "workshop"
    CLOSING = "closing"


class Part(StrEnum):
    """What of a programme a decision settles: a consensus call all of it, a ballot one of its lists of themes."""

    WHOLE = "whole"
    OVERALL_THEME = "overall_theme"
    MAIN_THEMES = "main_themes"
    CROSS_CUTTING = "cross_cutting"


class Named(NamedTuple):
    """A theme by its title, and by its id where it comes from a candidate."""

    title: str
    theme_id: UUID | None

    def same(self, other: "Named") -> bool:
        """By the ids if both have one: a theme may have been renamed since."""
        if self.theme_id and other.theme_id:
            return self.theme_id == other.theme_id
        return key(self.title) == key(other.title)


_NOT_IN_FAVOUR = {
    CallState.RUNNING: ("The call for consensus is still under way.", "decision_running"),
    CallState.OBJECTED: ("The call was closed with objections standing, so nothing was adopted.", "not_in_favour"),
    CallState.WITHDRAWN: ("The call was withdrawn, so nothing was adopted.", "not_in_favour"),
}


def require_latest_draft(state: str, version: int, wanted: int) -> None:
    """`wanted`: the version the request is about, as its author read it."""
    if wanted != version:
        raise NotNow(f"The programme has changed; its latest version is {version}.", code="version_changed")
    if state == ProgrammeState.ADOPTED:
        raise NotNow("This version is adopted. A new version is a new draft.", code="already_adopted")


def require_in_favour(state: CallState) -> None:
    if state is not CallState.ADOPTED:
        sentence, code = _NOT_IN_FAVOUR[state]
        raise NotNow(sentence, code=code)


def require_result(state: BallotState, *, stands: bool) -> None:
    """`stands`: the quorum was met and something was chosen."""
    if state is BallotState.ANNULLED:
        raise NotNow("The ballot was annulled, so it decides nothing.", code="not_in_favour")
    if state is not BallotState.SEALED:
        raise NotNow("The ballot is not sealed yet.", code="decision_running")
    if not stands:
        raise NotNow("The ballot chose nothing: its quorum was not met, or no option passed.", code="not_in_favour")


def settled_by(chosen: Sequence[Named], parts: Mapping[Part, Sequence[Named]]) -> Part:
    """The part of the programme that is exactly what a ballot chose."""
    for part, themes in parts.items():
        if len(themes) == len(chosen) > 0 and all(any(each.same(one) for one in themes) for each in chosen):
            return part
    raise NotNow("The ballot chose other themes than this version of the programme has.", code="not_as_chosen")


def require_main_themes(settled: Collection[Part]) -> None:
    if Part.MAIN_THEMES not in settled:
        raise NotNow("Name the ballot that chose the main themes.", code="main_themes_undecided")
