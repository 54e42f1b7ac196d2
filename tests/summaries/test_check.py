"""The check: every mutated claim and text is caught, and the untouched control is not."""

from dataclasses import replace

import pytest

from app.consultations.scale import Word
from app.summaries.engine.check import CheckFailed, find_faults, verify
from app.summaries.engine.document import NeighbourWord, Paragraph, Run
from app.summaries.engine.drafting import draft
from app.summaries.engine.quantifiers import Form, Move, choose
from tests.summaries import ledgers

LEDGERS = {"summit": ledgers.summit(), "conversation": ledgers.conversation(), "assembly": ledgers.assembly()}
DOCUMENTS = {name: draft(ledger) for name, ledger in LEDGERS.items()}
CLAIMS = [(name, claim.id) for name, document in DOCUMENTS.items() for claim in document.claims]


NEIGHBOUR = NeighbourWord(side="this", change=1, becomes="all")


def faults(name, document, moves=None):
    return list(find_faults(LEDGERS[name], document, moves or {}))


def with_claim(document, claim_id, **changes):
    claims = [c.model_copy(update=changes) if c.id == claim_id else c for c in document.claims]
    return document.model_copy(update={"claims": claims})


@pytest.mark.parametrize("name", LEDGERS)
def test_the_untouched_control_passes(name):
    """A check that rejects everything would also catch every mutation below."""
    assert faults(name, DOCUMENTS[name]) == []
    verify(LEDGERS[name], DOCUMENTS[name])


def mutations(claim):
    yield "n more", {"n": claim.n + 1}
    yield "n less", {"n": claim.n - 1}
    yield "N more", {"N": claim.N + 1}
    yield "share", {"share": f"{claim.n + 1}/{claim.N}"}
    yield "percent", {"share_percent": "99.9"}
    yield "base", {"base": claim.base + 1}
    yield "neutral", {"neutral": claim.neutral + 1}
    yield "evidence gone", {"evidence": claim.evidence[1:]}
    yield "evidence doubled", {"evidence": [*claim.evidence, claim.evidence[0]]}
    yield "evidence foreign", {"evidence": [claim.evidence[0].model_copy(update={"id": "p999"}), *claim.evidence[1:]]}
    yield "noun", {"noun": "experts"}
    yield "noun kind", {"noun_kind": "delegations"}
    yield "narrowed", {"narrowed_to": ["media"]}
    yield "phrase", {"phrase": f"unanimously {claim.phrase} (99)"}
    yield "text", {"text": "Everybody agreed."}
    yield "subject", {"subject": claim.subject.model_copy(update={"id": "another"})}
    yield "scale", {"scale_version": "another"}
    yield "ledger", {"ledger_digest": "0" * 64}
    yield "cutoff", {"cutoff": claim.cutoff.model_copy(update={"seq": 1})}
    yield "kind", {"kind": "count" if claim.kind == "word" else "word"}
    if claim.kind == "word":
        yield "word", {"word": "most" if claim.word != "most" else "some"}
        yield "computed word", {"computed_word": "most" if claim.computed_word != "most" else "some"}
        yield "form", {"form": "nobody"}
        yield "marks", {"marks": ["moved"]}
        yield "borderline", {"borderline": not claim.borderline}
        yield "neighbours", {"neighbours": [] if claim.neighbours else [NEIGHBOUR]}
        yield "pairing", {"pairing": [] if claim.pairing else ["opposition_share"]}
        if claim.pairing:
            yield "counter-claim", {"paired_with": []}
        yield "counter-claim elsewhere", {"paired_with": [*claim.paired_with, "q9-o9-oppose"]}
        yield "groups", {"groups": claim.groups[1:]}
    else:
        yield "word", {"word": "many"}


@pytest.mark.parametrize(("name", "claim_id"), CLAIMS)
def test_every_mutated_claim_is_caught(name, claim_id):
    document = DOCUMENTS[name]
    for what, changes in mutations(document.claim(claim_id)):
        assert faults(name, with_claim(document, claim_id, **changes)), what


@pytest.mark.parametrize("name", LEDGERS)
def test_a_claim_that_is_dropped_or_doubled_is_caught(name):
    document = DOCUMENTS[name]
    assert faults(name, document.model_copy(update={"claims": document.claims[1:]}))
    assert faults(name, document.model_copy(update={"claims": [*document.claims, document.claims[0]]}))


