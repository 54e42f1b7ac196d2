"""The well-formed requests of `general.py` for transcripts."""

from tests.samples.general import Request, sample, simple
from tests.world import World

LINES = {"language": "en", "lines": [{"text": "Thank you, Chair."}]}

simple("list_transcript", "GET", "/meetings/{meeting}/transcript")
simple("add_to_transcript", "POST", "/meetings/{meeting}/transcript", LINES)


@sample("add_transcript_file")
async def _add_transcript_file(world: World) -> Request:
    return Request("POST", f"/meetings/{world.meeting_id}/transcript/file?language=en&format=text", "Thank you, Chair.")


@sample("preview_transcript_file")
async def _preview_transcript_file(world: World) -> Request:
    return Request("POST", f"/meetings/{world.meeting_id}/transcript/preview?format=text", "Thank you, Chair.")


@sample("correct_transcript")
async def _correct_transcript(world: World) -> Request:
    added = await world.secretariat.post(f"/meetings/{world.meeting_id}/transcript", LINES)
    assert added.status_code == 201, added.text
    return Request("PUT", f"/transcript-parts/{added.json()['items'][0]['id']}", {"lines": [{"text": "Thank you."}]})
