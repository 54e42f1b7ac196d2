"""One socket: replays what it missed, then follows the hub, until the client leaves or falls too far behind."""

import asyncio
import contextlib

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from app.core.db import Database
from app.live import protocol
from app.live.hub import BATCH, Frame, Listener, frame
from app.record import queries

TOO_SLOW = 1013  # RFC 6455: try again later


class Follower:
    """`sent` is the seq up to which this client has everything; it only ever moves forward by whole frames."""

    def __init__(
        self, socket: WebSocket, database: Database, listener: Listener, after: int, ping_seconds: float
    ) -> None:
        self._socket = socket
        self._db = database
        self._listener = listener
        self._ping_seconds = ping_seconds
        self.sent = after

    async def run(self, head: int) -> None:
        """Write until the client leaves; reading is only for noticing that."""
        tasks = {asyncio.create_task(self._write(head)), asyncio.create_task(self._until_closed())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect):
                await task

    async def _until_closed(self) -> None:
        while True:
            await self._socket.receive_text()

    async def _write(self, head: int) -> None:
        await self._socket.send_text(protocol.hello(head))
        await self._replay()
        while True:
            try:
                message = await asyncio.wait_for(self._listener.next(), self._ping_seconds)
            except TimeoutError:
                await self._socket.send_text(protocol.PING)
                continue
            if message is None:
                await self._socket.send_text(protocol.RESYNC)
                await self._socket.close(TOO_SLOW)
                return
            await self._send(message)

    async def _send(self, message: Frame) -> None:
        """A frame that does not follow directly overlaps the replay, or there is a gap: then the record decides."""
        if message.last_seq <= self.sent:
            return
        if message.prev_seq != self.sent:
            await self._replay()
            return
        await self._socket.send_text(message.text)
        self.sent = message.last_seq

    async def _replay(self) -> None:
        """Everything after `sent`, page by page; no session is held while a page is being sent."""
        while True:
            async with self._db.read() as session:
                found = await queries.entries(session, self._listener.consultation_id, self.sent, BATCH)
            if not found:
                return
            page = frame(self.sent, found, self._listener.audiences)
            await self._socket.send_text(page.text)
            self.sent = page.last_seq
