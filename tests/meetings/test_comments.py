"""Posting live comments: capacity AND round AND a meeting in progress."""

from tests.world import World

HELLO = {"text": "We support the enlargement.", "language": "en"}


async def test_a_posted_comment_is_in_the_list_and_in_the_record(world: World) -> None:
    posted = await world.delegate.post(f"/meetings/{world.meeting_id}/comments", HELLO)
    assert posted.status_code == 201, posted.text
    comment = posted.json()
    page = (await world.reader.get(f"/meetings/{world.meeting_id}/comments")).json()
    assert page["items"] == [comment]
    last = (await world.record())[-1]
    assert (last["type"], last["payload"]["comment"]) == ("comment.posted", comment)
    assert last["seq"] == comment["seq"] == page["record_seq"]
    assert comment["acted_as"]["entity"] == "Delegation 1, simulated"
