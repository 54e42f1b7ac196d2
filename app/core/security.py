"""Passwords, tokens and digests. The only module that knows python-jose and argon2."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

import anyio
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from jose import JWTError, jwt

from app.core import clock

ALGORITHM: Final = "HS256"
COOKIE: Final = "convenor_session"
# OWASP's second profile (19 MiB, 2 passes): about 25 ms, so a busy door does not exhaust memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_UNKNOWN = _hasher.hash(secrets.token_hex(16))
# Hashing off the event loop, and never more at once than there are cores to do it.
_doors = anyio.CapacityLimiter(2)


@dataclass(frozen=True)
class Claims:
    """What a valid token says: whose it is and which generation of that account's tokens."""

    account_id: UUID
    generation: int


def issue_token(secret: str, claims: Claims, expires_at: datetime) -> str:
    body = {
        "sub": str(claims.account_id),
        "gen": claims.generation,
        "iat": int(clock.now().timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    return str(jwt.encode(body, secret, algorithm=ALGORITHM))


def read_token(secret: str, token: str) -> Claims | None:
    """The claims of a token that is ours and not expired, otherwise None."""
    try:
        claims, expires_at = _verified(secret, token)
    except (JWTError, KeyError, ValueError, TypeError):
        return None
    return claims if expires_at > clock.now().timestamp() else None


@lru_cache(maxsize=20_000)
def _verified(secret: str, token: str) -> tuple[Claims, int]:
    """Whether the signature holds never changes, so it is computed once. What is no token of ours is not remembered."""
    # jose reads the wall clock itself; expiry is checked above against ours instead.
    body = jwt.decode(token, secret, algorithms=[ALGORITHM], options={"verify_exp": False})
    return Claims(UUID(str(body["sub"])), int(body["gen"])), int(body["exp"])


def expiry(hours: int) -> datetime:
    return clock.now() + timedelta(hours=hours)


async def hash_password(password: str) -> str:
    return await anyio.to_thread.run_sync(_hasher.hash, password, limiter=_doors)


async def check_password(stored: str | None, password: str) -> bool:
    """True when the password fits. An unknown account costs the same time as a wrong password."""
    return await anyio.to_thread.run_sync(_verify, stored or _UNKNOWN, password, limiter=_doors) and bool(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def new_secret() -> str:
    """256 bits, for links that are themselves the key."""
    return secrets.token_urlsafe(32)


def digest(text: str) -> str:
    """SHA-256 in hex; secrets are stored only in this form."""
    return hashlib.sha256(text.encode()).hexdigest()
