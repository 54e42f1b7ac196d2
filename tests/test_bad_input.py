"""Whatever comes in, the answer is a problem in words and never a 500; what is only unusual is taken as it is."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from tests.problems import assert_problem
from tests.world import World, definition

HELLO = {"text": "We support the enlargement.", "language": "en"}
MEBIBYTE = 1024 * 1024


@pytest.fixture
def comments(world: World) -> str:
    return f"/meetings/{world.meeting_id}/comments"


async def raw(world: World, body: bytes, path: str, **headers: str) -> Response:
    headers = {"content-type": "application/json", **headers}
    return await world.delegate._call("POST", path, content=body, headers=headers)


async def nothing_was_posted(world: World) -> None:
    page = (await world.reader.get(f"/meetings/{world.meeting_id}/comments")).json()
    assert page["items"] == []


MALFORMED = {
    "cut off": b'{"text": "a',
    "not json": b"text=a&language=en",
    "trailing": b'{"text": "a", "language": "en"}}',
    "single quotes": b"{'text': 'a'}",
    "comment": b'{"text": "a", /* */ "language": "en"}',
    "a byte alone": b"\xff",
    "not utf-8": b'{"text": "\xe9\xe8", "language": "en"}',
    "utf-16 half": '{"text": "a"}'.encode("utf-16")[:-1],
    "deep arrays": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep and cut off": b"[" * 100_000,
    "endless number": b'{"text": ' + b"9" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_is_not_json(body: bytes, world: World, comments: str) -> None:
    assert_problem(await raw(world, body, comments), 400, "malformed_json")
    await nothing_was_posted(world)


WRONG: dict[str, bytes] = {
    "no body": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"text"',
    "a number": b"1",
    "NaN": b"NaN",
    "an empty object": b"{}",
    "text a number": b'{"text": 1, "language": "en"}',
    "text NaN": b'{"text": NaN, "language": "en"}',
    "text infinite": b'{"text": 1e999, "language": "en"}',
    "text null": b'{"text": null, "language": "en"}',
    "text an object": b'{"text": {"a": 1}, "language": "en"}',
    "text blank": b'{"text": " \\n ", "language": "en"}',
    "unknown field": b'{"text": "a", "language": "en", "txt": "b"}',
    "unknown field that is no text": b'{"text": "a", "language": "en", "\\ud800": "b"}',
    "unknown field of controls": b'{"text": "a", "language": "en", "\\u0000\\n": "b"}',
    "language unknown": b'{"text": "a", "language": "English"}',
    "language with a line end": b'{"text": "a", "language": "en\\n"}',
    "option no id": b'{"text": "a", "language": "en", "option_id": "first"}',
    "option a huge number": b'{"text": "a", "language": "en", "option_id": ' + b"9" * 4000 + b"}",
    "NUL": b'{"text": "a\\u0000b", "language": "en"}',
    "bell": b'{"text": "a\\u0007b", "language": "en"}',
    "escape": b'{"text": "a\\u001b[31mb", "language": "en"}',
    "next line (C1)": b'{"text": "a\\u0085b", "language": "en"}',
    "lone high surrogate": b'{"text": "a\\ud83d", "language": "en"}',
    "lone low surrogate": b'{"text": "\\udc00a", "language": "en"}',
    "surrogates the wrong way round": b'{"text": "\\udc00\\ud83d", "language": "en"}',
    "right-to-left override": '{"text": "safe \u202etxt.exe", "language": "en"}'.encode(),
    "left-to-right override": '{"text": "\u202dنعم", "language": "ar"}'.encode(),
    "deep but readable": b'{"text": ' + b"[" * 300 + b"]" * 300 + b', "language": "en"}',
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
async def test_json_that_is_no_comment(body: bytes, world: World, comments: str) -> None:
    problem = assert_problem(await raw(world, body, comments), 422, "invalid", "Please correct")
    assert problem["errors"]
    assert all(error["message"] for error in problem["errors"])
    await nothing_was_posted(world)


async def test_a_sentence_names_what_is_wrong_and_does_not_echo_the_input(world: World, comments: str) -> None:
    private = "private" * 1000
    refused = await world.delegate.post(comments, {"text": private, "language": "en"})
    problem = assert_problem(refused, 422, "invalid", "text")
    assert problem["detail"] == "Please correct the following: text: is too long (at most 2,000 characters)."
    assert "private" not in json.dumps(problem)
    control = assert_problem(await world.delegate.post(comments, HELLO | {"text": "a\x07b"}), 422, words="U+0007")
    assert control["errors"][0]["field"] == "text"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": " ", "language": "en"}, "text: is empty"),
        ({"language": "en"}, "text: is missing"),
        ({"text": "a", "language": "English"}, "language: does not have the form it should have"),
        ({"text": "a", "language": "en", "txt": "b"}, "txt: is not a field of this request"),
        ({"text": "a", "language": "en", "option_id": "x"}, "option_id: "),
    ],
)
async def test_mistakes_are_named_in_plain_words(body: Any, words: str, world: World, comments: str) -> None:
    problem = assert_problem(await world.delegate.post(comments, body), 422, "invalid", words)
    for jargon in ("Value", "validation", "String", "Field", "pattern"):
        assert jargon not in problem["detail"]


async def test_another_content_type_is_not_read_as_json(world: World, comments: str) -> None:
    body = json.dumps(HELLO).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "rubbish"):
        assert_problem(await raw(world, body, comments, **{"content-type": kind}), 422, "invalid")
    await nothing_was_posted(world)


UNUSUAL = [
    "نؤيد توسيع العضوية إلى 53 (fifty-three) عضوًا، 100%!",
    "We heard: «لا نؤيد» — and “כן”, twice.",
    "\u2067نعم\u2069 / \u2066yes\u2069",
    "👩‍👩‍👧‍👦 🇨🇭 𠜎 क्ष ﷽",
    "a\u2028b\u2029c",
    "</script><img src=x onerror=alert(1)> {{7*7}} ${7*7} '; DROP TABLE comments; --",
    "\\u0000 \\ud800 %00 %s {0} \\",
    "x" * 2000,
    "ﬁ ① Å ½ ＡＢＣ".replace("Å", "\u00c5"),
]


@pytest.mark.parametrize("text", UNUSUAL, ids=range(len(UNUSUAL)))
async def test_unusual_text_comes_back_unchanged_everywhere(text: str, world: World, comments: str) -> None:
    posted = await world.delegate.post(comments, {"text": text, "language": "ar"})
    assert posted.status_code == 201, posted.text
    assert posted.json()["text"] == text
    assert (await world.reader.get(comments)).json()["items"][0]["text"] == text
    assert (await world.record())[-1]["payload"]["comment"]["text"] == text
    filed = await world.file(text, title=text[:250], by="neighbour")
    assert (await world.reader.get(f"/contributions/{filed['id']}")).json()["versions"][0]["text"] == text


TOO_LONG = {
    "comment": ("POST", "/meetings/{meeting}/comments", HELLO | {"text": "x" * 2001}),
    "title": ("POST", "/consultations/{ref}/contributions", HELLO | {"title": "x" * 301}),
    "contribution": ("POST", "/consultations/{ref}/contributions", HELLO | {"title": "x", "text": "x" * 60_001}),
    "questions": (
        "POST",
        "/consultations/{ref}/contributions",
        HELLO | {"title": "x", "question_ids": [str(uuid4()) for _ in range(101)]},
    ),
    "reason": ("PUT", "/options/{option}/position", {"stance": "oppose", "language": "en", "reason": "x" * 4001}),
    "closing": ("POST", "/rounds/{round}/close", {"reason": "x" * 4001}),
    "slug": ("POST", "/consultations", definition(slug="x" * 81)),
    "rounds": ("POST", "/consultations", definition(rounds=definition()["rounds"] * 17)),
    "password": ("POST", "/auth/password", {"email": "a@example.org", "password": "x" * 1001}),
    "address": ("POST", "/auth/password", {"email": "a" * 400 + "@example.org", "password": "x"}),
    "link": ("POST", "/auth/link", {"token": "x" * 201}),
}


def placed(path: str, world: World) -> str:
    return path.format(ref=world.slug, meeting=world.meeting_id, option=world.option_ids[0], round=world.round_ids[0])


@pytest.mark.parametrize("what", TOO_LONG)
async def test_too_long(what: str, world: World) -> None:
    method, path, body = TOO_LONG[what]
    before = await world.record()
    person = {"slug": world.founder, "rounds": world.founder, "closing": world.chair}.get(what, world.delegate)
    assert_problem(await person._call(method, placed(path, world), json=body), 422, "invalid")
    assert await world.record() == before


async def test_bodies_of_ten_megabytes(world: World, comments: str) -> None:
    """Refused by the length announced; and by counting, when none is."""
    big = json.dumps(HELLO | {"text": "x" * 10 * MEBIBYTE}).encode()
    assert_problem(await raw(world, big, comments), 413, "too_large", "1,000,000 bytes")

    async def pieces() -> Any:
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    headers = {"content-type": "application/json"}
    chunked = await world.delegate._call("POST", comments, content=pieces(), headers=headers)
    assert_problem(chunked, 413, "too_large", "1,000,000 bytes")
    await nothing_was_posted(world)


async def test_ten_megabytes_over_a_real_socket(world: World, comments: str, server: str) -> None:
    big = b'{"text": "' + b"x" * 10 * MEBIBYTE + b'", "language": "en"}'

    async def pieces() -> Any:
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    headers = {"authorization": f"Bearer {world.delegate.token}", "content-type": "application/json"}
    async with AsyncClient(base_url=f"http://{server}/api/v1", headers=headers) as client:
        for content in (big, pieces()):
            assert_problem(await client.post(comments, content=content), 413, "too_large")
        assert (await client.post(comments, json=HELLO)).status_code == 201


@pytest.mark.parametrize(
    "path",
    [
        "/consultations/{id}",
        "/consultations/nothing",
        "/consultations/%00",
        "/consultations/a%00b",
        "/consultations/%ff%fe",
        "/consultations/%F0%9F%98%80",
        "/consultations/..%2f..%2fetc%2fpasswd",
        "/consultations/'%20OR%201=1--",
        "/consultations/{id}/record",
        "/consultations/a%00b/record/export",
        "/consultations/{id}/positions",
        "/meetings/{id}",
        "/meetings/{id}/comments",
        "/contributions/{id}",
        "/options/{id}/positions",
        "/nothing",
        "/",
        "/consultations/a/b/c",
    ],
)
async def test_what_there_is_not(path: str, world: World) -> None:
    for person in (world.reader, world.delegate):
        assert_problem(await person.get(path.format(id=uuid4())), 404)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/meetings/{id}/comments", HELLO),
        ("POST", "/meetings/{id}/start", None),
        ("POST", "/rounds/{id}/open", {"reason": "x"}),
        ("POST", "/consultations/{id}/contributions", HELLO | {"title": "x"}),
        ("POST", "/contributions/{id}/versions", HELLO | {"title": "x"}),
        ("POST", "/contributions/{id}/withdraw", {"reason": "x"}),
        ("PUT", "/options/{id}/position", {"stance": "oppose", "language": "en"}),
    ],
)
async def test_acts_on_what_there_is_not(method: str, path: str, body: Any, world: World) -> None:
    assert_problem(await world.chair._call(method, path.format(id=uuid4()), json=body), 404, "not_found", "no such")


async def test_ids_that_belong_elsewhere(world: World, comments: str) -> None:
    for option in (uuid4(), world.meeting_id):
        refused = await world.delegate.post(comments, HELLO | {"option_id": str(option)})
        assert_problem(refused, 422, "unknown_option")
    unknown = HELLO | {"title": "x", "question_ids": [str(uuid4())]}
    refused = await world.delegate.post(f"/consultations/{world.slug}/contributions", unknown)
    assert_problem(refused, 422, "unknown_question")


@pytest.mark.parametrize("bad", ["1", "x", "%00", "0" * 31, "z" * 36, "00000000-0000-0000-0000-00000000000g"])
async def test_ids_that_are_none(bad: str, world: World) -> None:
    for path in ("/meetings/{}", "/meetings/{}/comments", "/contributions/{}", "/options/{}/positions"):
        assert_problem(await world.reader.get(path.format(bad)), 422, "invalid")
    refused = await world.delegate.get("/me", headers={"Convenor-Capacity": bad})
    assert_problem(refused, 422, "invalid")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=201",
        "limit=x",
        "limit=1.5",
        "limit=NaN",
        "limit=1e2",
        f"limit={'9' * 5000}",
        "limit=%00",
        "before=x",
        "before=",
        f"before={2**63}",
        f"before={10**30}",
        f"before=-{10**30}",
        f"before={'9' * 5000}",
        "before=NaN",
    ],
)
async def test_queries_that_make_no_sense(query: str, world: World, comments: str) -> None:
    pages = (
        "/consultations",
        comments,
        f"/consultations/{world.slug}/contributions",
        f"/options/{world.option_ids[0]}/positions",
        f"/consultations/{world.slug}/moderation/decisions",
    )
    for path in pages:
        assert_problem(await world.chair.get(f"{path}?{query}"), 422, "invalid")
    record = f"/consultations/{world.slug}/record?{query.replace('before', 'after')}"
    assert_problem(await world.reader.get(record), 422, "invalid")


async def test_cursors_beyond_the_ends_are_empty_pages(world: World, comments: str) -> None:
    await world.post_comment()
    for before, count in ((-5, 0), (0, 0), (2**31 - 1, 1)):
        page = await world.reader.get(f"{comments}?before={before}")
        assert (page.status_code, len(page.json()["items"])) == (200, count) if before >= 0 else (422, 0), page.text
    page = await world.reader.get(f"/consultations/{world.slug}/record?after={2**31 - 1}")
    assert (page.json()["items"], page.json()["next"]) == ([], None)


@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("DELETE", "/consultations/{ref}", {405}),
        ("PUT", "/consultations", {405}),
        ("PATCH", "/meetings/{meeting}/comments", {405}),
        ("POST", "/options/{option}/position", {405}),
        ("GET", "/options/{option}/position", {404, 405}),
        ("GET", "/auth/password", {404, 405}),
        ("POST", "/nothing/at/all", {404, 405}),
        ("PROPFIND", "/consultations", {405}),
        ("TRACE", "/me", {405}),
    ],
)
async def test_wrong_methods(method: str, path: str, statuses: set[int], world: World) -> None:
    response = await world.delegate._call(method, placed(path, world))
    assert response.status_code in statuses
    assert_problem(response, response.status_code)


@pytest.mark.parametrize(
    "instant",
    ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z", "tomorrow", 1e30, "", None],
)
async def test_times_outside_the_calendar(instant: Any, world: World) -> None:
    body = {"reason": "x", "scheduled_closes_at": instant}
    assert_problem(await world.chair.post(f"/rounds/{world.round_ids[0]}/extend", body), 422, "invalid")


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "é", "x" * 7000, "null"])
async def test_tokens_that_are_none(token: str, world: World, comments: str) -> None:
    headers = {"authorization": f"Bearer {token}".encode("latin-1")}
    for response in (
        await world.client.get("/api/v1/me", headers=headers),
        await world.client.post(f"/api/v1{comments}", json=HELLO, headers=headers),
    ):
        assert_problem(response, 401, "token_expired")


@pytest.mark.parametrize("subject_type", ["comment", "contribution", "position", "statement", "account", ""])
async def test_moderating_what_there_is_not(subject_type: str, world: World) -> None:
    body = {"subject_type": subject_type, "subject_id": str(uuid4()), "action": "hide", "reason": "x"}
    known = subject_type not in {"account", ""}
    assert_problem(await world.chair.post("/moderation/decisions", body), 404 if known else 422)


async def test_a_slug_that_looks_like_an_id_is_still_found(world: World) -> None:
    """Or else it must be refused: a consultation that nobody can reach is worse than either."""
    for slug in ("0123456789abcdef0123456789abcdef", str(uuid4())):
        made = await world.founder.post("/consultations", definition(slug=slug))
        if made.status_code == 201:
            assert (await world.reader.get(f"/consultations/{slug}")).status_code == 200
            assert_problem(await world.founder.post("/consultations", definition(slug=slug)), 409, "slug_taken")
        else:
            assert_problem(made, 422, "invalid")


async def test_everything_at_once_leaves_the_service_standing(world: World, comments: str) -> None:
    bodies = [*MALFORMED.values(), *WRONG.values()]
    answers = await asyncio.gather(*(raw(world, body, comments) for body in bodies))
    assert {answer.status_code for answer in answers} == {400, 422}
    assert (await world.delegate.post(comments, HELLO)).status_code == 201
