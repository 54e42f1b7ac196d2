"""A group from its mandate to the end of a term, as the people in it live through it over HTTP."""

from datetime import datetime, timedelta
from typing import Any

from app.advisory.queries import declared
from app.core import clock
from tests.counting import counted
from tests.decisions.acts import ok, refused
from tests.samples.advisory import (
    INTEREST,
    WHY,
    asked,
    group_body,
    made,
    new_call,
    new_group,
    new_office,
    nominated,
    nomination_body,
    office_body,
    seated,
)
from tests.world import World


async def composition(world: World, group: str, more: str = "") -> dict[str, Any]:
    return dict(ok(await world.reader.get(f"/advisory-groups/{group}/composition{more}")))


def row(rows: list[dict[str, Any]], code: str | None) -> dict[str, Any]:
    return next(each for each in rows if each["code"] == code)


async def listed(world: World, group: str, what: str, by: str = "reader") -> list[dict[str, Any]]:
    return list(ok(await world.people[by].get(f"/advisory-groups/{group}/{what}"))["items"])


async def test_a_group_is_planned_by_the_usual_rule_and_revised_with_a_reason(world: World) -> None:
    path = f"/consultations/{world.slug}/advisory-groups"
    group = await made(world, "convener", path, group_body())
    assert group["plan"]["government"] == 18
    assert sum(group["plan"].values()) == sum(group["regions"].values()) == 46
    wrong = group_body(plan={"government": 1})
    refused(await world.convener.post(path, wrong), 422)
    revision = group_body(size=3, plan={"government": 1, "civil_society": 2}) | {"version": 1, **WHY}
    revised = ok(await world.secretariat.put(f"/advisory-groups/{group['id']}", revision))
    assert (revised["version"], revised["regions"]["african"]) == (2, 1)
    refused(await world.secretariat.put(f"/advisory-groups/{group['id']}", revision), 409, "version_conflict")
    await seated(world, group["id"])
    moved = revision | {"version": 2, "first_term_on": "2000-01-01"}
    refused(await world.secretariat.put(f"/advisory-groups/{group['id']}", moved), 409, "terms_given")
    assert [entry["type"] for entry in await world.record()][-3:] == [
        "advisory_group.established", "advisory_group.revised", "advisory_seat.taken",
    ]  # fmt: skip
    assert [each["id"] for each in ok(await world.reader.get(path))["items"]] == [group["id"]]


async def test_from_the_call_to_the_seat(world: World) -> None:
    """Nominated by others and by oneself, consented, drafted, appointed; and what nobody may see before."""
    group = await new_group(world, gender_minimum=40)
    call = await new_call(world, group)
    mine = await nominated(world, call, "person", gender="woman", group="academic_community")
    other = await asked(world, call)
    assert (other["state"], other["as_nominator"], other["as_nominee"]) == ("awaiting_consent", True, False)
    for by, seen in (("reader", 1), ("person", 1), ("delegate", 2), ("neighbour", 2), ("secretariat", 2)):
        assert len(await listed(world, group, "nominations", by)) == seen, by
    assert "Delegate, simulated" not in str((await world.record("colleague"))[-1])
    again = {"email": "delegate@example.org", "name": "Delegate, simulated"}
    path = f"/nomination-calls/{call}/nominations"
    refused(await world.observer.post(path, nomination_body(nominee=again)), 409, "already_nominated")
    refused(await world.neighbour.post(path, nomination_body(nominee=again, gender="man")), 422)

    appoint = f"/advisory-groups/{group}/appointments"
    both = {"nomination_ids": [mine["id"], other["id"]], **WHY}
    refused(await world.chair.post(appoint, both), 409, "nomination_awaiting_consent")
    assert await listed(world, group, "seats") == [], "all of them or none"
    refused(await world.person.post(f"/nominations/{other['id']}/consent", {}), 404)
    consented = ok(await world.delegate.post(f"/nominations/{other['id']}/consent", {"gender": "man"}))
    assert [each["id"] for each in await listed(world, group, "nominations")] == [other["id"], mine["id"]]

    draft = f"/advisory-groups/{group}/draft-composition?nomination={mine['id']}&nomination={other['id']}"
    drafted = ok(await world.reader.get(draft))
    before = await composition(world, group)
    assert (before["persons"], before["vacant"], drafted["drafted"], drafted["vacant"]) == (0, 46, 2, 44)
    assert row(drafted["by_group"], "civil_society") == {
        "code": "civil_society", "target": 7, "filled": 0, "drafted": 1, "gap": 6,
    }  # fmt: skip
    assert drafted["gender"] is None
    items = ok(await world.chair.post(appoint, both))["items"]
    assert [
        (each["name"], each["served"], each["nominated_by"] and each["nominated_by"]["name"]) for each in items
    ] == [
        ("Person, simulated", 1, None),
        ("Delegate, simulated", 1, "Network 2, simulated"),
    ]
    after = await composition(world, group)
    assert (after["persons"], after["entities"], after["vacant"]) == (2, 1, 44)
    assert after["gender"] == {
        "minimum": 40, "counted": 0, "women": None, "men": None, "another_or_none": None, "met": None,
    }  # fmt: skip
    assert "woman" not in str(await world.record("secretariat")) + str([items, after, consented, mine])
    assert {held["kind"] for held in ok(await world.delegate.get("/me"))["capacities"]} == {
        "delegate", "advisory_group_member",
    }  # fmt: skip
    refused(await world.chair.post(f"/nominations/{mine['id']}/do-not-appoint", WHY), 409, "nomination_appointed")


