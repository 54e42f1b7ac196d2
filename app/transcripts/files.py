"""Reading caption files: WebVTT and SubRip by the webvtt library, plain text by its paragraphs."""

import html
import io
import re
from datetime import datetime, timedelta

import webvtt
from pydantic import TypeAdapter, ValidationError

from app.core.errors import Invalid
from app.core.schemas import CommentText
from app.transcripts.rules import Line
from app.transcripts.schemas import FileFormat

TEXT: TypeAdapter[str] = TypeAdapter(CommentText)
LARGEST = 20_000  # lines: more than a day of captions


def read(content: bytes, form: FileFormat, begins: datetime) -> list[Line]:
    """The lines of a file whose times count from `begins`. Invalid says what is wrong with it and where."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The file is not in UTF-8.", code="wrong_encoding") from error
    lines = _plain(text) if form is FileFormat.PLAIN else _timed(text, form, begins)
    if not lines:
        raise Invalid("There is no text in this file.", code="empty_file")
    if len(lines) > LARGEST:
        raise Invalid(f"The file has more than {LARGEST} lines; please send it in parts.", code="too_many_lines")
    return lines


def _timed(text: str, form: FileFormat, begins: datetime) -> list[Line]:
    try:
        captions = webvtt.from_buffer(io.StringIO(text), form.value, strict=True)
    except webvtt.errors.MalformedFileError as error:
        raise Invalid(f"This is not a {form.value.upper()} file.", code="malformed_file") from error
    except webvtt.errors.MalformedCaptionError as error:
        raise Invalid(f"The file has a caption that cannot be read: {error}.", code="malformed_file") from error
    lines = []
    for number, caption in enumerate(captions.captions, 1):
        start, end = (
            begins + timedelta(hours=t.hours, minutes=t.minutes, seconds=t.seconds, milliseconds=t.milliseconds)
            for t in (caption.start_time, caption.end_time)
        )
        if end < start:
            raise Invalid(f"Caption {number} ends before it starts.", code="malformed_file")
        if said := _clean(html.unescape(caption.text), f"Caption {number}"):
            lines.append(Line(said, start, end))
    return lines


def _plain(text: str) -> list[Line]:
    paragraphs = enumerate(re.split(r"\n\s*\n", text.replace("\r\n", "\n")), 1)
    cleaned = (_clean(paragraph, f"Paragraph {number}") for number, paragraph in paragraphs)
    return [Line(said) for said in cleaned if said]


def _clean(text: str, where: str) -> str:
    if not text.strip():
        return ""
    try:
        return TEXT.validate_python(text)
    except ValidationError as error:
        raise Invalid(f"{where}: {error.errors()[0]['msg']}.", code="malformed_file") from error
