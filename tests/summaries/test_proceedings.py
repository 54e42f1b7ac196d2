"""Joint statements, objections, findings, decisions, what was missing, what became of contributions: each checked."""

from dataclasses import replace

import pytest

from app.summaries.engine.check import CheckFailed, find_faults
from app.summaries.engine.document import Document, Paragraph, Remarks, Run, plain
from app.summaries.engine.drafting import draft, with_remarks
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import Stance
from app.summaries.engine.proceedings import JointFact, JointStance, ProposalFact, Signatory
from app.summaries.engine.redaction import redact
from tests.summaries import ledgers
from tests.summaries.ledgers import CIV, GOV, PRI

LEDGER = ledgers.assembly()
DOCUMENT = draft(LEDGER)


def faults(document, ledger=LEDGER):
    return list(find_faults(ledger, document, {}))


def said(document, section):
    blocks = next(s.blocks for s in document.sections if s.id == section)
    return [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]


def test_a_joint_statement_is_counted_through_its_signatories_each_once():
    claim = DOCUMENT.claim("q1-o1-joint-1")
    assert (claim.n, claim.N, claim.phrase) == (4, 21, "four participants")
    assert {each.id.split("-")[3] for each in claim.evidence} == {"1", "2", "3", "4"}
    assert DOCUMENT.claim("q1-o1-support").n == 8 + 1 + 5 + 4
    assert "Support was stated through a joint statement by four participants." in " ".join(said(DOCUMENT, "views"))


def test_objections_are_counted_by_entity_and_those_withdrawn_are_not():
    claim = DOCUMENT.claim("q1-o1-objection")
    assert [(each.kind, each.id) for each in claim.evidence] == [("position", "p110"), ("objection", "b1")]
    assert (claim.n, claim.N) == (2, 22)  # 21 with a position, and one that only objected to the call
    again = replace(LEDGER.objections[0], entity_id="e-government-10", entity="Delegation 10", id="b9", seq=299)
    one_entity = draft(replace(LEDGER, objections=(again,)))
    assert (one_entity.claim("q1-o1-objection").n, len(one_entity.claim("q1-o1-objection").evidence)) == (1, 2)


def test_what_was_missing_counts_who_stands_behind_it():
    seconded, alone = DOCUMENT.claim("missing-1"), DOCUMENT.claim("missing-2")
    assert (seconded.n, seconded.N, seconded.noun_kind) == (3, seconded.base, "participants")
    assert seconded.text.startswith("On question 1, three participants put forward or seconded: “The note says")
    assert alone.text == "One participant put forward: “Et le financement ?” (in French)."


def test_of_many_proposals_those_with_the_most_behind_them_are_printed():
    more = [
        ProposalFact(f"w{n}", None, f"e-{GOV}-{n}", f"Delegation {n}", GOV, f"Point {n}", "en", 400 + n)
        for n in range(10, 40)
    ]
    document = draft(replace(LEDGER, proposals=(*LEDGER.proposals, *more)))
    printed = [claim.subject.id for claim in document.claims if claim.side == "missing"]
    assert (len(printed), printed[:3], len(document.missing)) == (20, ["w1", "w2", "w10"], 32)
    assert "Of 32 proposals, the 20 with the most behind them are given here" in " ".join(said(document, "views"))


def test_findings_stand_under_their_headings_and_say_what_was_signed():
    section = next(s for s in DOCUMENT.sections if s.id == "findings")
    headings = [plain(block.runs) for block in section.blocks if block.type == "heading"]
    assert headings == ["Convergence", "Divergence", "Decisions sought"]
    text = " ".join(said(DOCUMENT, "findings"))
    assert "The chair found strong support with significant opposition." in text
    assert "On one option no finding was signed." in text
    assert "Objection of Company 9, simulated (entry 251): “It costs too much”." in text
    assert [(row.option_id, row.kind) for row in DOCUMENT.findings][1] == ("o13", "consensus")


def test_a_finding_on_an_earlier_wording_is_not_reported():
    older = tuple(replace(each, option_version=7) for each in LEDGER.findings)
    document = draft(replace(LEDGER, findings=older, decisions=(), objections=()))
    assert "findings" not in [section.id for section in document.sections]


def test_without_any_of_this_the_sections_are_those_of_before():
    assert [s.id for s in draft(ledgers.summit()).sections] == [
        *("mandate", "organization", "documentation", "views", "remarks"),
    ]


