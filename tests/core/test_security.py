"""Tokens and passwords: what is not ours, changed or old is nobody's."""

import base64
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jose import jwt

from app.core import clock, security

SECRET = "one secret of sufficient length"
CLAIMS = security.Claims(uuid4(), 3)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_says_whose_it_is() -> None:
    assert security.read_token(SECRET, security.issue_token(SECRET, CLAIMS, security.expiry(1))) == CLAIMS


def test_a_token_ends() -> None:
    token = security.issue_token(SECRET, CLAIMS, security.expiry(1))
    with clock.frozen(clock.now() + timedelta(hours=1, seconds=1)):
        assert security.read_token(SECRET, token) is None


def test_a_token_that_was_good_a_moment_ago_ends_all_the_same() -> None:
    """Its signature is verified once; its end is looked at every time."""
    token = security.issue_token(SECRET, CLAIMS, security.expiry(1))
    assert security.read_token(SECRET, token) == security.read_token(SECRET, token) == CLAIMS
    assert security.read_token("another secret, also long", token) is None
    with clock.frozen(clock.now() + timedelta(hours=1, seconds=1)):
        assert security.read_token(SECRET, token) is None


def test_a_token_of_another_secret_is_not_ours() -> None:
    token = security.issue_token(SECRET, CLAIMS, security.expiry(1))
    assert security.read_token("another secret, also long", token) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "é.é.é",
        f"{part({'alg': 'none'})}.{part({'sub': str(uuid4()), 'gen': 1, 'exp': 9e9})}.",
        f"{part({'alg': 'HS256'})}.{part([])}.AAAA",
        jwt.encode({"sub": str(uuid4()), "exp": 9_000_000_000}, SECRET),
        jwt.encode({"sub": "nobody", "gen": 1, "exp": 9_000_000_000}, SECRET),
        jwt.encode({"sub": str(uuid4()), "gen": "many", "exp": 9_000_000_000}, SECRET),
        jwt.encode({"sub": str(uuid4()), "gen": 1}, SECRET),
        jwt.encode({"sub": str(uuid4()), "gen": 1, "exp": 9_000_000_000}, SECRET, algorithm="HS512"),
    ],
)
def test_what_only_looks_like_a_token_is_refused(token: str) -> None:
    assert security.read_token(SECRET, token) is None


@given(st.data())
def test_no_changed_character_of_a_token_goes_unnoticed(data: st.DataObject) -> None:
    token = security.issue_token(SECRET, CLAIMS, security.expiry(1))
    # The last character of base64 has spare bits, which mean nothing.
    place = data.draw(st.integers(0, len(token) - 2))
    changed = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda c: c != token[place]))
    assert security.read_token(SECRET, token[:place] + changed + token[place + 1 :]) is None


async def test_passwords_are_kept_as_argon2id() -> None:
    stored = await security.hash_password("correct horse")
    assert stored.startswith("$argon2id$")
    assert await security.check_password(stored, "correct horse")
    assert not await security.check_password(stored, "correct horse ")
    assert stored != await security.hash_password("correct horse")


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$broken"])
async def test_no_password_fits_an_account_without_one(stored: str | None) -> None:
    assert not await security.check_password(stored, "")
    assert not await security.check_password(stored, "anything")


async def test_an_unknown_account_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    monkeypatch.setattr(security, "_verify", lambda stored, _: bool(checked.append(stored)))
    await security.check_password(None, "x")
    assert checked == [security._UNKNOWN]


def test_secrets_do_not_repeat() -> None:
    found = {security.new_secret() for _ in range(1000)}
    assert len(found) == 1000
    assert min(map(len, found)) >= 43  # 256 bits
