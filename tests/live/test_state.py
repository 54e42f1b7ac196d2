"""Old state + entries == fresh state: each entry carries its object's whole new state, so a page needs nothing else."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, get_args

from app.capacities.actor import SYSTEM
from app.core import clock
from app.live.events import AnyEvent
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.live.following import follow, head
from tests.samples.positions import EXPLANATION, VIEWS, delegation_of
from tests.speakers.floors import floor_types
from tests.world import World

State = dict[str, dict[str, Any]]
KINDS = (
    "consultation", "note", "round", "meeting", "comment", "transcript_part", "contribution", "position", "statement",
    "summary", "signatory", "caucus", "explanation",
)  # fmt: skip
# Told apart from what happens here: an import and the floor are followed where they are at home (tests/interchange,
# tests/speakers/test_whole_meeting.py).
ONLY_BY_IMPORT = {"statements.imported", "participants.imported"}
# Decisions are followed in tests/decisions/test_any_sequence.py; of the others the pages fetch the list again when one
# comes, and their own tests compare what it then holds.
FETCHED_AGAIN = (
    "missing.", "document.", "outcome.", "disposition.", "summary.", "theme.", "advisory_", "nomination", "interest.",
    "programme.", "ballot.", "point.", "points.", "opinions.computed",
)  # fmt: skip
DECISIONS = ("consensus_call.", "silence.", "objection.", "straw_poll.", "finding.")


def apply(state: State, entry: dict[str, Any]) -> None:
    """All that a page has to know. Entries whose content is withheld change nothing."""
    payload = entry["payload"]
    if payload is None:
        return
    objects = [(kind, payload[kind]) for kind in KINDS if kind in payload]
    objects += [("round", each) for each in payload.get("rounds", [])]
    for kind, each in objects:
        if kind != "comment" or each["state"] == "posted":
            state[kind][each["id"]] = each
    for tally in payload.get("tallies", []):
        state["statement"][tally["id"]] |= tally
    if delegation := payload.get("accreditation", {}).get("delegation"):
        state["delegation"][delegation["id"]] = delegation


def nothing() -> State:
    return {kind: {} for kind in (*KINDS, "delegation")}


async def fetched(world: World, by: str) -> State:
    """The lists, as the pages fetch them."""

    async def get(path: str) -> Any:
        response = await world.people[by].get(path)
        assert response.status_code == 200, response.text
        return response.json()

    here = f"/consultations/{world.slug}"
    whole = await get(here)
    beyond = {"rounds", "note", "my_capacities", "participation", "record_seq", "server_time"}
    lists = {
        "consultation": [{name: value for name, value in whole.items() if name not in beyond}],
        "note": [whole["note"]],
        "round": whole["rounds"],
        "meeting": (await get(f"{here}/meetings"))["items"],
        "comment": (await get(f"/meetings/{world.meeting_id}/comments?limit=200"))["items"],
        "transcript_part": (await get(f"/meetings/{world.meeting_id}/transcript?limit=200"))["items"],
        "contribution": (await get(f"{here}/contributions?limit=200"))["items"],
        "position": [p for o in world.option_ids for p in (await get(f"/options/{o}/positions?limit=200"))["items"]],
        "statement": (await get(f"{here}/statements?limit=200"))["items"],
        "delegation": (await get(f"{here}/participants"))["delegations"],
        "summary": await _summary(world, by),
        "signatory": await _signatories(get, here),
        "caucus": (await get(f"{here}/caucuses"))["items"],
        "explanation": [e for o in world.option_ids for e in (await get(f"/options/{o}/explanations"))["items"]],
    }
    for statement in lists["statement"]:
        statement.pop("my_vote")  # a choice never stands in the record
    return {kind: {each["id"]: each for each in found} for kind, found in lists.items()}


async def _signatories(get: Callable[[str], Awaitable[Any]], here: str) -> list[dict[str, Any]]:
    contributions = (await get(f"{here}/contributions?limit=200"))["items"]
    lists = [(await get(f"/contributions/{each['id']}/signatories"))["items"] for each in contributions]
    return [signatory for items in lists for signatory in items]


async def _summary(world: World, by: str) -> list[dict[str, Any]]:
    response = await world.people[by].get(f"/consultations/{world.slug}/summary")
    if response.status_code == 404:
        return []
    beyond = {"acted_as", "stale", "touched", "redacted", "working", "symbol", "languages", "content"}
    return [{name: value for name, value in response.json().items() if name not in beyond}]


async def done(world: World, by: str, method: str, path: str, body: Any = None, **more: Any) -> Any:
    response = await world.people[by]._call(method, path, json=body, **more)
    assert response.status_code in {200, 201}, response.text
    return response.json()


async def everything_that_can_happen(world: World) -> None:
    await accredit_and_schedule(world)
    await put_in_and_moderate(world)
    await speak_for_several(world)
    await hold_and_note_down(world)
    await vote(world)
    await move_rounds_and_meetings(world)
    await explain(world)
    await summarize(world)


async def accredit_and_schedule(world: World) -> None:
    organization = {"name": "Delegation 9, simulated", "group": "government", "region": "grulac"}
    body = {"email": "nine@example.org", "name": "Nine", "capacity": "delegate", "organization": organization}
    await done(world, "secretariat", "POST", f"/consultations/{world.slug}/accreditations", body)
    start = clock.now()
    meeting = {
        "round_id": str(world.round_ids[1]),
        "title": "Second meeting",
        "scheduled_starts_at": clock.iso(start),
        "scheduled_ends_at": clock.iso(start + timedelta(hours=1)),
    }
    await done(world, "chair", "POST", f"/consultations/{world.slug}/meetings", meeting)


async def put_in_and_moderate(world: World) -> None:
    for action_sets in ((), ("hide",), ("hide", "restore")):
        comment = await world.post_comment(option_id=str(world.option_ids[0]))
        contribution = await world.file()
        for action in action_sets:
            await world.moderate(action, "comment", comment["id"])
            await world.moderate(action, "contribution", contribution["id"])
    again = {"title": "Again", "text": "Revised", "language": "ar"}
    await done(world, "delegate", "POST", f"/contributions/{contribution['id']}/versions", again)
    withdrawn = await world.file("To be withdrawn", by="neighbour")
    path = f"/contributions/{withdrawn['id']}/withdraw"
    await done(world, "neighbour", "POST", path, {"reason": "A mistake"})
    for action in ("hide", "restore"):
        await world.moderate(action, "contribution", withdrawn["id"])
    first = await world.state("support", reason="Because")
    await world.state("support_with_reservations", by="colleague", condition="If it is cheap")
    other = await world.state("oppose", by="neighbour", reason="Never")
    await world.state("neutral", by="person", option=2)
    for action in ("hide", "restore"):
        await world.moderate(action, "position", first["id"])
    await world.moderate("hide", "position", other["id"])
    await world.state("neutral", by="neighbour", reason="On second thoughts")


async def speak_for_several(world: World) -> None:
    network = await delegation_of(world, "neighbour")
    for answer in ("associate", "dissociate"):
        joint = await world.file("Together", on_behalf_of="A group, simulated", co_sponsors=[network])
        path = f"/contributions/{joint['id']}"
        await done(world, "neighbour", "POST", f"{path}/{answer}", {"version": 1} if answer == "associate" else {})
        await done(world, "person", "POST", f"{path}/associate", {"version": 1})
    await done(world, "person", "POST", f"{path}/dissociate", {"reason": "No longer ours"})
    caucus = await done(world, "delegate", "POST", f"/consultations/{world.slug}/caucuses", VIEWS)
    await done(world, "delegate", "POST", f"/caucuses/{caucus['id']}/versions", VIEWS)
    for action in ("hide", "restore", "hide"):
        await world.moderate(action, "caucus", caucus["id"])
    amended = {"label": "Enlarge to 43 members", "reason": "A compromise", "version": 1}
    await done(world, "chair", "POST", f"/options/{world.option_ids[0]}/amend", amended)


async def explain(world: World) -> None:
    """When no round is open in which positions are taken."""
    await done(world, "chair", "POST", f"/rounds/{world.round_ids[1]}/close", {"reason": "Done"})
    for _ in range(2):
        path = f"/options/{world.option_ids[0]}/explanation"
        explanation = await done(world, "delegate", "PUT", path, EXPLANATION)
    for action in ("hide", "restore"):
        await world.moderate(action, "explanation", explanation["id"])


async def hold_and_note_down(world: World) -> None:
    meeting = f"/meetings/{world.meeting_id}"
    await done(world, "chair", "PATCH", meeting, {"comment_moderation": "before"})
    for action in ("approve", "refuse"):
        await world.moderate(action, "comment", (await world.post_comment())["id"])
    await world.post_comment("Held for good")
    await done(world, "chair", "PATCH", meeting, {"comment_moderation": "after"})
    lines = {"lines": [{"text": "Thank you, Chair."}]}
    added = await done(world, "rapporteur", "POST", f"{meeting}/transcript", lines | {"language": "en"})
    part = added["items"][0]["id"]
    await done(world, "rapporteur", "PUT", f"/transcript-parts/{part}", {"lines": [{"text": "Thanks."}]})
    for action in ("hide", "restore"):
        await world.moderate(action, "transcript_part", part)


async def vote(world: World) -> None:
    shown = (await world.reader.get(f"/consultations/{world.slug}/statements")).json()["items"]
    for by, value in (("delegate", "agree"), ("person", "pass"), ("delegate", "disagree")):
        await done(world, by, "PUT", f"/statements/{shown[0]['id']}/vote", {"value": value})
    for action in ("hide", "restore"):
        await world.moderate(action, "statement", shown[0]["id"])
    await world.moderate("hide", "statement", shown[1]["id"])


async def move_rounds_and_meetings(world: World) -> None:
    later = {"scheduled_closes_at": clock.iso(clock.now() + timedelta(days=40)), "reason": "More time"}
    await done(world, "chair", "POST", f"/rounds/{world.round_ids[1]}/extend", later)
    await done(world, "chair", "POST", f"/meetings/{world.meeting_id}/end")
    await done(world, "chair", "POST", f"/meetings/{world.meeting_id}/start")
    await done(world, "chair", "POST", f"/meetings/{world.meeting_id}/end")
    await done(world, "chair", "POST", f"/rounds/{world.round_ids[0]}/close", {"reason": "Done"})
    await done(world, "chair", "POST", f"/rounds/{world.round_ids[0]}/open", {"reason": "Not done"})
    await done(world, "chair", "POST", f"/rounds/{world.round_ids[0]}/close", {"reason": "Done"})


async def summarize(world: World) -> None:
    summary = await done(world, "chair", "POST", f"/consultations/{world.slug}/summary")
    version = {"If-Match": str(summary["version"])}
    remarks = {"remarks": "The chair thanks everybody."}
    await done(world, "chair", "PATCH", f"/summaries/{summary['id']}", remarks, headers=version)
    await done(world, "chair", "POST", f"/summaries/{summary['id']}/publish")


async def test_old_state_and_entries_are_the_fresh_state(shared_server: str, world: World) -> None:
    """For a page that was open all the time, and for one that builds everything from the record alone."""
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        for text in ("Statement one", "Statement two"):
            body = StatementIn(text=text, language="en")
            await opinions.add_statement(session, record, SYSTEM, world.consultation_id, body)
    start = await head(world)
    roles = {"reader": ("reader", "stranger"), "chair": ("chair",)}
    states = {by: await fetched(world, by) for by in roles}
    async with (
        follow(shared_server, world, start, by="reader") as reader,
        follow(shared_server, world, start, by="chair") as chair,
    ):
        await everything_that_can_happen(world)
        last = await head(world)
        for by, follower in (("reader", reader), ("chair", chair)):
            await follower.until(last)
            for entry in follower.entries:
                apply(states[by], entry)
            fresh = await fetched(world, by)
            unseen = {"delegation"} if by == "reader" else set()  # admissions are for participants
            for kind in fresh.keys() - unseen:
                assert states[by][kind] == fresh[kind], (by, kind)
            async with follow(shared_server, world, by=by) as newcomer:
                await newcomer.until(last)
            rebuilt = nothing()
            for entry in newcomer.entries:
                apply(rebuilt, entry)
            for kind in fresh.keys() - unseen:
                assert rebuilt[kind] == fresh[kind], (by, kind)
    seen = {entry["type"] for entry in newcomer.entries}
    elsewhere = {name for name in _types() if name.startswith((*FETCHED_AGAIN, *DECISIONS))}
    assert seen >= _types() - ONLY_BY_IMPORT - floor_types() - elsewhere, "every kind of event has been looked at"


def _types() -> set[str]:
    union = get_args(get_args(AnyEvent)[0])
    return {get_args(event.model_fields["type"].annotation)[0] for event in union}
