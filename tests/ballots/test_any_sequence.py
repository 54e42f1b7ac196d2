"""Any sequence of acts on ballots by any mix of people, some at the same moment, while time goes by: whatever happens,
the service says what a plain model of the rules says.
"""

import asyncio
import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from httpx import Response

from app.ballots import verify
from app.ballots.sealing import service as sealing
from app.core import clock
from tests.ballots.halls import bundle, cast, seat, spec
from tests.world import Person, World

OPTIONS, RECUSED = 4, 2
MEMBERS = ("government",) * 4 + ("civil_society",) * 3
ACTS = ("draft", "revise", "annul", *["freeze"] * 3, *["seal"] * 3, *["cast"] * 6, *["wait"] * 2)
LIKELY = {"revise": "draft", "freeze": "draft", "cast": "open", "annul": "open", "seal": "closed"}


class Model:
    """What must be true of one ballot. `cast`: of each member the last choice and its receipt."""

    def __init__(self, ballot: dict[str, Any], recused: int) -> None:
        self.id, self.version, self.recused = ballot["id"], 1, recused
        self.state, self.closes_at = "draft", datetime.fromisoformat(ballot["closes_at"])
        self.cast: dict[int, tuple[list[int], dict[str, Any]]] = {}
        self.replaced: list[dict[str, Any]] = []

    def now(self, at: datetime) -> str:
        return "closed" if self.state == "open" and at >= self.closes_at else self.state


class Story:
    def __init__(self, world: World, members: list[Person], seed: int) -> None:
        self.world, self.members, self.random = world, members, random.Random(seed)
        self.ballots: list[Model] = []
        self.at, self.done = clock.now(), Counter[str]()

    async def act(self) -> None:
        """One that the model foresees; what it did not foresee fails here."""
        verb = self.random.choice(ACTS)
        officer = self.random.choice((self.world.chair, self.world.secretariat))
        if verb == "draft" or not self.ballots:
            await self._draft(officer)
        elif verb == "wait":
            self.at += timedelta(minutes=self.random.choice((1, 10, 30)))
        else:
            likely = [each for each in self.ballots if each.now(self.at) == LIKELY[verb]]
            ballot = self.random.choice(likely if likely and self.random.random() < 0.8 else self.ballots)
            answer_is = getattr(self, f"_{verb}")
            await answer_is(ballot, officer, ballot.now(self.at))

    def _expect(self, answer: Response, verb: str, *, granted: bool) -> bool:
        assert (answer.status_code == 200) == granted, f"{verb}: {answer.text}"
        assert granted or answer.status_code in {403, 404, 409, 422}
        self.done[f"{verb} {'granted' if granted else 'refused'}"] += 1
        return granted

    async def _draft(self, officer: Person) -> None:
        recused = self.random.randrange(len(self.members))
        capacity = (await self.members[recused].get("/me")).json()["capacities"][0]["id"]
        closes = clock.iso(self.at + timedelta(minutes=self.random.choice((30, 60))))
        body = spec(closes_at=closes, recusals=[{"capacity_id": capacity, "option": RECUSED}])
        answer = await officer.post(f"/consultations/{self.world.slug}/ballots", body)
        self.ballots.append(Model(answer.json(), recused))

    async def _revise(self, ballot: Model, officer: Person, state: str) -> None:
        draft = (await officer.get(f"/ballots/{ballot.id}/draft")).json()["spec"]
        stale = self.random.random() < 0.2
        closes_at = self.at + timedelta(minutes=60)
        body = draft | {"closes_at": clock.iso(closes_at), "version": ballot.version - stale}
        answer = await officer.put(f"/ballots/{ballot.id}", body)
        if self._expect(answer, "revise", granted=state == "draft" and not stale):
            ballot.version, ballot.closes_at = ballot.version + 1, closes_at

    async def _freeze(self, ballot: Model, officer: Person, state: str) -> None:
        answer = await officer.post(f"/ballots/{ballot.id}/freeze")
        if self._expect(answer, "freeze", granted=state == "draft" and self.at < ballot.closes_at):
            ballot.state = "open"

    async def _annul(self, ballot: Model, officer: Person, state: str) -> None:
        if state == "open" and self.random.random() < 0.8:
            return  # else few would ever be sealed
        answer = await officer.post(f"/ballots/{ballot.id}/annul", {"reason": "It was a mistake."})
        if self._expect(answer, "annul", granted=state in {"open", "closed"}):
            ballot.state = "annulled"

    async def _seal(self, ballot: Model, officer: Person, state: str) -> None:
        answer = await officer.post(f"/ballots/{ballot.id}/seal")
        if self._expect(answer, "seal", granted=state == "closed"):
            ballot.state = "sealed"

    async def _cast(self, ballot: Model, _: Person, state: str) -> None:
        """By some members at the same moment, and by somebody who is on no roll."""
        assert (await cast(self.world.delegate, ballot.id, [0])).status_code in {403, 404}
        voters = self.random.sample(range(len(self.members)), self.random.randint(1, len(self.members)))
        choices = [self.random.sample(range(OPTIONS), self.random.randint(0, OPTIONS)) for _ in voters]
        nonces = [self.random.randrange(10**9) for _ in voters]
        answers = await asyncio.gather(*(
            cast(self.members[who], ballot.id, choice, nonce)
            for who, choice, nonce in zip(voters, choices, nonces, strict=True)
        ))  # fmt: skip
        for who, choice, answer in zip(voters, choices, answers, strict=True):
            recused = who == ballot.recused and RECUSED in choice
            if self._expect(answer, "cast", granted=state == "open" and not recused):
                if who in ballot.cast:
                    ballot.replaced.append(ballot.cast[who][1])
                ballot.cast[who] = (choice, answer.json())

    async def check(self, pages: list[dict[str, Any]]) -> dict[str, Any]:
        """The same to everybody, and to whoever loaded the page long ago and followed the record."""
        fresh, entries = await self.loaded(self.world.reader), await self.world.record()
        officers = await self.loaded(self.world.chair)
        assert {one for one in officers if officers[one]["state"] != "draft"} == fresh.keys()
        for page in pages:
            assert {one: self.by_clock(seen) for one, seen in followed(page, entries).items()} == fresh
        for ballot in self.ballots:
            state = ballot.now(self.at)
            assert officers[ballot.id]["state"] == state
            assert officers[ballot.id]["turnout"] == (None if state == "draft" else len(ballot.cast))
            for person in (self.world.chair, self.members[0], self.world.reader):
                shown = await person.get(f"/ballots/{ballot.id}/results")
                assert (shown.status_code == 200) == (state == "sealed")
        return {"seq": entries[-1]["seq"], "ballots": fresh}

    async def loaded(self, person: Person) -> dict[str, Any]:
        answer = (await person.get(f"/consultations/{self.world.slug}/ballots", params={"limit": 100})).json()
        return {item["id"]: without_reader(item) for item in answer["items"]}

    def by_clock(self, seen: dict[str, Any]) -> dict[str, Any]:
        """Between freezing and the seal the state follows the clock, on a page as in the service."""
        over = seen["state"] == "open" and datetime.fromisoformat(seen["closes_at"]) <= self.at
        return seen | ({"state": "closed"} if over else {})

    async def finish(self, ballot: Model) -> None:
        """What was published is what was cast last, and nothing that was replaced."""
        results = (await self.world.reader.get(f"/ballots/{ballot.id}/results")).json()["results"]
        content = await bundle(self.world, ballot.id)
        verdict = verify.verify(content)
        assert (verdict.fault, verdict.ballots) == (None, len(ballot.cast))
        if not results["withheld"] and ballot.cast:
            chosen = Counter(option for choice, _ in ballot.cast.values() for option in choice)
            assert results["figures"]["approvals"] == [chosen[option] for option in range(OPTIONS)]
        assert all(verify.receipt_fault(content, receipt) is None for _, receipt in ballot.cast.values())
        assert all(verify.receipt_fault(content, receipt) for receipt in ballot.replaced)


