"""The built pages: hashed assets, and one shell for every address the browser's router knows."""

import re
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.core.errors import NotFound

LANGUAGES = {"en": "ltr", "ar": "rtl"}
DEFAULT_LANGUAGE = "en"
LANGUAGE_COOKIE = "convenor_language"


class Assets(StaticFiles):
    """File names carry their content's hash, so a browser may keep them for good."""

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def install(app: FastAPI, static: Path) -> None:
    app.mount("/assets", Assets(directory=static / "assets", check_dir=False), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> HTMLResponse:
        """The shell, already in the reader's language and direction so that nothing turns round after loading."""
        shell = static / "index.html"
        if path.startswith(("api/", "assets/")) or "." in path.rpartition("/")[2] or not shell.exists():
            raise NotFound("There is nothing at this address.")
        language = preferred_language(request)
        head = f'<html lang="{language}" dir="{LANGUAGES[language]}"'
        html = re.sub(r"<html[^>]*", head, shell.read_text("utf-8"), count=1)
        return HTMLResponse(html, headers={"cache-control": "no-cache", "vary": "accept-language, cookie"})


def preferred_language(request: Request) -> str:
    """What the reader chose, else the first of the browser's languages that we have."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        language = part.split(";")[0].strip().lower().split("-")[0]
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE
