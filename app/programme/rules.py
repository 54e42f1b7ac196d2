"""The rules of a programme, pure: which version can be put for decision, and which decision adopts it."""

from enum import StrEnum

from app.core.errors import NotNow
from app.decisions.rules import CallState


class ProgrammeState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"


class SlotKind(StrEnum):
    """What takes place; sessions are for everybody, workshops go on beside each other."""

    OPENING = "opening"
    SESSION = "session"
    WORKSHOP = "workshop"
    CLOSING = "closing"


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
