"""The words of a ballot (methods, modes, states), its life, and the one rule of who may see results. Pure."""

from datetime import datetime
from enum import StrEnum

from app.ballots.tally.outcome import Method
from app.core.errors import NotNow


class Asked(StrEnum):
    """The form of one member's choice; also the name of the field that holds it."""

    ANSWERS = "answers"
    APPROVE = "approve"
    SCORES = "scores"
    DOTS = "dots"
    RANKING = "ranking"


ASKED = {
    Method.STRAW: Asked.ANSWERS,
    Method.APPROVAL: Asked.APPROVE,
    Method.SCORE: Asked.SCORES,
    Method.DOTS: Asked.DOTS,
    Method.BORDA: Asked.RANKING,
    Method.SCHULZE: Asked.RANKING,
    Method.STV: Asked.RANKING,
    Method.PAV: Asked.APPROVE,
    Method.PHRAGMEN: Asked.APPROVE,
    Method.MES: Asked.APPROVE,
}


class BallotAnswer(StrEnum):
    """To each option of a straw poll; no view is no answer."""

    SUPPORT = "support"
    CAN_LIVE_WITH = "can_live_with"
    OBJECT = "object"


class BallotMode(StrEnum):
    """What is published when it is over: names with choices; choices with groups; figures only (see publishing.py)."""

    OPEN = "open"
    GROUP_VISIBLE = "group_visible"
    SECRET = "secret"  # noqa: S105 - a mode, not a password


class Unanimity(StrEnum):
    """When all agree the totals say how each voted: print them all the same, or leave them out."""

    PUBLISH = "publish"
    BLUR = "blur"


class Weighting(StrEnum):
    """Which of the two results decides. Both are always counted and shown side by side."""

    ONE_EACH = "one_each"
    EQUAL_GROUPS = "equal_groups"


class Kept(StrEnum):
    """What the row says. Between freezing and the seal the clock says the rest: `state_at`."""

    DRAFT = "draft"
    FROZEN = "frozen"
    SEALED = "sealed"
    ANNULLED = "annulled"


class BallotState(StrEnum):
    """`closed`: the closing instant has passed and the seal is still to come; nothing can be cast any more."""

    DRAFT = "draft"
    FROZEN = "frozen"
    OPEN = "open"
    CLOSED = "closed"
    SEALED = "sealed"
    ANNULLED = "annulled"


def state_at(kept: Kept, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> BallotState:
    if kept is not Kept.FROZEN:
        return BallotState(kept)
    assert opens_at is not None and closes_at is not None  # noqa: PT018 - freezing needs both
    if now < opens_at:
        return BallotState.FROZEN
    return BallotState.OPEN if now < closes_at else BallotState.CLOSED


def may_see_results(state: BallotState) -> bool:
    """The one rule of hidden results. It asks for no viewer because before the seal it is the same for everybody: the
    chair, the secretariat and the members themselves see nothing either.
    """
    return state is BallotState.SEALED


def require_results(state: BallotState) -> None:
    if not may_see_results(state):
        raise NotNow("Nobody sees a result before the ballot is closed and sealed.", code="results_hidden")


def require_draft(kept: Kept) -> None:
    if kept is not Kept.DRAFT:
        raise NotNow(
            "This ballot is frozen: nothing in it changes any more. Annul it with a reason and set up a new one.",
            code="ballot_frozen",
        )


def require_castable(state: BallotState) -> None:
    sentences = {
        BallotState.FROZEN: "This ballot has not opened yet.",
        BallotState.CLOSED: "This ballot has closed, so nothing can be cast any more.",
        BallotState.SEALED: "This ballot has closed, so nothing can be cast any more.",
        BallotState.ANNULLED: "This ballot was annulled.",
    }
    if state is not BallotState.OPEN:
        raise NotNow(sentences.get(state, "This ballot is still a draft."), code=f"ballot_{state}")


def require_annullable(kept: Kept) -> None:
    if kept is not Kept.FROZEN:
        reason = {Kept.DRAFT: "is still a draft", Kept.SEALED: "is sealed", Kept.ANNULLED: "was annulled before"}
        raise NotNow(f"This ballot {reason[kept]}, so it cannot be annulled.", code=f"ballot_{kept}")


def require_sealable(state: BallotState) -> None:
    if state is not BallotState.CLOSED:
        sentence = {
            BallotState.OPEN: "This ballot is open until its closing time; nobody can close it sooner.",
            BallotState.SEALED: "This ballot is sealed already.",
        }
        raise NotNow(sentence.get(state, "This ballot has not been held."), code=f"ballot_{state}")
