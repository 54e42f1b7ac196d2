"""The built pages: hashed assets, and one shell for every address the browser's router knows.

The shell leaves here in the reader's language and direction, with the code and texts of just this page preloaded and
the first answers already in it, so that a phone on a slow line paints after one round trip.
"""

import contextlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike, stat_result
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.types import Scope

from app.capacities.actor import Actor, Current
from app.capacities.routes import get_me
from app.consultations.routes import get_consultation, list_consultations
from app.core.db import Reading
from app.core.errors import ConvenorError, NotFound
from app.core.http import HEADERS
from app.meetings import queries as meeting_queries
from app.meetings.comments.routes import list_comments
from app.meetings.routes import list_meetings
from app.meetings.schemas import MeetingList

LANGUAGES = {"en": "ltr", "ar": "rtl", "zh": "ltr"}
DEFAULT_LANGUAGE = "en"
LANGUAGE_COOKIE = "convenor_language"
# The smaller one first; browsers take it over HTTPS and from localhost only.
PACKED = {"br": ".br", "gzip": ".gz"}
FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """File names carry their content's hash, so a browser may keep them for good. The build has compressed them."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        accepted = Headers(scope=scope).get("accept-encoding", "")
        named = {part.partition(";")[0].strip() for part in accepted.split(",")}
        for encoding, suffix in PACKED.items():
            packed = Path(f"{full_path}{suffix}")
            if encoding in named and packed.is_file():
                response = super().file_response(packed, packed.stat(), scope, status_code)
                response.headers["content-encoding"] = encoding
                break
        else:
            response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = FOREVER
        response.headers["vary"] = "accept-encoding"
        return response


@dataclass(frozen=True)
class Page:
    """One pattern of the browser's router, and what it needs at once."""

    pattern: re.Pattern[str]
    modules: tuple[str, ...]
    catalogue: tuple[str, ...]


class Shell:
    """What the build wrote: `index.html` with its placeholders, and `shell.json` with what each page needs."""

    def __init__(self, static: Path) -> None:
        self._static = static

    @property
    def built(self) -> bool:
        return (self._static / "shell.json").exists()

    @cached_property
    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self._static / "shell.json").read_text("utf-8"))
        return facts

    @cached_property
    def _html(self) -> str:
        return (self._static / "index.html").read_text("utf-8")

    @cached_property
    def _pages(self) -> list[Page]:
        return [
            Page(
                re.compile(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", page["pattern"]) + "/?"),
                tuple(page["modules"]),
                tuple(page["catalogue"]),
            )
            for page in self._facts["pages"]
        ]

    def match(self, path: str) -> tuple[Page, dict[str, str]] | None:
        for page in self._pages:
            if found := page.pattern.fullmatch(path):
                return page, found.groupdict()
        return None

    @cached_property
    def policy(self) -> str:
        """The content security policy of a page: its own style sheet by hash, no other inline style."""
        styles = " ".join(self._facts["csp"]["style-src"])
        return HEADERS["content-security-policy"].replace("'unsafe-inline'", styles)

    def fill(self, page: Page | None, language: str, responses: dict[str, str]) -> str:
        """`responses`: address to JSON text; escaped so that no answer can end the element it stands in."""
        catalogue = self._facts["locales"][language]
        parts = page.catalogue if page else ("first", "rest")
        modules = (*self._facts["entry"], *(page.modules if page else ()), *(catalogue[part] for part in parts))
        links = "".join(f'<link rel="modulepreload" href="{escape(url)}">' for url in modules)
        answers = ",".join(f"{json.dumps(address)}:{text}" for address, text in responses.items())
        data = f'{{"locale":"{language}","responses":{{{answers}}}}}'.replace("<", "\\u003c")
        html = re.sub(r"<html[^>]*>", f'<html lang="{language}" dir="{LANGUAGES[language]}">', self._html, count=1)
        html = html.replace("<!--convenor:head-->", links)
        return html.replace(
            "<!--convenor:data-->", f'<script id="convenor-data" type="application/json">{data}</script>'
        )


def install(app: FastAPI, static: Path) -> None:
    shell = Shell(static)
    app.mount("/assets", Assets(directory=static / "assets", check_dir=False), name="assets")

    @app.get("/m/{code}", include_in_schema=False)
    async def short_address(code: str, actor: Current, session: Reading) -> RedirectResponse:
        """What the screen in the room shows and its QR code says."""
        slug, meeting_id = await meeting_queries.behind_code(session, actor, code)
        return RedirectResponse(f"/c/{slug}/meetings/{meeting_id}", 303)

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request, actor: Current, session: Reading) -> HTMLResponse:
        if path.startswith(("api/", "assets/")) or "." in path.rpartition("/")[2]:
            raise NotFound("There is nothing at this address.")
        if not shell.built:
            raise NotFound("The pages have not been built; run `make frontend`.", code="pages_not_built")
        matched = shell.match(f"/{path}")
        known = matched is not None
        found, places = matched or (None, {})
        answers, visible = await first_answers(actor, session, f"/{path}", places)
        html = shell.fill(found, preferred_language(request), answers)
        headers = {"cache-control": "no-store", "content-security-policy": shell.policy}
        return HTMLResponse(html, 200 if known and visible else 404, headers)


async def first_answers(
    actor: Actor, session: Reading, path: str, places: dict[str, str]
) -> tuple[dict[str, str], bool]:
    """What every page asks first, as the API would answer it; and whether what the address names can be seen."""
    answers = {"/api/v1/me": (await get_me(actor)).model_dump_json()}
    if path == "/":
        answers["/api/v1/consultations"] = (await list_consultations(actor, session)).model_dump_json()
    if slug := places.get("slug"):
        try:
            consultation = await get_consultation(slug, actor, session)
        except ConvenorError:
            return answers, False
        meetings = await list_meetings(slug, actor, session)
        answers[f"/api/v1/consultations/{slug}"] = consultation.model_dump_json()
        answers[f"/api/v1/consultations/{slug}/meetings"] = meetings.model_dump_json()
        if meeting_id := _meeting_on(path, meetings):
            with contextlib.suppress(NotFound):  # closed to this reader: the page says so when it asks
                comments = await list_comments(meeting_id, actor, session)
                answers[f"/api/v1/meetings/{meeting_id}/comments"] = comments.model_dump_json()
    return answers, True


def _meeting_on(path: str, meetings: MeetingList) -> UUID | None:
    """The meeting whose live page this is."""
    return next((m.id for m in meetings.items if path.rstrip("/").endswith(f"/meetings/{m.id}")), None)


def preferred_language(request: Request) -> str:
    """What the address asks for, else what the reader chose, else the first of the browser's languages we have."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    for part in request.headers.get("accept-language", "").split(","):
        language = part.split(";")[0].strip().lower().split("-")[0]
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE
