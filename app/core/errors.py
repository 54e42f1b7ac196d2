"""Everything that can go wrong, in one shape: RFC 9457 problem+json with a stable `code` and a plain sentence."""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException as StarletteHTTPException

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
PLEASE_SIGN_IN = "Please sign in first."


class FieldError(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]


class ConvenorError(Exception):
    """Base of all refusals. `detail` is a sentence for the person, `code` a word for the client."""

    status: ClassVar[int] = 500
    code: str = "internal_error"

    def __init__(self, detail: str, *, code: str | None = None, errors: list[FieldError] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.errors = errors or []
        self.headers: dict[str, str] = {}


class Invalid(ConvenorError):
    """The payload itself is wrong, whatever the state of the consultation."""

    status, code = 422, "invalid"


class NotSignedIn(ConvenorError):
    status, code = 401, "not_signed_in"


class NotPermitted(ConvenorError):
    """Visible to this person, but not theirs to do."""

    status, code = 403, "not_permitted"


class NotFound(ConvenorError):
    """Does not exist, or is hidden from this person: the two are not told apart."""

    status, code = 404, "not_found"


class NotNow(ConvenorError):
    """Valid, but not in the present state (a closed round, a changed version, a reused key)."""

    status, code = 409, "not_now"


class TooMany(ConvenorError):
    status, code = 429, "too_many_requests"


def problem(
    status: int, code: str, detail: str, errors: list[FieldError] | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    body = Problem(
        type=f"urn:convenor:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        errors=errors or [],
    )
    return JSONResponse(body.model_dump(), status, headers, MEDIA_TYPE)


def refusal(error: ConvenorError) -> JSONResponse:
    return problem(error.status, error.code, error.detail, error.errors, error.headers)


async def _refusal(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ConvenorError)  # registered for this type only
    return refusal(error)


async def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # registered for this type only
    return invalid(error.errors())


def invalid(found: Sequence[Any]) -> JSONResponse:
    """For pydantic's errors."""
    errors = [FieldError(field=_path(e["loc"]), message=_sentence(e)) for e in found[:20]]
    if any(e["type"] == "json_invalid" for e in found):
        return problem(400, "malformed_json", "The body is not well-formed JSON.", errors)
    named = "; ".join(f"{e.field}: {e.message}" if e.field else e.message for e in errors[:3])
    return problem(422, "invalid", f"Please correct the following: {named}.", errors)


def _path(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location if part not in {"body", "query", "path", "header"})


# Pydantic speaks to programmers; these are the mistakes that people make. The names in braces are from its `ctx`.
_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this request",
    "string_pattern_mismatch": "does not have the form it should have",
    "string_too_long": "is too long (at most {max_length:,} characters)",
    "string_too_short": "is too short (at least {min_length:,} characters)",
    "timezone_aware": "needs a time zone",
}
# The same two when the text was cleaned before it was measured; otherwise they speak of a list.
_PLAIN_VALUE = {"too_long": "is too long (at most {max_length:,} characters)", "too_short": "is empty"}


def _sentence(error: Any) -> str:
    """In plain words, without echoing the input (which may be private, or huge)."""
    context = error.get("ctx", {})
    known = (_PLAIN_VALUE if context.get("field_type") == "Value" else {}) | _PLAIN
    plain = known.get(error["type"], str(error["msg"]).removeprefix("Value error, ").rstrip("."))
    return plain.format_map(context) if error["type"] in known else plain


async def _http(_: Request, error: Exception) -> JSONResponse:
    """Errors the framework raises itself: no such route, method not allowed, unreadable body."""
    assert isinstance(error, StarletteHTTPException)  # registered for this type only
    codes = {400: "malformed_json", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    sentences = {
        400: "The body could not be read.",
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
    }
    detail = sentences.get(error.status_code, str(error.detail))
    code = codes.get(error.status_code, HTTPStatus(error.status_code).name.lower())
    return problem(error.status_code, code, detail, headers=dict(error.headers or {}))


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    return unexpected(error)


def unexpected(error: Exception) -> JSONResponse:
    log.error("unhandled %s", type(error).__name__, exc_info=error)
    return problem(500, "internal_error", "Something went wrong on our side. Nothing was saved; please try again.")


def install(app: FastAPI) -> None:
    app.add_exception_handler(ConvenorError, _refusal)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses=` for a router: what these statuses carry."""
    return {status: {"model": Problem, "description": HTTPStatus(status).phrase} for status in statuses}
