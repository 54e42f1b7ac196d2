"""What a member sends to vote, and what they get back."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.ballots.choices import ChoiceIn
from app.core.schemas import In, Out

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CastIn(In):
    """`nonce`: 64 hexadecimal digits the client draws at random and keeps: with it the choice can be proven, without it
    nobody can guess the choice from the commitment. `commitment`, if given, is checked: SHA-256(ballot id | canonical
    choice | nonce).
    """

    choice: ChoiceIn
    nonce: Hex
    commitment: Hex | None = None


class PublicKeyOut(Out):
    """A JWK (RFC 7517)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str


class ReceiptOut(Out):
    """`signature`: ES256 over the canonical JSON of the other fields but `key`. Keep it together with your code (the
    nonce) and choice if you want to be able to check what was counted, without them to check that it was.
    """

    format: Literal["convenor-receipt/1"]
    ballot_id: UUID
    commitment: str
    signature: str
    key: PublicKeyOut
