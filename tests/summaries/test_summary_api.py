"""The summary through the API: drafted from the record, checked against it, frozen when it is published."""

import base64
import hashlib

import pytest

from app.consultations import queries as consultation_queries
from app.core.db import Database
from app.record import chain
from app.summaries.gathering import gather
from tests.summaries.counting import counted
from tests.world import World


async def draft(world: World, *, by="chair"):
    response = await world.people[by].post(f"/consultations/{world.slug}/summary")
    assert response.status_code == 200, response.text
    return response.json()


async def publish(world: World, summary, *, by="chair", **more):
    return await world.people[by].post(f"/summaries/{summary['id']}/publish", **more)


async def revise(world: World, summary, body, *, by="chair", version=None):
    headers = {"If-Match": f'"{version or summary["version"]}"'}
    return await world.people[by].patch(f"/summaries/{summary['id']}", body, headers=headers)


def claim(summary, claim_id):
    return next(each for each in summary["content"]["claims"] if each["id"] == claim_id)


def text(summary):
    return " ".join(
        run["text"]
        for section in summary["content"]["sections"]
        for block in section["blocks"]
        if block["type"] == "paragraph"
        for run in block["runs"]
    )


async def speak(world: World):
    """Three entities take positions, two texts are filed, two remarks are made."""
    await world.state("support", reason="It reflects the weight of developing countries.")
    await world.state("oppose", by="neighbour", reason="It would cost more.")
    await world.state("support_with_reservations", by="person", condition="If regions keep their shares.")
    await world.file("A campaign's text.")
    await world.file("A  campaign's TEXT.", by="neighbour")
    await world.post_comment("Size is not everything.", option_id=str(world.option_ids[0]))
    await world.post_comment("Thank you, chair.", by="neighbour")


