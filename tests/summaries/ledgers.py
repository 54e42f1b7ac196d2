"""Ledgers for the tests of the summary, built from a few numbers. Plainly invented."""

from dataclasses import replace
from itertools import count

from app.consultations.scale import STANDARD
from app.summaries.engine import proceedings as pro
from app.summaries.engine.ledger import (
    CommentFact,
    ConsultationFact,
    ContributionFact,
    Cutoff,
    Ledger,
    MeetingFact,
    NoteFact,
    OptionFact,
    ParticipationFact,
    PositionFact,
    QuestionFact,
    RoundFact,
    Stance,
    StatementFact,
    VoteFact,
    VotersFact,
)

GOV, CIV, PRI, TEC, ACA = (
    "government",
    "civil_society",
    "private_sector",
    "technical_community",
    "academic_community",
)
REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")
CONSULTATION = ConsultationFact(
    id="c-1",
    slug="follow-up-2006",
    title="Follow-up to the Summit (simulated)",
    summary_line="Membership, participation and working methods",
    language="en",
    mandate="To consider how the Commission should assist the Council as the focal point for the follow-up.",
    reports_through="the Commission",
    reports_to="the Council",
    convener="the President of the Council",
    origin="Delegations asked for open consultations.",
    open_ended=True,
    simulated=True,
)
CUTOFF = Cutoff(seq=412, at="2006-05-26T16:20:00Z")


def option(number, label="Enlarge the Commission from 33 to 53 members", *, version=1, question=1):
    return OptionFact(f"o{question}{number}", number, label, f"Text of {label}", version)


def question(*options, number=1, title="Membership"):
    return QuestionFact(f"q{number}", number, title, f"What of {title}?", tuple(options))


def note(*questions):
    return NoteFact("n-1", "Options for the Commission", 2, "2006-05-12T09:00:00Z", tuple(questions))


class Room:
    """Deals positions and keeps entity names, ids and places in the record apart."""

    def __init__(self):
        self.seq = count(101)
        self.entities = {}
        self.positions = []

    def entity(self, group, number):
        name = f"Delegation {number}, {group or 'individual'}, simulated"
        return self.entities.setdefault((group, number), (f"e-{group}-{number}", name))

    def state(self, option, group, stances, *, first=1, reasons=(), condition=None, version=None, language="en"):
        """One position per stance, by entities number `first` onwards of this group."""
        for place, stance in enumerate(stances):
            number = first + place
            entity_id, name = self.entity(group, number)
            seq = next(self.seq)
            self.positions.append(
                PositionFact(
                    id=f"p{seq}",
                    option_id=option.id,
                    option_version=version or option.version,
                    entity_id=entity_id,
                    entity=name,
                    group=group,
                    region=REGIONS[number % len(REGIONS)] if group else None,
                    stance=Stance(stance),
                    reason=reasons[place] if place < len(reasons) else None,
                    condition=condition if stance == "support_with_reservations" else None,
                    language=language,
                    seq=seq,
                )
            )
        return self

    def participation(self):
        return tuple(
            ParticipationFact(group, REGIONS[number % len(REGIONS)] if group else None, 1, 1, 2 if group else 1)
            for group, number in self.entities
        )


def stances(support=0, reserved=0, oppose=0, neutral=0):
    return (
        ["support"] * support + ["support_with_reservations"] * reserved + ["oppose"] * oppose + ["neutral"] * neutral
    )


def ledger(room=None, *, note_=None, **facts):
    room = room or Room()
    known = {
        "consultation": CONSULTATION,
        "scale": STANDARD,
        "cutoff": CUTOFF,
        "note": note_,
        "positions": tuple(room.positions),
        "participation": room.participation(),
    }
    return Ledger(**{**known, **facts})


def contribution(number, text="a", *, by=None, language="en", late=False):
    return ContributionFact(
        id=f"k{number}",
        contributor_id=by or f"e-{number}",
        contributor=f"Organization {by or number}, simulated",
        group=CIV,
        region="african",
        title=f"Views on the follow-up, {number}",
        language=language,
        text_digest=f"digest-{text}",
        version=1,
        filed_at="2006-02-01T10:00:00Z",
        late=late,
        seq=number,
    )


