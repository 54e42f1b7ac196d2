"""The frozen facts: one order, one digest, and what they refuse to hold."""

import hashlib
import json
import random
from dataclasses import replace

import pytest

from app.record.chain import canonical
from app.summaries.engine import pieces
from app.summaries.engine.drafting import draft
from app.summaries.engine.ledger import Side
from app.summaries.engine.quantifiers import Count
from app.summaries.engine.rendering import to_json
from app.summaries.language_versions import packed, unpacked
from tests.summaries import ledgers
from tests.summaries.ledgers import CIV, GOV, Room, stances


def shuffled(ledger, seed):
    deal = random.Random(seed)
    names = (
        *("rounds", "meetings", "participation", "positions", "contributions", "comments", "statements", "voters"),
        *("joint", "explanations", "caucus_views", "decisions", "objections", "findings", "proposals", "dispositions"),
    )
    mixed = {name: tuple(deal.sample(getattr(ledger, name), len(getattr(ledger, name)))) for name in names}
    note = ledger.note
    if note:
        questions = deal.sample(note.questions, len(note.questions))
        dealt = [replace(q, options=tuple(deal.sample(q.options, len(q.options)))) for q in questions]
        note = replace(note, questions=tuple(dealt))
    statements = [replace(s, votes=tuple(deal.sample(s.votes, len(s.votes)))) for s in mixed["statements"]]
    return replace(ledger, **{**mixed, "note": note, "statements": tuple(statements)})


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("make", [ledgers.summit, ledgers.conversation, ledgers.assembly])
def test_the_digest_does_not_depend_on_the_order_of_rows(make, seed):
    ledger = make()
    other = shuffled(ledger, seed)
    assert other.digest == ledger.digest
    assert other == ledger


@pytest.mark.parametrize("make", [ledgers.summit, ledgers.conversation, ledgers.assembly])
def test_what_is_written_in_pieces_is_what_is_written_whole(make, monkeypatch):
    monkeypatch.setattr(pieces, "_AT_ONCE", 2)
    ledger = make()
    document = draft(ledger)
    assert ledger.to_json() == canonical(json.loads(ledger.to_json()))
    assert hashlib.sha256(ledger.to_json()).hexdigest() == ledger.digest == make().digest
    assert to_json(document) == canonical(document.model_dump(mode="json")).decode()
    assert unpacked(packed(ledger)) == ledger


def test_every_fact_is_in_the_digest():
    ledger = ledgers.summit()
    position, contribution = ledger.positions[0], ledger.contributions[0]
    changes = [
        {"positions": (replace(position, reason="Another reason"), *ledger.positions[1:])},
        {"positions": (replace(position, withheld=True), *ledger.positions[1:])},
        {"positions": (replace(position, group=CIV), *ledger.positions[1:])},
        {"contributions": (replace(contribution, late=True), *ledger.contributions[1:])},
        {"cutoff": replace(ledger.cutoff, seq=413)},
        {"scale": replace(ledger.scale, number_below=41)},
        {"consultation": replace(ledger.consultation, simulated=False)},
        {"comments": ledger.comments[1:]},
        {"rounds": ()},
        {"engine": "convenor-summary-0"},
    ]
    digests = {replace(ledger, **change).digest for change in changes}
    assert ledger.digest not in digests
    assert len(digests) == len(changes)


def test_an_entity_has_one_current_position_on_an_option():
    ledger = ledgers.summit()
    twice = replace(ledger.positions[0], id="another", seq=999)
    with pytest.raises(ValueError, match="current position counted twice"):
        replace(ledger, positions=(*ledger.positions, twice))


@pytest.mark.parametrize("name", ["positions", "contributions", "comments", "rounds", "meetings"])
def test_nothing_is_counted_twice(name):
    ledger = ledgers.summit()
    facts = getattr(ledger, name)
    with pytest.raises(ValueError, match="counted twice"):
        replace(ledger, **{name: (*facts, facts[0])})


def test_counts_are_by_group_and_leave_neutral_out():
    option = ledgers.option(1)
    room = Room().state(option, GOV, stances(3, 2, 4, 5)).state(option, CIV, stances(1)).state(option, None, ["oppose"])
    ledger = ledgers.ledger(room, note_=ledgers.note(ledgers.question(option)))
    assert ledger.counts(option, Side.SUPPORT) == {CIV: Count(1, 1), GOV: Count(5, 9), None: Count(0, 1)}
    assert ledger.counts(option, Side.RESERVATIONS) == {CIV: Count(0, 1), GOV: Count(2, 9), None: Count(0, 1)}
    assert ledger.counts(option, Side.OPPOSE) == {CIV: Count(0, 1), GOV: Count(4, 9), None: Count(1, 1)}


def test_a_group_that_is_only_neutral_takes_no_part():
    option = ledgers.option(1)
    room = Room().state(option, GOV, stances(2)).state(option, CIV, stances(neutral=3))
    ledger = ledgers.ledger(room, note_=ledgers.note(ledgers.question(option)))
    assert set(ledger.counts(option, Side.SUPPORT)) == {GOV}


def test_positions_on_an_earlier_wording_are_kept_and_not_counted():
    ledger = ledgers.summit()
    cycle = ledger.options["o31"]
    assert len(ledger.unconfirmed_on(cycle)) == 4
    assert sum(c.t for c in ledger.counts(cycle, Side.SUPPORT).values()) == 6


def test_the_noun_is_delegations_only_where_nobody_else_took_a_position():
    option = ledgers.option(1)
    governments = Room().state(option, GOV, stances(3))
    mixed = Room().state(option, GOV, stances(3)).state(option, CIV, stances(1))
    note = ledgers.note(ledgers.question(option))
    assert ledgers.ledger(governments, note_=note).noun.kind == "delegations"
    assert ledgers.ledger(mixed, note_=note).noun.kind == "participants"


def test_the_base_is_who_was_active():
    ledger = ledgers.summit()
    assert ledger.base.size == sum(row.active for row in ledger.participation)
    assert ledger.groups_declared
    assert not ledgers.conversation().voter_base.groups_declared
    assert ledgers.conversation().voter_base.size == 180


def test_what_older_ledgers_did_not_have_leaves_their_digest_alone():
    """The digests of before joint statements, decisions and findings were facts."""
    assert ledgers.summit().digest == "40f5c95e8384d6e6de81981c3de526677e06b36e08dfdd2e253ad22b710bfe81"
    assert ledgers.conversation().digest == "efd8d2f7aed1baf6e67d51a4c81243fe8b7e4f57e0466a0022a5a943e65e749a"


@pytest.mark.parametrize(
    "name",
    ["joint", "explanations", "caucus_views", "decisions", "objections", "findings", "proposals", "dispositions"],
)
def test_every_further_fact_is_in_the_digest(name):
    ledger = ledgers.assembly()
    assert replace(ledger, **{name: getattr(ledger, name)[1:]}).digest != ledger.digest


def test_two_findings_on_one_option_are_refused():
    ledger = ledgers.assembly()
    with pytest.raises(ValueError, match="finding counted twice"):
        replace(ledger, findings=(*ledger.findings, replace(ledger.findings[0], id="f9")))
