"""The synthesis paper: grouped, counted, verbatim, and the same bytes each time."""

import hashlib
import re
from dataclasses import replace

import pytest

from app.summaries.engine.document import Paragraph, plain
from app.summaries.engine.rendering import Standing, to_json
from app.summaries.export.formats import ExportFormat, Sheet, render
from app.summaries.synthesis.paper import PER_GROUP, synthesis
from app.summaries.synthesis.words import WORDS
from tests.summaries import ledgers
from tests.summaries.ledgers import CIV, GOV, Room, contribution, note, option, question
from tests.world import World

FIRST, SECOND = question(option(1)), question(option(1, question=2), number=2, title="Working methods")


def filed(number, by, group=CIV, on=(FIRST,), **more):
    base = contribution(number, text=f"{number}", by=by)
    opening = f"We hold view {number}. It has reasons."
    return replace(base, group=group, question_ids=tuple(q.id for q in on), **{"opening": opening, **more})


def paper(*contributions, language="en"):
    ledger = ledgers.ledger(Room(), note_=note(FIRST, SECOND), contributions=contributions)
    return synthesis(ledger, language=language)


def said(made):
    return [plain(b.runs) for s in made.sections for b in s.blocks if isinstance(b, Paragraph)]


def section(made, name):
    return next(each for each in made.sections if each.id == name)


def test_contributions_and_contributors_are_counted_apart():
    made = paper(*(filed(n, f"e{n % 45}") for n in range(79)))
    first = plain(section(made, "question-1").blocks[0].runs)
    assert re.findall(r"\d+", first) == ["79", "45"]


def test_each_question_holds_its_own_and_the_rest_stands_apart():
    made = paper(filed(1, "a"), filed(2, "b", GOV, on=(FIRST, SECOND)), filed(3, "c", on=()))
    quoted = {
        each.id: [run.ref for b in each.blocks if isinstance(b, Paragraph) for run in b.runs if run.kind == "quote"]
        for each in made.sections
    }
    assert quoted["question-1"] == ["k1", "k2"]
    assert quoted["question-2"] == ["k2"]
    assert quoted["no-question"] == ["k3"]
    assert section(made, "question-2").title == "Working methods"


def test_every_quotation_is_verbatim_with_its_author_and_place():
    contributions = [filed(n, f"e{n}", GOV if n % 2 else CIV) for n in range(1, 7)]
    made = paper(*contributions)
    by_id = {each.id: each for each in contributions}
    quotes = 0
    for block in (b for s in made.sections for b in s.blocks if isinstance(b, Paragraph)):
        for run in (run for run in block.runs if run.kind == "quote"):
            fact = by_id[run.ref]
            assert run.text in fact.opening
            assert block.runs[0].text == fact.contributor
            assert [r.text for r in block.runs if r.kind == "source"] == [str(fact.seq)]
            quotes += 1
    assert quotes == 6
    assert all(row.disposition is None for row in made.contributions)


def test_a_long_group_is_cut_and_says_so():
    made = paper(*(filed(n, f"e{n}") for n in range(1, PER_GROUP + 2)))
    assert WORDS["en"]["more"] in said(made)
    assert WORDS["en"]["more"] not in said(paper(*(filed(n, f"e{n}") for n in range(1, PER_GROUP + 1))))


def test_a_text_that_is_not_public_is_counted_and_not_quoted():
    made = paper(filed(1, "a", opening=None), filed(2, "b"))
    assert re.findall(r"\d+|[Tt]wo", said(made)[2])[:2] == ["Two", "two"]
    assert [
        run.ref for s in made.sections for b in s.blocks for run in getattr(b, "runs", []) if run.kind == "quote"
    ] == ["k2"]


@pytest.mark.parametrize("language", sorted(WORDS))
def test_it_is_written_in_the_six_languages_as_any_file(language):
    made = paper(filed(1, "a"), filed(2, "b", on=()), language=language)
    assert (made.language, made.title) == (language, WORDS[language]["title"])
    numbers = [b.number for s in made.sections for b in s.blocks if isinstance(b, Paragraph)]
    assert numbers == list(range(1, len(numbers) + 1))
    sheet = Sheet(to_json(made), Standing(), None, "paper")
    for form in (ExportFormat.HTML, ExportFormat.DOCX, ExportFormat.AKOMA_NTOSO, ExportFormat.MARKDOWN):
        assert render(sheet, form) == render(sheet, form)


async def test_it_is_made_from_the_record_for_those_who_prepare_documents(world: World) -> None:
    asked = {"question_ids": [str(world.question_ids[0])]}
    await world.file("We support a larger commission. It would be fairer.", **asked)
    await world.file("We would keep it small.", by="neighbour", **asked)
    hidden = await world.file("Words that are hidden later.", by="person")
    address = f"/consultations/{world.slug}/synthesis?format=md"
    first = await world.secretariat.get(address)
    assert first.status_code == 200, first.text
    for words in ("We support a larger commission", "We would keep it small", "Words that are hidden later"):
        assert words in first.text
    same = await world.chair.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert same.status_code == 304
    await world.moderate("hide", "contribution", hidden["id"])
    again = await world.secretariat.get(address)
    assert "Words that are hidden later" not in again.text
    arabic = await world.secretariat.get(f"{address}&language=ar")
    assert WORDS["ar"]["title"] in arabic.text


async def test_published_it_is_kept_under_a_symbol_listed_and_readable_in_six_languages(world: World) -> None:
    filed = await world.file("A view that will be hidden later.")
    await world.file("Another view.", by="neighbour")
    at = f"/consultations/{world.slug}/synthesis"
    assert (await world.delegate.post(at)).status_code == 403
    assert (await world.reader.get(f"{at}/published?format=md")).json()["code"] == "no_synthesis"
    first = (await world.secretariat.post(at)).json()
    assert (first["number"], first["symbol"].rpartition("/")[2], len(first["languages"])) == (1, "INF.1", 6)
    assert (await world.secretariat.post(at)).json() == first, "the same facts are the same version"
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["document"]["digest"]) == ("document.issued", first["digest"])
    listed = (await world.reader.get(f"/consultations/{world.slug}/documents")).json()["items"]
    assert [(each["symbol"], each["source_type"]) for each in listed] == [(first["symbol"], "synthesis")]
    await world.file("A third view.")
    second = (await world.chair.post(at)).json()
    assert (second["number"], second["symbol"]) == (2, first["symbol"] + "/Rev.1")
    assert [each["number"] for each in (await world.reader.get(f"{at}/versions")).json()] == [1, 2]
    for language, words in WORDS.items():
        paper = await world.reader.get(f"{at}/published?format=md&digest={first['digest']}&language={language}")
        assert words["title"] in paper.text
        assert "A view that will be hidden later" in paper.text
        assert "A third view" not in paper.text
    plain_text = (await world.reader.get(f"{at}/published?format=json&digest={first['digest']}")).content
    assert hashlib.sha256(plain_text).hexdigest() == first["digest"]
    await world.moderate("hide", "contribution", filed["id"])
    for form in ("md", "html", "json"):
        assert "hidden later" not in (await world.reader.get(f"{at}/published?format={form}")).text