def comment(number, option_, text, group=TEC, language="en"):
    return CommentFact(f"m{number}", option_.id, group, text, language, 300 + number)


def statement(number, by_group, *, partition="opinion", text=None, passed=0, declared=None):
    """A statement with (agree, disagree) by group; "declared" votes are ungrouped unless given."""
    agree, disagree = (sum(pair[i] for pair in by_group.values()) for i in (0, 1))
    whole = declared or {None: (agree, disagree)}
    votes = [VoteFact(partition, group, a, d, 0) for group, (a, d) in by_group.items()]
    votes += [VoteFact("declared", g, a, d, passed) for g, (a, d) in whole.items() if partition != "declared"]
    return StatementFact(
        f"s{number}", number, text or f"Statement text {number}", "en", agree, disagree, passed, tuple(votes)
    )


def voters(**groups):
    """Voters by opinion group, nobody in a declared one."""
    found = [VotersFact("opinion", group, n) for group, n in groups.items()]
    return (*found, VotersFact("declared", None, sum(groups.values())))


def rounds():
    return (
        RoundFact("r1", 1, "call_for_inputs", "Call for inputs", "closed", "2006-01-16T00:00:00Z",
                  "2006-02-03T00:00:00Z", "2006-01-16T09:00:00Z", "2006-02-10T18:00:00Z"),
        RoundFact("r2", 2, "meeting_round", "Consultations in Geneva", "open", "2006-05-19T00:00:00Z",
                  "2006-05-19T18:00:00Z", "2006-05-19T09:00:00Z", None),
        RoundFact("r3", 3, "draft_review", "Review of the draft", "scheduled", "2006-06-01T00:00:00Z",
                  None, None, None),
    )  # fmt: skip


def meetings():
    return (
        MeetingFact("mt1", "Morning meeting", "Palais des Nations, Room XX", "2006-05-19T10:00:00Z",
                    "2006-05-19T13:00:00Z", 14, 9),
    )  # fmt: skip


def floors(*counts):
    """A meeting for each count, in which so many entities of all groups took the floor, the first of them twice; in the
    last meeting one of them is a guest.
    """
    groups = (GOV, CIV, PRI, TEC, ACA)
    held, spoke = [*meetings()], []
    for place, many in enumerate(counts, start=2):
        day = f"2006-05-{18 + place}T"
        taken = [*range(many), 0]
        held.append(MeetingFact(f"mt{place}", f"Meeting {place}", None, f"{day}10:00:00Z", f"{day}13:00:00Z", 0, 0,
                                turns=len(taken), took_floor=many))  # fmt: skip
        spoke += [
            pro.SpokeFact(f"turn-{place}-{turn}", f"mt{place}", f"e-{groups[n % 5]}-{n}", f"Speaker {n}, simulated",
                      groups[n % 5], 1000 * place + turn, guest=place == 1 + len(counts) and n == 1)
            for turn, n in enumerate(taken)
        ]  # fmt: skip
    return {"meetings": tuple(held), "spoke": tuple(spoke)}


