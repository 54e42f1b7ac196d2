"""The summary as files: the same bytes each time, well-formed, complete, and no word more than on the page."""

import io
import json
import os
import re
import sys
import zipfile
from collections import Counter
from functools import cache

import pytest
from lxml import etree

from app.core.db import Database
from app.core.errors import ConvenorError
from app.summaries.command import summary_file
from app.summaries.engine.document import Remarks
from app.summaries.engine.drafting import draft
from app.summaries.engine.rendering import Changed, Remarked, Standing, to_json
from app.summaries.export import formats
from app.summaries.export.akoma import NAMESPACE
from app.summaries.export.formats import CONTENT_TYPES, ExportFormat, PdfUnavailable, Sheet, disposition, render
from app.summaries.export.outline import outline
from app.summaries.export.word import bookmark
from tests.summaries import ledgers
from tests.summaries.ledgers import GOV, Room, note, option, question, stances
from tests.summaries.test_summary_api import draft as drafted
from tests.summaries.test_summary_api import publish, speak
from tests.world import World

F = ExportFormat
PUBLISHED = Standing("published", 4, "2006-06-01T09:00:00Z", "ab" * 32)
SYMBOL = "IGF/2006/C1/CRP.3/Rev.1"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = '<b>&amp;</b> \u202bعربي\u202c "quotes" 中文 \ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")


@cache
def document():
    return draft(ledgers.summit(), remarks=Remarks(text="Thank you.\nشكرا لكم.", language="en"))


@cache
def conversation():
    return draft(ledgers.conversation())


def sheet(made=None, *, standing=PUBLISHED, symbol=SYMBOL, **changes):
    made = (made or document()).model_copy(update=changes)
    return Sheet(to_json(made), standing, symbol, "igf-summary-en")


@cache
def file(form, which="summit", direction="ltr", language="en"):
    made = {"summit": document, "conversation": conversation}[which]()
    return render(sheet(made, direction=direction), form)


# DOCX


def part(content, name="word/document.xml"):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def words(element):
    return "".join(element.itertext(f"{W}t"))


@pytest.mark.parametrize("which", ["summit", "conversation"])
def test_docx_opens_with_real_headings_and_tables(which):
    import docx

    opened = docx.Document(io.BytesIO(file(F.DOCX, which)))
    made = {"summit": document, "conversation": conversation}[which]()
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings[: len(made.sections)] == [f"{s.numeral}. {s.title}" for s in made.sections]
    assert len(opened.tables) >= 2
    assert opened.core_properties.identifier == SYMBOL
    assert opened.core_properties.created.isoformat() == "2006-06-01T09:00:00+00:00"


def test_docx_has_every_numbered_paragraph_as_a_bookmark_with_its_text():
    root = part(file(F.DOCX))
    for section in document().sections:
        for block in section.blocks:
            if block.type != "paragraph":
                continue
            (start,) = (m for m in root.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == f"p{block.number}")
            said = words(start.getparent())
            assert said.startswith(f"{block.number}.")
            for run in block.runs:
                assert run.text in said


@pytest.mark.parametrize("which", ["summit", "conversation"])
def test_docx_cross_references_lead_somewhere(which):
    root = part(file(F.DOCX, which))
    marks = Counter(mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart"))
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert len(links) > 50 if which == "summit" else links
    assert set(links) <= set(marks)
    assert max(marks.values()) == 1
    assert all(re.fullmatch(r"\w{1,40}", name) for name in marks)
    numbers = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    assert numbers == [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")] or len(numbers) == len(set(numbers))


def test_docx_says_on_every_page_what_it_is():
    content = file(F.DOCX)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    (header,) = [n for n in names if re.fullmatch(r"word/header\d+\.xml", n)]
    (footer,) = [n for n in names if re.fullmatch(r"word/footer\d+\.xml", n)]
    said = words(part(content, header))
    assert "Chair’s own responsibility" in said
    assert "negotiated" in said
    assert "Published" in said
    assert SYMBOL in words(part(content, footer))
    assert b" PAGE " in zipfile.ZipFile(io.BytesIO(content)).read(footer)


def test_docx_runs_from_right_to_left_where_the_document_does():
    root = part(file(F.DOCX, direction="rtl"))
    paragraphs = list(root.iter(f"{W}p"))
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs)
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in root.iter(f"{W}tbl"))
    assert root.find(f".//{W}sectPr/{W}bidi") is not None
    assert not list(part(file(F.DOCX)).iter(f"{W}bidiVisual"))


