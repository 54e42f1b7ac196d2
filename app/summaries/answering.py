"""Answers with a whole text: made in a thread, or if it is long in the worker process, packed, and kept for the next.

Reading some megabytes of JSON, or packing them, is one piece of work that nothing interrupts: on the event loop, or in
a thread beside it, everybody who posts would wait for it.
"""

import gzip
import hashlib
from dataclasses import replace
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request, Response

from app.core.jobs import Jobs
from app.core.kept import Kept
from app.summaries.engine.document import Document
from app.summaries.engine.redaction import redact
from app.summaries.engine.rendering import Standing, to_html
from app.summaries.language_versions import Wanted, spoken
from app.summaries.queries import Text
from app.summaries.reading import Asked, as_out

LONG = 500_000  # characters of a text's JSON; from here on it is the worker's
MOST_BYTES = 32 * 2**20
LEVEL = 5


def _json(asked: Asked) -> bytes:
    return as_out(asked).model_dump_json().encode()


def _page(content: str, gone: frozenset[str], standing: Standing) -> bytes:
    return to_html(redact(Document.model_validate_json(content), gone), standing).encode()


def _packed(make: "partial[bytes]") -> bytes:
    return gzip.compress(make(), LEVEL, mtime=0)


class Answers:
    def __init__(self, jobs: Jobs, takes_gzip: bool, kept: Kept) -> None:  # noqa: FBT001 - made in one place
        self._jobs, self._packing, self._kept = jobs, takes_gzip, kept

    async def in_language(self, text: Text, wanted: Wanted | None) -> Text:
        """The text in the language that is wanted: always the worker's, since two drafts are made for it."""
        if wanted is None:
            return text
        key = hashlib.sha256(f"{text.digest} {text.ledger_digest} in {wanted.language}".encode()).hexdigest()
        content = await self._kept.get(key, partial(self._jobs.run, spoken, wanted))
        return replace(text, content=content.decode())

    async def json(self, asked: Asked) -> Response:
        language = asked.wanted.language if asked.wanted else None
        asked = replace(asked, text=await self.in_language(asked.text, asked.wanted), wanted=None)
        few = replace(asked, text=replace(asked.text, content=""), drafted="", gone=frozenset())
        key = f"{few!r} {sorted(asked.gone)} {language}"
        return await self._answer(partial(_json, asked), len(asked.text.content), key, "application/json")

    async def page(self, content: str, gone: frozenset[str], standing: Standing, digest: str) -> Response:
        key = f"{digest} {standing!r} {sorted(gone)}"
        return await self._answer(partial(_page, content, gone, standing), len(content), key, "text/html")

    async def _answer(self, make: "partial[bytes]", length: int, key: str, media_type: str) -> Response:
        if length < LONG:
            return Response(await to_thread.run_sync(make), media_type=media_type)
        far = partial(self._jobs.run, _packed, make) if self._packing else partial(self._jobs.run, make)
        digest = hashlib.sha256(f"{media_type} {self._packing} {key}".encode()).hexdigest()
        headers = {"content-encoding": "gzip", "vary": "accept-encoding"} if self._packing else {}
        return Response(await self._kept.get(digest, far), headers=headers, media_type=media_type)


def _answers(request: Request) -> Answers:
    state = request.app.state
    if not hasattr(state, "summary_answers"):
        state.summary_answers = Kept(MOST_BYTES)
    return Answers(state.jobs, "gzip" in request.headers.get("accept-encoding", ""), state.summary_answers)


AnswersOf = Annotated[Answers, Depends(_answers)]
