"""Words hidden after a document was written: gone from the copy that is shown, and nothing else with them."""

import pytest

from app.summaries.engine.drafting import draft
from app.summaries.engine.redaction import redact, shown_sources
from app.summaries.engine.rendering import to_html, to_markdown
from tests.summaries import ledgers

DOCUMENTS = {"summit": draft(ledgers.summit()), "conversation": draft(ledgers.conversation())}


def words_of(document, source_id):
    rows = [*document.positions, *document.comments, *document.contributions, *document.statements]
    row = next(row for row in rows if row.id == source_id)
    texts = (getattr(row, name, None) for name in ("reason", "condition", "text", "title"))
    return [text.rstrip(".。") for text in texts if text]


def only_theirs(document, source_id):
    """Words that no other source uses as well."""
    others = {text for other in shown_sources(document) - {source_id} for text in words_of(document, other)}
    return [text for text in words_of(document, source_id) if text not in others]


CASES = [
    (name, source)
    for name, document in DOCUMENTS.items()
    for source in sorted(shown_sources(document))
    if only_theirs(document, source)
]


def test_there_are_words_of_every_kind_to_hide():
    assert {source[0] for _, source in CASES} == {"p", "m", "k", "s"}


@pytest.mark.parametrize(("name", "source"), CASES)
def test_hidden_words_are_in_no_rendering(name, source):
    document = DOCUMENTS[name]
    words = only_theirs(document, source)
    for shown in (redacted := redact(document, {source})).model_dump_json(), to_html(redacted), to_markdown(redacted):
        assert not [text for text in words if text in shown]
    assert [claim.n for claim in redacted.claims] == [claim.n for claim in document.claims]
    assert document == DOCUMENTS[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_without_anything_hidden_the_document_is_the_same(name):
    document = DOCUMENTS[name]
    assert redact(document, set()) is document
    assert redact(document, {"something-else"}) is document
