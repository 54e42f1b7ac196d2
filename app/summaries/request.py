"""What requests about summaries have in common: the database to think long with, and the version changed."""

import re
from typing import Annotated, Literal

from fastapi import Depends, Header, Query, Request

from app.core.db import Database
from app.core.errors import Invalid
from app.core.jobs import JobsOf
from app.core.progress import BoardOf
from app.summaries.phrasing.endpoint import EndpointOf
from app.summaries.service import Means


def _database(request: Request) -> Database:
    """Drafting opens its sessions itself: it reads first, thinks long, and writes at the end."""
    database: Database = request.app.state.db
    return database


def _means(jobs: JobsOf, board: BoardOf, endpoint: EndpointOf) -> Means:
    return Means(jobs, board, endpoint)


def _version(if_match: Annotated[str, Header(description="The version the change was made to.")]) -> int:
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', if_match.strip())
    if found is None:
        raise Invalid("If-Match must hold the summary's version.", code="invalid")
    return int(found.group(1))


def _optional_version(
    if_match: Annotated[str | None, Header(description="Only if this is still the version.")] = None,
) -> int | None:
    return None if if_match is None else _version(if_match)


MeansOf = Annotated[Means, Depends(_means)]
SummaryLanguage = Literal["ar", "en", "es", "fr", "ru", "zh"]
InLanguage = Annotated[
    SummaryLanguage | None, Query(description="Drawn from the same facts in this language; else as the text stands.")
]
DatabaseOf = Annotated[Database, Depends(_database)]
Version = Annotated[int, Depends(_version)]
OptionalVersion = Annotated[int | None, Depends(_optional_version)]