def test_docx_marks_arabic_and_chinese_runs_for_their_fonts():
    arabic = [r for r in part(file(F.DOCX)).iter(f"{W}r") if "يقوي الشرعية" in words(r)]
    assert arabic
    assert all(r.find(f"{W}rPr/{W}rtl") is not None for r in arabic)
    assert {r.find(f"{W}rPr/{W}lang").get(f"{W}bidi") for r in arabic} == {"ar-SA"}
    chinese = [r for r in part(file(F.DOCX, "conversation")).iter(f"{W}r") if "乘客" in words(r)]
    assert chinese
    fonts = {r.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for r in chinese}
    assert fonts == {"Noto Serif CJK SC"}
    assert {r.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") for r in chinese} == {"eastAsia"}


def test_bookmark_names_fit_and_stay_apart():
    long = [f"source-{'a' * 40}{n}" for n in range(20)]
    assert len({bookmark(name) for name in long}) == 20
    assert all(len(bookmark(name)) <= 40 for name in long)


# Akoma Ntoso

A = f"{{{NAMESPACE}}}"
# The parts of a FRBR level in the order of the standard's schema.
ORDER = ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRnumber", "FRBRversionNumber",
         "FRBRlanguage", "FRBRformat"]  # fmt: skip
INLINE = {"ref", "inline", "span"}
CHILDREN = {
    "akomaNtoso": {"statement"},
    "statement": {"meta", "preface", "mainBody", "conclusions"},
    "mainBody": {"section", "hcontainer"},
    "section": {"num", "heading", "paragraph", "subsection"},
    "hcontainer": {"num", "heading", "paragraph", "subsection"},
    "subsection": {"heading", "paragraph"},
    "paragraph": {"num", "heading", "content"},
    "content": {"p", "table"},
    "table": {"caption", "tr"},
    "tr": {"th", "td"},
    "td": {"p"},
    "th": {"p"},
    "heading": INLINE,
    "conclusions": {"p"},
    "preface": {"p"},
    "p": INLINE | {"docNumber", "docTitle", "docStatus"},
}


def local(element):
    return etree.QName(element).localname


@pytest.mark.parametrize("which", ["summit", "conversation"])
def test_akoma_ntoso_is_nested_as_the_standard_says(which):
    root = etree.fromstring(file(F.AKOMA_NTOSO, which))
    for element in root.iter():
        assert etree.QName(element).namespace == NAMESPACE
        if local(element) in CHILDREN:
            found = [local(child) for child in element]
            assert set(found) <= CHILDREN[local(element)], local(element)
            if "num" in found:
                assert found.index("num") == 0
            if "heading" in found:
                assert found.index("heading") <= 1
        if local(element) in {"section", "hcontainer", "subsection", "paragraph", "table"}:
            assert element.get("eId")
        if local(element) == "section" or local(element) == "subsection":
            assert len(element) > 1, "a division holds something"


@pytest.mark.parametrize("which", ["summit", "conversation"])
def test_akoma_ntoso_ids_are_unique_and_every_reference_has_its_target(which):
    root = etree.fromstring(file(F.AKOMA_NTOSO, which))
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", each) for each in ids)
    named = [e.get(key, "") for e in root.iter() for key in ("href", "refersTo", "source", "as")]
    pointed = [each[1:] for each in named if each.startswith("#")]
    assert pointed
    assert set(pointed) <= set(ids)


