"""Who took the floor: entities counted once, guests apart from the participants, every turn a source, checked."""

from dataclasses import replace

import pytest
from lxml import html

from app.summaries.engine.check import find_faults
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.rendering import to_html
from tests.speakers.conftest import floor
from tests.speakers.floors import FloorClient
from tests.speakers.test_interventions import spoken
from tests.summaries import ledgers
from tests.world import World

__all__ = ["floor"]  # a fixture


def of_floor(document):
    return [claim for claim in document.claims if claim.side == "floor"]


def test_an_entity_counts_once_and_each_of_its_turns_is_a_source():
    (three,) = of_floor(draft(ledgers.ledger(**ledgers.floors(3))))
    assert three.text == "At “Meeting 2”, three participants took the floor."
    assert (three.n, three.N) == (3, 1), "one of the three is a guest, and no other participant is on file"
    assert len(three.evidence) == 4
    assert sum(group.n for group in three.groups) == 3


def test_the_page_names_every_turn_with_its_entry_and_has_no_link_without_a_target():
    page = html.fromstring(to_html(draft(ledgers.ledger(**ledgers.floors(3)))))
    (sources,) = page.xpath("//*[@id='evidence-floor-2']//p[@class='sources']")
    assert [each.text for each in sources.xpath("./a")] == [
        f"Speaker {n}, simulated [{2000 + place}]" for place, n in enumerate([0, 1, 2, 0])
    ]
    ids = set(page.xpath("//@id"))
    assert all(href[1:] in ids for href in sources.xpath("./a/@href"))
    assert len(sources.xpath("./a/@href")) == 4


@pytest.mark.parametrize("code", PACKS)
@pytest.mark.parametrize(
    "change",
    [
        lambda turns: turns[1:],
        lambda turns: (replace(turns[0], entity_id="e-other"), *turns[1:]),
        lambda turns: (replace(turns[0], group="media"), *turns[1:]),
        lambda turns: (replace(turns[0], guest=True), *turns[1:]),
        lambda turns: (*turns, replace(turns[0], id="turn-more", seq=9000)),
    ],
)
def test_a_text_that_another_floor_would_ask_for_is_found(code, change):
    facts = ledgers.ledger(**ledgers.floors(2, 3))
    document = draft(facts, language=code)
    assert list(find_faults(facts, document, {})) == []
    other = replace(facts, spoke=change(facts.spoke))
    faults = [fault for fault in find_faults(other, document, {}) if fault.startswith("floor-")]
    assert any("not the ledger's" in fault for fault in faults), faults


def test_a_ledger_of_before_says_what_it_said():
    old = replace(ledgers.ledger(**ledgers.floors(3)), spoke=())
    assert "spoke" not in old.to_json().decode()
    assert "The floor was taken four times by three speakers." in draft(old).model_dump_json()
    assert of_floor(draft(old)) == []


async def test_the_turns_of_a_public_meeting_open_from_the_count(world: World, floor: FloorClient) -> None:
    await spoken(floor)
    again = await spoken(floor)
    other = await spoken(floor, by="neighbour")
    made = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert made.status_code == 200, made.text
    (claim,) = [each for each in made.json()["content"]["claims"] if each["side"] == "floor"]
    assert claim["phrase"] == "two participants"
    ids = [each["id"] for each in claim["evidence"]]
    assert len(ids) == 3
    assert {again["id"], other["id"]} < set(ids)
    entries = {entry["seq"]: entry["type"] for entry in await world.record()}
    assert {entries[each["seq"]] for each in claim["evidence"]} == {"speaker.finished"}
