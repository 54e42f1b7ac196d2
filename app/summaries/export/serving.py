"""A file as an answer: its name, its type, its ETag, and nothing in it that runs."""

from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, Header, Query, Request, Response

from app.summaries.export.formats import CONTENT_TYPES, ExportFormat, Sheet, disposition
from app.summaries.export.making import Press

# A file handed on by others is still theirs to open: nothing in it may run here.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {kind.partition(";")[0]: {} for kind in CONTENT_TYPES.values()}},
    304: {"description": "Still the file whose ETag was given."},
}


def _press(request: Request) -> Press:
    state = request.app.state
    if not hasattr(state, "press"):
        state.press = Press()
    press: Press = state.press
    return press


PressOf = Annotated[Press, Depends(_press)]
FormatAsked = Annotated[ExportFormat, Query(alias="format", description="Which kind of file.")]
KnownTag = Annotated[str | None, Header(alias="If-None-Match", description="The ETag of the file you have.")]


async def answered(press: Press, sheet: Sheet, form: ExportFormat, known: str | None) -> Response:
    """The file, or 304 for who has it. Raises PdfUnavailable where the system lacks what PDF needs."""
    tag = await to_thread.run_sync(sheet.digest, form)
    headers = {
        "etag": f'"{tag}"',
        "cache-control": "private, no-cache",
        "content-disposition": disposition(sheet.name, form),
        "content-security-policy": POLICY,
    }
    if known and tag in known:
        return Response(status_code=304, headers=headers)
    return Response(await press.file(sheet, form, tag), headers=headers, media_type=CONTENT_TYPES[form])
