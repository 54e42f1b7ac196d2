"""Settings that cannot work are refused when the service starts, in a sentence that gives nothing away."""

import pytest
from pydantic import ValidationError

from app.config import Settings
from app.summaries.phrasing.endpoint import Endpoint

KEY = "sk-not-to-be-seen"
WELL = {"secret": "a secret of these tests", "llm_url": "https://models.example.org/v1/", "llm_model": "some",
        "llm_key": KEY}  # fmt: skip


def test_a_language_model_is_off_unless_it_is_named() -> None:
    assert Endpoint.of(Settings(secret=WELL["secret"])) is None
    assert Endpoint.of(Settings(secret=WELL["secret"], llm_model="some", llm_key=KEY)) is None
    endpoint = Endpoint.of(Settings(**WELL))
    assert endpoint is not None
    assert (endpoint.url, endpoint.model) == ("https://models.example.org/v1", "some")
    assert KEY not in f"{endpoint!r} {endpoint} {Settings(**WELL)!r}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"llm_model": ""}, "CONVENOR_LLM_MODEL must name the model"),
        ({"llm_url": "models.example.org/v1"}, "must be an http or https address"),
        ({"llm_url": "file:///etc/passwd"}, "must be an http or https address"),
        ({"llm_url": "https://me:word@models.example.org/v1"}, "without a user"),
        ({"llm_url": "https://models.example.org/v1?key=abc"}, "or a query"),
        ({"llm_seconds": 0}, "CONVENOR_LLM_SECONDS"),
        ({"llm_seconds": 100_000}, "CONVENOR_LLM_SECONDS"),
    ],
)
def test_half_a_model_is_refused_and_no_secret_is_in_the_error(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as refused:
        Settings(**{**WELL, **changes})
    for secret in (KEY, WELL["secret"], "word@"):
        assert secret not in str(refused.value)
