"""Running the service with uvicorn."""

import gc
import socket
import sys

import uvicorn

from app.config import Settings
from app.core.http import configure_logging
from app.live.frames import SharedFrameProtocol
from app.main import create_app

WAITING_TO_ENTER = 4096  # connections the kernel keeps until they are accepted: after a restart all come at once
ACCEPTED_AT_ONCE = 16  # libuv accepts one connection for each turn of the loop and each door; a busy loop turns slowly
SEND_BUFFER = 64 * 1024  # bytes, which Linux doubles; by itself it would hold megabytes for a client that is gone
SILENT_SECONDS = 30
# Not every few hundred allocations: with ten thousand connections alive, looking at them halves the speed.
COLLECT_AFTER = (50_000, 20, 50)
SWITCH_SECONDS = 0.0005  # the database's threads wait no longer than this for a busy event loop


def tune(door: socket.socket) -> None:
    """What every accepted connection inherits.

    A client that takes nothing must soon be noticed here, not fill the kernel's memory first; and a line that is dead
    is found by the kernel, for which ten thousand pings of our own would cost a tenth of a core.
    """
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if sys.platform == "linux":
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, SILENT_SECONDS)
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_SECONDS * 1000)


def run(settings: Settings) -> None:
    """Serve until told to stop. One process: more of them need PostgreSQL and a shared bus."""
    configure_logging(settings.log_format)
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws=SharedFrameProtocol,
        ws_per_message_deflate=False,  # the protocol agrees on a form of it that all connections can share
        ws_max_size=4096,  # bytes; what clients may say on the socket is short
        ws_ping_interval=None,  # see `tune`
        backlog=WAITING_TO_ENTER,
        timeout_graceful_shutdown=5,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    door = config.bind_socket()
    tune(door)
    server = uvicorn.Server(config)
    server.run(sockets=[door, *(door.dup() for _ in range(ACCEPTED_AT_ONCE - 1))])
    if not server.started:
        sys.exit(3)  # as uvicorn's own command does: the supervisor must not take it for a wanted end
