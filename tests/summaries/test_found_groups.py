"""Opinion groups found from the votes: in the summary only while they are stable and of the present votes, and with
figures that the check finds again.
"""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.consultations.models import Consultation
from app.core.db import one_snapshot
from app.summaries.engine.check import find_faults
from app.summaries.engine.check_opinions import opinion_faults
from app.summaries.engine.document import Document, Paragraph, Run, plain
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.proceedings import FoundGroupsFact
from app.summaries.gathering import gather
from tests.opinions.test_computing import analyst, compute, voted
from tests.summaries import ledgers
from tests.summaries.ledgers import statement, voters
from tests.world import World

__all__ = ["voted"]  # a fixture
FOUND = FoundGroupsFact(groups=(("A", 60), ("B", 40)), subsamples=20, same_number=19, agreement=94)


def conversation(found: FoundGroupsFact | None = FOUND) -> Ledger:
    statements = [statement(1, {"A": (50, 5), "B": (30, 6)}), statement(2, {"A": (55, 3), "B": (4, 33)})]
    return ledgers.ledger(statements=statements, voters=voters(A=60, B=40), found=found)


def intro(document: Document) -> str:
    section = next(section for section in document.sections if section.id == "statements")
    return next(plain(block.runs) for block in section.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("language", sorted(PACKS))
def test_how_they_were_tested_is_said_in_every_language_and_found_again(language: str) -> None:
    ledger = conversation()
    document = draft(ledger, language=language)
    assert list(find_faults(ledger, document, {})) == []
    for figure in (100, 19, 20, 94):
        assert str(figure) in intro(document)
    assert "{" not in intro(document)


def test_groups_found_elsewhere_are_not_said_to_have_been_tested() -> None:
    ledger = conversation(None)
    assert "looked for again" not in intro(draft(ledger))
    smuggled = draft(conversation())
    assert list(opinion_faults(ledger, smuggled)) == [
        "opinion groups: what sets them apart is not what the votes show",
        "opinion groups: said to be tested, which the ledger does not know",
    ]


@pytest.mark.parametrize(
    "unstable",
    [
        {"same_number": 13},
        {"agreement": 74},
        {"subsamples": 0, "same_number": 0},
        {"groups": (("A", 96), ("B", 4))},
        {"groups": (("A", 100),)},
        {"groups": (("A", 50), ("B", 50))},  # not how many voted
    ],
)
def test_what_is_not_stable_is_not_claimed(unstable: dict[str, Any]) -> None:
    ledger = conversation(replace(FOUND, **unstable))
    document = draft(conversation())
    assert any(fault.startswith("opinion groups") for fault in opinion_faults(ledger, document))


@pytest.mark.parametrize("language", sorted(PACKS))
@pytest.mark.parametrize("figure", ["100", "19", "20", "94"])
def test_every_falsified_figure_is_caught(language: str, figure: str) -> None:
    ledger = conversation()
    document = draft(ledger, language=language)
    sections = [section.model_copy(deep=True) for section in document.sections]
    for section in sections:
        for place, block in enumerate(section.blocks):
            if section.id == "statements" and isinstance(block, Paragraph) and plain(block.runs) == intro(document):
                runs = [run.model_copy(update={"text": _last(run.text, figure)}) for run in block.runs]
                section.blocks[place] = block.model_copy(update={"runs": runs})
    falsified = document.model_copy(update={"sections": sections})
    assert intro(falsified) != intro(document)
    assert any(fault.startswith("opinion groups") for fault in find_faults(ledger, falsified, {}))


def _last(text: str, figure: str) -> str:
    """The figure as a slot filled it: in some languages the template ends with "100" of its own."""
    place = text.find(figure)
    return text if place < 0 else f"{text[:place]}7{text[place + len(figure) :]}"


def test_more_votes_of_a_group_than_people_or_than_were_cast() -> None:
    sound = conversation()
    first, second = sound.statements
    more = replace(first, votes=tuple(replace(v, agree=70) if v.group == "A" else v for v in first.votes))
    ledger = replace(sound, statements=(more, second))
    faults = list(opinion_faults(ledger, draft(sound)))
    assert faults == [
        "opinion groups: more votes on statement 1 than people",
        "opinion groups: more votes on statement 1 than were cast",
    ]


async def gathered(world: World) -> Ledger:
    async with world.db.read() as session:
        await one_snapshot(session)
        query = select(Consultation).where(Consultation.id == world.consultation_id)
        return await gather(session, (await session.scalars(query)).one())


async def test_only_groups_of_the_present_votes_enter_the_ledger(world: World, voted: list[str]) -> None:
    assert (await gathered(world)).found is None, "nothing has been computed"
    await compute(world)
    ledger = await gathered(world)
    assert ledger.found is not None
    assert ledger.found.groups == (("A", 30), ("B", 20))
    assert {v.group: v.voters for v in ledger.voters if v.partition == "opinion"} == {"A": 30, "B": 20}
    document = draft(ledger)
    assert list(find_faults(ledger, document, {})) == []
    assert "two opinion groups" in intro(document)
    assert {count.group for claim in document.claims for count in claim.groups if count.partition == "opinion"} == {
        "A", "B",
    }  # fmt: skip
    await world.delegate.put(f"/statements/{voted[0]}/vote", {"value": "agree"})
    late = await gathered(world)
    assert late.found is None, "somebody has voted since"
    assert not [v for v in late.voters if v.partition == "opinion"]
    await analyst(world).settle()


def three_groups() -> Ledger:
    """Statement 1 sets A apart, 2 sets B and C apart from A but not from each other, 3 nobody, 4 has too few votes."""
    found = FoundGroupsFact(groups=(("A", 40), ("B", 30), ("C", 20)), subsamples=20, same_number=20, agreement=90)
    votes = [
        {"A": (36, 4), "B": (10, 20), "C": (6, 14)},
        {"A": (4, 36), "B": (27, 3), "C": (18, 2)},
        {"A": (20, 20), "B": (15, 15), "C": (10, 10)},
        {"A": (4, 0), "B": (0, 30), "C": (0, 20)},
    ]
    statements = [statement(number, each) for number, each in enumerate(votes, start=1)]
    return ledgers.ledger(statements=statements, voters=voters(A=40, B=30, C=20), found=found)


def of_groups(document: Document) -> list[tuple[str, int, int]]:
    return [(claim.id, claim.n, claim.N) for claim in document.claims if claim.side.startswith("found-")]


@pytest.mark.parametrize("language", sorted(PACKS))
def test_each_group_is_described_by_what_sets_it_apart_word_for_word(language: str) -> None:
    ledger = three_groups()
    document = draft(ledger, language=language)
    assert of_groups(document) == [("s1-found-A", 36, 40), ("s2-found-B", 27, 30), ("s2-found-C", 18, 20)]
    paragraphs = [b for s in document.sections for b in s.blocks if isinstance(b, Paragraph)]
    (of_a,) = [p for p in paragraphs if any(run.ref == "s1-found-A" for run in p.runs)]
    assert "A" in plain(of_a.lead)
    assert [run.text for run in of_a.runs if run.kind == "quote"] == ["Statement text 1"]
    claim = document.claim("s1-found-A")
    assert claim is not None
    rows = [(row.group, row.n, row.N) for row in claim.groups if row.partition == "opinion"]
    assert rows == [("A", 36, 40), ("B", 10, 30), ("C", 6, 20)]


def test_groups_that_are_not_stable_are_not_described() -> None:
    assert of_groups(draft(replace(three_groups(), found=None))) == []


@pytest.mark.parametrize("language", sorted(PACKS))
@pytest.mark.parametrize("what", ["dropped", "swapped", "renamed", "reworded"])
def test_a_falsified_description_is_caught(language: str, what: str) -> None:
    ledger = three_groups()
    document = draft(ledger, language=language)
    section = next(section for section in document.sections if section.id == "statements")
    places = [
        place
        for place, block in enumerate(section.blocks)
        if isinstance(block, Paragraph) and any("-found-" in (run.ref or "") for run in block.runs)
    ]
    blocks = list(section.blocks)
    first, second = (blocks[place] for place in places[:2])
    assert isinstance(first, Paragraph)
    if what == "dropped":
        del blocks[places[0]]
    elif what == "swapped":
        blocks[places[0]], blocks[places[1]] = second, first
    elif what == "renamed":
        lead = [run.model_copy(update={"text": "B"}) if run.kind == "given" else run for run in first.lead]
        blocks[places[0]] = first.model_copy(update={"lead": lead})
    else:
        blocks[places[0]] = first.model_copy(update={"runs": [*first.runs, Run(kind="given", text=" x")]})
    sections = [each.model_copy(update={"blocks": blocks}) if each is section else each for each in document.sections]
    falsified = document.model_copy(update={"sections": sections})
    assert "opinion groups: what sets them apart is not what the votes show" in list(find_faults(ledger, falsified, {}))


IN_WORDS = {
    "ru": {
        1: "Один участник из этой группы согласился с",
        2: "Два участника из этой группы согласились с",
        5: "Пять участников из этой группы согласились с",
        11: "11 участников из этой группы согласились с",
        21: "21 участник из этой группы согласился с",
    },
    "ar": {
        1: "بموافقة مشارك واحد من هذه المجموعة",
        2: "بموافقة مشاركين اثنين من هذه المجموعة",
        3: "بموافقة ثلاثة مشاركين من هذه المجموعة",
        11: "بموافقة 11 مشاركا من هذه المجموعة",
    },
    "fr": {1: "Un participant de ce groupe a souscrit", 5: "Cinq participants de ce groupe ont souscrit"},
    "es": {1: "Un participante de este grupo se mostró", 5: "Cinco participantes de este grupo se mostraron"},
    "en": {1: "One participant of this group agreed", 5: "Five participants of this group agreed"},
    "zh": {1: "该群体中1名与会者同意", 5: "该群体中5名与会者同意"},
}


@pytest.mark.parametrize(("language", "n"), [(code, n) for code, said in IN_WORDS.items() for n in said])
def test_the_sentence_agrees_with_every_number(language: str, n: int) -> None:
    found = FoundGroupsFact(groups=(("A", 5 * n), ("B", 30)), subsamples=20, same_number=20, agreement=90)
    votes = [statement(1, {"A": (n, 4 * n), "B": (0, 30)})]
    ledger = ledgers.ledger(statements=votes, voters=voters(A=5 * n, B=30), found=found)
    claim = draft(ledger, language=language).claim("s1-found-A")
    assert claim is not None
    assert IN_WORDS[language][n] in claim.text
