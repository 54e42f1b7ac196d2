"""What can happen to the results of a vote on statements."""

from typing import ClassVar, Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.core.schemas import Out
from app.record.events import Event


class ComputedState(Out):
    """`id`: of the consultation, which has one result. `digest`: SHA-256 of the stored result, which anyone who has the
    votes can compute again; `cutoff_seq`: the last entry it knows. `groups`: how many were found, 0 if none are stable.
    """

    id: UUID
    cutoff_seq: int
    digest: str
    people: int
    groups: int


class OpinionsComputed(Event):
    subject_field: ClassVar[str] = "results"
    type: Literal["opinions.computed"] = "opinions.computed"
    acted_as: ActedAs
    results: ComputedState
