"""Which message mentions which theme: who may say so, what counts, and what stops counting."""

import asyncio
from typing import Any

from tests.problems import assert_problem
from tests.samples.positions import delegation_of
from tests.speakers.floors import FloorClient
from tests.themes.acts import Recount, detail, ok, propose, source, tag, untag
from tests.world import World


async def mentions(world: World, theme: str) -> dict[str, Any]:
    found: dict[str, Any] = (await detail(world, theme))["theme"]["mentions"]
    assert found == Recount(await world.record()).of(theme)
    return found


async def test_its_author_the_secretariat_and_the_rapporteur_tag_a_message(world: World) -> None:
    theme, message = await propose(world, "Spam"), await world.file("Spam hurts.")
    for role in ("neighbour", "observer", "chair", "convener"):
        assert_problem(await tag(world, theme, message, role), 403, "not_permitted", "secretariat and the rapporteur")
    assert_problem(await world.reader.put(f"/themes/{theme}/tags", source(message)), 401, "not_signed_in")
    own = ok(await tag(world, theme, message, "colleague"))
    assert (own["by_author"], own["tagged_as"]["name"]) == (True, "Colleague, simulated")
    seq = (await world.record())[-1]["seq"]
    assert ok(await tag(world, theme, message, "rapporteur")) == own, "the first who said so has said so"
    assert (await world.record())[-1]["seq"] == seq
    other = ok(await tag(world, theme, await world.file("More spam.", by="person"), "secretariat"))
    assert other["by_author"] is False
    ok(await untag(world, theme, message, "rapporteur"))
    assert_problem(await untag(world, theme, message, "delegate"), 409, "not_tagged")
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["acted_as"]["capacity"]) == ("theme.untagged", "rapporteur")
    assert (await mentions(world, theme))["messages"] == 1


async def test_entities_count_once_however_often_they_say_it(world: World) -> None:
    theme = await propose(world, "Spam")
    for text, by in (("One.", "delegate"), ("Two.", "colleague"), ("One.", "neighbour"), ("Three.", "person")):
        ok(await tag(world, theme, await world.file(text, by=by)))
    ok(await tag(world, theme, await world.post_comment("Spam!", by="colleague")))
    found = await mentions(world, theme)
    assert (found["contributors"], found["messages"], found["texts"]) == (3, 5, 4)
    assert found["by_group"]["government"] == {"contributors": 1, "messages": 3}
    assert found["by_region"]["weog"] == {"contributors": 1, "messages": 1}


async def test_who_joined_a_joint_statement_mentions_what_it_mentions(world: World) -> None:
    theme = await propose(world, "Spam")
    network = await delegation_of(world, "neighbour")
    joint = await world.file("Together.", on_behalf_of="A group, simulated", co_sponsors=[network])
    ok(await tag(world, theme, joint))
    assert (await mentions(world, theme))["contributors"] == 1, "an invitation is no act of theirs"
    path = f"/contributions/{joint['id']}"
    ok(await world.neighbour.post(f"{path}/associate", {"version": 1}))
    ok(await world.person.post(f"{path}/associate", {"version": 1}))
    found = await mentions(world, theme)
    assert (found["contributors"], found["messages"]) == (3, 1)
    ok(await world.person.post(f"{path}/dissociate", {}))
    ok(await world.delegate.post(f"{path}/versions", {"title": "T", "text": "Again.", "language": "en"}))
    assert (await mentions(world, theme))["contributors"] == 1, "the new text is nobody's yet but its author's"


async def test_what_nobody_can_read_any_more_stops_counting_and_counts_again_when_it_is_back(world: World) -> None:
    theme = await propose(world, "Spam")
    ours, comment = await world.file("Spam hurts."), await world.post_comment("Spam!", by="neighbour")
    for message in (ours, comment):
        ok(await tag(world, theme, message))
    await world.moderate("hide", "comment", comment["id"])
    await world.moderate("hide", "contribution", ours["id"])
    assert (await mentions(world, theme))["contributors"] == 0
    assert ok(await world.reader.get(f"/themes/{theme}/sources"))["items"] == []
    assert_problem(await tag(world, await propose(world, "Access"), ours), 404, "not_found")
    await world.moderate("restore", "comment", comment["id"])
    await world.moderate("restore", "contribution", ours["id"])
    assert (await mentions(world, theme))["messages"] == 2
    ok(await world.delegate.post(f"/contributions/{ours['id']}/withdraw", {"reason": "A mistake"}))
    assert (await mentions(world, theme))["messages"] == 1


