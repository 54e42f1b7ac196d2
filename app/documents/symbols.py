"""How a document symbol is put together and read: `IGF/2006/C1/CRP.3/Rev.1`. Pure.

Series, then type and number, then the revision. A symbol is the same in all languages.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

PREFIX = r"^[A-Z0-9]+([.-][A-Z0-9]+)*(/[A-Z0-9]+([.-][A-Z0-9]+)*)*$"
CODE = r"^[A-Z]{1,10}$"
LONGEST_PREFIX = 50  # characters; a whole symbol then has at most 80


class DocumentKind(StrEnum):
    """What a document is; the scheme says which letters each kind has, and kinds with the same share one numbering."""

    CIRCULATED_DRAFT = "circulated_draft"
    SUMMARY = "summary"
    SYNTHESIS = "synthesis"
    INFORMATION = "information"


# As in the United Nations: conference room papers and information documents.
STANDARD_CODES: Mapping[DocumentKind, str] = {
    DocumentKind.CIRCULATED_DRAFT: "CRP",
    DocumentKind.SUMMARY: "SUM",
    DocumentKind.SYNTHESIS: "INF",
    DocumentKind.INFORMATION: "INF",
}


def prefix_of(slug: str) -> str:
    """IGF/2006/C1 for "igf-2006-c1"; no two slugs have the same."""
    return slug.upper().replace("-", "/")


def slug_of(prefix: str) -> str:
    """The slug whose consultation would have this prefix by itself."""
    return prefix.lower().replace("/", "-")


def symbol(prefix: str, code: str, number: int, revision: int) -> str:
    return f"{prefix}/{code}.{number}" + (f"/Rev.{revision}" if revision else "")


def read(text: str) -> tuple[str, str, int, int] | None:
    """Prefix, code, number and revision of a symbol; None if it is not one."""
    found = re.fullmatch(r"(.+)/([A-Z]{1,10})\.([1-9]\d*)(?:/Rev\.([1-9]\d*))?", text)
    if found is None or not re.match(PREFIX, found.group(1)):
        return None
    return found.group(1), found.group(2), int(found.group(3)), int(found.group(4) or 0)