def test_akoma_ntoso_says_what_it_is_on_three_levels():
    root = etree.fromstring(file(F.AKOMA_NTOSO))
    levels = {name: root.find(f".//{A}{name}") for name in ("FRBRWork", "FRBRExpression", "FRBRManifestation")}
    for level in levels.values():
        names = [local(child) for child in level]
        assert names == sorted(names, key=ORDER.index)
        assert names[:4] == ORDER[:4]
    work, expression, manifestation = (level.find(f"{A}FRBRuri").get("value") for level in levels.values())
    assert expression.startswith(f"{work}/eng@2006-06-01")
    assert manifestation == f"{expression}.akn"
    for level in levels.values():
        uri = level.find(f"{A}FRBRuri").get("value")
        assert level.find(f"{A}FRBRthis").get("value").split("/!main")[0] == uri.removesuffix(".akn")
    assert levels["FRBRExpression"].find(f"{A}FRBRlanguage").get("language") == "eng"
    assert levels["FRBRWork"].find(f"{A}FRBRnumber").get("value") == SYMBOL


def test_akoma_ntoso_has_every_paragraph_and_refers_to_entries_of_the_record():
    root = etree.fromstring(file(F.AKOMA_NTOSO))
    entries = {e.get("eId"): e.get("href") for e in root.iter(f"{A}TLCReference")}
    assert all(href.endswith(f"/record#{each.removeprefix('entry_')}") for each, href in entries.items())
    for section in document().sections:
        for block in section.blocks:
            if block.type == "paragraph":
                (found,) = [e for e in root.iter(f"{A}paragraph") if e.get("eId") == f"para_{block.number}"]
                assert found.find(f"{A}num").text == f"{block.number}."
                said = "".join(found.find(f"{A}content").itertext())
                assert all(run.text in said for run in block.runs)
                sources = [run for run in block.runs if run.kind == "source"]
                named = {e.get("refersTo") for e in found.iter(f"{A}ref")} - {None}
                assert len(named) == len({run.text for run in sources})
                assert {each[1:] for each in named} <= set(entries)


# All of them


@pytest.mark.parametrize("form", [form for form in F if form is not F.PDF])
@pytest.mark.parametrize("which", ["summit", "conversation"])
def test_two_files_of_one_text_are_the_same_bytes(form, which):
    made = {"summit": document, "conversation": conversation}[which]()
    assert render(sheet(made), form) == file(form, which)


@pytest.mark.parametrize("form", [F.DOCX, F.AKOMA_NTOSO, F.HTML, F.MARKDOWN, F.JSON])
def test_words_of_participants_stay_words(form):
    room = Room().state(option(1), GOV, stances(3), reasons=[NASTY])
    made = draft(ledgers.ledger(room, note_=note(question(option(1)))))
    content = render(sheet(made), form)
    if form is F.DOCX:
        content = etree.tostring(part(content), encoding="unicode").encode()
    if form in {F.DOCX, F.AKOMA_NTOSO}:
        assert "<b>&amp;</b>" in "".join(etree.fromstring(content).itertext())
    assert "中文" in content.decode()


@pytest.mark.parametrize("form", [form for form in F if form not in {F.PDF, F.JSON}])
def test_a_file_has_its_symbol_or_none(form):
    def said(of):
        return plain(form.value, render(of, form))

    if form is F.DOCX:
        assert SYMBOL in said(sheet())
    else:
        assert SYMBOL in render(sheet(), form).decode()
        assert SYMBOL not in render(sheet(symbol=None), form).decode()
    assert said(sheet(symbol=None)) != said(sheet())


def test_what_no_xml_can_hold_is_replaced():
    made = document().model_copy(update={"title": "A\ufffeB\x0bC"})
    assert outline(made, PUBLISHED).title == "A\ufffdB\ufffdC"
    assert etree.fromstring(render(sheet(made), F.AKOMA_NTOSO)) is not None


def test_the_digest_tells_everything_apart_that_is_in_the_file():
    one = sheet()
    others = [sheet(standing=Standing()), sheet(symbol=None), sheet(title="Another")]
    assert len({each.digest(F.DOCX) for each in (one, *others)} | {one.digest(F.PDF)}) == 5
    assert sheet().digest(F.DOCX) == one.digest(F.DOCX)


