"""People acting over HTTP at a steady rate, whether or not the server keeps up (an open loop).

A request's time runs from when it was due, so that a stalled server cannot hide behind requests that were not sent.
"""

import asyncio
import json
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import uuid4

IDLE_SECONDS = 2.0  # uvicorn closes a connection after 5 s of silence; one that it may be closing is not used
MOST_AT_ONCE = 1000  # more than this unanswered: people who find the page frozen stop pressing
Json = dict[str, Any]


class Lost(Exception):
    """The connection went, so whether the act was done is not known."""


class Door:
    """HTTP/1.1 over kept-alive connections, without what a full client does for each request."""

    def __init__(self, host: str, ports: Sequence[int]) -> None:
        self._host, self._ports = host, cycle(ports)
        self._idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def call(
        self, method: str, path: str, token: str | None = None, body: Json | None = None, key: str | None = None
    ) -> tuple[int, Json]:
        content = json.dumps(body).encode() if body is not None else b""
        lines = [f"{method} /api/v1{path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"Content-Length: {len(content)}", "Content-Type: application/json"]
        lines += [f"Authorization: Bearer {token}"] if token else []
        lines += [f"Idempotency-Key: {key}"] if key else []
        try:
            reader, writer = self._kept() or await asyncio.open_connection(self._host, next(self._ports))
            writer.write("\r\n".join([*lines, "", ""]).encode() + content)
            status, answer = await self._answer(reader)
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            raise Lost from error
        self._idle.append((time.monotonic(), reader, writer))
        return status, json.loads(answer) if answer else {}

    def _kept(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """The connection used last; when that one is too old, all are."""
        if not self._idle:
            return None
        used, reader, writer = self._idle.pop()
        if time.monotonic() - used < IDLE_SECONDS:
            return reader, writer
        writer.close()
        self.forget()
        return None

    @staticmethod
    async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:]) if name}
        return int(head[0].split()[1]), await reader.readexactly(int(headers.get("content-length", "0")))

    def forget(self) -> None:
        """None of these connections is good any more."""
        for _, _, writer in self._idle:
            writer.close()
        self._idle.clear()


@dataclass
class Act:
    """One request: `kind` is comment, event or read; times in nanoseconds of the record's clock."""

    kind: str
    due: int
    text: str = ""
    answered: int = 0
    status: int = 0
    seq: int = 0
    tries: int = 0

    @property
    def done(self) -> bool:
        return self.status in {200, 201}

    @property
    def milliseconds(self) -> float:
        return (self.answered - self.due) / 1e6


@dataclass
class People:
    """Who acts, and in what: tokens of delegates, the meeting they comment in, the options they take positions on."""

    door: Door
    tokens: list[str]
    meeting_id: str
    option_ids: list[str]
    text_length: int
    acts: list[Act] = field(default_factory=list)
    refused: int = 0  # not even sent, because too many were unanswered
    persist: bool = False  # after a lost connection, send the same again (with the same key) until it is answered
    _number: int = 0
    _open: int = 0

    async def act(self, seconds: float, *, events: float, comments: float, reads: float = 0) -> list[Act]:
        """All that was done in these seconds; returns when everything is answered."""
        before = len(self.acts)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._steadily(group, seconds, events, "event"))
            group.create_task(self._steadily(group, seconds, comments, "comment"))
            group.create_task(self._steadily(group, seconds, reads, "read"))
        return self.acts[before:]

    async def _steadily(self, group: asyncio.TaskGroup, seconds: float, rate: float, kind: str) -> None:
        start, loop = time.time_ns(), asyncio.get_running_loop()
        begin = loop.time()
        for number in range(round(seconds * rate)):
            await asyncio.sleep(max(0.0, begin + number / rate - loop.time()))
            if self._open >= MOST_AT_ONCE:
                self.refused += 1
                continue
            act = Act(kind, start + round(number / rate * 1e9))
            self.acts.append(act)
            self._number += 1
            group.create_task(self._one(act, self._number))

    async def _one(self, act: Act, number: int) -> None:
        token = self.tokens[number % len(self.tokens)]
        self._open += 1
        try:
            await getattr(self, f"_{act.kind}")(act, number, token)
        finally:
            self._open -= 1

    async def _comment(self, act: Act, number: int, token: str) -> None:
        act.text = f"Remark {number} of {uuid4().hex}. ".ljust(self.text_length, "x")
        body, key = {"text": act.text, "language": "en"}, uuid4().hex
        await self._send(act, self.door.call("POST", f"/meetings/{self.meeting_id}/comments", token, body, key))
        while self.persist and not act.done and act.tries < 200:
            await asyncio.sleep(0.25)
            await self._send(act, self.door.call("POST", f"/meetings/{self.meeting_id}/comments", token, body, key))

    async def _event(self, act: Act, number: int, token: str) -> None:
        stance = ("support", "neutral", "oppose")[number // len(self.tokens) % 3]
        option = self.option_ids[number % len(self.option_ids)]
        body = {"stance": stance, "language": "en", "reason": "x" * self.text_length}
        await self._send(act, self.door.call("PUT", f"/options/{option}/position", token, body))

    async def _read(self, act: Act, number: int, token: str) -> None:
        await self._send(act, self.door.call("GET", f"/meetings/{self.meeting_id}/comments?limit=20", token))

    async def _send(self, act: Act, call: Coroutine[Any, Any, tuple[int, Json]]) -> None:
        act.tries += 1
        try:
            act.status, answer = await call
            act.seq = answer.get("seq", 0)
        except Lost:
            act.status = 0
        act.answered = time.time_ns()
