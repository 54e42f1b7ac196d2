"""Editing paragraph by paragraph: what stands, what is lost visibly, what is refused, what a new draft keeps."""

import pytest

from app.summaries.editing import words
from app.summaries.editing.diff import compared
from tests.samples.summaries import circulated, drafted, paragraph_ids
from tests.world import World


async def desk(world: World, summary, by: str = "rapporteur"):
    return (await world.people[by].get(f"/summaries/{summary['id']}/editing")).json()


def row(editing, ending: str = ".counts"):
    return next(each for each in editing["paragraphs"] if each["id"].endswith(ending))


async def edit(world: World, editing, paragraph_id: str, *, by: str = "rapporteur", **body):
    headers = {"If-Match": str(editing["version"])}
    path = f"/summaries/{editing['summary_id']}/paragraphs/{paragraph_id}"
    return await world.people[by].put(path, {"action": "edit", **body}, headers=headers)


async def edited(world: World, editing, paragraph_id: str, **body):
    made = await edit(world, editing, paragraph_id, **body)
    assert made.status_code == 200, made.text
    return made.json()


async def content(world: World, by: str = "chair"):
    return (await world.people[by].get(f"/consultations/{world.slug}/summary")).json()["content"]


async def test_an_edit_that_leaves_the_counts_keeps_them(world: World) -> None:
    editing = await desk(world, await drafted(world))
    before = row(editing)
    text = before["text"].replace("The option was", "In the debate the option was")
    after = row(await edited(world, editing, before["id"], text=text))
    assert (after["status"], after["lost"], after["text"]) == ("edited", [], text)
    assert after["computed"] == before["text"]
    document = await content(world)
    assert {"q1-o1-support", "q1-o1-oppose"} <= {claim["id"] for claim in document["claims"]}
    assert words.EDITED in document["scale"]["marks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("supported", "opposed"), ("was supported", "was not supported"), ("1 of the 2 participants", "participants")],
)
async def test_a_changed_count_is_lost_visibly(world: World, old: str, new: str) -> None:
    """Each time one side's sentence says something else, so it is no count any more; the other side goes with it."""
    editing = await desk(world, await drafted(world))
    before = row(editing)
    assert old in before["text"]
    first = before["text"].split(".")[0].replace(old, new) + "."
    after = await edit(world, editing, before["id"], text=first)
    if after.status_code == 422:
        assert after.json()["code"] == "uncounted_figure"
        return
    found = row(after.json(), before["id"])
    assert (found["status"], len(found["lost"])) == ("uncounted", 2)
    document = await content(world)
    assert not [claim for claim in document["claims"] if claim["id"].startswith("q1-o1")]
    assert document["scale"]["marks"][words.UNCOUNTED]
    page = await world.chair.get(f"/summaries/{editing['summary_id']}/claims/q1-o1-support")
    assert page.status_code == 404


async def test_one_side_may_not_stand_without_the_other(world: World) -> None:
    editing = await desk(world, await drafted(world))
    before = row(editing)
    assert before["text"].count(".") > 1
    refused = await edit(world, editing, before["id"], text=before["text"].split(". ")[0] + ".")
    assert (refused.status_code, refused.json()["code"]) == (422, "counter_claim_lost")


@pytest.mark.parametrize("typed", ["Some 40 speakers agreed.", "Most agreed.", "A majority agreed.", "٤ agreed."])
async def test_figures_and_words_of_the_scale_are_not_typed_by_hand(world: World, typed: str) -> None:
    editing = await desk(world, await drafted(world))
    before = row(editing)
    refused = await edit(world, editing, before["id"], text=f"{before['text']} {typed}")
    assert (refused.status_code, refused.json()["code"]) == (422, "uncounted_figure")
    own = row(await edited(world, editing, before["id"], text=typed, own_words=True), before["id"])
    assert (own["status"], own["own_words"], len(own["lost"])) == ("own", True, 2)
    assert own["runs"][-1]["text"] == words.OWN


async def test_a_quotation_is_word_for_word_or_not_at_all(world: World) -> None:
    editing = await desk(world, await drafted(world))
    before = row(editing, ".quotes")
    refused = await edit(world, editing, before["id"], text=before["text"].replace("weight", "might"))
    assert (refused.status_code, refused.json()["code"]) == (422, "not_verbatim")
    kept = row(await edited(world, editing, before["id"], text="Again: " + before["text"]), ".quotes")
    assert [run["ref"] for run in kept["runs"] if run["kind"] == "quote"] == [
        run["ref"] for run in before["runs"] if run["kind"] == "quote"
    ]
    assert kept["sources"] == before["sources"]


async def test_accept_drop_add_and_move_back(world: World) -> None:
    summary = await drafted(world)
    editing = await desk(world, summary)
    first, counts = editing["paragraphs"][0], row(editing)
    accepted = await edited(world, editing, first["id"], action="accept")
    assert (accepted["paragraphs"][0]["status"], (await content(world))["sections"]) == (
        "accepted", summary["content"]["sections"],
    )  # fmt: skip
    dropped = await edited(world, accepted, counts["id"], action="drop")
    assert (row(dropped)["status"], row(dropped)["number"]) == ("dropped", None)
    numbers = [each["number"] for each in dropped["paragraphs"] if each["number"]]
    assert numbers == list(range(1, len(numbers) + 1))
    body = {"after": first["id"], "text": "I add 40 words.", "language": "en"}
    headers = {"If-Match": str(dropped["version"])}
    added = (await world.chair.post(f"/summaries/{summary['id']}/paragraphs", body, headers=headers)).json()
    own = added["paragraphs"][1]
    assert (own["status"], own["number"], own["text"], own["computed"]) == ("own", 2, "I add 40 words.", None)
    back = await edited(world, added, counts["id"], action="restore")
    back = await edited(world, back, own["id"], action="drop")
    back = await edited(world, back, first["id"], action="restore")
    assert await content(world) == summary["content"]
    assert back["set_aside"] == []


