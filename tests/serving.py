"""Servers for tests: the app of a test behind a real socket in this process, and real `convenor serve` processes."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from app.live.frames import SharedFrameProtocol
from app.server import tune

CONVENOR = Path(sys.executable).parent / "convenor"


@asynccontextmanager
async def in_this_process(app: FastAPI, ws: Any = SharedFrameProtocol) -> AsyncIterator[str]:
    """The app (whose lifespan somebody else runs) with the options of app/server.py; gives `host:port`."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        http="httptools",
        ws=ws,
        ws_per_message_deflate=False,
        ws_max_size=4096,
        ws_ping_interval=None,
        timeout_graceful_shutdown=1,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    server = uvicorn.Server(config)
    door = socket.create_server(("127.0.0.1", 0))
    tune(door)
    # `serve` would also take the signals of the test run.
    task = asyncio.create_task(server._serve([door]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        door.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@dataclass
class Service:
    """One `convenor serve` on a fixed port, so that clients can come back to it after it was killed."""

    env: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> "Service":
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONVENOR_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [CONVENOR, "serve"],
                env=kept | self.env | {"CONVENOR_PORT": str(self.port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

    async def ready(self, seconds: float = 120) -> "Service":
        deadline = time.monotonic() + seconds
        async with httpx.AsyncClient() as client:
            while time.monotonic() < deadline:
                assert self.process is not None
                assert self.process.poll() is None, f"the server ended:\n{self.log.read_text()}"
                try:
                    if (await client.get(f"http://{self.address}/readyz")).status_code == 200:
                        return self
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.05)
        raise TimeoutError(f"the server is not ready:\n{self.log.read_text()}")

    def kill(self) -> None:
        """Without warning: no handler runs, nothing is flushed."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
