"""A language model that misbehaves in every way we could think of: the summary is then the plain template.

The endpoint is a real server on this machine; what it answers is chosen by the name of the model asked for.
"""

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from app.config import Settings
from app.core.db import Database
from app.summaries.command import Format, arranged_text, summary_text
from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Document, Paragraph, plain
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import Ledger
from app.summaries.phrasing.arranging import orders
from app.summaries.phrasing.endpoint import audit_json
from app.summaries.phrasing.model import AT_ONCE, TRIES, arrange
from tests.language_models import MISBEHAVIOUR, NO_ANSWER, SECRET, serving
from tests.summaries import ledgers
from tests.world import World

LEDGER: Ledger = ledgers.summit()  # type: ignore[no-untyped-call]


@pytest.fixture
async def endpoint() -> AsyncIterator[tuple[FastAPI, str]]:
    async with serving() as found:
        yield found


def settings(url: str, model: str) -> Settings:
    return Settings(secret="a secret for the tests of phrasing", llm_url=url, llm_model=model, llm_key=SECRET,
                    llm_seconds=0.5)  # fmt: skip


def texts(document: Document) -> list[str]:
    return [plain(block.runs) for s in document.sections for block in s.blocks if isinstance(block, Paragraph)]


async def test_without_an_endpoint_nothing_is_asked() -> None:
    document = draft(LEDGER)
    assert await arrange(settings("", "honest"), LEDGER, document) == (document, [])


async def test_an_honest_model_that_changes_nothing_changes_nothing(endpoint: tuple[FastAPI, str]) -> None:
    document = draft(LEDGER)
    arranged, audit = await arrange(settings(endpoint[1], "honest"), LEDGER, document)
    assert arranged == document
    assert [each.outcome for each in audit] == ["arranged"] * len(list(orders(document)))
    assert len(audit) >= 3


@pytest.mark.parametrize("language", sorted(PACKS))
async def test_sentences_may_be_linked(endpoint: tuple[FastAPI, str], language: str) -> None:
    document = draft(LEDGER, language=language)
    link = PACKS[language].text["sentence.link.however"]
    MISBEHAVIOUR["linked"] = f" {link.replace('{sentence}', '').strip()} ".join
    arranged, audit = await arrange(settings(endpoint[1], "linked"), LEDGER, document)
    assert {each.outcome for each in audit} == {"arranged"}
    assert list(find_faults(LEDGER, arranged, {})) == []
    assert texts(arranged) != texts(document)
    assert {c.id: (c.n, c.N, c.word, c.phrase) for c in arranged.claims} == {
        c.id: (c.n, c.N, c.word, c.phrase) for c in document.claims
    }


async def test_another_order_passes_the_check(endpoint: tuple[FastAPI, str]) -> None:
    document = draft(LEDGER)
    arranged, audit = await arrange(settings(endpoint[1], "backwards"), LEDGER, document)
    assert {each.outcome for each in audit} == {"arranged"}
    assert list(find_faults(LEDGER, arranged, {})) == []
    assert sorted(texts(arranged)) != sorted(texts(document))


@pytest.mark.parametrize("model", [name for name in MISBEHAVIOUR if name != "linked"])
async def test_whatever_says_something_is_refused_twice_and_left(endpoint: tuple[FastAPI, str], model: str) -> None:
    document = draft(LEDGER)
    arranged, audit = await arrange(settings(endpoint[1], model), LEDGER, document)
    assert arranged == document
    assert not [each for each in audit if each.outcome == "arranged"]
    assert {each.outcome.partition(":")[0] for each in audit} <= {"refused", "no answer"}


@pytest.mark.parametrize("model", NO_ANSWER)
async def test_no_answer_and_nobody_waits_for_long(endpoint: tuple[FastAPI, str], model: str) -> None:
    document = draft(LEDGER)
    async with asyncio.timeout(5):
        arranged, audit = await arrange(settings(endpoint[1], model), LEDGER, document)
    assert arranged == document
    assert {each.outcome.partition(":")[0] for each in audit} == {"no answer"}
    assert TRIES <= len(audit) <= TRIES * AT_ONCE


async def test_an_endpoint_that_is_not_there() -> None:
    document = draft(LEDGER)
    arranged, audit = await arrange(settings("http://127.0.0.1:9/v1", "honest"), LEDGER, document)
    assert arranged == document
    assert audit[0].outcome == "no answer: ConnectError"


async def test_a_second_try_is_enough(endpoint: tuple[FastAPI, str]) -> None:
    document = draft(LEDGER)
    _, audit = await arrange(settings(endpoint[1], "second time"), LEDGER, document)
    outcomes = [each.outcome.partition(":")[0] for each in audit]
    number = len(list(orders(document)))
    assert outcomes == ["refused"] * number + ["arranged"] * number


async def test_no_word_of_anybody_goes_out(endpoint: tuple[FastAPI, str]) -> None:
    """Only the instruction, the links and the ids of claims; the key is in the header and nowhere else."""
    app, url = endpoint
    document = draft(LEDGER)
    _, audit = await arrange(settings(url, "honest"), LEDGER, document)
    sent = json.dumps(app.state.seen)
    for position in LEDGER.positions:
        for words in (position.reason, position.condition, position.entity):
            assert not words or words not in sent
    assert LEDGER.note
    for question in LEDGER.note.questions:
        assert question.title not in sent
        assert all(option.label not in sent for option in question.options)
    assert SECRET not in sent + json.dumps(audit_json(audit))
    for body in app.state.seen:
        assert re.fullmatch(r"(\{[a-z0-9_-]+\} ?)+", body["messages"][1]["content"])


async def test_random_answers_made_of_the_right_pieces(endpoint: tuple[FastAPI, str]) -> None:
    """Slots and links shuffled together: whatever is taken passes the check, and the counts are the same."""
    document, chance = draft(LEDGER), random.Random(5)

    def shuffled(slots: list[str]) -> str:
        pieces = [*slots, *chance.choices(["However,", "In addition,", "By contrast,", "maybe"], k=2)]
        chance.shuffle(pieces)
        return " ".join(pieces)

    MISBEHAVIOUR["shuffled"] = shuffled
    for _ in range(20):
        arranged, _ = await arrange(settings(endpoint[1], "shuffled"), LEDGER, document)
        assert list(find_faults(LEDGER, arranged, {})) == []
    del MISBEHAVIOUR["shuffled"]


async def test_the_command_prints_the_draft_and_keeps_the_audit(
    endpoint: tuple[FastAPI, str], db: Database, world: World
) -> None:
    for number, by in enumerate(("delegate", "neighbour", "person")):
        await world.state("oppose" if number else "support", by=by)
    plain_text = await summary_text(db, world.slug, Format.MARKDOWN)
    honest_settings = settings(endpoint[1], "honest")
    text, audit = await arranged_text(db, honest_settings, world.slug, Format.MARKDOWN)
    assert text == plain_text
    assert {each["outcome"] for each in json.loads(audit)} == {"arranged"}
    assert all(each["model"] == "honest" and each["prompt"] and each["answer"] for each in json.loads(audit))