async def test_declined_withdrawn_and_not_appointed(world: World) -> None:
    group = await new_group(world)
    call = await new_call(world, group)
    other = await asked(world, call)
    ok(await world.delegate.post(f"/nominations/{other['id']}/decline"))
    refused(await world.delegate.post(f"/nominations/{other['id']}/consent", {}), 409, "nomination_answered")
    assert await listed(world, group, "nominations") == [], "who declines is never named"
    assert len(await listed(world, group, "nominations?which=settled", "secretariat")) == 1
    assert await listed(world, group, "nominations?which=open", "secretariat") == []
    mine = await nominated(world, call, statement="Words of mine")
    refused(await world.neighbour.post(f"/nominations/{mine['id']}/withdraw", WHY), 403)
    gone = ok(await world.delegate.post(f"/nominations/{mine['id']}/withdraw", {"reason": "No time"}))
    assert (gone["state"], gone["name"], gone["acted_as"]) == ("withdrawn", None, None)
    everything = str(await world.record("secretariat")) + str(await listed(world, group, "nominations"))
    assert "Words of mine" not in everything
    refused(await world.chair.post(f"/nominations/{mine['id']}/do-not-appoint", WHY), 409, "nomination_withdrawn")
    second = await nominated(world, call)
    refused(await world.secretariat.post(f"/nominations/{second['id']}/do-not-appoint", WHY), 403)
    decided = ok(await world.chair.post(f"/nominations/{second['id']}/do-not-appoint", WHY))
    assert (decided["state"], decided["decision"]["reason"]) == ("not_appointed", WHY["reason"])


async def test_a_call_opens_closes_and_is_concluded(world: World) -> None:
    group = await new_group(world)
    early, past = await new_call(world, group, opens_in=1), await new_call(world, group, closes_in=-0.5)
    path = f"/nomination-calls/{early}/nominations"
    refused(await world.delegate.post(path, nomination_body()), 409, "call_not_open")
    path = f"/nomination-calls/{past}/nominations"
    refused(await world.delegate.post(path, nomination_body()), 422, "late_reason_needed")
    late = ok(await world.delegate.post(path, nomination_body(late_reason="The post was slow")))
    assert (late["state"], late["late_reason"]) == ("standing", "The post was slow")
    ok(await world.secretariat.post(f"/nomination-calls/{past}/conclude", WHY))
    refused(await world.neighbour.post(path, nomination_body(late_reason="Slower")), 409, "call_concluded")
    assert [each["concluded"] is None for each in await listed(world, group, "nomination-calls")] == [False, True]
    key = {"Idempotency-Key": "once"}
    path = f"/nomination-calls/{await new_call(world, group)}/nominations"
    twice = [ok(await world.person.post(path, nomination_body(), headers=key)) for _ in range(2)]
    assert twice[0] == twice[1]