def test_names_of_files_are_ascii_and_as_they_are():
    assert disposition("igf-résumé", F.AKOMA_NTOSO) == (
        "attachment; filename=\"igf-r-sum-.akn.xml\"; filename*=UTF-8''igf-r%C3%A9sum%C3%A9.akn.xml"
    )


# PDF


@pytest.fixture(scope="module")
def pdf():
    """A machine without Pango leaves these out in words; the build server has to have it."""
    try:
        return render(sheet(conversation()), F.PDF)
    except PdfUnavailable as refused:
        if os.environ.get("CI") == "true":
            pytest.fail(refused.detail)
        pytest.skip(refused.detail)  # a laptop without Pango; in CI it has failed above


def test_pdf_is_tagged_and_has_language_bookmarks_and_title(pdf):
    assert pdf.startswith((b"%PDF-1.7", b"%PDF-2"))
    text = readable(pdf)
    for wanted in (b"/StructTreeRoot", b"/MarkInfo", b"/Outlines", b"/Lang", b"pdfuaid", b"/DisplayDocTitle true"):
        assert wanted in text, wanted


def readable(pdf):
    """The file with its compressed streams opened."""
    import zlib

    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_pdf_of_one_text_is_the_same_bytes(pdf):
    assert render(sheet(conversation()), F.PDF) == pdf


def test_without_pango_there_is_a_sentence_and_not_a_trace(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailable, match="cannot make PDF files") as refused:
        render(sheet(), F.PDF)
    assert isinstance(refused.value, ConvenorError)
    assert (refused.value.status, refused.value.code) == (503, "pdf_unavailable")


# Over HTTP


async def test_a_reader_gets_the_published_text_in_every_format(world: World) -> None:
    await speak(world)
    summary = await drafted(world)
    assert (await world.reader.get(f"/summaries/{summary['id']}/export?format=md")).status_code == 404
    assert (await world.chair.get(f"/summaries/{summary['id']}/export?format=md")).status_code == 200
    published = (await publish(world, summary)).json()
    for form in F:
        if form is F.PDF:
            continue
        response = await world.reader.get(f"/summaries/{summary['id']}/export?format={form}")
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == CONTENT_TYPES[form]
        assert response.headers["content-disposition"].startswith('attachment; filename="MEMBERSHIP-SUM.1-en.')
        assert "sandbox" in response.headers["content-security-policy"]
        again = {"If-None-Match": response.headers["etag"]}
        same = await world.reader.get(f"/summaries/{summary['id']}/export?format={form}", headers=again)
        assert (same.status_code, same.content) == (304, b"")
        assert (await world.reader.get(f"/summaries/{summary['id']}/export?format={form}")).content == response.content
        if form is F.JSON:
            assert response.json() == published["content"]
    assert (await world.reader.get(f"/summaries/{summary['id']}/export?format=odt")).status_code == 422


async def test_what_was_issued_is_listed_and_its_file_is_of_exactly_that_text(world: World) -> None:
    await speak(world)
    published = (await publish(world, await drafted(world))).json()
    (issued,) = (await world.reader.get(f"/consultations/{world.slug}/documents")).json()["items"]
    assert (issued["symbol"], issued["source_id"]) == ("MEMBERSHIP/SUM.1", published["id"])
    address = f"/summaries/{issued['source_id']}/export?format=json&digest="
    assert (await world.reader.get(f"{address}{issued['digest']}")).json() == published["content"]
    assert (await world.reader.get(f"{address}{'0' * 64}")).status_code == 404


async def test_pdf_comes_or_is_refused_in_words(world: World) -> None:
    summary = await drafted(world)
    response = await world.chair.get(f"/summaries/{summary['id']}/export?format=pdf")
    if response.status_code == 503 and os.environ.get("CI") != "true":
        assert response.json()["code"] == "pdf_unavailable"
        return
    assert response.status_code == 200, response.text
    assert response.content.startswith(b"%PDF")


