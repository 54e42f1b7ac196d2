"""Passwords, tokens, digests, signatures and sealed boxes. The only module that knows python-jose, argon2 and
cryptography.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import anyio
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jose import JWTError, jwk, jwt

from app.core import clock

ALGORITHM: Final = "HS256"
SIGNATURE: Final = "ES256"  # what the public can check: HS256 could only be checked by who can also forge it
P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NONCE_BYTES: Final = 12
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


@lru_cache(maxsize=8)
def _signing_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """Made from the service's secret, so that every process has the same and no second file must be kept.

    Two blocks of HMAC, reduced: the bias is far below what matters.
    """
    blocks = (hmac.digest(secret.encode(), b"convenor signing key" + part, "sha256") for part in (b"1", b"2"))
    return ec.derive_private_key(int.from_bytes(b"".join(blocks), "big") % (P256_ORDER - 1) + 1, ec.SECP256R1())


def sign(secret: str, message: bytes) -> str:
    """ES256 over the message: r and s, 64 bytes, in base64url."""
    key: Any = _signing_key(secret)  # python-jose takes such a key, which its type stubs do not know
    signature: bytes = jwk.construct(key, SIGNATURE).sign(message)
    return _base64url(signature)


@lru_cache(maxsize=8)
def public_key(secret: str) -> dict[str, str]:
    """The JWK (RFC 7517) with which anyone checks what `sign` signed."""
    numbers = _signing_key(secret).public_key().public_numbers()
    x, y = (_base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Box:
    """Encrypts (AES-256-GCM, a fresh nonce each time) and names things by a key; `about` is bound to the content."""

    def __init__(self, key: bytes) -> None:
        self._naming = hmac.digest(key, b"names", "sha256")
        self._cipher = AESGCM(hmac.digest(key, b"contents", "sha256"))

    def name(self, of: bytes) -> bytes:
        """A name that says nothing without the key, and is always the same with it."""
        return hmac.digest(self._naming, of, "sha256")

    def close(self, content: bytes, about: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, about)

    def open(self, closed: bytes, about: bytes) -> bytes:
        """ValueError when it was not closed with this key, or is about something else."""
        try:
            return self._cipher.decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], about)
        except InvalidTag as error:
            raise ValueError("this box was not closed with this key") from error
