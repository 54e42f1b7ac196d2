"""Captions and transcripts in: attached to whoever had the floor, corrected and moderated like all content."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from tests.problems import assert_problem
from tests.speakers.floors import FloorClient
from tests.world import World

VTT = """WEBVTT

NOTE a comment

1
00:00:01.000 --> 00:00:02.500
<v Delegate>Thank you, Chair &amp; colleagues.

00:00:03.000 --> 00:00:04.000
Two lines
of one caption.
"""
SRT = "1\n00:00:01,500 --> 00:00:04,000\nThank <i>you</i>.\n\n2\n00:00:05,000 --> 00:00:06,000\nشكراً\n"


def path(world: World, more: str = "") -> str:
    return f"/meetings/{world.meeting_id}/transcript{more}"


async def caption(world: World, *texts: str, by: str = "rapporteur") -> list[dict[str, Any]]:
    body = {"language": "en", "lines": [{"text": text} for text in texts]}
    added = await world.people[by].post(path(world), body)
    assert added.status_code == 201, added.text
    items: list[dict[str, Any]] = added.json()["items"]
    return items


async def upload(world: World, content: str | bytes, form: str, **query: str) -> Any:
    asked = {"language": "en", "format": form, **query}
    return await world.rapporteur._call("POST", path(world, "/file"), params=asked, content=content)


async def transcript(world: World, by: str = "reader") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await world.people[by].get(path(world))).json()["items"]
    return items


def texts(parts: list[dict[str, Any]]) -> list[list[str]]:
    return [[line["text"] for line in part["lines"]] for part in parts]


@pytest.fixture
async def speaker(world: World) -> str:
    """The delegate has the floor."""
    floor = FloorClient(world)
    await floor.does("open")
    speaker_id = await floor.asks()
    await floor.speaks(speaker_id)
    return speaker_id


async def test_captions_belong_to_whoever_has_the_floor(world: World, speaker: str) -> None:
    (part,) = await caption(world, "Thank you, Chair.", "We support the proposal.")
    assert part["speaker_id"] == speaker
    assert part["speaker"]["entity"] == "Delegation 1, simulated"
    assert part["acted_as"]["capacity"] == "rapporteur"
    assert texts([part]) == [["Thank you, Chair.", "We support the proposal."]]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["transcript_part"]) == ("transcript.added", part)
    await FloorClient(world).does("finish", speaker)
    (by_nobody,) = await caption(world, "I thank the delegate.", by="secretariat")
    assert by_nobody["speaker_id"] is by_nobody["speaker"] is None
    assert await transcript(world) == [by_nobody, part]


async def test_a_webvtt_file_counts_from_the_start_of_the_meeting(world: World) -> None:
    answer = await upload(world, VTT, "vtt")
    assert answer.status_code == 201, answer.text
    (part,) = answer.json()["items"]
    assert texts([part]) == [["Thank you, Chair & colleagues.", "Two lines\nof one caption."]]
    began = datetime.fromisoformat((await world.reader.get(f"/meetings/{world.meeting_id}")).json()["started_at"])
    assert datetime.fromisoformat(part["lines"][0]["started_at"]) - began == timedelta(seconds=1)
    assert datetime.fromisoformat(part["lines"][0]["ended_at"]) - began == timedelta(seconds=2.5)


async def test_a_file_finds_its_speakers(world: World, speaker: str) -> None:
    """Its first caption lies before the delegate took the floor, its second after."""
    started = (await FloorClient(world).speaker(speaker))["running_since"]
    begins = clock.iso(datetime.fromisoformat(started) - timedelta(seconds=3))
    (chair, delegate) = (await upload(world, SRT, "srt", begins=begins)).json()["items"]
    assert (chair["speaker_id"], delegate["speaker_id"]) == (None, speaker)
    assert texts([chair, delegate]) == [["Thank you."], ["شكراً"]]


async def test_plain_text_has_paragraphs_and_no_times(world: World) -> None:
    (part,) = (await upload(world, "First\r\n\r\nSecond\nline\n\n\n", "text")).json()["items"]
    assert texts([part]) == [["First", "Second\nline"]]
    assert {line["started_at"] for line in part["lines"]} == {None}


@pytest.mark.parametrize(
    ("content", "form", "code"),
    [
        ("Thank you", "vtt", "malformed_file"),
        ("WEBVTT\n\nsoon --> later\nHello", "vtt", "malformed_file"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "vtt", "malformed_file"),
        ("not a subtitle", "srt", "malformed_file"),
        ("WEBVTT\n\n", "vtt", "empty_file"),
        (" \n\n ", "text", "empty_file"),
        (b"\xff\xfe\x00", "text", "wrong_encoding"),
        ("NUL \x00", "text", "malformed_file"),
        ("x" * 3_000, "text", "malformed_file"),
    ],
)
async def test_a_file_that_cannot_be_read_changes_nothing(
    world: World, content: str | bytes, form: str, code: str
) -> None:
    before = await world.record()
    assert_problem(await upload(world, content, form), 422, code)
    assert await world.record() == before
    assert await transcript(world) == []


async def test_before_the_meeting_begins_nothing_has_been_said(world: World) -> None:
    body = {
        "round_id": str(world.round_ids[1]),
        "title": "Later",
        "scheduled_starts_at": clock.iso(clock.now()),
        "scheduled_ends_at": clock.iso(clock.now() + timedelta(hours=1)),
    }
    meeting = (await world.chair.post(f"/consultations/{world.slug}/meetings", body)).json()
    lines = {"language": "en", "lines": [{"text": "Hello"}]}
    refused = await world.rapporteur.post(f"/meetings/{meeting['id']}/transcript", lines)
    assert_problem(refused, 409, "meeting_not_begun")


async def test_a_part_is_corrected_and_given_to_another_speaker(world: World, speaker: str) -> None:
    (part,) = await caption(world, "We abhor the proposal.")
    changes = {"lines": [{"text": "We adore the proposal."}], "speaker_id": None}
    corrected = await world.rapporteur.put(f"/transcript-parts/{part['id']}", changes)
    assert corrected.status_code == 200, corrected.text
    out = corrected.json()
    assert (texts([out]), out["speaker_id"], out["version"]) == ([["We adore the proposal."]], None, 2)
    assert await transcript(world) == [out]
    unknown = await world.rapporteur.put(
        f"/transcript-parts/{part['id']}", changes | {"speaker_id": str(world.meeting_id)}
    )
    assert_problem(unknown, 422, "unknown_speaker")
    back = await world.rapporteur.put(f"/transcript-parts/{part['id']}", changes | {"speaker_id": speaker})
    assert back.json()["speaker"]["entity"] == "Delegation 1, simulated"


async def test_a_hidden_part_is_withheld_everywhere(world: World) -> None:
    (secret,) = await caption(world, "A name that must not be named")
    (other,) = await caption(world, "Something else")
    await world.moderate("hide", "transcript_part", secret["id"])
    shown = await transcript(world)
    assert shown[0] == other
    assert (shown[1]["lines"], shown[1]["hidden"]["reason"]) == (None, "To hide it")
    assert "must not be named" not in str(await world.record("chair"))
    refused = await world.rapporteur.put(f"/transcript-parts/{secret['id']}", {"lines": [{"text": "x"}]})
    assert_problem(refused, 409, "hidden")
    await world.moderate("restore", "transcript_part", secret["id"])
    assert await transcript(world) == [other, secret]


async def test_a_resend_adds_nothing_twice(world: World) -> None:
    body, key = {"language": "en", "lines": [{"text": "Once"}]}, {"Idempotency-Key": "captions-1"}
    first, second = [await world.rapporteur.post(path(world), body, headers=key) for _ in range(2)]
    assert first.json() == second.json()
    assert len(await transcript(world)) == 1


async def test_a_file_is_looked_at_before_it_is_added(world: World, speaker: str) -> None:
    begins = clock.iso(clock.now() - timedelta(seconds=2))
    before = await world.record()
    for content, form in ((VTT, "vtt"), (SRT, "srt"), ("One.\n\nTwo.", "text")):
        params = {"format": form, "begins": begins}
        seen = await world.rapporteur._call("POST", path(world, "/preview"), params=params, content=content)
        assert seen.status_code == 200, seen.text
        assert await world.record() == before, "looking has left an entry"
        added = await upload(world, content, form, begins=begins)
        shown = ("speaker_id", "speaker", "lines")
        assert [{name: part[name] for name in shown} for part in added.json()["items"]] == seen.json()["items"]
        before = await world.record()
    params = {"format": "srt"}
    refused = await world.rapporteur._call("POST", path(world, "/preview"), params=params, content="no captions")
    assert_problem(refused, 422, "malformed_file")
    hidden = await world.stranger._call("POST", path(world, "/preview"), params=params, content=SRT)
    assert_problem(hidden, 403, "not_permitted")


async def test_a_correction_does_not_overwrite_another(world: World) -> None:
    (part,) = await caption(world, "Thank yu, Chair.")
    body = {"lines": [{"text": "Thank you, Chair."}], "version": part["version"]}
    first = await world.rapporteur.put(f"/transcript-parts/{part['id']}", body)
    assert (first.status_code, first.json()["version"]) == (200, 2)
    late = await world.secretariat.put(f"/transcript-parts/{part['id']}", body | {"lines": [{"text": "Thanks."}]})
    assert_problem(late, 409, "version_changed")
    assert texts(await transcript(world)) == [["Thank you, Chair."]]