async def test_a_draft_counts_what_is_on_record(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    support = claim(summary, "q1-o1-support")
    assert (support["n"], support["N"], support["word"], support["base"]) == (2, 3, None, 3)
    assert support["text"] == "The option was supported by 2 of the 3 participants that addressed it."
    tally = (await world.reader.get(f"/consultations/{world.slug}/positions")).json()["options"][0]["tally"]
    assert support["n"] == tally["support"] + tally["support_with_reservations"]
    assert claim(summary, "q1-o1-oppose")["n"] == tally["oppose"]
    said = text(summary)
    assert "It reflects the weight of developing countries" in said
    assert "Size is not everything" in said
    assert "Thank you, chair" not in said
    assert "two comments by two participants" in said
    assert "there is one distinct text" in said
    assert summary["content"]["notice"].startswith("Chair’s own responsibility")


async def test_every_source_is_public_and_where_it_says(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    page = (await world.reader.get(f"/options/{world.option_ids[0]}/positions")).json()["items"]
    filed = (await world.reader.get(f"/consultations/{world.slug}/contributions")).json()["items"]
    places = {each["id"]: each["seq"] for each in (*page, *filed)}
    for each in summary["content"]["claims"]:
        for source in each["evidence"]:
            assert places[source["id"]] == source["seq"]


async def test_participation_counts_entities_and_persons_apart(world: World) -> None:
    await speak(world)
    rows = (await draft(world))["content"]["participation"]
    found = {(row["group"], row["region"]): (row["entities"], row["active"], row["persons"]) for row in rows}
    assert found == {
        ("government", "african"): (1, 1, 2),
        ("civil_society", "weog"): (1, 1, 1),
        ("academic_community", "asia_pacific"): (1, 1, 1),
        (None, None): (2, 0, 2),  # an observer and a member of the advisory group
    }


async def test_drafting_again_without_news_changes_nothing(world: World) -> None:
    await speak(world)
    first = await draft(world)
    entries = len(await world.record())
    again = await draft(world, by="secretariat")
    assert again == first
    assert not again["stale"]
    assert len(await world.record()) == entries


async def test_a_draft_goes_stale_and_is_drafted_again(world: World) -> None:
    await speak(world)
    first = await draft(world)
    await world.state("neutral", option=1)
    seen = (await world.chair.get(f"/consultations/{world.slug}/summary")).json()
    assert (seen["stale"], seen["digest"]) == (True, first["digest"])
    again = await draft(world)
    assert (again["stale"], again["version"]) == (False, first["version"] + 1)
    assert again["cutoff_seq"] > first["cutoff_seq"]
    assert claim(again, "q1-o2-neutral")["n"] == 1


@pytest.mark.parametrize("kind", ["position", "comment", "contribution"])
async def test_what_is_hidden_is_not_in_the_next_draft(world: World, kind: str) -> None:
    secret = "Words that must not be seen."
    made = {
        "position": lambda: world.state("support", reason=secret),
        "comment": lambda: world.post_comment(secret, option_id=str(world.option_ids[0])),
        "contribution": lambda: world.file("Some text.", title=secret),
    }
    subject = await made[kind]()
    assert secret.removesuffix(".") in str(await draft(world))
    await world.moderate("hide", kind, subject["id"])
    hidden = await draft(world)
    assert secret.removesuffix(".") not in str(hidden)
    if kind == "position":
        assert claim(hidden, "q1-o1-support")["n"] == 1
    await world.moderate("restore", kind, subject["id"])
    assert secret.removesuffix(".") in str(await draft(world))


async def test_a_withdrawn_contribution_is_not_listed(world: World) -> None:
    filed = await world.file()
    await world.delegate.post(f"/contributions/{filed['id']}/withdraw", {"reason": "Superseded"})
    summary = await draft(world)
    assert summary["content"]["contributions"] == []
    assert "No written contribution was filed." in text(summary)


async def test_a_position_restated_counts_once(world: World) -> None:
    await world.state("support")
    await world.state("oppose", by="colleague")
    summary = await draft(world)
    assert claim(summary, "q1-o1-oppose")["N"] == 1
    assert len(summary["content"]["positions"]) == 1


async def test_publishing_freezes_the_text_and_puts_its_digest_in_the_record(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    published = (await publish(world, summary)).json()
    assert (published["state"], published["content"]) == ("published", summary["content"])
    recomputed = hashlib.sha256(chain.canonical(published["content"])).hexdigest()
    entry = (await world.record())[-1]
    assert entry["type"] == "summary.published"
    assert entry["payload"]["summary"]["digest"] == recomputed == published["digest"]
    assert entry["subject_id"] == published["id"]
    await world.state("oppose")
    seen = (await world.reader.get(f"/consultations/{world.slug}/summary")).json()
    assert (seen["content"], seen["digest"], seen["stale"]) == (published["content"], recomputed, True)


async def test_what_is_published_is_published_once_and_never_changes(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    published = (await publish(world, summary)).json()
    tries = [
        await publish(world, summary),
        await revise(world, published, {"remarks": "One more thing."}),
        await world.chair.post(f"/consultations/{world.slug}/summary"),
    ]
    assert [(t.status_code, t.json()["code"]) for t in tries] == [(409, "already_published")] * 3
    assert (await world.reader.get(f"/consultations/{world.slug}/summary")).json()["digest"] == summary["digest"]


async def test_a_draft_that_shows_words_hidden_since_is_not_published(world: World) -> None:
    stated = await world.state("support", reason="Words that must not be seen.")
    summary = await draft(world)
    await world.moderate("hide", "position", stated["id"])
    seen = (await world.chair.get(f"/consultations/{world.slug}/summary")).json()
    assert "must not be seen" not in str(seen)
    assert seen["redacted"] == [stated["id"]]
    refused = await publish(world, summary)
    assert (refused.status_code, refused.json()["code"]) == (409, "source_hidden")
    assert (await publish(world, await draft(world))).status_code == 200


async def test_words_hidden_after_publication_are_shown_nowhere(world: World) -> None:
    """The frozen text keeps its digest; what is shown of it leaves the words out and says so."""
    stated = await world.state("support", reason="Words that must not be seen.")
    remark = await world.post_comment("Nor these words.", option_id=str(world.option_ids[0]))
    published = (await publish(world, await draft(world))).json()
    for kind, subject in (("position", stated), ("comment", remark)):
        await world.moderate("hide", kind, subject["id"])
    seen = (await world.reader.get(f"/consultations/{world.slug}/summary")).json()
    page = (await world.client.get(f"/c/{world.slug}/summary.html")).text
    evidence = (await world.reader.get(f"/summaries/{published['id']}/claims/q1-o1-support")).text
    for shown in (str(seen), page, evidence):
        assert "must not be seen" not in shown
        assert "Nor these words" not in shown
    assert "[text hidden by moderation]" in page
    assert seen["redacted"] == sorted([stated["id"], remark["id"]])
    assert seen["digest"] == published["digest"]
    await world.moderate("restore", "position", stated["id"])
    assert "must not be seen" in str((await world.reader.get(f"/consultations/{world.slug}/summary")).json())


async def test_the_chair_writes_remarks_and_nothing_else_changes(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    body = {"remarks": "I thank all.\n\n“Most” of you.", "language": "en"}
    revised = (await revise(world, summary, body)).json()
    assert revised["content"]["remarks"] == {"text": body["remarks"], "language": "en"}
    assert revised["version"] == summary["version"] + 1
    assert revised["content"]["claims"] == summary["content"]["claims"]
    again = await draft(world)
    assert again["content"]["remarks"]["text"] == body["remarks"]
    assert (await publish(world, again)).json()["content"]["remarks"]["text"] == body["remarks"]


async def test_remarks_can_be_taken_back(world: World) -> None:
    summary = await draft(world)
    revised = (await revise(world, summary, {"remarks": "Hm."})).json()
    empty = (await revise(world, revised, {"remarks": None})).json()
    assert empty["content"] == summary["content"]
    kept = (await revise(world, empty, {})).json()
    assert kept["content"] == summary["content"]


async def test_two_people_do_not_overwrite_each_other(world: World) -> None:
    summary = await draft(world)
    assert (await revise(world, summary, {"remarks": "First."})).status_code == 200
    late = await revise(world, summary, {"remarks": "Second."}, by="secretariat")
    assert (late.status_code, late.json()["code"]) == (409, "version_changed")
    late = await publish(world, summary, headers={"If-Match": str(summary["version"])})
    assert (late.status_code, late.json()["code"]) == (409, "version_changed")


@pytest.mark.parametrize("header", [{}, {"If-Match": "yesterday"}, {"If-Match": ""}])
async def test_a_change_names_the_version_it_was_made_to(world: World, header: dict[str, str]) -> None:
    summary = await draft(world)
    refused = await world.chair.patch(f"/summaries/{summary['id']}", {"remarks": "x"}, headers=header)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"moves": [{"claim_id": "q9-o9-support", "steps": 1, "reason": "x"}]}, "unknown_claim"),
        ({"moves": [{"claim_id": "q1-o1-support", "steps": 1, "reason": "x"}]}, "unknown_claim"),
        ({"moves": [{"claim_id": "q1-o1-support", "steps": 2}]}, "invalid"),
        ({"remarks": "x" * 60_001}, "invalid"),
        ({"remark": "misspelt"}, "invalid"),
    ],
)
async def test_what_cannot_be_changed_is_refused(world: World, body, code: str) -> None:
    await speak(world)
    refused = await revise(world, await draft(world), body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_a_draft_exists_only_for_those_who_prepare_it(world: World) -> None:
    await speak(world)
    summary = await draft(world)
    for role in ("reader", "stranger", "delegate", "observer", "convener"):
        for path in (f"/consultations/{world.slug}/summary", f"/summaries/{summary['id']}/claims/q1-o1-support"):
            response = await world.people[role].get(path)
            assert (response.status_code, response.json()["code"]) == (404, "no_summary")
    drafted = [entry for entry in await world.record() if entry["type"] == "summary.drafted"]
    assert [entry["payload"] for entry in drafted] == [None]
    for role in ("chair", "secretariat", "rapporteur"):
        assert (await world.people[role].get(f"/consultations/{world.slug}/summary")).status_code == 200


@pytest.mark.parametrize(
    ("role", "drafts", "publishes"),
    [
        ("reader", 401, 401), ("stranger", 403, 403), ("delegate", 403, 403), ("convener", 403, 403),
        ("secretariat", 200, 403), ("rapporteur", 200, 403), ("chair", 200, 200),
    ],
)  # fmt: skip
async def test_who_may_draft_revise_and_publish(world: World, role: str, drafts: int, publishes: int) -> None:
    summary = await draft(world)
    assert (await world.people[role].post(f"/consultations/{world.slug}/summary")).status_code == drafts
    assert (await revise(world, summary, {"remarks": None}, by=role)).status_code == drafts
    assert (await publish(world, summary, by=role)).status_code == publishes


async def test_before_there_is_a_summary_there_is_none(world: World) -> None:
    for role in ("reader", "chair"):
        response = await world.people[role].get(f"/consultations/{world.slug}/summary")
        assert (response.status_code, response.json()["code"]) == (404, "no_summary")


async def test_a_claim_opens_its_sources(world: World) -> None:
    await speak(world)
    published = (await publish(world, await draft(world))).json()
    found = (await world.reader.get(f"/summaries/{published['id']}/claims/q1-o1-support")).json()
    assert found["claim"]["id"] == "q1-o1-support"
    assert [each["id"] for each in found["paired"]] == ["q1-o1-oppose"]
    assert {row["id"] for row in found["positions"]} == {each["id"] for each in found["claim"]["evidence"]}
    assert {row["stance"] for row in found["positions"]} == {"support", "support_with_reservations"}
    missing = await world.reader.get(f"/summaries/{published['id']}/claims/q7-o7-support")
    assert missing.status_code == 404


async def test_the_plain_page_stands_alone(world: World) -> None:
    await speak(world)
    nobody = await world.client.get(f"/c/{world.slug}/summary.html")
    assert nobody.status_code == 404
    published = (await publish(world, await draft(world))).json()
    page = await world.client.get(f"/c/{world.slug}/summary.html")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert published["digest"] in page.text
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    allowed = page.headers["content-security-policy"].partition("sha256-")[2].partition("'")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == allowed
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_reading_the_facts_takes_as_many_queries_for_many_as_for_one(world: World, db: Database) -> None:
    async def queries() -> int:
        async with db.read() as session:
            consultation = await consultation_queries.by_ref(session, world.slug)
            async with counted(session) as statements:
                await gather(session, consultation)
        return len(statements)

    await speak(world)
    few = await queries()
    for number in range(5):
        await world.file(f"Text {number}")
        await world.post_comment(f"Remark {number}", option_id=str(world.option_ids[0]))
        await world.state("support", option=number % 3, by="neighbour")
    assert await queries() == few <= 37
