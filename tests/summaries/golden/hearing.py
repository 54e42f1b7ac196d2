"""What else the constructed ledger holds: each kind of finding, decision and disposition, and what is handed on."""

from app.summaries.engine import proceedings as pro
from tests.summaries.ledgers import CIV, GOV, PRI

KINDS = (
    *("consensus", "rough_consensus", "general_support", "strong_support_with_significant_opposition", "divergence"),
    *("strong_opposition_with_significant_support", "general_opposition", "insufficient_input"),
)
"""Of findings; one for each of the first options."""
DECISIONS = (
    ("consensus_call", "adopted"), ("consensus_call", "objected"), ("consensus_call", "running"),
    ("silence", "adopted"), ("silence", "broken"), ("silence", "running"), ("straw_poll", "closed"),
    ("straw_poll", "running"), ("consensus_call", "withdrawn"),
)  # fmt: skip


def hearing(options):
    return {
        "findings": tuple(_finding(place, kind, options[place]) for place, kind in enumerate(KINDS)),
        "decisions": tuple(_decision(place, kind, state, options) for place, (kind, state) in enumerate(DECISIONS)),
        "objections": _objections(),
        "explanations": (
            pro.ExplanationFact("x1", options[0].id, f"e-{GOV}-1", "Delegation 1, simulated", GOV,
                                "We joined because of the third paragraph.", "en", 680, "2006-05-25T11:00:00Z"),
        ),
        "caucus_views": (
            pro.CaucusViewFact("c1-0", "c1", "Caucus of small islands, simulated", options[0].id,
                               "Part of us would rather wait.", "en", 681),
        ),
        "prepared": (
            pro.PreparedFact("sp1", "q3", f"e-{GOV}-1", "Delegation 1, simulated", GOV,
                             "We thank the chair for the note.", "en", 690),
            pro.PreparedFact("sp2", "q3", f"e-{PRI}-1", "Company 1, simulated", PRI, "Nous serons brefs.", "fr", 691),
        ),
        "proposals": (
            pro.ProposalFact("w1", 1, f"e-{CIV}-3", "Delegation 3, simulated", CIV,
                             "The note says nothing about interpretation.", "en", 639,
                             tuple(pro.SecondedFact(f"e-{CIV}-{n}", f"Network {n}, simulated", CIV, 640 + n)
                                   for n in (1, 2))),
            pro.ProposalFact("w2", None, f"e-{GOV}-2", "Delegation 2, simulated", GOV,
                             "Et le financement ?", "fr", 638),
        ),
        **handed_on(),
    }  # fmt: skip


def handed_on():
    """Recommendations and open issues, with and without each of their parts."""
    return {
        "recommendations": (
            pro.RecommendationFact("recommendation-1", "Invites", "members to report once a year.",
                                   "The Council", "en"),
            pro.RecommendationFact("recommendation-2", "Prie", "le secrétariat de publier les rapports.",
                                   "Le secrétariat", "fr"),
            pro.RecommendationFact("recommendation-3", "请", "各成员每年提交报告。", "理事会", "zh"),
        ),
        "issues": (
            pro.IssueFact("issue-1", "Who pays for interpretation.", "en", "the Working Group on Finance",
                          "the secretariat", ("the host country", "the Commission", "two networks"), "2006-09-30"),
            pro.IssueFact("issue-2", "The date of the next meeting", "en", None, None, (), None),
        ),
    }  # fmt: skip


def _finding(place, kind, one):
    reason = "As counted, and as heard." if place % 2 else None
    at = "2006-05-25T10:00:00Z"
    return pro.FindingFact(f"f{place}", one.id, one.version, kind, reason, "en", 670 + place, at)


def _decision(place, kind, state, options):
    straw = kind == "straw_poll"
    over = state not in {"running", "withdrawn"}
    return pro.DecisionFact(
        f"d{place}",
        kind,
        None if straw else options[place].id,
        None if straw else options[place].version,
        "Where to meet?" if straw else f"Matter {place}",
        "en",
        state,
        "2006-05-19T10:00:00Z",
        "2006-05-22T10:00:00Z" if over else None,
        600 + place,
        (("Geneva", 12), ("Nairobi", 9)) if straw and over else (),
    )


def _objections():
    became = (
        ("sustained", "It would be unfair."), ("addressed_by_amendment", "See the second wording."),
        ("noted", "The costs are in the annex."), (None, None),
    )  # fmt: skip
    raised = [
        pro.ObjectionFact(f"b{n}", "d1", f"e-{PRI}-{n}", f"Company {n}, simulated", PRI, f"Reason {n}", "en", 620 + n,
                          disposition=kind, disposition_reason=why)
        for n, (kind, why) in enumerate(became, start=1)
    ]  # fmt: skip
    withdrawn = pro.ObjectionFact("b5", "d4", f"e-{CIV}-5", "Network 5, simulated", CIV, "Not yet.", "en", 625,
                                  withdrawn_at="2006-05-19T10:10:00Z")  # fmt: skip
    hidden = pro.ObjectionFact("b6", "d4", f"e-{CIV}-6", "Network 6, simulated", CIV, None, "en", 626)
    return (*raised, withdrawn, hidden)
