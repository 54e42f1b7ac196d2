"""The whole summary of one constructed ledger in each language, as text that a native editor can read.

The ledger makes every word of the scale come up, on either side, with and without its number; nouns narrowed to one
group and to several; nobody, the only one, numbers of a small base; and the counts that plural forms hang on (1, 2,
3, 5, 11, 21); points of contributions counted, and "at least"; speakers on the floor. `python -m
tests.summaries.golden` writes the files anew; the difference is then read in review.
"""

from pathlib import Path

from app.summaries.engine.drafting import draft
from app.summaries.engine.proceedings import FoundGroupsFact
from app.summaries.engine.rendering import to_markdown
from tests.summaries import ledgers, pointed
from tests.summaries.golden.hearing import hearing
from tests.summaries.ledgers import ACA, CIV, GOV, PRI, TEC, Room, note, option, question, stances

FOLDER = Path(__file__).parent
GROUPS = (GOV, CIV, PRI, TEC, ACA)


def path(language):
    return FOLDER / f"{language}.md"


def written(language):
    return to_markdown(draft(constructed(), language=language))


def spread(room, one, support, oppose, reserved=0):
    """Each side dealt round the groups; the first `reserved` supporters have reservations."""
    for place, group in enumerate(GROUPS):
        shares = [n // len(GROUPS) + (place < n % len(GROUPS)) for n in (support - reserved, reserved, oppose)]
        room.state(one, group, stances(*shares))


def by_word(room):
    """One option for each word of the scale: (support, opposition, reservations)."""
    counts = [
        (20, 0, 0), (19, 1, 3), (15, 5, 2), (10, 10, 1), (6, 14, 6), (3, 17, 0), (3, 37, 0), (2, 18, 0), (1, 19, 0),
        (0, 12, 0),
    ]  # fmt: skip
    options = [option(number, f"Variant {number}") for number in range(1, len(counts) + 1)]
    for one, (support, oppose, reserved) in zip(options, counts, strict=True):
        spread(room, one, support, oppose, reserved)
    return options


def by_noun(room):
    """One option for each way of narrowing the noun, and for bases too small for a word."""
    names = ("Governments", "Two groups", "No group", "Apart", "Small", "None", "Only", "Reserved", "Neutral", "Silent")
    options = [option(number, name, question=2) for number, name in enumerate(names, start=1)]
    governments, two, nobodys, apart, small, none, only, reserved, neutral, _ = options
    room.state(governments, GOV, stances(12, 0, 3)).state(governments, CIV, stances(0, 0, 8))
    room.state(two, CIV, stances(8)).state(two, PRI, stances(4, 0, 2, 1)).state(two, GOV, stances(0, 0, 1))
    room.state(nobodys, GOV, stances(8)).state(nobodys, None, stances(7, 0, 2, 3))
    spread(room, apart, 12, 4)
    room.state(apart, TEC, stances(0, 0, 5, 2), first=11)
    room.state(small, GOV, stances(2)).state(small, CIV, stances(0, 1, 4))
    room.state(none, GOV, stances(0, 0, 3, 11))
    room.state(only, CIV, stances(1))
    spread(room, reserved, 12, 0, 12)
    room.state(neutral, GOV, stances(0, 0, 0, 21))
    return options


QUOTED = {
    "en": "A larger membership reflects the weight of developing countries.",
    "fr": "Un cycle de deux ans permet de suivre ce qui a été promis.",
    "es": "La participación a distancia debe contar como participación.",
    "ru": "Расширение состава укрепляет легитимность.",
    "ar": "لأن التمثيل الأوسع يقوي الشرعية.",
    "zh": "扩大成员有助于平衡代表性。",
}


def quoted(room, one, other):
    """A reason, a condition or a remark in each of the six languages."""
    for number, (language, text) in enumerate(list(QUOTED.items())[:4], start=1):
        group, side = GROUPS[number], "support" if number % 2 else "oppose"
        room.state(one, group, [side], first=20, reasons=[text], language=language)
    room.state(other, GOV, ["support_with_reservations"], first=20, condition=QUOTED["ar"], language="ar")
    return (ledgers.comment(1, one, QUOTED["zh"], language="zh"), ledgers.comment(2, one, QUOTED["en"]))


def constructed():
    room = Room()
    words, nouns = by_word(room), by_noun(room)
    voiced, renewed = option(1, "Voices", question=3), option(2, "A new wording", question=3, version=2)
    comments = quoted(room, voiced, renewed)
    room.state(renewed, GOV, stances(2), version=1)
    room.state(voiced, ACA, stances(1), first=30, version=3)
    filed = [ledgers.contribution(n, text="same" if n in {3, 4} else str(n), language=language)
             for n, language in enumerate(QUOTED, start=1)]  # fmt: skip
    those = pointed.filed("q3")
    return ledgers.ledger(
        room,
        note_=note(
            question(*words, title="Words"),
            question(*nouns, number=2, title="Nouns"),
            question(voiced, renewed, number=3, title="Voices"),
        ),
        rounds=ledgers.rounds(),
        **ledgers.floors(1, 2, 3, 5, 11, 21),
        comments=comments,
        contributions=(*filed, *those),
        points=pointed.points(those, filed[3:]),
        statements=ledgers.conversation().statements,
        voters=ledgers.voters(**{"0": 100, "1": 80}),
        found=FoundGroupsFact(groups=(("0", 100), ("1", 80)), subsamples=20, same_number=19, agreement=94),
        **hearing(words),
    )