def summit():
    """A consultation like the one of May 2006: three questions, all words of the scale, texts in three languages."""
    room = Room()
    enlarge, keep = option(1), option(2, "Keep the Commission at 33 members")
    actors = option(1, "Let non-State actors take part in the work of the Commission", question=2)
    observers = option(2, "Grant them the status of observers only", question=2)
    cycle = option(1, "A two-year review and policy cycle", question=3, version=2)
    silent = option(2, "Meet for eight days, two of them with stakeholders", question=3)
    room.state(enlarge, GOV, stances(9, 4, 3, 2), reasons=[
        "A larger membership reflects the weight developing countries have had in the Summit process.",
        "Balanced regional representation calls for more seats.",
    ], condition="Provided that each region keeps its present share of seats.")  # fmt: skip
    room.state(enlarge, CIV, stances(7, 1, 1), reasons=["لأن التمثيل الأوسع يقوي الشرعية."], language="ar")
    room.state(enlarge, PRI, stances(1, 0, 4), reasons=["", "A larger body would be slower and would cost more."])
    room.state(enlarge, TEC, stances(3, 0, 1))
    room.state(keep, GOV, stances(3, 0, 12))
    room.state(keep, PRI, stances(4, 0, 1))
    room.state(actors, GOV, stances(8, 6, 1))
    room.state(actors, CIV, stances(9))
    room.state(actors, PRI, stances(5))
    room.state(actors, TEC, stances(4))
    room.state(actors, ACA, stances(3))
    room.state(observers, CIV, stances(0, 0, 9))
    room.state(observers, GOV, stances(5, 1, 2, 3))
    room.state(cycle, GOV, stances(3, 0, 1), version=1)
    room.state(cycle, CIV, stances(4, 1, 1), reasons=["Un cycle de deux ans permet de suivre ce qui a été promis."],
               language="fr")  # fmt: skip
    comments = (
        comment(1, enlarge, "Enlargement alone does not make a body effective."),
        comment(2, actors, "Remote participation has to count as participation."),
    )
    filed = [contribution(n, text="campaign" if n in {3, 4, 5} else str(n), language="fr" if n == 2 else "en")
             for n in range(1, 9)]  # fmt: skip
    filed.append(contribution(9, text="nine", by="8"))
    return ledger(
        room,
        note_=note(
            question(enlarge, keep),
            question(actors, observers, number=2, title="Participation of non-State actors"),
            question(cycle, silent, number=3, title="Working methods"),
        ),
        rounds=rounds(),
        meetings=meetings(),
        comments=comments,
        contributions=tuple(filed),
    )


def conversation():
    """An imported conversation: people without groups, two opinion groups, a statement that divides them."""
    return ledger(
        None,
        participation=(),
        statements=(
            statement(1, {"0": (80, 5), "1": (60, 8)}, text="我覺得乘客的安全最重要。", passed=12),
            statement(2, {"0": (90, 2), "1": (10, 60)}, text="Licences should be abolished."),
            statement(3, {"0": (40, 41), "1": (33, 30)}, passed=1),
            statement(4, {"0": (4, 1), "1": (2, 1)}),
            statement(5, {"0": (70, 0), "1": (72, 0)}, text="Drivers should be insured."),
        ),
        voters=voters(**{"0": 100, "1": 80}),
    )


def joint_positions(option_, joint):
    """What a joint statement says for its signatories on one option, as the positions that count."""
    (said,) = [each for each in joint.stances if each.option_id == option_.id]
    return tuple(
        PositionFact(
            id=f"{joint.id}-{one.entity_id}-{option_.id}",
            option_id=option_.id,
            option_version=said.option_version,
            entity_id=one.entity_id,
            entity=one.entity,
            group=one.group,
            region=one.region,
            stance=Stance(said.stance),
            reason=None,
            condition=None,
            language="und",
            seq=one.seq,
            joint_id=joint.id,
        )
        for one in joint.signatories
    )


def beside():
    """What the chair hands on with the summary, and a text that was read out on the floor."""
    words = "We thank the chair for the note."
    return {
        "prepared": (
            pro.PreparedFact("sp1", "q1", f"e-{GOV}-1", "Delegation 1, government, simulated", GOV, words, "en", 282),
        ),
        "recommendations": (
            pro.RecommendationFact("recommendation-1", "Invites", "members to report every year.", "The Council", "en"),
        ),
        "issues": (
            pro.IssueFact("issue-1", "Who pays for the second week?", "en", "the Working Group on Finance",
                          "the secretariat", ("the host country",), "2006-09-30"),
        ),
    }  # fmt: skip


