"""Running the service with uvicorn."""

import gc

import uvicorn

from app.config import Settings
from app.core.http import configure_logging
from app.live.frames import SharedFrameProtocol
from app.main import create_app


def run(settings: Settings) -> None:
    """Serve until told to stop. One process: more of them need PostgreSQL and a shared bus."""
    configure_logging(settings.log_format)
    # With ten thousand connections alive, looking at all of them every few hundred allocations halves the speed.
    gc.set_threshold(50_000, 20, 50)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws=SharedFrameProtocol,
        ws_per_message_deflate=False,  # the protocol agrees on a form of it that all connections can share
        ws_max_size=4096,  # bytes; clients have nothing to say on the socket
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=5,
        log_config=None,
        access_log=False,
        server_header=False,
    )
