"""The actor of a request: a person and the capacities they hold now; and what is frozen of them on each act."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from app.config import Settings
from app.core import security
from app.core.db import Database, Writing
from app.core.errors import PLEASE_SIGN_IN, Invalid, NotPermitted, NotSignedIn
from app.core.idempotency import Once
from app.core.schemas import Out
from app.record.events import By

EXPIRED = "Your sign-in has expired. Please sign in again."
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class CapacityKind(StrEnum):
    """In which capacity a person may act (design: one is chosen at each act and frozen on it)."""

    CHAIR = "chair"
    CONVENER = "convener"
    SECRETARIAT = "secretariat"
    DELEGATE = "delegate"
    ADVISORY_GROUP_MEMBER = "advisory_group_member"
    OBSERVER = "observer"
    PERSONAL_CAPACITY = "personal_capacity"
    RAPPORTEUR = "rapporteur"


# They conduct a consultation and take no part in it, so they are not counted among the participants.
CONDUCTING = frozenset({CapacityKind.CHAIR, CapacityKind.CONVENER, CapacityKind.SECRETARIAT, CapacityKind.RAPPORTEUR})


class ActedAs(Out):
    """The capacity frozen on an act: it stays what it was, whatever becomes of the person later."""

    account_id: UUID | None
    name: str
    capacity: str
    delegation_id: UUID | None
    entity: str
    group: str | None
    region: str | None

    @property
    def entity_id(self) -> UUID:
        """What is counted: the delegation, or the individual in personal capacity."""
        entity_id = self.delegation_id or self.account_id
        if entity_id is None:
            raise ValueError("nobody acted")
        return entity_id

    @property
    def by(self) -> By:
        return By(account_id=self.account_id, capacity=self.capacity, delegation_id=self.delegation_id)


SYSTEM = ActedAs(
    account_id=None, name="Convenor", capacity="system", delegation_id=None, entity="Convenor", group=None, region=None
)


@dataclass(frozen=True)
class HeldCapacity:
    """One capacity a person holds at this moment, with what `ActedAs` needs."""

    id: UUID
    consultation_id: UUID
    kind: CapacityKind
    acted_as: ActedAs


class Person(NamedTuple):
    """What is needed of somebody's account while they act."""

    id: UUID
    name: str
    email: str
    may_convene: bool
    token_generation: int


@dataclass(frozen=True)
class Actor:
    """Who makes a request. `account` is None for a public reader."""

    account: Person | None = None
    held: tuple[HeldCapacity, ...] = ()
    chosen: UUID | None = None
    kinds_by_consultation: dict[UUID, frozenset[CapacityKind]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        kinds: dict[UUID, frozenset[CapacityKind]] = {}
        for capacity in self.held:
            kinds[capacity.consultation_id] = kinds.get(capacity.consultation_id, frozenset()) | {capacity.kind}
        object.__setattr__(self, "kinds_by_consultation", kinds)

    def in_consultation(self, consultation_id: UUID) -> tuple[HeldCapacity, ...]:
        return tuple(c for c in self.held if c.consultation_id == consultation_id)

    def kinds(self, consultation_id: UUID) -> frozenset[CapacityKind]:
        return self.kinds_by_consultation.get(consultation_id, frozenset())

    @property
    def account_id(self) -> UUID:
        if self.account is None:
            raise NotSignedIn(PLEASE_SIGN_IN)
        return self.account.id


def bearer(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a browser's request comes from our own pages; clients that are no browsers send no Origin."""
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")


@dataclass(frozen=True)
class Caller:
    """Who a valid token says is calling, and the capacity asked for. Acts in masses are looked up together, later."""

    claims: security.Claims
    chosen: UUID | None


def read_caller(settings: Settings, token: str, chosen: UUID | None) -> Caller:
    claims = security.read_token(settings.secret.get_secret_value(), token)
    if claims is None:
        raise NotSignedIn(EXPIRED, code="token_expired")
    return Caller(claims, chosen)


def as_actor(caller: Caller, account: Person | None, held: tuple[HeldCapacity, ...]) -> Actor:
    """The actor a caller is, given what was looked up for them; a refusal if the token is no longer good."""
    if account is None or account.token_generation != caller.claims.generation:
        raise NotSignedIn(EXPIRED, code="token_expired")
    if caller.chosen is not None and caller.chosen not in {capacity.id for capacity in held}:
        raise Invalid("You do not hold the capacity named in Convenor-Capacity.", code="unknown_capacity")
    return Actor(account, held, caller.chosen)


async def identify(database: Database, settings: Settings, token: str | None, chosen: UUID | None = None) -> Actor:
    """The actor behind a token. No token is a public reader; a token that is not (or no longer) good is refused."""
    from app.capacities import queries

    if token is None:
        return Actor()
    caller = read_caller(settings, token, chosen)
    async with database.read() as session:
        return (await queries.actors(session, [caller])).of(caller)


def acting_token(connection: HTTPConnection) -> str | None:
    """The token of somebody who acts (or opens a socket): a cookie counts only from our own pages."""
    if token := bearer(connection.headers.get("authorization")):
        return token
    cookie = connection.cookies.get(security.COOKIE)
    if cookie and not same_origin(connection):
        raise NotPermitted("This request came from another site.", code="cross_site")
    return cookie


async def actor_of(connection: HTTPConnection, chosen: UUID | None = None) -> Actor:
    """The actor of an HTTP request or a socket, by the Authorization header or the browser's cookie.

    A stale cookie must not lock a reader out of public pages, so on safe methods and on sockets it counts as no
    cookie. A socket has no method, and browsers let any site open one: its cookie counts only from our own pages.
    """
    state, header = connection.app.state, bearer(connection.headers.get("authorization"))
    safe, socket = connection.scope.get("method") in SAFE_METHODS, connection.scope["type"] == "websocket"
    token = header or connection.cookies.get(security.COOKIE) if safe else acting_token(connection)
    try:
        return await identify(state.db, state.settings, token, chosen)
    except NotSignedIn:
        if header or not (safe or socket):
            raise
        return Actor()


async def _current(
    request: Request,
    convenor_capacity: Annotated[UUID | None, Header(description="Id of the capacity to act in.")] = None,
) -> Actor:
    return await actor_of(request, convenor_capacity)


# Read in its own short session, before the unit of work begins: a writer holds its locks no longer than it must.
Current = Annotated[Actor, Depends(_current, scope="function")]


async def calling(
    request: Request,
    convenor_capacity: Annotated[UUID | None, Header(description="Id of the capacity to act in.")] = None,
) -> Caller:
    token = acting_token(request)
    if token is None:
        raise NotSignedIn(PLEASE_SIGN_IN)
    return read_caller(request.app.state.settings, token, convenor_capacity)


# For acts in masses: only the token is checked here, the rest together with the other acts of the batch.
Calling = Annotated[Caller, Depends(calling, scope="function")]


IdempotencyKey = Annotated[str | None, Header(max_length=200, description="Makes a resend harmless.")]


async def fingerprint(request: Request) -> bytes:
    """What makes two requests under one idempotency key the same request."""
    return f"{request.method} {request.url.path} ".encode() + await request.body()


async def _once(
    request: Request,
    actor: Current,
    session: Writing,
    idempotency_key: IdempotencyKey = None,
) -> Once:
    return Once(session, actor.account_id, idempotency_key, await fingerprint(request))


OnceOnly = Annotated[Once, Depends(_once, scope="function")]
