"""One text in six languages: the same claims and numbers, drawn from the same facts, whatever was edited in one."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from app.capacities.actor import SYSTEM
from app.core import clock
from app.summaries.editing.overlay import basis, compose
from app.summaries.editing.places import places
from app.summaries.editing.schemas import Edit
from app.summaries.engine.document import Document, Paragraph
from app.summaries.engine.drafting import draft
from app.summaries.language_versions import LANGUAGES, in_language, packed, unpacked
from app.summaries.models import SummaryFacts
from tests.samples.summaries import drafted, window
from tests.summaries import ledgers
from tests.world import World


def ids_of(document: Document) -> list[str]:
    return [place.id for place in places(document)]


@pytest.mark.parametrize("made", [ledgers.assembly, ledgers.conversation, ledgers.summit])
def test_facts_put_away_are_the_same_facts(made) -> None:
    ledger = made()
    again = unpacked(packed(ledger))
    assert (again, again.digest) == (ledger, ledger.digest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unedited_text_is_the_draft_in_that_language(language: str) -> None:
    ledger = ledgers.summit()
    standing = draft(ledger, language="en")
    assert in_language(standing, ids_of(standing), ledger, {}, language) == draft(ledger, language=language)


def test_what_was_dropped_or_typed_stays_dropped_or_typed() -> None:
    ledger = ledgers.summit()
    computed = draft(ledger, language="en")
    dropped, changed, *_ = [place for place in places(computed) if place.section == "views"]
    standing, ids = _edited(computed, dropped.id, changed.id)
    french = in_language(standing, ids, ledger, {}, "fr")
    said = {place.id: place.paragraph for place in places(french, dict(enumerate(ids, start=1)))}
    assert dropped.id not in said
    assert [block.number for block in _paragraphs(french)] == [block.number for block in _paragraphs(standing)]
    typed = said[changed.id].runs
    assert [(run.kind, run.language) for run in typed if "chair adds" in run.text] == [("given", "en")]
    assert [claim.id for claim in french.claims] == [claim.id for claim in standing.claims]
    untouched = draft(ledger, language="fr")
    rest = {place.id: place.paragraph.runs for place in places(untouched)}
    assert all(said[each].runs == rest[each] for each in said.keys() & rest.keys() - {changed.id})


def _paragraphs(document: Document) -> list[Paragraph]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]


def _edited(computed: Document, dropped: str, changed: str) -> tuple[Document, list[str]]:
    found = {place.id: place for place in places(computed)}

    def edit(paragraph: str, **more: Any) -> Edit:
        place = found[paragraph]
        return Edit(
            paragraph_id=paragraph,
            text=more.get("text"),
            action=more["action"],
            language="en",
            own_words=True,
            basis=basis(place.paragraph),
            after=None,
            section=place.section,
            refs=[],
            acted_as=SYSTEM,
            at=clock.now(),
        )

    thanks = edit(changed, action="edit", text="The chair adds a word of thanks.")
    composed = compose(computed, [edit(dropped, action="drop"), thanks])
    assert not composed.aside
    return composed.document, list(composed.ids.values())


def claims_of(summary: dict[str, Any]) -> list[str]:
    return [claim["id"] for claim in summary["content"]["claims"]]


async def test_a_reader_has_the_published_text_in_each_language(world: World) -> None:
    await world.state("support")
    summary = await drafted(world)
    assert summary["languages"] == ["en", "ar", "es", "fr", "ru", "zh"]
    address = f"/consultations/{world.slug}/summary"
    assert (await world.reader.get(f"{address}?language=fr")).status_code == 404
    circulated = await world.chair.post(f"/summaries/{summary['id']}/circulate", window())
    await world.post_comment("What is said later is in no language of it")
    for language in LANGUAGES:
        shown = (await world.reader.get(f"{address}?language={language}")).json()
        assert (shown["content"]["language"], shown["digest"]) == (language, circulated.json()["digest"])
        assert shown["content"]["ledger_digest"] == circulated.json()["content"]["ledger_digest"]
        assert claims_of(shown) == claims_of(summary)
    page = await world.client.get(f"/c/{world.slug}/summary.html?language=ar")
    assert '<html lang="ar" dir="rtl">' in page.text
    file = await world.reader.get(f"/summaries/{summary['id']}/export?format=json&language=ru")
    assert json.loads(file.content)["language"] == "ru"
    refused = await world.reader.get(f"{address}?language=tlh")
    assert refused.status_code == 422


async def test_facts_of_drafts_that_nobody_circulated_are_not_kept(world: World) -> None:
    for text in ("One", "Two", "Three"):
        await world.post_comment(text)
        summary = await drafted(world)
    await world.chair.post(f"/summaries/{summary['id']}/circulate", window())
    await world.chair.post(f"/summaries/{summary['id']}/reopen", {"reason": "A correction is due."})
    await world.post_comment("Four")
    await drafted(world)
    async with world.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(SummaryFacts)) == 2


async def test_what_is_hidden_later_is_hidden_in_every_language(world: World) -> None:
    filed = await world.file("Hidden words that nobody should read again.")
    summary = await drafted(world)
    await world.chair.post(f"/summaries/{summary['id']}/circulate", window())
    await world.moderate("hide", "contribution", filed["id"])
    for language in ("en", "zh"):
        shown = await world.reader.get(f"/consultations/{world.slug}/summary?language={language}")
        assert "Hidden words" not in shown.text
        assert shown.json()["redacted"] == [filed["id"]]
