"""Contributions and the points they make, for ledgers: every way of counting them and the counts plurals hang on."""

from dataclasses import replace

from app.summaries.engine import proceedings as pro
from tests.summaries import ledgers
from tests.summaries.ledgers import ACA, CIV, GOV, PRI, TEC, Room, note, option, question, stances

GROUPS = (GOV, CIV, PRI, TEC, ACA)
FILED = 30


def filed(question_id, first=100, count=FILED):
    """One contribution each of as many contributors, spread over the groups."""
    return [
        replace(
            ledgers.contribution(first + place, text=f"t{place}", by=f"c{place}"),
            group=GROUPS[place % len(GROUPS)],
            question_ids=(question_id,),
        )
        for place in range(count)
    ]


def made(number, by, standing="confirmed", *, label="Remote participation counts.", language="en", **more):
    """A point of these contributions, named by a sentence of the first of them."""
    source = by[0]
    labels = (pro.LabelFact(source.id, source.seq, label, language),)
    standings = [standing] * len(by) if isinstance(standing, str) else standing
    makers = tuple(pro.MakerFact(each.id, how) for each, how in zip(by, standings, strict=True))
    facts = {"question": 3, "option": None, "stance": None, "labels": labels, "makers": makers}
    return pro.PointFact(id=f"pt{number}", number=number, **{**facts, **more})


def points(those, few):
    """`those`: at least thirty contributions on question 3; `few`: some on no question."""
    said = [
        made(1, those[:14], ["declared"] * 3 + ["confirmed"] * 11, label="Remote participation counts."),
        made(2, those[:1], label="Interpretation is missing."),
        made(3, those[1:3], "declared", label="The dates collide with another conference."),
        *(
            made(4 + place, those[:n], "matched", label=f"A point that texts show, {name}.")
            for place, (n, name) in enumerate([(1, "a"), (2, "b"), (3, "c"), (5, "d"), (11, "e"), (21, "f")])
        ),
        made(10, those[3:9], ["matched"] + ["confirmed"] * 5, label="Half confirmed is not confirmed."),
        made(11, few[:2], "declared", label="The secretariat is small.", question=None),
        made(12, those[4:7], "confirmed", label="Costs must be shared.", option=2, stance="oppose"),
        made(13, those[::5][:4], "confirmed", label="Governments will pay."),
    ]
    merged = pro.LabelFact(those[9].id, those[9].seq, "La participation à distance compte.", "fr")
    said[0] = replace(said[0], labels=(*said[0].labels, merged))
    return tuple(said)


def essay():
    """A consultation in writing: a campaign, a joint statement, and points on one question and on none."""
    room = Room()
    one = option(1, question=3)
    room.state(one, GOV, stances(8, 1, 2)).state(one, CIV, stances(5, 0, 1))
    those = filed("q3")
    those[20:24] = [replace(each, campaign=those[20].id) for each in those[20:24]]
    few = [ledgers.contribution(n, text=f"few{n}") for n in range(1, 5)]
    signatories = tuple(pro.Signatory(f"s{n}", f"State {n}, simulated", GOV, "african", 300 + n) for n in range(3))
    joint = pro.JointFact(those[0].id, those[0].seq, (), signatories)
    return ledgers.ledger(
        room,
        note_=note(question(one, option(2, "Keep it", question=3), number=3, title="In writing")),
        contributions=(*those, *few),
        joint=(joint,),
        points=points(those, few),
        **ledgers.floors(2, 3),
    )