async def test_what_is_said_in_a_closed_meeting_is_not_found_and_not_counted(world: World) -> None:
    theme = await propose(world, "Spam")
    meeting = f"/meetings/{world.meeting_id}"
    ok(await world.chair.patch(meeting, {"visibility": "governments"}))
    closed = await world.post_comment("Among ourselves: spam.", by="delegate")
    for role in ("rapporteur", "delegate"):
        assert_problem(await tag(world, theme, closed, role), 404, "not_found")
    ok(await world.chair.patch(meeting, {"visibility": "public"}))
    ok(await world.chair.patch(meeting, {"comment_moderation": "before"}))
    held = await world.post_comment("Held spam.", by="neighbour")
    assert_problem(await tag(world, theme, held), 404, "not_found")
    assert ok(await world.secretariat.get(f"{meeting}/theme-sources?said=comment"))["items"] == []
    assert "spam" not in str(ok(await world.reader.get(f"/themes/{theme}/sources")))


async def test_a_statement_on_the_floor_is_tagged_and_shown_with_its_text(world: World) -> None:
    floor = FloorClient(world)
    theme, text = await propose(world, "Spam"), {"title": "On spam", "text": "Spam, Chair.", "language": "en"}
    ok(await world.delegate.post(f"/meetings/{world.meeting_id}/prepared-statements", text))
    await floor.on_list("open")
    speaker = await floor.asks()
    await floor.speaks(speaker)
    await floor.does("finish", speaker)
    [spoken] = ok(await world.reader.get(f"/meetings/{world.meeting_id}/theme-sources"))["items"]
    assert (spoken["title"], spoken["text"], spoken["suggested"]) == ("On spam", "Spam, Chair.", [theme])
    message = {"id": spoken["source_id"]}
    assert ok(await tag(world, theme, message, "delegate"))["by_author"] is True
    found = (await detail(world, theme))["theme"]["mentions"]
    assert (found["contributors"], found["by_group"]) == (1, {"government": {"contributors": 1, "messages": 1}})
    ok(await world.chair.patch(f"/meetings/{world.meeting_id}", {"visibility": "governments"}))
    assert (await detail(world, theme))["theme"]["mentions"]["messages"] == 0


async def test_the_screen_for_tagging_suggests_and_a_suggestion_counts_nowhere(world: World) -> None:
    theme, hidden = await propose(world, "Human rights"), await propose(world, "Rights of robots")
    ours = await world.file("Human rights come first, and the rights of robots last.")
    await world.moderate("hide", "theme", hidden)
    path = f"/consultations/{world.slug}/theme-sources"
    page = ok(await world.rapporteur.get(path))
    [item] = page["items"]
    assert (item["suggested"], item["tags"]) == ([theme], [])
    assert [each["title"] for each in page["themes"]] == ["Human rights"]
    assert (await mentions(world, theme))["messages"] == 0
    assert len(ok(await world.rapporteur.get(f"{path}?untagged=true"))["items"]) == 1
    ok(await tag(world, theme, ours))
    assert ok(await world.rapporteur.get(f"{path}?untagged=true"))["items"] == []
    [item] = ok(await world.reader.get(path))["items"]
    assert [each["theme_id"] for each in item["tags"]] == [theme]


async def test_the_same_tag_twice_at_the_same_moment_is_one(world: World) -> None:
    theme, message = await propose(world, "Spam"), await world.file("Spam hurts.")
    answers = await asyncio.gather(*(tag(world, theme, message, by) for by in ("delegate", "colleague", "rapporteur")))
    assert {answer.status_code for answer in answers} == {200}
    assert (await mentions(world, theme))["messages"] == 1


async def test_a_message_of_another_consultation_is_not_found(world: World) -> None:
    theme = await propose(world, "Spam")
    missing = {"source_type": "comment", "source_id": (await world.file())["id"]}
    assert_problem(await world.rapporteur.put(f"/themes/{theme}/tags", missing), 404, "not_found", "no such comment")
