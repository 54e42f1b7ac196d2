"""A member's ballot on its way from the cast to the count: what is in a closed box, and how it is closed. Pure."""

import json
from typing import Any, NamedTuple
from uuid import UUID

from app.ballots import verify
from app.ballots.choices import Choice
from app.core.security import Box

BLOCK = 256  # bytes: so that the length of a box does not say how many options somebody ranked
CHOICE, REST = '{"choice":', ',"group":'  # a canonical box begins with the first; no choice holds the second
_decoded = json.JSONDecoder().raw_decode


class Cast(NamedTuple):
    """`said`: the choice in its canonical form, which is all that most of a count needs. `member` (an account) only
    where names are published; otherwise a box does not say whose it is.
    """

    said: bytes
    nonce: str
    group: str | None
    recused: tuple[int, ...]
    member: str | None

    @property
    def choice(self) -> Choice:
        found: Choice = json.loads(self.said)
        return found


def handle(box: Box, member: UUID) -> bytes:
    """The member's name under the ballot's key."""
    return box.name(member.bytes)


def packed(box: Box, ballot_id: UUID, name: bytes, cast: Cast) -> bytes:
    rest: dict[str, Any] = cast._asdict()
    content = b'{"choice":%s,%s' % (rest.pop("said"), verify.canonical(rest)[1:])
    return box.close(content + b" " * (-len(content) % BLOCK), ballot_id.bytes + name)


def unpacked(box: Box, ballot_id: UUID, name: bytes, closed: bytes) -> Cast:
    """ValueError if the box was changed, or put in another's place."""
    content = box.open(closed, ballot_id.bytes + name).decode()
    end = content.index(REST)
    rest, _ = _decoded("{" + content[end + 1 :])
    said = content[len(CHOICE) : end].encode()
    return Cast(said, rest["nonce"], rest["group"], tuple(rest["recused"]), rest["member"])
