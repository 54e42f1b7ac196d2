"""A programme that ballots chose: the main themes by a proportional ballot, the overall theme by a ranking."""

from typing import Any

import pytest
from httpx import Response

from app.ballots.rules import BallotState
from app.core.errors import NotNow
from app.programme import rules
from app.programme.rules import Named, Part
from tests.ballots import halls
from tests.problems import assert_problem
from tests.samples.programme import DRAFT
from tests.themes.acts import ok, propose
from tests.world import Person, World

OVERALL = [{"label": "Internet governance for development"}, {"label": "A network for all"}]


async def adopt(world: World, *ballots: str, version: int = 1) -> Response:
    body = {"version": version, "ballot_ids": list(ballots)}
    return await world.chair.post(f"/consultations/{world.slug}/programme/adopt", body)


async def voted(world: World, members: list[Person], choice: Any, **spec: Any) -> str:
    """An open ballot in which all of them chose the same."""
    ballot = await halls.opened(world, **spec)
    for number, member in enumerate(members):
        await halls.receipt(member, ballot, choice, number)
    return ballot


async def test_the_ballots_that_chose_its_themes_adopt_a_programme(world: World) -> None:
    members = await halls.seat(world)
    security = await propose(world, "Security")
    options = [
        {"label": "Openness"},
        {"label": "Security", "subject": {"type": "theme", "id": security}},
        {"label": "Access"},
    ]
    pav = {"method": "pav", "seats": 2, "quorum_percent": 50}
    main = await voted(world, members, [0, 1], rules=pav, options=options)
    overall = await voted(world, members, {"ranking": [[0], [1]]}, rules={"method": "schulze"}, options=OVERALL)
    renamed = {"title": "Trust and security", "language": "en", "version": 1, "reason": "Wider."}
    ok(await world.chair.post(f"/themes/{security}/rename", renamed))
    themes = [{"title": "Openness"}, {"title": "Trust and security", "theme_id": security}]
    ok(await world.secretariat.post(f"/consultations/{world.slug}/programme", DRAFT | {"main_themes": themes}))
    assert_problem(await adopt(world, main), 409, "decision_running")
    for ballot in (main, overall):
        await halls.sealed(world, ballot)
    assert_problem(await adopt(world, overall), 409, "main_themes_undecided")
    assert_problem(await adopt(world, main, main), 422, "invalid")
    adopted = ok(await adopt(world, main, overall))
    settled = [(each["kind"], each["id"], each["settles"]) for each in adopted["decisions"]]
    assert settled == [("ballot", main, "main_themes"), ("ballot", overall, "overall_theme")]
    record = await world.record()
    for each in adopted["decisions"]:
        entry = record[each["seq"] - 1]
        assert (entry["type"], entry["subject_id"]) == ("ballot.sealed", each["id"])
    assert record[-1]["payload"]["programme"] == adopted


async def test_ballots_that_chose_something_else_or_nothing_adopt_nothing(world: World) -> None:
    members = await halls.seat(world)
    ok(await world.secretariat.post(f"/consultations/{world.slug}/programme", DRAFT))
    other = await voted(world, members, [0, 3], rules={"method": "pav", "seats": 2})
    small = await voted(world, members[:3], [0, 1], rules={"method": "pav", "seats": 2, "quorum_percent": 60})
    annulled = await halls.opened(world)
    ok(await world.chair.post(f"/ballots/{annulled}/annul", {"reason": "An option was missing."}))
    draft = await halls.drafted(world)
    for ballot in (other, small):
        await halls.sealed(world, ballot)
    assert_problem(await adopt(world, other), 409, "not_as_chosen")
    assert_problem(await adopt(world, small), 409, "not_in_favour", "quorum")
    assert_problem(await adopt(world, annulled), 409, "not_in_favour", "annulled")
    assert_problem(await adopt(world, draft), 409, "decision_running")
    shown = ok(await world.reader.get(f"/consultations/{world.slug}/programme"))
    assert shown["adopted"] is None


def test_what_a_ballot_chose_is_a_whole_part_of_the_programme() -> None:
    a, b, c = Named("Openness", None), Named("Security", None), Named("Access", None)
    parts = {Part.MAIN_THEMES: [a, b], Part.OVERALL_THEME: [c], Part.CROSS_CUTTING: []}
    assert rules.settled_by([b, Named("openness!", None)], parts) is Part.MAIN_THEMES
    assert rules.settled_by([c], parts) is Part.OVERALL_THEME
    for chosen in ([a], [a, c], [a, b, c], []):
        with pytest.raises(NotNow, match="other themes"):
            rules.settled_by(chosen, parts)
    rules.require_result(BallotState.SEALED, stands=True)
    with pytest.raises(NotNow, match="not sealed"):
        rules.require_result(BallotState.OPEN, stands=True)