async def test_terms_end_are_renewed_and_capacities_end_with_them(world: World) -> None:
    group = await new_group(world, size=3, max_terms=2, appointing_capacity="convener")
    body = {"name": "A, simulated", "group": "government", **WHY}
    path = f"/advisory-groups/{group}/seats"
    refused(await world.chair.post(path, body | {"email": "a@example.org"}), 403)
    seats = [ok(await world.convener.post(path, body | {"email": f"{who}@example.org"})) for who in "abc"]
    refused(await world.convener.post(path, body | {"email": "d@example.org"}), 409, "no_seat_free")
    second = [ok(await world.convener.post(f"/advisory-seats/{seat['id']}/renew", WHY)) for seat in seats[:2]]
    assert [seat["served"] for seat in second] == [2, 2]
    sentence = refused(await world.convener.post(f"/advisory-seats/{second[0]['id']}/renew", WHY), 409, "terms_served")
    assert sentence == "A, simulated has served 2 terms, the most there may be."
    refused(await world.convener.post(f"/advisory-seats/{seats[0]['id']}/renew", WHY), 409, "already_seated")
    next_term = seats[0]["ends_at"]
    newcomer = ok(await world.convener.post(path, body | {"email": "d@example.org", "at": next_term}))
    assert (newcomer["term"], newcomer["starts_at"]) == (1, next_term)
    assert (await composition(world, group, f"?at={next_term}"))["renewal"] == {"newcomers": 1, "limit": 1, "room": 0}
    later = datetime.fromisoformat(next_term) + timedelta(days=400)
    with clock.frozen(datetime.fromisoformat(next_term) + timedelta(days=40)):
        members = await listed(world, group, "seats")
        assert [seat["served"] for seat in members] == [2, 2, 1]
    with clock.frozen(later):
        assert (await composition(world, group))["persons"] == 0
    assert len(await listed(world, group, "seats?terms=all")) == 6, "nothing is deleted"


async def test_a_member_resigns_and_the_host_sits_beside_the_plan(world: World) -> None:
    group = await new_group(world)
    seat = await seated(world, group, "stranger")
    host = await seated(world, group, "founder", ex_officio="Host country")
    path = f"/advisory-groups/{group}/seats"
    body = {"email": "x@example.org", "name": "X, simulated", "group": "government", **WHY}
    refused(await world.chair.post(path, body | {"ex_officio": "Host country"}), 409, "no_seat_free")
    refused(await world.chair.post(path, body | {"ex_officio": "Nobody's"}), 422, "unknown_seat")
    found = await composition(world, group)
    assert (found["persons"], found["ex_officio"]) == (1, [{"title": "Host country", "holder": "Founder, simulated"}])
    assert [held["kind"] for held in ok(await world.stranger.get("/me"))["capacities"]] == ["advisory_group_member"]
    refused(await world.founder.post(f"/advisory-seats/{seat['id']}/resign", WHY), 403)
    left = ok(await world.stranger.post(f"/advisory-seats/{seat['id']}/resign", {"reason": "A new post"}))
    assert (left["ended"]["resigned"], left["ended"]["reason"]) == (True, "A new post")
    assert ok(await world.stranger.get("/me"))["capacities"] == []
    refused(await world.stranger.post(f"/advisory-seats/{seat['id']}/resign", WHY), 409, "seat_ended")
    assert ok(await world.chair.post(f"/advisory-seats/{host['id']}/end", WHY))["ended"]["resigned"] is False
    assert (await composition(world, group))["persons"] == 0


