"""The finished document as a page, as Markdown and as JSON."""

import json
import re
from html.parser import HTMLParser

import pytest

from app.summaries.engine.document import Document, Remarks
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import PositionFact
from app.summaries.engine.rendering import Standing, escape_markdown, to_html, to_json, to_markdown
from tests.summaries import ledgers
from tests.summaries.ledgers import GOV, Room, note, option, question, stances

NASTY = '<script>alert("1")</script> [x](javascript:alert(2)) | `a` \n# b **c** &amp; \u202bعربي'


VOID = {"meta", "br", "rect", "link", "img"}


class Page(HTMLParser):
    """Ids, links and language attributes of a page; and that its tags are closed."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.open = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def documents():
    remarks = Remarks(text="Thank you.\n# Not a heading <i>", language="en")
    return {
        "summit": draft(ledgers.summit(), remarks=remarks),
        "conversation": draft(ledgers.conversation()),
        "assembly": draft(ledgers.assembly()),
    }


DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_has_its_target_on_the_page(name):
    page = Page(to_html(DOCUMENTS[name]))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_counted_phrase_links_to_its_evidence(name):
    page = Page(to_html(DOCUMENTS[name]))
    for claim in DOCUMENTS[name].claims:
        assert f"#evidence-{claim.id}" in page.links
        assert f"evidence-{claim.id}" in page.ids
        for source in claim.evidence:
            assert f"source-{source.id}" in page.ids


@pytest.mark.parametrize("language", PACKS)
def test_no_link_is_dead_in_any_language_whatever_is_missing(language):
    whole = draft(ledgers.assembly(), language=language)
    for fields in ({}, {"missing": []}, {"options": []}, {"contributions": []}, {"objections": []}):
        document = whole.model_copy(update=fields)
        page = Page(to_html(document))
        assert len(page.ids) == len(set(page.ids))
        assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
        markdown = to_markdown(document)
        assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= set(re.findall(r'<a id="([^"]+)"', markdown))


def test_a_claim_said_twice_or_not_at_all_has_one_place_or_none():
    document = DOCUMENTS["assembly"]
    views = next(section for section in document.sections if section.id == "views")
    twice = views.model_copy(update={"blocks": [*views.blocks, *views.blocks]})
    for sections in ([twice], []):
        page = Page(to_html(document.model_copy(update={"sections": sections})))
        assert [page.ids.count("claim-missing-1"), "#claim-missing-1" in page.links] == [len(sections), bool(sections)]
        assert "evidence-missing-1" in page.ids


def cells(html, row_id):
    (row,) = re.findall(rf'<tr id="{row_id}">(.*?)</tr>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def test_what_was_missing_has_an_annex_with_everybody_behind_it():
    html, markdown = to_html(DOCUMENTS["assembly"]), to_markdown(DOCUMENTS["assembly"])
    assert "Annex E</span> What was missing from the note" in html
    assert "## Annex E. What was missing from the note" in markdown
    assert cells(html, "source-w1").startswith("The note says nothing about interpretation. Delegation 3")
    for number in (1, 2):
        assert f'id="source-w1-e-civil_society-{number}"' in html
        assert f'href="#source-w1-e-civil_society-{number}"' in html
        assert f"Network {number}, simulated (Civil society) \\[24{number}\\]" in markdown
    assert "annex-E" not in to_html(DOCUMENTS["summit"])


def test_objections_explanations_and_caucuses_stand_beside_the_positions():
    html, markdown = to_html(DOCUMENTS["assembly"]), to_markdown(DOCUMENTS["assembly"])
    assert cells(html, "source-b1") == "Company 9, simulated Private sector Objection: It costs too much. 251"
    assert "withdrawn Objection: Not yet." in cells(html, "source-b2")
    assert "Explanation of position: We joined because" in cells(html, "source-x1")
    assert "Part of us would rather wait." in cells(html, "source-c1-0")
    assert "through a joint statement" in cells(html, "source-k2-e-private_sector-1-o11")
    assert "| Company 9, simulated (Private sector) |  | Objection: It costs too much. | 251 |" in markdown
    assert "simulated (Civil society) | withdrawn | Objection: Not yet. | 252 |" in markdown


def test_withheld_words_beside_positions_are_not_shown():
    document = DOCUMENTS["assembly"]
    row = document.explanations[0].model_copy(update={"text": None})
    html = to_html(document.model_copy(update={"explanations": [row]}))
    assert "Explanation of position: text hidden by moderation" in cells(html, "source-x1")


def test_what_became_of_each_contribution():
    html, markdown = to_html(DOCUMENTS["assembly"]), to_markdown(DOCUMENTS["assembly"])
    assert "taken up in paragraph 13 1" in cells(html, "source-k1")
    assert '<a href="#p13">13</a>' in html
    assert 'merged with entry <a href="#source-k4">4</a>' in html
    assert "out of scope: It is about another body. 3" in cells(html, "source-k3")
    assert "| What became of it |" in markdown
    assert "| out of scope: It is about another body. | 3 |" in markdown
    older = DOCUMENTS["assembly"].model_copy(
        update={
            "contributions": [
                row.model_copy(update={"disposition": None}) for row in DOCUMENTS["assembly"].contributions
            ]
        }
    )
    assert "What became of it" not in to_html(older) + to_markdown(older)


def test_several_paragraphs_are_listed_and_each_is_linked():
    document = DOCUMENTS["assembly"]
    first = document.contributions[0].model_copy(
        update={"paragraphs": [9, 13], "disposition_reason": "<b>As asked</b>"}
    )
    html = to_html(document.model_copy(update={"contributions": [first]}))
    assert 'taken up in paragraphs <a href="#p9">9</a> and <a href="#p13">13</a>' in html
    assert "&lt;b&gt;As asked&lt;/b&gt;" in html


@pytest.mark.parametrize(("language", "stop"), [("en", "UTC."), ("zh", "。")])
def test_the_cut_off_ends_as_the_language_ends_a_sentence(language, stop):
    markdown = to_markdown(draft(ledgers.summit(), language=language)).splitlines()
    line = next(row for row in markdown if row.startswith("*") and not row.startswith("**"))
    assert line.endswith(stop)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_stands_alone_and_says_its_language(name):
    html = to_html(DOCUMENTS[name])
    page = Page(html)
    assert page.tags[0] == ("html", {"lang": "en", "dir": "ltr"})
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}
    assert not re.search(r"https?://|url\(|@import|\son[a-z]+=|style=", html)
    assert html.startswith("<!DOCTYPE html>")


def test_words_of_participants_keep_their_language_and_direction():
    page = Page(to_html(DOCUMENTS["summit"]))
    own = [attrs for tag, attrs in page.tags if tag == "bdi"]
    assert {attrs.get("lang") for attrs in own} >= {"ar", "fr", "en"}
    assert all(attrs["dir"] == "auto" for attrs in own)


def nasty():
    only = option(1, f"Label {NASTY}")
    room = Room().state(only, GOV, stances(11), reasons=[NASTY])
    first = room.positions[0]
    fields = {name: getattr(first, name) for name in PositionFact.__slots__}
    room.positions[0] = PositionFact(**{**fields, "entity": NASTY})
    return draft(
        ledgers.ledger(room, note_=note(question(only, title=NASTY))), remarks=Remarks(text=NASTY, language="en")
    )


def test_no_text_of_participants_becomes_markup():
    html = to_html(nasty())
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.tags}
    assert "&lt;script&gt;" in html
    markdown = to_markdown(nasty())
    assert "<script" not in markdown.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(javascript:", markdown)
    assert "\n# b" not in markdown
    assert not [row for row in markdown.splitlines() if row.startswith("| ") and len(re.findall(r"(?<!\\)\|", row)) > 6]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a\nb", "a b"), ("*x*", "\\*x\\*"), ("- item", "\\- item"), ("a|b", "a\\|b"), ("[a](b)", "\\[a\\](b)"), (7, "7")],
)
def test_markdown_is_escaped(text, escaped):
    assert escape_markdown(text) == escaped


def test_markdown_links_phrases_and_lists_the_evidence():
    markdown = to_markdown(DOCUMENTS["summit"])
    assert "[Many participants (25 of 34)](#evidence-q1-o1-support)†‡ supported the option." in markdown
    assert '<a id="evidence-q1-o1-support"></a>**Many participants (25 of 34) supported the option.**' in markdown
    assert "| Governments | 18 | 18 | 36 |" in markdown
    assert "> \\# Not a heading \\<i\\>" in markdown
    assert "\n\n\n\n" not in markdown


def test_json_is_canonical_and_has_the_claims_on_top():
    document = DOCUMENTS["summit"]
    value = json.loads(to_json(document))
    assert Document.model_validate(value) == document
    assert set(value) >= {"claims", "consultation", "sections", "participation", "scale", "contributions", "remarks"}
    claim = next(claim for claim in value["claims"] if claim["id"] == "q1-o1-support")
    assert set(claim) >= {"id", "text", "word", "n", "N", "noun", "groups", "evidence"}
    assert to_json(document) == to_json(documents()["summit"])


def test_a_draft_and_a_published_text_say_what_they_are():
    document = DOCUMENTS["summit"]
    published = Standing("published", 3, "2006-06-09T12:00:00.000000Z", "ab" * 32)
    assert "Draft" in to_html(document)
    assert "Published 9 June 2006" in to_html(document, published)
    assert "ab" * 32 in to_html(document, published)
    assert "Published 9 June 2006 · Version 3" in to_markdown(document, published)