async def test_a_new_draft_keeps_what_did_not_change_and_lists_what_it_set_aside(world: World) -> None:
    summary = await drafted(world)
    editing = await desk(world, summary)
    kept_id, lost_id = row(editing)["id"], row(editing, ".quotes")["id"]
    editing = await edited(world, editing, kept_id, text="In the debate. " + row(editing)["text"])
    editing = await edited(world, editing, lost_id, text="I retype this: " + row(editing, ".quotes")["text"])
    await world.post_comment("Size is not everything.", option_id=str(world.option_ids[0]))
    assert (await world.chair.post(f"/consultations/{world.slug}/summary")).status_code == 200
    again = await desk(world, summary)
    assert row(again, kept_id)["status"] == "edited"
    assert row(again, lost_id)["status"] == "computed"
    assert [(each["paragraph_id"], each["why"]) for each in again["set_aside"]] == [(lost_id, "changed")]
    assert again["set_aside"][0]["text"].startswith("I retype this: ")


async def test_hidden_words_do_not_live_on_in_what_was_set_aside(world: World) -> None:
    summary = await drafted(world)
    editing = await desk(world, summary)
    quotes = row(editing, ".quotes")
    await edited(world, editing, quotes["id"], text="Again: " + quotes["text"])
    for position in summary["content"]["positions"]:
        await world.moderate("hide", "position", position["id"])
    assert "weight" not in str(await desk(world, summary))
    await world.chair.post(f"/consultations/{world.slug}/summary")
    again = await desk(world, summary)
    assert "weight" not in str(again)
    assert [each["text"] for each in again["set_aside"]] == [None]


async def test_two_editors_do_not_overwrite_each_other(world: World) -> None:
    editing = await desk(world, await drafted(world))
    first = editing["paragraphs"][0]["id"]
    await edited(world, editing, first, action="accept")
    late = await edit(world, editing, first, action="drop", by="secretariat")
    assert (late.status_code, late.json()["code"]) == (409, "version_changed")
    unknown = await edit(world, await desk(world, {"id": editing["summary_id"]}), "views.nowhere", action="drop")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_paragraph")


async def test_coverage_names_what_is_quoted_nowhere(world: World) -> None:
    filed = await world.file("Nobody quotes this.")
    editing = await desk(world, await drafted(world))
    assert editing["coverage"]["uncited"] == []  # what the only voice of a group says is a point
    quoting = next(each["id"] for each in editing["paragraphs"] if "Nobody quotes this" in each["text"])
    coverage = (await edited(world, editing, quoting, action="drop"))["coverage"]
    assert (coverage["contributions"], coverage["cited"]) == (1, 0)
    assert [each["id"] for each in coverage["uncited"]] == [filed["id"]]
    heard = {each["group"]: (each["heard"], each["sources"]) for each in coverage["groups"]}
    assert heard == {"government": (1, 2), "civil_society": (1, 1)}


async def test_a_passive_without_a_number_is_flagged(world: World) -> None:
    summary = await drafted(world)
    headers = {"If-Match": str(summary["version"])}
    after = (await paragraph_ids(world, summary))[0]
    body = {"after": after, "text": "It was also stressed that time is short.", "language": "en"}
    added = (await world.chair.post(f"/summaries/{summary['id']}/paragraphs", body, headers=headers)).json()
    assert added["paragraphs"][1]["passives"] == ["It was also stressed"]
    assert added["coverage"]["unquantified"] == [2]


async def test_what_a_paragraph_rests_on_is_named(world: World) -> None:
    summary = await circulated(world)
    rows = (await world.reader.get(f"/summaries/{summary['id']}/paragraphs")).json()["items"]
    counts = next(each for each in rows if each["id"].endswith(".counts"))
    assert {each["id"] for each in counts["sources"]} == {each["id"] for each in summary["content"]["positions"]}
    assert {each["kind"] for each in counts["sources"]} == {"position"}


async def test_changes_are_shown_by_paragraph_and_word(world: World) -> None:
    summary = await circulated(world)
    editing = await desk(world, summary)
    counts = row(editing)
    editing = await edited(world, editing, counts["id"], text="In the debate. " + counts["text"])
    await edited(world, editing, editing["paragraphs"][0]["id"], action="drop")
    assert (await world.reader.get(f"/summaries/{summary['id']}/changes")).json()["items"] == []
    found = (await world.rapporteur.get(f"/summaries/{summary['id']}/changes")).json()
    assert [(each["kind"], each["before"], each["after"]) for each in found["items"]] == [
        ("removed", 1, None), ("changed", counts["number"], counts["number"] - 1),
    ]  # fmt: skip
    assert {"op": "ins", "text": "In the debate. "} in found["items"][1]["pieces"]


def test_words_are_compared_one_by_one_also_in_chinese() -> None:
    assert [(each.op, each.text) for each in compared("多数代表支持", "许多代表支持")] == [
        ("ins", "许"), ("same", "多"), ("del", "数"), ("same", "代表支持"),
    ]  # fmt: skip
    assert [(each.op, each.text) for each in compared("one two", "one, two")] == [
        ("same", "one"), ("ins", ","), ("same", " two"),
    ]  # fmt: skip
