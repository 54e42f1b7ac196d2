"""What a comment is about, and replies one level deep."""

from typing import Any
from uuid import uuid4

import pytest

from tests.problems import assert_problem
from tests.world import World, definition

HELLO = {"text": "We support the enlargement.", "language": "en"}


def path(world: World) -> str:
    return f"/meetings/{world.meeting_id}/comments"


async def test_a_comment_says_what_it_is_about_and_how_it_stands_to_it(world: World) -> None:
    about_option = await world.post_comment(option_id=str(world.option_ids[1]), alignment="against")
    about_question = await world.post_comment(question_id=str(world.question_ids[0]))
    assert (about_option["alignment"], about_option["question_id"]) == ("against", None)
    assert (about_question["question_id"], about_question["option_id"]) == (str(world.question_ids[0]), None)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"alignment": "for"}, "an alignment needs the option"),
        ({"alignment": "sideways"}, "alignment"),
        ({"question_id": str(uuid4()), "option_id": str(uuid4())}, "about a question or about one option"),
    ],
)
async def test_a_comment_about_nothing_clear_is_refused(world: World, about: dict[str, Any], words: str) -> None:
    assert_problem(await world.delegate.post(path(world), HELLO | about), 422, "invalid", words)


async def test_a_question_of_another_consultation_is_refused(world: World) -> None:
    other = (await world.founder.post("/consultations", definition(slug="other"))).json()
    question = other["note"]["questions"][0]["id"]
    assert_problem(await world.delegate.post(path(world), HELLO | {"question_id": question}), 422, "unknown_question")


async def test_replies_stand_in_the_list_and_can_be_asked_for(world: World) -> None:
    first, second = await world.post_comment("First"), await world.post_comment("Second")
    replies = [await world.post_comment(f"Reply {n}", by="neighbour", reply_to=first["id"]) for n in range(3)]
    everything = (await world.reader.get(path(world))).json()["items"]
    assert everything == [*reversed(replies), second, first]
    some = (await world.reader.get(f"{path(world)}?reply_to={first['id']}&limit=2")).json()
    assert (some["items"], some["next"]) == ([replies[2], replies[1]], replies[1]["seq"])
    rest = (await world.reader.get(f"{path(world)}?reply_to={first['id']}&before={some['next']}")).json()
    assert (rest["items"], rest["next"]) == ([replies[0]], None)


async def test_threads_are_one_level_deep(world: World) -> None:
    reply = await world.post_comment(reply_to=(await world.post_comment())["id"])
    deeper = await world.neighbour.post(path(world), HELLO | {"reply_to": reply["id"]})
    assert_problem(deeper, 422, "reply_to_a_reply", "reply to the comment above it")


async def test_nobody_replies_to_what_is_not_there(world: World) -> None:
    for unknown in (str(uuid4()), str(world.meeting_id)):
        nothing = await world.delegate.post(path(world), HELLO | {"reply_to": unknown})
        assert_problem(nothing, 422, "unknown_comment")
    hidden = await world.post_comment("Hidden")
    await world.moderate("hide", "comment", hidden["id"])
    assert_problem(await world.delegate.post(path(world), HELLO | {"reply_to": hidden["id"]}), 409, "comment_not_shown")


async def test_hiding_a_comment_keeps_its_replies(world: World) -> None:
    """And leaves a dated stub with the reason, to which they still belong (seen otherwise in Decidim)."""
    first = await world.post_comment("First")
    reply = await world.post_comment("Reply", by="neighbour", reply_to=first["id"])
    await world.moderate("hide", "comment", first["id"])
    shown = (await world.reader.get(path(world))).json()["items"]
    assert shown[0] == reply
    assert (shown[1]["id"], shown[1]["text"], shown[1]["hidden"]["reason"]) == (first["id"], None, "To hide it")


async def test_one_comment_by_its_address(world: World) -> None:
    comment = await world.post_comment()
    assert (await world.reader.get(f"/comments/{comment['id']}")).json() == comment
    assert_problem(await world.reader.get(f"/comments/{uuid4()}"), 404)
