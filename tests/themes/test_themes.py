"""The life of a theme, as those who propose it and those who look after it see it."""

import asyncio
from uuid import uuid4

from tests.counting import counted
from tests.problems import assert_problem
from tests.themes.acts import WHY, Recount, detail, listed, merge, ok, propose, source, tag
from tests.world import World


async def test_who_may_contribute_may_propose_while_a_round_is_open(world: World) -> None:
    spam = await propose(world, "Spam", "delegate", description="Unwanted mail, in all its forms.")
    await propose(world, "Access", "observer")
    shown = (await detail(world, spam))["theme"]
    assert (shown["title"], shown["state"], shown["version"]) == ("Spam", "candidate", 1)
    assert shown["acted_as"]["entity"] == "Delegation 1, simulated"
    assert shown["mentions"] == {"contributors": 0, "messages": 0, "texts": 0, "by_group": {}, "by_region": {}}
    again = await world.neighbour.post(f"/consultations/{world.slug}/themes", {"title": "SPAM.", "language": "en"})
    assert_problem(again, 409, "theme_exists", "“Spam”")
    for round_id in world.round_ids[:2]:
        ok(await world.chair.post(f"/rounds/{round_id}/close", WHY))
    late = {"title": "Openness", "language": "en"}
    refused = await world.delegate.post(f"/consultations/{world.slug}/themes", late)
    assert_problem(refused, 409, "round_closed")
    for officer in ("secretariat", "convener", "rapporteur"):
        await propose(world, f"Of the {officer}", officer)
    types = [entry["type"] for entry in await world.record() if entry["type"].startswith("theme")]
    assert types == ["theme.proposed"] * 5


async def test_two_proposals_of_one_title_at_the_same_moment(world: World) -> None:
    body = {"title": "Spam", "language": "en"}
    path = f"/consultations/{world.slug}/themes"
    answers = await asyncio.gather(*(world.people[by].post(path, body) for by in ("delegate", "neighbour", "person")))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_a_new_name_leaves_the_old_one_readable(world: World) -> None:
    theme = await propose(world, "Spam", "delegate")
    other = await propose(world, "Security")
    change = {"title": "Unwanted mail", "language": "en", "version": 1, **WHY}
    renamed = ok(await world.chair.post(f"/themes/{theme}/rename", change))
    assert (renamed["title"], renamed["version"]) == ("Unwanted mail", 2)
    stale = await world.rapporteur.post(f"/themes/{theme}/rename", change | {"title": "Mail"})
    assert_problem(stale, 409, "version_changed")
    taken = await world.chair.post(f"/themes/{other}/rename", change | {"title": "unwanted mail"})
    assert_problem(taken, 409, "theme_exists")
    [name] = (await detail(world, theme))["names"]
    assert (name["title"], name["version"], name["reason"]) == ("Spam", 1, WHY["reason"])
    assert name["acted_as"]["capacity"] == "chair"
    await propose(world, "Spam", "neighbour")


async def test_merged_it_stays_readable_and_leads_to_the_other_with_its_mentions(world: World) -> None:
    spam, mail = await propose(world, "Spam"), await propose(world, "Unwanted mail")
    ours, theirs = await world.file("Spam hurts."), await world.file("Mail hurts.", by="neighbour")
    for theme, message in ((spam, ours), (spam, theirs), (mail, theirs)):
        ok(await tag(world, theme, message))
    assert_problem(await merge(world, spam, spam), 422, "same_theme")
    assert_problem(await merge(world, spam, str(uuid4())), 422, "unknown_theme")
    merged = ok(await merge(world, spam, mail))
    assert (merged["state"], merged["merged_into"], merged["ended"]["reason"]) == ("merged", mail, WHY["reason"])
    shown = await detail(world, spam)
    assert shown["theme"]["title"] == "Spam"
    assert shown["merged_into"]["title"] == "Unwanted mail"
    assert shown["theme"]["mentions"]["contributors"] == 0
    there = await detail(world, mail)
    assert (there["theme"]["mentions"]["contributors"], there["theme"]["mentions"]["messages"]) == (2, 2)
    assert [each["id"] for each in there["merged_from"]] == [spam]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["moved"]) == ("theme.merged", 1)
    assert [each["id"] for each in await listed(world)] == [mail]
    assert [each["id"] for each in await listed(world, state="merged")] == [spam]
    assert_problem(await tag(world, spam, ours), 409, "theme_merged")
    assert_problem(await merge(world, mail, spam), 409, "theme_merged")
    assert_problem(await merge(world, spam, mail), 409, "theme_merged")


