"""A member's ballot on its way from the cast to the count: what is in a closed box, and how it is closed. Pure."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from uuid import UUID

from app.ballots import verify
from app.ballots.choices import Choice
from app.core.security import Box

BLOCK = 256  # bytes: so that the length of a box does not say how many options somebody ranked


@dataclass(frozen=True)
class Cast:
    """`member` (an account) only where names are published; otherwise a box does not say whose it is."""

    choice: Choice
    nonce: str
    group: str | None
    recused: tuple[int, ...]
    member: str | None

    @cached_property
    def said(self) -> bytes:
        """The choice in its canonical form, written once however often it is needed."""
        return verify.canonical(self.choice)


def handle(box: Box, member: UUID) -> bytes:
    """The member's name under the ballot's key."""
    return box.name(member.bytes)


def packed(box: Box, ballot_id: UUID, name: bytes, cast: Cast) -> bytes:
    content = verify.canonical(asdict(cast))
    return box.close(content + b" " * (-len(content) % BLOCK), ballot_id.bytes + name)


def unpacked(box: Box, ballot_id: UUID, name: bytes, closed: bytes) -> Cast:
    """ValueError if the box was changed, or put in another's place."""
    found = json.loads(box.open(closed, ballot_id.bytes + name).decode())
    return Cast(**found | {"recused": tuple(found["recused"])})