def test_a_document_stored_before_these_fields_still_parses():
    stored = draft(ledgers.summit()).model_dump(mode="json")
    for name in ("joint", "explanations", "objections", "decisions", "findings", "missing", "caucuses"):
        del stored[name]
    for row in stored["contributions"]:
        for name in ("disposition", "disposition_label", "disposition_reason", "paragraphs", "merged_into", "decided"):
            del row[name]
    for row in stored["positions"]:
        del row["joint_id"], row["blocking"]
    document = Document.model_validate(stored)
    assert (document.missing, document.contributions[0].disposition) == ([], None)


def test_what_became_of_each_contribution():
    became = {row.id: (row.disposition, row.paragraphs, row.merged_into, row.decided) for row in DOCUMENT.contributions}
    assert became == {
        "k1": ("taken_up", [13], None, False),
        "k2": ("taken_up", [9], None, False),
        "k3": ("out_of_scope", [], None, True),
        "k4": ("noted", [], None, False),
        "k5": ("merged", [], "k4", False),
        "k6": ("noted", [], None, False),
        "k7": ("noted", [], None, False),
    }
    assert "“Seats should follow the regions”" in said(DOCUMENT, "views")[5]


def with_section(document, section_id, change):
    sections = [
        section.model_copy(update={"blocks": change(section.blocks)}) if section.id == section_id else section
        for section in document.sections
    ]
    return document.model_copy(update={"sections": sections})


def _other_words(blocks):
    """The first paragraph with a lead says something else."""
    place = next(i for i, block in enumerate(blocks) if block.type == "paragraph" and block.lead)
    run = Run(kind="text", text="The chair found general support.")
    return [*blocks[:place], blocks[place].model_copy(update={"runs": [run]}), *blocks[place + 1 :]]


def _other_option(blocks):
    place = next(i for i, block in enumerate(blocks) if block.type == "paragraph" and block.lead)
    lead = [run.model_copy(update={"ref": "o12"}) if run.ref else run for run in blocks[place].lead]
    return [*blocks[:place], blocks[place].model_copy(update={"lead": lead}), *blocks[place + 1 :]]


def _foreign_source(blocks):
    changed = []
    for block in blocks:
        runs = [r.model_copy(update={"ref": "p101"}) if r.kind == "given" else r for r in block.runs]
        changed.append(block.model_copy(update={"runs": runs}))
    return changed


@pytest.mark.parametrize(
    "change",
    [
        _other_words,
        _other_option,
        _foreign_source,
        lambda blocks: blocks[1:],
        lambda blocks: blocks[:-1],
        lambda blocks: [*blocks, blocks[-1]],
        lambda blocks: [blocks[0], *reversed(blocks[1:])],
    ],
)
def test_a_falsified_finding_is_caught(change):
    assert faults(with_section(DOCUMENT, "findings", change))


def test_findings_that_are_left_out_altogether_are_caught():
    sections = [section for section in DOCUMENT.sections if section.id != "findings"]
    assert faults(DOCUMENT.model_copy(update={"sections": sections}))


@pytest.mark.parametrize("claim_id", ["q1-o1-joint-1", "q1-o1-objection", "missing-1", "missing-2"])
def test_a_claim_that_is_left_out_with_its_sentence_is_caught(claim_id):
    def without(blocks):
        return [
            block.model_copy(update={"runs": [run for run in block.runs if run.ref != claim_id]})
            if block.type == "paragraph"
            else block
            for block in blocks
        ]

    claims = [claim for claim in DOCUMENT.claims if claim.id != claim_id]
    found = faults(with_section(DOCUMENT, "views", without).model_copy(update={"claims": claims}))
    assert f"{claim_id}: left out" in found


def test_the_other_side_in_the_sentence_of_a_joint_statement_is_caught():
    """All its words are of the templates; only the template is the wrong one."""

    def opposite(blocks):
        return [
            block.model_copy(
                update={"runs": [r.model_copy(update={"text": r.text.replace("Support was", "Opposition was")})
                                 for r in block.runs]}
            )
            if block.type == "paragraph" else block
            for block in blocks
        ]  # fmt: skip

    claims = [c.model_copy(update={"text": c.text.replace("Support was", "Opposition was")}) for c in DOCUMENT.claims]
    assert faults(with_section(DOCUMENT, "views", opposite).model_copy(update={"claims": claims}))


ROWS = [
    ("contributions", 0, {"disposition": "noted"}),
    ("contributions", 0, {"paragraphs": [12]}),
    ("contributions", 0, {"decided": True}),
    ("contributions", 0, {"disposition_label": "praised"}),
    ("contributions", 4, {"merged_into": "k1"}),
    ("contributions", 3, {"disposition": "out_of_scope"}),
    ("positions", 0, {"blocking": True}),
    ("positions", 0, {"joint_id": "k2"}),
    ("joint", 0, {"entities": 40}),
    ("explanations", 0, {"text": "We never joined."}),
    ("objections", 0, {"disposition": "sustained"}),
    ("decisions", 0, {"state": "adopted"}),
    ("findings", 0, {"kind": "consensus"}),
    ("missing", 0, {"text": "Nothing is missing."}),
]


