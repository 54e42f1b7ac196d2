"""Acts over an open socket: a frame each way instead of a request, for what a whole hall does in the same second.

Votes only: they are small, and harmless to send again. The rules are those of the endpoint, which stays for everybody
without a socket. A connection's acts are done one after the other; while one is under way nothing more is read from it.
"""

import asyncio
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from pydantic import ValidationError
from pydantic_core import from_json
from starlette.responses import Response
from starlette.websockets import WebSocket

from app.capacities.actor import acting_token, read_caller
from app.core.errors import PLEASE_SIGN_IN, ConvenorError, NotSignedIn, invalid, refusal, unexpected
from app.live.channel import FULL_BYTES
from app.live.frames import Sink, text_frame
from app.live.protocol import ActMessage, answer_text
from app.opinions import service as opinions
from app.opinions.schemas import MyStatementOut


class Acts:
    """What one connection does. Its token is the one it was opened with, looked at anew for each act."""

    def __init__(self, socket: WebSocket, sink: Sink) -> None:
        self._state, self._ask, self._sink = socket.app.state, partial(acting_token, socket), sink
        self._token: str | None = None
        self._under_way = False

    def take_at_once(self, text: bytes) -> bool:
        """Let an act that is plainly in order join the others where it came in; answer when they are done. False for
        any other, which is to come by `take`: that also refuses. One at a time, so that they stay in their order.
        """
        if self._under_way or self._sink.waiting() > FULL_BYTES:
            return False
        try:
            message = ActMessage.model_validate_json(text)
            future = opinions.vote_at_once(self._state.places, self._state.crowds, self._voting(message))
        except Exception:  # noqa: BLE001 - the ordinary way finds the same, and has the words for it
            return False
        if future is None:
            return False
        self._under_way = True
        future.add_done_callback(partial(self._done, message.id))
        return True

    def _done(self, act_id: str, future: "asyncio.Future[MyStatementOut]") -> None:
        self._under_way = False
        try:
            self._say(act_id, HTTPStatus.OK, _said(future.result()))
        except Exception as error:  # noqa: BLE001 - as below
            self._fail(act_id, error)

    async def take(self, text: str | None) -> None:
        """Do it and answer after the commit; what is no act is passed over."""
        if not text:
            return
        if self._sink.waiting() > FULL_BYTES:  # who asks and does not listen would fill the memory with answers
            self._sink.send_back()
            return
        try:
            message = ActMessage.model_validate_json(text)
        except ValidationError as error:
            if act_id := _id_of(text):
                self._refuse(act_id, invalid(error.errors()))
            return
        state = self._state
        try:
            answer = await opinions.vote(state.places, state.crowds, self._voting(message))
        except Exception as error:  # noqa: BLE001 - as for a request: the client is told, the log has the rest
            self._fail(message.id, error)
        else:
            self._say(message.id, HTTPStatus.OK, _said(answer))

    def _voting(self, message: ActMessage) -> opinions.Voting:
        if self._token is None:
            self._token = self._ask()
        if self._token is None:
            raise NotSignedIn(PLEASE_SIGN_IN)
        caller = read_caller(self._state.settings, self._token, message.capacity)
        return opinions.Voting(caller, message.item, message.body.value)

    def _fail(self, act_id: str, error: Exception) -> None:
        if isinstance(error, ConvenorError):
            self._refuse(act_id, refusal(error))
        else:
            self._refuse(act_id, unexpected(error))

    def _refuse(self, act_id: str, response: Response) -> None:
        self._say(act_id, response.status_code, bytes(response.body).decode())

    def _say(self, act_id: str, status: int, body: str) -> None:
        """For this connection alone, so it is not worth compressing."""
        text = answer_text(act_id, status, body)
        with suppress(RuntimeError):  # uvloop's word for a connection that is closed
            self._sink.send(text if self._sink.form == "text" else text_frame(text.encode()))


_LATEST: list[tuple[MyStatementOut, str]] = []
DIFFERENT = 4  # answers that a hall which votes in the same moment gets: one for each way to vote


def _said(answer: MyStatementOut) -> str:
    """Encoded once for all who get the very same answer."""
    for kept, text in _LATEST:
        if kept is answer:
            return text
    _LATEST.insert(0, (answer, answer.model_dump_json()))
    del _LATEST[DIFFERENT:]
    return _LATEST[0][1]


def _id_of(text: str) -> str | None:
    """The id of something that was meant as an act."""
    try:
        said = from_json(text)
    except ValueError:
        return None
    found = said.get("id") if isinstance(said, dict) and said.get("type") == "act" else None
    return found if isinstance(found, str) and 0 < len(found) <= 200 else None
