"""How ballots look from outside. Nothing here holds a figure of how somebody voted; see sealing/schemas.py for that."""

from datetime import datetime
from typing import Self
from uuid import UUID

from app.ballots.definition import BallotOption, BallotSpec, CountingRules
from app.ballots.models import Ballot, RollEntry
from app.ballots.rules import BallotMode, BallotState, Kept, Unanimity, state_at
from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, Out, ReasonText


class BallotIn(In, BallotSpec):
    """A draft."""


class BallotEdit(BallotIn):
    """The whole draft anew; `version` is the one that was edited."""

    version: int


class Annulling(In):
    reason: ReasonText


class AnnulmentOut(Out):
    reason: str
    acted_as: ActedAs
    at: Instant


class SealOut(Out):
    """What the published seal says; `digest` is of the file seal.json, `key` the fingerprint of who signed it."""

    digest: str
    previous: str
    merkle_root: str
    ballots: int
    key: str
    results_digest: str
    software: str


class BallotOut(Out):
    """`state` as of the answer: between freezing and seal it follows the clock. `turnout`: how many of the `roll` have
    voted, null before voting could begin.
    """

    id: UUID
    consultation_id: UUID
    seq: int
    version: int
    state: BallotState
    question: str
    language: str
    detail: str | None
    options: list[BallotOption]
    rules: CountingRules
    mode: BallotMode
    unanimity: Unanimity
    capacities: list[str]
    opens_at: Instant | None
    closes_at: Instant
    roll: int
    turnout: int | None
    definition_hash: str | None
    tie_commitment: str | None
    tellers: list[str]
    drafted_by: ActedAs
    drafted_at: Instant
    frozen_by: ActedAs | None
    frozen_at: Instant | None
    sealed_at: Instant | None
    seal: SealOut | None
    annulment: AnnulmentOut | None

    @classmethod
    def of(cls, ballot: Ballot, now: datetime) -> Self:
        spec = BallotSpec.model_validate(ballot.spec)
        state, frozen = state_at(Kept(ballot.state), ballot.opens_at, ballot.closes_at, now), ballot.definition or {}
        names = ("id", "consultation_id", "seq", "version", "closes_at", "definition_hash", "drafted_at", "frozen_at",
                 "sealed_at", "drafted_by", "frozen_by", "annulment")  # fmt: skip
        return cls.model_validate(
            {name: getattr(ballot, name) for name in names}
            | spec.model_dump(include=set(cls.model_fields) & set(BallotSpec.model_fields) - {"closes_at", "tellers"})
            | {
                "state": state,
                "opens_at": ballot.opens_at or spec.opens_at,
                "roll": ballot.roll_size,
                "turnout": None if state in {BallotState.DRAFT, BallotState.FROZEN} else ballot.turnout,
                "tie_commitment": frozen.get("tie_commitment"),
                "tellers": [teller["name"] for teller in frozen.get("tellers", [])],
                "seal": SealOut.model_validate(ballot.seal["summary"]) if ballot.seal else None,
            }
        )


class MyVoteOut(Out):
    """What the service tells a member of the roll about themselves: whether, never how, they voted."""

    voted: bool
    recused: list[int]
    group: str | None

    @classmethod
    def of(cls, entry: RollEntry) -> Self:
        return cls(voted=entry.voted, recused=entry.recused, group=entry.group)


class MyBallotOut(BallotOut):
    """`mine` is null for who is not on the roll. `teller`: the reader may recount."""

    mine: MyVoteOut | None
    teller: bool

    @classmethod
    def seen(cls, ballot: Ballot, entry: RollEntry | None, account_id: UUID | None, now: datetime) -> Self:
        tellers = {teller["account"] for teller in (ballot.definition or {}).get("tellers", [])}
        return cls(
            **BallotOut.of(ballot, now).model_dump(),
            mine=MyVoteOut.of(entry) if entry else None,
            teller=str(account_id) in tellers,
        )


class DraftOut(BallotOut):
    """For those who prepare it: with the parts of a draft that are resolved when it is frozen."""

    spec: BallotSpec

    @classmethod
    def drafted(cls, ballot: Ballot, now: datetime) -> Self:
        return cls(**BallotOut.of(ballot, now).model_dump(), spec=BallotSpec.model_validate(ballot.spec))


class TurnoutOut(Out):
    """How many have voted. `id` is the ballot's."""

    id: UUID
    turnout: int
    roll: int
