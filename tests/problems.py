"""What every refusal must look like, for the tests that provoke refusals."""

from typing import Any

from httpx import Response

from app.core.errors import MEDIA_TYPE


def assert_problem(response: Response, status: int, code: str | None = None, words: str = "") -> dict[str, Any]:
    """problem+json of this status and code, with a sentence in which `words` occur; gives the body."""
    assert response.status_code == status, f"{response.status_code} instead of {status}: {response.text[:500]}"
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert set(body) == {"type", "title", "status", "detail", "code", "errors"}
    assert body["status"] == status
    assert body["type"] == f"urn:convenor:problem:{body['code']}"
    assert body["detail"].lstrip("“")[0].isupper()
    assert body["detail"].endswith((".", "?", "!"))
    if code is not None:
        assert body["code"] == code, body
    assert words in body["detail"], body["detail"]
    return body