async def test_words_hidden_later_are_in_no_file(world: World) -> None:
    await speak(world)
    said = "It reflects the weight of developing countries"
    summary = await drafted(world)
    await publish(world, summary)
    address = f"/summaries/{summary['id']}/export?format="
    before = {form: await world.reader.get(f"{address}{form}") for form in ("md", "json", "docx", "akn")}
    assert all(said in plain(form, response.content) for form, response in before.items())
    positions = (await world.reader.get(f"/options/{world.option_ids[0]}/positions")).json()["items"]
    hidden = next(each for each in positions if said in (each["reason"] or ""))
    await world.moderate("hide", "position", hidden["id"])
    for form, old in before.items():
        asked = await world.reader.get(f"{address}{form}", headers={"If-None-Match": old.headers["etag"]})
        assert asked.status_code == 200, "what the reader has is no longer the file"
        assert said not in plain(form, asked.content)


def plain(form, content):
    if form == "docx":
        return words(part(content))
    if form == "akn":
        return "".join(etree.fromstring(content).itertext())
    return json.dumps(json.loads(content), ensure_ascii=False) if form == "json" else content.decode()


async def test_a_hall_that_opens_one_file_costs_one_rendering(monkeypatch) -> None:
    import asyncio

    from app.summaries.export import making

    made = []
    monkeypatch.setattr(making, "render", lambda _, form: made.append(form) or b"file")
    press, one = making.Press(), sheet()
    files = await asyncio.gather(*(press.file(one, F.MARKDOWN, "d") for _ in range(50)))
    assert set(files) == {b"file"}
    assert await press.file(one, F.MARKDOWN, "d") == b"file"
    assert made == [F.MARKDOWN]
    assert await press.file(one, F.MARKDOWN, "e") == b"file"
    assert len(made) == 2


def test_every_format_has_a_writer_and_a_type() -> None:
    assert set(F) == set(CONTENT_TYPES) == set(formats._WRITE)


# On the command line


async def test_the_command_writes_the_files_of_the_page(world: World, db: Database) -> None:
    await speak(world)
    fresh = await summary_file(db, world.slug, F.DOCX)
    assert fresh == await summary_file(db, world.slug, F.DOCX)
    assert "Draft" in plain("docx", fresh)
    published = (await publish(world, await drafted(world))).json()
    served = await world.reader.get(f"/summaries/{published['id']}/export?format=akn")
    assert await summary_file(db, world.slug, F.AKOMA_NTOSO) == served.content


# Another process


async def test_slow_formats_are_made_in_another_process(monkeypatch) -> None:
    from app.summaries.export import making

    one, expected = sheet(), file(F.AKOMA_NTOSO)
    monkeypatch.setattr("app.summaries.export.akoma.NAMESPACE", "urn:only-in-this-process")
    made = await making.Press().file(one, F.AKOMA_NTOSO, one.digest(F.AKOMA_NTOSO))
    assert made == expected


REVIEWED = Standing(
    state="circulated",
    version=7,
    text_number=2,
    window=("2006-06-10T18:00:00Z", "Europe/Zurich"),
    comments=(
        Remarked(1, 3, "omission", "Network 2, simulated", "The cost was raised too.", "en", "accepted", "It was."),
        Remarked(1, 4, "wording", "Delegation 1, simulated", None, "en", None, None),
    ),
    changes=(Changed("changed", 3, 3, (("same", "It was "), ("del", "asked"), ("ins", "suggested"))),),
)


@pytest.mark.parametrize("form", [F.DOCX, F.AKOMA_NTOSO])
def test_what_was_said_on_a_circulated_text_and_what_changed_is_in_the_file(form):
    said = plain(form.value, render(sheet(standing=REVIEWED), form))
    for words_ in ("The cost was raised too.", "It was.", "[−asked−]", "[+suggested+]", "Europe/Zurich"):
        assert words_ in said, words_