async def test_split_its_messages_go_where_they_are_given(world: World) -> None:
    privacy = await propose(world, "Privacy and freedom", "delegate")
    messages = [
        await world.file(f"View {number}.", by=by) for number, by in enumerate(("delegate", "neighbour", "person"))
    ]
    for message in messages:
        ok(await tag(world, privacy, message))
    parts = [
        {"title": "Privacy", "language": "en", "sources": [source(messages[0]), source(messages[1])]},
        {"title": "Freedom", "language": "en", "sources": [source(messages[1])]},
    ]
    twins = {"parts": [parts[0], parts[0]], **WHY}
    assert_problem(await world.chair.post(f"/themes/{privacy}/split", twins), 422, "invalid", "different titles")
    stranger = await world.file("Not tagged.")
    wrong = [{**parts[0], "sources": [source(stranger)]}, parts[1]]
    refused = await world.chair.post(f"/themes/{privacy}/split", {"parts": wrong, **WHY})
    assert_problem(refused, 422, "not_tagged")
    made = ok(await world.rapporteur.post(f"/themes/{privacy}/split", {"parts": parts, **WHY}))["items"]
    counts = [(await detail(world, each["id"]))["theme"]["mentions"]["contributors"] for each in made]
    assert counts == [2, 1]
    old = await detail(world, privacy)
    assert (old["theme"]["state"], old["theme"]["mentions"]["messages"]) == ("split", 1)
    assert [each["title"] for each in old["parts"]] == ["Privacy", "Freedom"]
    assert (await detail(world, made[0]["id"]))["split_from"]["id"] == privacy
    left = ok(await world.reader.get(f"/themes/{privacy}/sources"))["items"]
    assert [each["source_id"] for each in left] == [messages[2]["id"]]
    tagged_by = ok(await world.reader.get(f"/themes/{made[0]['id']}/sources"))["items"][0]["tags"]
    assert {each["tagged_as"]["capacity"] for each in tagged_by} == {"rapporteur"}
    types = [entry["type"] for entry in await world.record()][-3:]
    assert types == ["theme.proposed", "theme.proposed", "theme.split"]
    ok(await merge(world, made[0]["id"], made[1]["id"]))
    assert (await detail(world, made[1]["id"]))["theme"]["mentions"]["contributors"] == 2


async def test_a_cross_cutting_theme_is_marked_once(world: World) -> None:
    theme = await propose(world, "Capacity-building")
    marked = ok(await world.chair.put(f"/themes/{theme}/cross-cutting", {"cross_cutting": True}))
    assert (marked["cross_cutting"], marked["version"]) == (True, 2)
    seq = (await world.record())[-1]["seq"]
    assert ok(await world.chair.put(f"/themes/{theme}/cross-cutting", {"cross_cutting": True}))["version"] == 2
    assert (await world.record())[-1]["seq"] == seq


async def test_hidden_a_theme_leaves_a_stub_and_nothing_can_be_done_with_it(world: World) -> None:
    theme, other = await propose(world, "Words nobody should read", "observer"), await propose(world, "Access")
    message = await world.file()
    ok(await tag(world, theme, message))
    await world.moderate("hide", "theme", theme)
    shown = await detail(world, theme)
    assert (shown["theme"]["title"], shown["theme"]["hidden"]["reason"]) == (None, "To hide it")
    assert shown["theme"]["mentions"]["contributors"] == 1, "moderation removes words and changes no count"
    for role in ("reader", "delegate", "chair"):
        seen = [
            await world.people[role].get(path)
            for path in (f"/consultations/{world.slug}/themes", f"/themes/{theme}/sources",
                         f"/consultations/{world.slug}/theme-sources")
        ]  # fmt: skip
        assert all("nobody should read" not in page.text for page in seen)
        assert "nobody should read" not in str(await world.record(role))
    for path, body in (
        ("rename", {"title": "New", "language": "en", "version": 1, **WHY}),
        ("merge", {"into": other, **WHY}),
    ):
        assert_problem(await world.chair.post(f"/themes/{theme}/{path}", body), 409, "hidden")
    assert_problem(await merge(world, other, theme), 409, "hidden")
    await propose(world, "Words nobody should read")
    await world.moderate("restore", "theme", theme)
    assert (await detail(world, theme))["theme"]["title"] == "Words nobody should read"


async def test_the_list_shows_the_most_mentioned_first_and_pages_hold_each_once(world: World) -> None:
    themes = [await propose(world, f"Theme {number}") for number in range(8)]
    for number, by in (
        (5, "delegate"),
        (5, "neighbour"),
        (2, "person"),
        (5, "person"),
        (2, "delegate"),
        (7, "delegate"),
    ):
        ok(await tag(world, themes[number], await world.file(f"{number} by {by}", by=by)))
    order = [themes.index(each["id"]) for each in await listed(world)]
    assert order == [5, 2, 7, 0, 1, 3, 4, 6]
    bad = await world.reader.get(f"/consultations/{world.slug}/themes?after=soon")
    assert_problem(bad, 422, "invalid")


async def test_a_page_costs_the_same_however_many_there_are(world: World) -> None:
    async def cost(path: str) -> tuple[int, int]:
        with counted(world.db) as statements:
            items = ok(await world.reader.get(path))["items"]
        return len(statements), len(items)

    paths = (f"/consultations/{world.slug}/themes?limit=5", f"/consultations/{world.slug}/theme-sources?limit=5")
    first = [await propose(world, f"Theme {number}") for number in range(6)]
    for number in range(6):
        message = await world.file(f"About Theme {number}.")
        ok(await tag(world, first[number], message))
    few = [await cost(path) for path in paths]
    for number in range(6, 40):
        theme = await propose(world, f"Theme {number}")
        message = await world.file(f"About Theme {number}.", by="neighbour")
        for each in (theme, *first[:3]):
            ok(await tag(world, each, message))
    assert [await cost(path) for path in paths] == few
    assert all(items == 5 for _, items in few)
    recount = Recount(await world.record())
    for each in await listed(world, limit=50):
        assert each["mentions"] == recount.of(each["id"])