def with_runs(document, change, *, number=None):
    """The document with the runs of one paragraph (the first that counts anything) passed through `change`."""
    done = False

    def block_of(block):
        nonlocal done
        counts = isinstance(block, Paragraph) and any(run.kind in {"claim", "quote"} for run in block.runs)
        if done or not counts or number not in {None, getattr(block, "number", None)}:
            return block
        done = True
        return block.model_copy(update={"runs": change(block.runs)})

    sections = [s.model_copy(update={"blocks": [block_of(b) for b in s.blocks]}) for s in document.sections]
    assert done
    return document.model_copy(update={"sections": sections})


FOREIGN = [
    "Almost everyone welcomed this.",
    "Some of them insisted.",
    " 25 of them did.",
    " ٢٥ منهم",
    "Governments were unanimous.",
    " in the chair's view a consensus emerged.",
    "The majority prevailed.",
    "其中大多数",
]


@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("sentence", FOREIGN)
def test_a_foreign_sentence_is_caught(name, sentence):
    added = with_runs(DOCUMENTS[name], lambda runs: [*runs, Run(kind="text", text=sentence)])
    assert faults(name, added)


@pytest.mark.parametrize("name", LEDGERS)
def test_a_changed_phrase_in_the_text_is_caught(name):
    def louder(runs):
        return [r.model_copy(update={"text": "Everybody"}) if r.kind == "claim" else r for r in runs]

    assert faults(name, with_runs(DOCUMENTS[name], louder))


def change_quote(**changes):
    return lambda runs: [r.model_copy(update=changes) if r.kind == "quote" else r for r in runs]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "A larger membership would be a mistake"},
        {"ref": "p999"},
        {"ref": "p102"},
        {"language": "fr"},
        {"ref": None},
    ],
)
def test_a_quotation_that_is_not_word_for_word_is_caught(changes):
    document = DOCUMENTS["summit"]
    number = next(
        b.number for s in document.sections for b in s.blocks
        if isinstance(b, Paragraph) and any(r.kind == "quote" for r in b.runs)
    )  # fmt: skip
    assert faults("summit", with_runs(document, change_quote(**changes), number=number))


def test_a_reference_to_another_entry_is_caught():
    def elsewhere(runs):
        return [r.model_copy(update={"text": "999"}) if r.kind == "source" else r for r in runs]

    assert faults("summit", with_runs(DOCUMENTS["summit"], elsewhere, number=12))


def test_a_source_hidden_since_is_caught():
    """A draft that still quotes a text hidden after it was written does not pass against the new facts."""
    ledger = LEDGERS["summit"]
    hidden = replace(ledger.positions[0], withheld=True)
    now = replace(ledger, positions=(hidden, *ledger.positions[1:]))
    found = list(find_faults(now, DOCUMENTS["summit"], {}))
    assert any("not a public source" in fault for fault in found)
    assert any("as they may be shown" in fault for fault in found)


def test_a_removed_comment_is_caught():
    now = replace(LEDGERS["summit"], comments=())
    assert any("not a public source" in fault for fault in find_faults(now, DOCUMENTS["summit"], {}))


@pytest.mark.parametrize("annex", ["positions", "contributions"])
def test_an_incomplete_annex_is_caught(annex):
    document = DOCUMENTS["summit"]
    assert faults("summit", document.model_copy(update={annex: getattr(document, annex)[1:]}))


def test_changed_votes_in_the_annex_are_caught():
    document = DOCUMENTS["conversation"]
    first = document.statements[0].model_copy(update={"agree": 1})
    assert faults("conversation", document.model_copy(update={"statements": [first, *document.statements[1:]]}))


def test_a_position_that_changed_sides_in_the_annex_is_caught():
    document = DOCUMENTS["summit"]
    first = document.positions[0].model_copy(update={"stance": "oppose"})
    assert faults("summit", document.model_copy(update={"positions": [first, *document.positions[1:]]}))


def test_a_move_is_allowed_only_where_the_chair_made_it():
    ledger = LEDGERS["summit"]
    moved = draft(ledger, moves={"q1-o1-support": Move(Word.MANY, -1)})
    assert faults("summit", moved, {"q1-o1-support": Move(Word.MANY, -1)}) == []
    assert faults("summit", moved)
    assert faults("summit", DOCUMENTS["summit"], {"q1-o1-support": Move(Word.MANY, -1)})


def test_drafting_fails_closed(monkeypatch):
    """When drafting itself goes wrong, no document leaves it."""
    from app.summaries.engine import claims

    monkeypatch.setattr(claims, "choose", _overstated)
    with pytest.raises(CheckFailed) as failed:
        draft(LEDGERS["summit"])
    assert failed.value.faults


def _overstated(scale, counts, base):
    choice = choose(scale, counts, base)
    return replace(choice, word=Word.MOST) if choice.form is Form.WORD else choice
