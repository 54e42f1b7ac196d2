"""The same words in every format: text and annexes, of a document that has everything, word for word."""

import io
import re
import zipfile
from collections import Counter

import pytest
from lxml import etree, html

from app.summaries.engine.document import Document, WordingRow
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.rendering import View, to_json
from app.summaries.export import formats
from app.summaries.export.formats import ExportFormat, Sheet, render
from app.summaries.phrasing.arranging import orders, with_arrangements
from app.summaries.wordings.reading import with_wordings
from tests.summaries import ledgers
from tests.summaries.pointed import essay
from tests.summaries.test_export_formats import REVIEWED

F = ExportFormat
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RULES = Counter(str(number) for number in range(1, 9))  # the page lets its list number the rules of the scale


def counted(text):
    return Counter(re.findall(r"[^\W_]+", text))


def of_page(page):
    tree = html.fromstring(page)
    for each in tree.xpath("//head | //nav | //svg"):
        each.drop_tree()
    return counted(" ".join(tree.itertext()))


def of_docx(file):
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    return counted("\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")))


def of_akn(file):
    tree = etree.fromstring(file)
    return counted(" ".join(text for each in tree[0] if not each.tag.endswith("}meta") for text in each.itertext()))


def of_markdown(file):
    text = re.sub(r"<a id=[^>]*></a>", " ", file.decode())
    return counted(re.sub(r"\]\(#[^)]*\)", "] ", text))


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_every_format_has_every_word_and_no_other(language):
    document = draft(ledgers.assembly(), language=language)
    sheet = Sheet(to_json(document), REVIEWED, "IGF/2006/C1/SUM.1", "summary")
    page = of_page(render(sheet, F.HTML))
    assert sum(page.values()) > 1_500
    # The page says what it is twice, at both ends, and in which language; a file says so on each of its pages.
    once = page - counted(document.notice) - counted(formats.View(document, REVIEWED).language_name(language))
    assert once - of_docx(render(sheet, F.DOCX)) == Counter()
    assert of_docx(render(sheet, F.DOCX)) - page - RULES == Counter()
    for form, read in ((F.AKOMA_NTOSO, of_akn), (F.MARKDOWN, of_markdown)):
        found = read(render(sheet, form))
        assert once - found == Counter(), form
        assert found - page - RULES == Counter(), form
    assert of_page(formats._for_print(document, REVIEWED, sheet.symbol)) == page
    assert Document.model_validate_json(render(sheet, F.JSON)) == document


def test_the_annexes_of_what_was_missing_and_of_objections_are_in_the_files():
    document = draft(ledgers.assembly())
    sheet = Sheet(to_json(document), REVIEWED, None, "summary")
    for found in (of_docx(render(sheet, F.DOCX)), of_akn(render(sheet, F.AKOMA_NTOSO))):
        words = counted(
            "Annex E interpretation week Network balance costs stakeholders Objection Invites Finance September"
        )
        assert {word for word in words if word not in found} == {"stakeholders"}


@pytest.mark.parametrize("language", sorted(PACKS))
def test_every_format_says_beside_each_source_of_a_point_who_says_so(language):
    """As often as the claims have sources of that standing, and the formats agree on every other word too."""
    document = draft(essay(), language=language)
    sheet = Sheet(to_json(document), REVIEWED, None, "summary")
    view = View(document, REVIEWED)
    kinds = Counter(each.kind for claim in document.claims if claim.side == "point" for each in claim.evidence)
    assert set(kinds) == {"declared", "confirmed", "matched"}
    files = {
        F.HTML: " ".join(html.fromstring(render(sheet, F.HTML)).itertext()),
        F.MARKDOWN: render(sheet, F.MARKDOWN).decode(),
        F.DOCX: etree.fromstring(zipfile.ZipFile(io.BytesIO(render(sheet, F.DOCX))).read("word/document.xml")),
        F.AKOMA_NTOSO: " ".join(etree.fromstring(render(sheet, F.AKOMA_NTOSO)).itertext()),
    }
    files[F.DOCX] = "".join(files[F.DOCX].itertext())
    for form, text in files.items():
        said = {kind: text.count(f"({view.t(f'standing.{kind}')})") for kind in kinds}
        assert said == kinds, form
    assert of_page(formats._for_print(document, REVIEWED, None)) == of_page(render(sheet, F.HTML))


def with_a_model(language):
    """A document that a language model ordered, and with a wording beside each quotation of the first points."""
    document = draft(essay(), language=language)
    backwards = [tuple((None, slot) for slot in reversed(order.slots)) for order in orders(document)]
    document = with_arrangements(document, backwards, "some-model")
    blocks = [block for section in document.sections for block in section.blocks if block.type == "paragraph"]
    quotes = [run for block in blocks for run in block.runs if run.kind == "quote"]
    rows = [
        WordingRow(
            id=f"w{number}", source_id=quote.ref, quote=quote.text, quote_language=quote.language, point=number,
            kind="translation", language=language, text=f"Wording {number}", model="some-model",
            approved_by="Amina Test", edited=number % 2 == 0, seq=9_000 + number,
        )
        for number, quote in enumerate(quotes)
    ]  # fmt: skip
    return with_wordings(document, rows)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ru"])
def test_every_format_says_what_a_language_model_had_to_do_with_it(language):
    document = with_a_model(language)
    view = View(document, REVIEWED)
    assert document.arranged_by
    assert len(view.notices) == 2
    assert len(document.wordings) > 3
    sheet = Sheet(to_json(document), REVIEWED, None, "summary")
    page = of_page(render(sheet, F.HTML))
    said = [view.wording_mark(row) for row in document.wordings]
    assert all("Amina Test" in each and "some-model" in each for each in said)
    marks = counted(" ".join(said))
    once = page - counted(" ".join(view.notices)) - counted(view.language_name(language))
    for form, read in ((F.DOCX, of_docx), (F.AKOMA_NTOSO, of_akn), (F.MARKDOWN, of_markdown)):
        found = read(render(sheet, form))
        assert marks - found == Counter(), form
        assert counted(view.notices[1]) - found == Counter(), form
        assert once - found == Counter(), form
        assert found - page - RULES == Counter(), form
    assert of_page(formats._for_print(document, REVIEWED, None)) == page
