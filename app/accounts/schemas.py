"""Bodies of the sign-in routes."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, SecretStr

from app.core.schemas import In, Instant, Out

# Addresses are compared without case: people type them on phones.
Email = Annotated[EmailStr, AfterValidator(str.lower)]


class PasswordIn(In):
    email: Email
    password: Annotated[SecretStr, Field(max_length=1000)]


class LinkIn(In):
    token: Annotated[str, Field(min_length=10, max_length=200)]


class LinkRequestIn(In):
    email: Email


class AccountOut(Out):
    id: UUID
    name: str
    email: str
    may_convene: bool


class SignedIn(Out):
    """The token is also set as an HttpOnly cookie, which is what the browser uses."""

    token: str
    expires_at: Instant
    account: AccountOut