@pytest.mark.parametrize(("name", "place", "change"), ROWS)
def test_a_falsified_annex_is_caught(name, place, change):
    rows = list(getattr(DOCUMENT, name))
    rows[place] = rows[place].model_copy(update=change)
    assert faults(DOCUMENT.model_copy(update={name: rows}))
    assert faults(DOCUMENT.model_copy(update={name: rows[:place] + rows[place + 1 :]}))


def joined(entity, seq, *, agreed=True):
    return Signatory(f"e-{PRI}-{entity}", f"Company {entity}, simulated", PRI, "weog", seq, agreed)


@pytest.mark.parametrize(
    "joint",
    [
        (),  # nothing says what the positions say
        (replace(LEDGER.joint[0], stances=(JointStance("o11", 1, "oppose"),)),),
        (replace(LEDGER.joint[0], stances=(JointStance("o11", 7, "support"),)),),
        (replace(LEDGER.joint[0], signatories=(*LEDGER.joint[0].signatories, joined(9, 300))),),
        (replace(LEDGER.joint[0], signatories=(joined(1, 201, agreed=False), *LEDGER.joint[0].signatories[1:])),),
        (*LEDGER.joint, JointFact("k6", 195, (JointStance("o11", 1, "oppose"),), (joined(1, 230),))),
    ],
)
def test_entities_counted_otherwise_than_the_joint_statements_say_stop_the_draft(joint):
    with pytest.raises(CheckFailed):
        draft(replace(LEDGER, joint=joint))


def test_what_an_entity_itself_says_stands_before_its_joint_statement():
    own = replace(LEDGER.positions[0], id="p999", seq=999, entity_id="e-private_sector-1", group=PRI,
                  stance=Stance.OPPOSE)  # fmt: skip
    positions = (own, *(p for p in LEDGER.positions if (p.option_id, p.entity_id) != ("o11", own.entity_id)))
    document = draft(replace(LEDGER, positions=positions))
    assert document.claim("q1-o1-joint-1").n == 3


def test_words_hidden_by_moderation_are_quoted_nowhere():
    explained = replace(LEDGER.explanations[0], text=None)
    document = draft(replace(LEDGER, explanations=(explained,)))
    assert "third paragraph" not in str(document.model_dump(mode="json"))
    proposals = tuple(replace(each, group=CIV) for each in LEDGER.proposals)
    assert draft(replace(LEDGER, proposals=proposals)).claim("missing-2").evidence[0].group == CIV


def test_a_proposal_hidden_after_publication_is_shown_nowhere():
    shown = redact(DOCUMENT, {"w1"})
    assert "interpretation" in str(DOCUMENT.model_dump(mode="json"))
    assert "interpretation" not in str(shown.model_dump(mode="json"))


@pytest.mark.parametrize("tag", sorted(PACKS))
def test_every_language_says_it_and_the_check_agrees(tag):
    document = draft(LEDGER, language=tag)
    assert faults(document) == []
    assert {claim.id for claim in document.claims} == {claim.id for claim in DOCUMENT.claims}


def test_what_the_chair_hands_on_is_printed_as_typed_and_checked():
    assert said(DOCUMENT, "next_steps") == [
        "The Council: Invites members to report every year.",
        (
            "Unresolved: Who pays for the second week?, referred to the Working Group on Finance. "
            "Lead: the secretariat. Partners: the host country. Due: 30 September 2006."
        ),
    ]
    assert DOCUMENT.sections[-1].numeral == "VII"
    for change in ({"text": "members to pay"}, {"addressee": "The Assembly"}, {"operative": "Urges"}):
        other = replace(LEDGER, recommendations=(replace(LEDGER.recommendations[0], **change),))
        forged = draft(other).model_copy(update={"ledger_digest": LEDGER.digest})
        assert "next steps: the section does not say what the chair wrote" in faults(forged)
    assert "next steps: the section does not say what the chair wrote" in faults(draft(replace(LEDGER, issues=())))


def test_remarks_change_no_number_that_anything_refers_to():
    with_words = with_remarks(DOCUMENT, Remarks(text="Thank you.", language="en"))
    assert with_words == draft(LEDGER, remarks=Remarks(text="Thank you.", language="en"))
    assert with_remarks(with_words, None) == DOCUMENT
