"""The shell: the reader's language from the first byte, this page's code preloaded, the first answers inside."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response

from app.config import Settings
from app.pages import LANGUAGE_COOKIE
from tests.world import World, build_world

SHELL = """<!doctype html><html lang="en" dir="ltr"><head><!--convenor:head--></head>
<body><!--convenor:data--><script type="module" src="/assets/main.js"></script></body></html>"""
FACTS = {
    "entry": ["/assets/main.js"],
    "locales": {
        language: {"first": f"/assets/{language}-1.js", "rest": f"/assets/{language}-2.js"}
        for language in ("en", "ar", "zh")
    },
    "pages": [
        {"pattern": "/", "modules": ["/assets/home.js"], "catalogue": ["first"]},
        {"pattern": "/c/:slug", "modules": ["/assets/consultation.js"], "catalogue": ["first", "rest"]},
        {"pattern": "/c/:slug/meetings/:id", "modules": ["/assets/meeting.js"], "catalogue": ["first"]},
    ],
    "csp": {"style-src": ["'sha256-abc'"]},
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The test's settings, with a built shell in the static folder."""
    static = Path(settings.static_dir)
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text(SHELL, "utf-8")
    (static / "shell.json").write_text(json.dumps(FACTS), "utf-8")
    (static / "assets" / "main.js").write_text("1", "utf-8")
    return settings


def data(response: Response) -> dict[str, Any]:
    found = re.search(r'<script id="convenor-data" type="application/json">(.*?)</script>', response.text)
    assert found
    answers: dict[str, Any] = json.loads(found.group(1))
    return answers


@pytest.mark.parametrize(
    ("query", "cookie", "accepts", "expected"),
    [
        ("", None, "ar-EG,ar;q=0.9,en;q=0.8", "ar"),
        ("", "en", "ar", "en"),
        ("?lang=ar", "en", "en", "ar"),
        ("", None, "zh-Hans-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", None, "de,fr", "en"),
        ("?lang=xx", "yy", "", "en"),
    ],
)
async def test_language_and_direction(
    client: AsyncClient, query: str, cookie: str | None, accepts: str, expected: str
) -> None:
    headers = {"accept-language": accepts} | ({"cookie": f"{LANGUAGE_COOKIE}={cookie}"} if cookie else {})
    page = await client.get(f"/{query}", headers=headers)
    direction = "rtl" if expected == "ar" else "ltr"
    assert f'<html lang="{expected}" dir="{direction}">' in page.text
    assert f'<link rel="modulepreload" href="/assets/{expected}-1.js">' in page.text
    assert data(page)["locale"] == expected


async def test_the_first_answers_are_what_the_api_says(world: World) -> None:
    page = await world.client.get(f"/c/{world.slug}")
    assert page.status_code == 200
    answers = data(page)["responses"]
    for address, inside in answers.items():
        asked = (await world.client.get(address)).json()
        inside.pop("server_time", None)
        asked.pop("server_time", None)
        assert inside == asked, address
    assert f"/api/v1/consultations/{world.slug}" in answers
    assert '<link rel="modulepreload" href="/assets/consultation.js">' in page.text


async def test_text_cannot_break_out_of_the_data(app: FastAPI, client: AsyncClient) -> None:
    await build_world(app, client, title="</script><script>alert(1)</script>")
    page = await client.get("/")
    assert "</script><script>alert" not in page.text
    [item] = data(page)["responses"]["/api/v1/consultations"]["items"]
    assert item["title"] == "</script><script>alert(1)</script>"


async def test_a_hidden_consultation_looks_like_none(app: FastAPI, client: AsyncClient) -> None:
    world = await build_world(app, client, visibility="participants")
    hidden, missing = await client.get(f"/c/{world.slug}"), await client.get("/c/nothing-here")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(world.slug, "X") == missing.text.replace("nothing-here", "X")


async def test_policy_and_caching(client: AsyncClient) -> None:
    page = await client.get("/")
    assert "'sha256-abc'" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    asset = await client.get("/assets/main.js")
    assert "immutable" in asset.headers["cache-control"]


async def test_what_the_build_has_compressed_is_sent_so(client: AsyncClient, settings: Settings) -> None:
    assets, code = Path(settings.static_dir) / "assets", b"let x = 1;" * 50
    (assets / "code.js").write_bytes(code)
    (assets / "code.js.gz").write_bytes(gzip.compress(code))
    for accepted, encoding in (("gzip, deflate, br", "gzip"), ("gzip;q=0.5", "gzip"), ("identity", None), ("", None)):
        asset = await client.get("/assets/code.js", headers={"accept-encoding": accepted})
        assert asset.headers.get("content-encoding") == encoding
        assert (asset.headers["vary"], asset.content) == ("accept-encoding", code)
        assert asset.headers["content-type"].startswith("text/javascript")


async def test_long_answers_are_compressed_for_who_takes_it(client: AsyncClient, world: World) -> None:
    for number in range(10):
        await world.post_comment(f"Remark {number}")
    path = f"/api/v1/meetings/{world.meeting_id}/comments"
    assert (await client.get(path)).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in (await client.get(path, headers={"accept-encoding": "identity"})).headers


async def test_the_live_page_comes_with_its_first_comments(client: AsyncClient, world: World) -> None:
    comment = await world.post_comment("Already here")
    address = f"/api/v1/meetings/{world.meeting_id}/comments"
    page = await client.get(f"/c/{world.slug}/meetings/{world.meeting_id}")
    assert data(page)["responses"][address]["items"] == [comment]
    await world.chair.patch(f"/meetings/{world.meeting_id}", {"visibility": "participants"})
    client.cookies.clear()
    assert address not in data(await client.get(f"/c/{world.slug}/meetings/{world.meeting_id}"))["responses"]


async def test_what_is_no_page_is_a_problem(client: AsyncClient) -> None:
    assert (await client.get("/no/such/page")).status_code == 404
    for path in ("/robots.txt", "/api/v2/me"):
        response = await client.get(path)
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