async def test_offices_go_round_the_secretariat_follows_and_a_deviation_has_its_reason(world: World) -> None:
    group = await new_group(world)
    chair = await new_office(world, group)
    await new_office(world, group, title="Co-chair", starts_with=1)
    bare = {"title": "Secretariat", "language": "en"}
    follower = await made(world, "secretariat", f"/advisory-groups/{group}/offices", bare | {"follows_id": chair})
    path = f"/advisory-groups/{group}/offices"
    refused(await world.secretariat.post(path, bare), 422)
    refused(await world.secretariat.post(path, bare | {"follows_id": follower["id"]}), 422, "unknown_office")
    deviation = {"turn": 1, "holder": "Organization 9, simulated", "reason": "Organization 2 asked to be passed over."}
    refused(await world.secretariat.post(f"/advisory-offices/{follower['id']}/deviations", deviation), 409)
    ok(await world.secretariat.post(f"/advisory-offices/{chair}/deviations", deviation))

    async def holders(on: str) -> list[str | None]:
        found = await listed(world, group, f"offices?on={on}&turns=2")
        return [office["current"] and office["current"]["holder"] for office in found]

    one, two, three, nine = (f"Organization {number}, simulated" for number in (1, 2, 3, 9))
    assert await holders("2006-06-30") == [None, None, None]
    assert await holders("2006-07-01") == [one, two, one]
    assert await holders("2007-07-01") == [nine, three, nine]
    assert await holders("2008-07-01") == [three, one, three]
    turn = (await listed(world, group, "offices?on=2007-07-01"))[2]["current"]
    assert (turn["by_rule"], turn["reason"], turn["last_on"]) == (two, deviation["reason"], "2008-06-30")
    revision = office_body(period_months=6) | {"version": 2, **WHY}
    assert ok(await world.secretariat.put(f"/advisory-offices/{chair}", revision))["deviations"] == {}
    assert await holders("2007-01-01") == [two, two, two], "the secretariat follows by the new rule"
    assert (await world.record())[-2]["payload"]["office"]["deviations"]["1"]["reason"] == deviation["reason"]


async def test_a_declared_interest_recuses_until_it_is_withdrawn(world: World) -> None:
    path = f"/consultations/{world.slug}/interests"
    interest = await made(world, "advisory", path, INTEREST)
    refused(await world.advisory.post(path, INTEREST), 409, "already_declared")
    account = world.advisory.account_id
    assert account is not None
    subject = ("theme", INTEREST["subject_id"])

    async def recused() -> dict[Any, set[tuple[str, str]]]:
        async with world.db.read() as session:
            found = await declared(session, world.consultation_id)
        return {who: {(kind, str(each)) for kind, each in things} for who, things in found.items()}

    assert await recused() == {account: {subject}}
    await world.moderate("hide", "interest", interest["id"])
    shown = ok(await world.reader.get(path))["items"][0]
    assert (shown["text"], shown["subject"], shown["hidden"]["reason"]) == (None, "Access", "To hide it")
    assert await recused() == {account: {subject}}, "hiding words lifts no recusal"
    ok(await world.advisory.post(f"/interests/{interest['id']}/withdraw", {"reason": "I have left that post"}))
    assert await recused() == {}
    assert INTEREST["text"] not in str(await world.record("secretariat"))


async def test_a_statement_can_be_hidden_only_once_it_is_public(world: World) -> None:
    group = await new_group(world)
    call = await new_call(world, group)
    mine = await nominated(world, call, statement="words that must not be read")
    await world.moderate("hide", "nomination", mine["id"])
    for by in ("reader", "delegate", "secretariat"):
        text = str(await listed(world, group, "nominations", by)) + str(await world.record(by))
        assert "words that must not be read" not in text
        assert "To hide it" in text
    await world.moderate("restore", "nomination", mine["id"])
    assert (await listed(world, group, "nominations"))[0]["statement"] == "words that must not be read"


async def test_the_monitor_asks_the_same_few_questions_however_many_sit(world: World) -> None:
    group = await new_group(world)
    figures = []
    for number in range(2):
        for each in range(number * 6):
            await seated(world, group, f"member{number}{each}")
        with counted(world.db) as queries:
            await composition(world, group)
            await listed(world, group, "seats")
        figures.append(len(queries))
    assert figures[0] == figures[1]
