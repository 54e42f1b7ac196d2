"""What surrounds every request: ids, headers, limits, log lines, the shape of what goes wrong."""

import json
import logging
import sys
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app.config import Settings
from app.core.http import BodyLimit, JsonLines
from app.main import create_app
from tests.problems import assert_problem
from tests.world import World


async def test_every_answer_carries_an_id_and_the_security_headers(client: AsyncClient) -> None:
    ids = set()
    for path in ("/api/v1/me", "/api/v1/nothing", "/healthz"):
        headers = (await client.get(path)).headers
        ids.add(headers["x-request-id"])
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]  # so default-src 'self' rules scripts
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    assert len(ids) == 3


async def test_answers_of_the_api_are_never_kept_by_caches(client: AsyncClient) -> None:
    assert (await client.get("/api/v1/consultations")).headers["cache-control"] == "no-store"


async def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"public_url": "https://convenor.example.org"}))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        assert "max-age" in (await client.get("/api/v1/nothing")).headers["strict-transport-security"]
    await app.state.db.close()


async def test_the_log_says_what_happened_and_nothing_private(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "convenor.request"):
        await world.delegate.post(
            f"/meetings/{world.meeting_id}/comments?secret=1", {"text": "private words", "language": "en"}
        )
        await world.reader.post("/auth/link", {"token": "a-private-token"})
    assert f"POST /api/v1/meetings/{world.meeting_id}/comments 201" in caplog.text
    assert "POST /api/v1/auth/link 401" in caplog.text
    for private in ("secret", "private", str(world.delegate.token)):
        assert private not in caplog.text
    assert all(len(record.__dict__["request_id"]) == 32 for record in caplog.records)


async def test_an_error_of_ours_is_a_problem_without_its_trace(app: FastAPI, client: AsyncClient) -> None:
    @app.get("/api/v1/broken")
    async def broken() -> None:
        raise LookupError("a private detail")

    app.router.routes.insert(0, app.router.routes.pop())
    body = assert_problem(await client.get("/api/v1/broken"), 500, "internal_error", "Nothing was saved")
    assert "private" not in json.dumps(body)


def test_log_lines_for_collectors_are_one_json_object_each() -> None:
    try:
        int("two\nlines")
    except ValueError:
        record = logging.LogRecord("n", logging.ERROR, "p", 1, "رسالة %s", ("x",), sys.exc_info())
    record.__dict__.update(request_id="r", status=500, ms=1.5)
    line = JsonLines().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["message"], said["request_id"], said["status"], said["level"]) == ("رسالة x", "r", 500, "error")
    assert "ValueError: invalid literal" in said["error"]


@pytest.mark.parametrize("declared", [b"-1", b"1e3", b"", b"ten", b"9" * 40, b"101"])
async def test_a_length_that_is_none_or_too_much_is_refused_before_anything_is_read(declared: bytes) -> None:
    sent: list[Any] = []

    async def never(*_: Any) -> Any:
        raise AssertionError("neither read nor passed on")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"content-length", declared)]}
    await BodyLimit(never, limit=100)(scope, never, send)
    assert sent[0]["status"] == 413