def assembly():
    """Everything beside plain positions: a joint statement, objections, decisions, findings, what was missing."""
    room = Room()
    grow, keep, late = option(1), option(2, "Keep it as it is"), option(3, "Meet later in the year")
    room.state(grow, GOV, stances(8, 1, 1), reasons=["It would be fair."])
    room.state(grow, CIV, stances(5, 0, 2), reasons=[], language="fr")
    room.state(keep, GOV, stances(2, 0, 9, 1))
    room.positions[9] = replace(room.positions[9], blocking=True, reason="It would break the balance of regions.")
    signatories = tuple(
        pro.Signatory(f"e-{PRI}-{n}", f"Company {n}, simulated", PRI, "weog", 200 + n) for n in range(1, 5)
    )
    joint = pro.JointFact("k2", 190, (pro.JointStance(grow.id, 1, "support"),), signatories)
    for one in signatories:
        room.entities[PRI, int(one.entity_id[-1])] = (one.entity_id, one.entity)
    filed = [contribution(n, text="campaign" if n in {4, 5} else str(n)) for n in range(1, 8)]
    filed[0] = replace(filed[0], question_ids=("q1",), opening="Seats should follow the regions.")
    filed[1] = replace(filed[1], seq=190)
    seconded = tuple(pro.SecondedFact(f"e-{CIV}-{n}", f"Network {n}, simulated", CIV, 240 + n) for n in (1, 2))
    return ledger(
        room,
        note_=note(question(grow, keep, late)),
        positions=(*room.positions, *joint_positions(grow, joint)),
        contributions=tuple(filed),
        joint=(joint,),
        decisions=(
            pro.DecisionFact("d1", "consensus_call", grow.id, 1, "To enlarge the Commission", "en", "objected",
                             "2006-05-19T10:00:00Z", "2006-05-19T10:20:00Z", 250),
            pro.DecisionFact("d2", "silence", late.id, 1, "To meet in October", "en", "adopted",
                             "2006-05-20T10:00:00Z", "2006-05-23T10:00:00Z", 260),
            pro.DecisionFact("d3", "straw_poll", None, None, "Where to meet?", "en", "closed",
                             "2006-05-20T10:00:00Z", "2006-05-20T11:00:00Z", 261, (("Geneva", 12), ("Nairobi", 9))),
        ),
        objections=(
            pro.ObjectionFact("b1", "d1", f"e-{PRI}-9", "Company 9, simulated", PRI, "It costs too much.", "en", 251,
                              disposition="noted", disposition_reason="The costs are in the annex."),
            pro.ObjectionFact("b2", "d1", f"e-{CIV}-3", "Delegation 3, civil_society, simulated", CIV,
                              "Not yet.", "en", 252, withdrawn_at="2006-05-19T10:10:00Z"),
        ),
        findings=(
            pro.FindingFact("f1", grow.id, 1, "strong_support_with_significant_opposition", "As counted.", "en", 270,
                            "2006-05-25T10:00:00Z"),
            pro.FindingFact("f2", late.id, 1, "consensus", None, "en", 271, "2006-05-25T10:05:00Z"),
        ),
        explanations=(
            pro.ExplanationFact("x1", grow.id, f"e-{GOV}-1", "Delegation 1, government, simulated", GOV,
                                "We joined because of the third paragraph.", "en", 280, "2006-05-25T11:00:00Z"),
        ),
        caucus_views=(
            pro.CaucusViewFact("c1-0", "c1", "Caucus of small islands, simulated", grow.id,
                               "Part of us would rather wait.", "en", 281),
        ),
        proposals=(
            pro.ProposalFact("w1", 1, f"e-{CIV}-3", "Delegation 3, civil_society, simulated", CIV,
                             "The note says nothing about interpretation.", "en", 239, seconded),
            pro.ProposalFact("w2", None, f"e-{GOV}-2", "Delegation 2, government, simulated", GOV,
                             "Et le financement ?", "fr", 238),
        ),
        dispositions=(pro.DispositionFact("k3", "out_of_scope", "It is about another body.", None),),
        **beside(),
    )  # fmt: skip
