"""What goes over the wire: entries as they look from outside, and the socket's messages.

Server to client, but for the votes of ActMessage; all other acts go over HTTP. The client keeps the seq of the last
entry it applied and compares it with `prev_seq`: when they differ it back-fills over `GET …/record?after=`.
"""

import json
from collections.abc import Iterable
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.core import clock
from app.core.errors import Problem
from app.core.schemas import In, Instant, Out
from app.live.events import AnyEvent
from app.opinions.schemas import MyStatementOut, VoteIn
from app.record.events import Audience, By


class EntryOut(Out):
    """One line of the record. `withheld`: content hidden from this reader; header and chain remain."""

    consultation_id: UUID
    seq: int
    type: str
    at: Instant
    actor: By
    audience: Audience
    subject_id: UUID | None
    payload_digest: str
    prev_hash: str
    hash: str
    withheld: bool
    salt: str | None
    payload: AnyEvent | None


class Head(Out):
    """Where the record stands: the last seq and its hash, which vouches for everything before it."""

    seq: int
    hash: str


class RecordPage(Out):
    items: list[EntryOut]
    next: Annotated[int | None, Field(description="`after` of the following page; null at the head.")]
    head: Head


class PresenceOut(Out):
    connected: Annotated[int, Field(description="Open sockets, in all processes together.")]


class HelloMessage(Out):
    type: Literal["hello"] = "hello"
    record_seq: int
    server_time: Instant


class EntriesMessage(Out):
    """Entries in order; the first follows directly on `prev_seq`."""

    type: Literal["entries"] = "entries"
    prev_seq: int
    items: list[EntryOut]


class PingMessage(Out):
    """Sent after some seconds of silence, so that a client can tell silence from a dead line."""

    type: Literal["ping"] = "ping"


class ResyncMessage(Out):
    """The client was too slow: the socket closes with 1013; reconnect with `after`."""

    type: Literal["resync"] = "resync"


class PresenceMessage(Out):
    """How many are connected to this consultation, in all processes together. Sent when it has changed, at most once
    every few seconds; in no record, so it has no seq.
    """

    type: Literal["presence"] = "presence"
    connected: int


class ActMessage(In):
    """What a client may send: an operation of the API with the id of its object and its body. Sent again it does
    nothing twice. `capacity`: as the header Convenor-Capacity.
    """

    type: Literal["act"]
    id: Annotated[str, Field(min_length=1, max_length=200, description="The client's own; comes back.")]
    operation: Literal["vote"]
    item: UUID
    capacity: UUID | None = None
    body: VoteIn


class AnswerMessage(Out):
    """To an act, after its commit: status and body are those that the same request would get."""

    type: Literal["answer"] = "answer"
    id: str
    status: int
    body: MyStatementOut | Problem


SocketMessage = Annotated[
    HelloMessage | EntriesMessage | AnswerMessage | PingMessage | ResyncMessage | PresenceMessage,
    Field(discriminator="type"),
]


def hello(seq: int) -> str:
    return HelloMessage(record_seq=seq, server_time=clock.now()).model_dump_json()


def presence(connected: int) -> str:
    return PresenceMessage(connected=connected).model_dump_json()


def answer_text(act_id: str, status: int, body: str) -> str:
    """An AnswerMessage of a body that is encoded already."""
    return f'{{"type":"answer","id":{json.dumps(act_id)},"status":{status},"body":{body}}}'


def entries_text(prev_seq: int, items: Iterable[str]) -> str:
    """An EntriesMessage of entries that are encoded already."""
    return f"{entries_opening(prev_seq)}{','.join(items)}{ENTRIES_CLOSING}"


def entries_opening(prev_seq: int) -> str:
    """What stands before the entries, which have commas between them."""
    return f'{{"type":"entries","prev_seq":{prev_seq},"items":['


ENTRIES_CLOSING = "]}"


def page_text(items: Iterable[str], following: int | None, seq: int, digest: str) -> str:
    """A RecordPage of entries that are encoded already."""
    after = "null" if following is None else following
    return f'{{"items":[{",".join(items)}],"next":{after},"head":{{"seq":{seq},"hash":"{digest}"}}}}'