def without_reader(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in {"mine", "teller"}}


def followed(page: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """An old page after the entries that came since."""
    ballots = dict(page["ballots"])
    for entry in entries:
        carried = entry["payload"] or {}
        if entry["seq"] > page["seq"] and "turnout" in carried:
            turnout = carried["turnout"]
            ballots[turnout["id"]] = ballots[turnout["id"]] | {"turnout": turnout["turnout"]}
        elif entry["seq"] > page["seq"] and "ballot" in carried:
            ballots[carried["ballot"]["id"]] = carried["ballot"]
    return ballots


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_is_what_the_rules_say(world: World, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object) -> None:
        """The process does not seal by itself here: the model could not foresee when."""

    monkeypatch.setattr(sealing, "seal_due", nothing)
    story = Story(world, await seat(world, MEMBERS), seed)
    pages: list[dict[str, Any]] = [{"seq": (await world.record())[-1]["seq"], "ballots": {}}]
    for _ in range(50):
        with clock.frozen(story.at):
            await story.act()
        with clock.frozen(story.at):
            pages = [*pages[-3:], await story.check(pages)]
    story.at += timedelta(hours=2)
    with clock.frozen(story.at):
        for ballot in story.ballots:
            await story._seal(ballot, world.chair, ballot.now(story.at))
        await story.check(pages)
        for ballot in story.ballots:
            if ballot.state == "sealed":
                await story.finish(ballot)
    assert story.done["cast granted"] > 10
    assert story.done["seal granted"] > 0
    assert len(story.done) > 5, "most acts were granted at some time, and refused at another"
