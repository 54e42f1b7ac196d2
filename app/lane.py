"""The short way to the endpoints of mass acts (those that join a crowd).

Finding a route, resolving its dependencies and shaping its answer costs a framework several times what such an act
costs. So a request that is plainly in order goes straight to the same endpoint. Any other goes the ordinary way,
untouched; there, and only there, it is said what is wrong with it.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.capacities.actor import calling
from app.core.errors import ConvenorError, refusal


class NotPlain(Exception):
    """Not for the short way: perhaps wrong, perhaps only unusual."""


@dataclass(frozen=True)
class Way:
    """One endpoint, and what it is to be given: the id in its path, the body, and what it asks for by name."""

    endpoint: Callable[..., Awaitable[BaseModel]]
    status: int
    item: str
    body: type[BaseModel]
    asks: frozenset[str]

    GIVEN: ClassVar = frozenset({"body", "caller", "places", "crowds", "request", "idempotency_key"})

    @classmethod
    def to(cls, route: APIRoute) -> "Way | None":
        """The way to a route of the form /things/{id}/act that asks for nothing we do not know."""
        asks = inspect.signature(route.endpoint).parameters
        items = asks.keys() - cls.GIVEN
        if "crowds" not in asks or len(items) != 1 or route.path.count("/") != 3:
            return None
        return cls(route.endpoint, route.status_code or 200, items.pop(), asks["body"].annotation, frozenset(asks))

    async def arguments(self, request: Request, item: str, content: bytes) -> dict[str, Any]:
        """As the framework would find them; raises when it might find fault with them."""
        headers = request.headers
        key, chosen = headers.get("idempotency-key"), headers.get("convenor-capacity")
        if headers.get("content-type") != "application/json" or len(key or "") > 200:
            raise NotPlain
        state = request.app.state
        given = {
            self.item: _plain_id(item),
            "body": self.body.model_validate_json(content),
            "caller": await calling(request, _plain_id(chosen) if chosen is not None else None),
            "places": state.places,
            "crowds": state.crowds,
            "request": request,
            "idempotency_key": key,
        }
        return {name: value for name, value in given.items() if name == self.item or name in self.asks}


class Lane:
    """Stands before the framework's router."""

    def __init__(self, app: ASGIApp, *, prefix: str, routes: Iterable[Any]) -> None:
        self.app, self.prefix = app, prefix.strip("/").split("/")
        ways = [(route, way) for route in routes if isinstance(route, APIRoute) and (way := Way.to(route))]
        self.ways = {
            (method, *_ends(route.path.split("/")[1:])): way for route, way in ways for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = self._way(scope)
        if way is None:
            await self.app(scope, receive, send)
            return
        messages, content = await _read(receive)
        request = Request(scope, _again(messages, receive))
        try:
            arguments = await way.arguments(request, scope["path"].split("/")[-2], content)
        except (NotPlain, ValidationError, ConvenorError):
            await self.app(scope, _again(messages, receive), send)
            return
        try:
            answer = await way.endpoint(**arguments)
            response = Response(answer.model_dump_json(), way.status, media_type="application/json")
        except ConvenorError as error:
            response = refusal(error)
        await response(scope, receive, send)

    def _way(self, scope: Scope) -> Way | None:
        if scope["type"] != "http":
            return None
        _, *path = scope["path"].split("/")
        if len(path) != len(self.prefix) + 3 or path[: len(self.prefix)] != self.prefix:
            return None
        return self.ways.get((scope["method"], *_ends(path[len(self.prefix) :])))


def _ends(path: list[str]) -> tuple[str, str]:
    """`things` and `act` of things, id, act."""
    return path[0], path[-1]


def _plain_id(text: str) -> UUID:
    """An id as we write it ourselves. Other spellings may be good too, which is for the framework to say."""
    try:
        found = UUID(text)
    except ValueError:
        raise NotPlain from None
    if str(found) != text:
        raise NotPlain
    return found


async def _read(receive: Receive) -> tuple[list[Message], bytes]:
    """The whole body (its size is limited further out), and the messages it came in."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    if messages[-1]["type"] != "http.request":
        return messages, b""  # the client has gone
    return messages, b"".join(message.get("body", b"") for message in messages)


def _again(messages: list[Message], receive: Receive) -> Receive:
    """The same messages once more, then whatever comes after them."""
    left = iter(messages)

    async def replay() -> Message:
        return next(left, None) or await receive()

    return replay
