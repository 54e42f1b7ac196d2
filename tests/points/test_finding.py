"""Points: verbatim, balanced, never losing what enough people hold, the same whatever the order."""

import random
from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.points import choosing
from app.points.finding import Contribution, Findings, find
from tests.points import voices
from tests.points.voices import consultation

SENTENCES = (
    "Meetings should be shorter.",
    "Poor countries need money for travel.",
    "Interpretation into six languages must stay!",
    "The secretariat publishes papers far too late.",
    "Young people are missing from every panel.",
    "السفر مكلف جدا للوفود الصغيرة.",
    "会议应当缩短，文件应当提前公布。",
    "Заседания должны быть короче.",
    "Les réunions devraient être plus courtes.",
    "Thank you.",
    "!!!",
)
CONTRIBUTIONS = st.lists(
    st.tuples(
        st.sampled_from([f"author {number}" for number in range(6)] + [""]),
        st.sampled_from(["government", "civil society", ""]),
        st.sampled_from(["for", "against", ""]),
        st.lists(st.sampled_from(SENTENCES), max_size=4),
    ),
    max_size=14,
).map(
    lambda rows: [
        Contribution(f"c{number}", author, group, "", stance, " ".join(said))
        for number, (author, group, stance, said) in enumerate(rows)
    ]
)


def labels(found: Findings, stance: str = "for", language: str = "en") -> list[str]:
    return [p.label.text for p in found.points if (p.stance, p.language) == (stance, language)]


def test_what_many_say_in_their_own_context_is_one_point() -> None:
    found = find(consultation())
    assert labels(found).count(voices.SHORTER) == 1
    point = next(p for p in found.points if p.label.text == voices.SHORTER)
    assert point.held_by == 10
    assert point.groups == {"government": 10}
    assert {link.id for link in point.assigned} == {f"c{number:02}" for number in range(10)}
    assert point.label.source == "c00"


def test_the_lone_voice_of_a_group_is_listed() -> None:
    """Because each group weighs the same in the choice, even of one point."""
    for limit in (1, 12):
        assert voices.LONE in [p.label.text for p in find(consultation(), limit=limit).points if p.reason == "covers"]


def test_what_a_fifth_of_a_group_says_is_listed_if_two_say_it() -> None:
    crowd = [Contribution(f"m{n:03}", f"m{n}", "civil society", "en", "", SENTENCES[n % 5]) for n in range(100)]
    ours = "Lighthouse keepers lose their pensions."
    pair = [Contribution(f"s{n}", f"s{n}", "technical community", "en", "", ours) for n in range(2)]
    rest = [
        Contribution(f"t{n}", f"t{n}", "technical community", "en", "", f"Port {text} is closed.")
        for n, text in enumerate(("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"))
    ]
    by_floor = [p for p in find([*crowd, *pair, *rest], limit=1).points if p.reason == "floor"]
    assert ours in [point.label.text for point in by_floor]
    alone = find([*crowd, *pair[:1], *rest[:3]], limit=1).points
    assert ours not in [point.label.text for point in alone], "a quarter of the group, but one person"


def test_what_hardly_anybody_says_is_not_listed_among_thousands() -> None:
    """As many say each of these as would be enough among few."""
    given = [
        Contribution(f"c{n:04}", f"a{n}", "", "en", "", f"{_word(n // 3)} {_word(n // 3 + 500)}.") for n in range(900)
    ]
    alone = find(given[:30]).points
    assert len(alone) == 10
    assert {point.held_by for point in alone} == {3}
    assert not [point for point in find(given).points if point.reason == "floor"]


def test_points_stay_few_however_much_is_said_by_enough_people() -> None:
    chance = random.Random(3)
    stock = [f"{_word(n)} {_word(n + 500)} {_word(n + 900)}." for n in range(60)]
    given = [
        Contribution(f"c{n:03}", f"a{n}", f"group {n % 12}", "en", "", " ".join(chance.sample(stock, 12)))
        for n in range(120)
    ]
    found = find(given, limit=5).points
    assert len(found) == 5 + choosing.MOST_BY_AUTHORS + choosing.MOST_BY_GROUP
    held = [point.held_by for point in found[5 : 5 + choosing.MOST_BY_AUTHORS]]
    assert held == sorted(held, reverse=True)


def test_few_people_make_few_points() -> None:
    texts = ("Trams at night.", "Roads need repair.", "Schools lack chalk.", "Wells run dry.", "Mail comes late.")
    assert len(find([Contribution("a", "a", "", "en", "", " ".join(texts))]).points) == choosing.PER_AUTHOR


def _word(number: int) -> str:
    """Of no language, and not like any other."""
    return "".join(random.Random(number).sample("bcdfghjklmnpqrstvwxz", 7)).capitalize()


def test_each_language_has_points_of_its_own() -> None:
    found = find(consultation())
    assert labels(found, "against", "ru") == [voices.RUSSIAN]
    assert voices.CHINESE in labels(found, "against", "zh")
    assert voices.ARABIC in labels(found, "against", "ar")
    assert [p.id for p in found.points] == [f"p{number}" for number in range(1, len(found.points) + 1)]


def test_groups_weigh_the_same_however_many_they_are() -> None:
    crowd = [
        Contribution(
            f"m{number:03}", f"person {number}", "civil society", "en", "", f"Roads need repair in town {number}."
        )
        for number in range(60)
    ]
    few = [
        Contribution(
            f"s{number}", f"state {number}", "government", "en", "", "Islands ask for undersea cables instead."
        )
        for number in range(2)
    ]
    first_two = [point.label.text for point in find([*crowd, *few]).points[:2]]
    assert "Islands ask for undersea cables instead." in first_two


def test_a_campaign_is_printed_apart_and_chooses_no_more_than_one_person() -> None:
    letter = "We demand that the whole programme is stopped at once and for ever."
    copies = [
        Contribution(f"k{number:02}", f"sender {number}", "civil society", "en", "", letter) for number in range(40)
    ]
    others = [
        Contribution(f"o{number}", f"other {number}", "civil society", "en", "", text)
        for number, text in enumerate(
            [
                "Children need safer ways to school.",
                "Pupils walk along roads without lights.",
                "Buses forget the villages.",
            ]
        )
    ]
    found = find([*copies, *others])
    assert [(c.size, c.authors, c.text) for c in found.campaigns] == [(40, 40, letter)]
    assert found.points[0].label.text != letter
    listed = next(point for point in found.points if point.label.text == letter)
    assert (listed.held_by, listed.campaigns) == (40, ["c1"])


def test_one_author_with_many_texts_is_one() -> None:
    texts = [
        Contribution(f"t{number}", "the same", "", "en", "", "Trams should run at night too.") for number in range(5)
    ]
    others = [
        Contribution(f"u{number}", f"u{number}", "", "en", "", f"Topic {number} is new to us.") for number in range(9)
    ]
    point = next(p for p in find([*texts, *others]).points if p.label.text.startswith("Trams"))
    assert (point.held_by, len(point.assigned)) == (1, 5)


def test_uncertain_links_come_with_the_nearest_to_the_threshold_first() -> None:
    topics = ("bullying", "parents", "discipline", "equality")
    verbs = ("reduces", "helps against", "has to do with", "is good for")
    given = [
        Contribution(f"t{n:02}", f"a{n}", "", "en", "", f"A uniform {verbs[n % 4]} {topics[n // 4 % 4]} in school {n}.")
        for n in range(32)
    ]
    found = find(given, limit=3)
    assert found.uncertain
    distances = [round(abs(link.score - found.threshold), 4) for link in found.uncertain]
    assert distances == sorted(distances)
    links = {(point.id, link.id) for point in found.points for link in point.assigned}
    assert all(((link.point, link.id) in links) == link.linked for link in found.uncertain)


def test_nothing_in_nothing_out() -> None:
    found = find([])
    assert (found.contributions, found.points, found.campaigns) == (0, [], [])
    found = find([Contribution("a", "", "", "", "", "!!!"), Contribution("b", "", "", "", "", "")])
    assert (found.contributions, found.points, found.without_point) == (2, [], ["a", "b"])


@settings(max_examples=40, deadline=None)
@given(CONTRIBUTIONS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Contribution], chance) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert find(mixed) == find(rows)


@settings(max_examples=40, deadline=None)
@given(CONTRIBUTIONS)
def test_labels_are_verbatim_and_counts_are_of_people(rows: list[Contribution]) -> None:
    by_id = {row.id: row for row in rows}
    found = find(rows)
    for point in found.points:
        assert point.label.text in by_id[point.label.source].text
        assert by_id[point.label.source].stance == point.stance
        linked = [by_id[link.id] for link in point.assigned]
        assert point.label.source in {row.id for row in linked}
        assert point.held_by == len({row.author or f"text {row.id}" for row in linked})
        assert all(row.stance == point.stance for row in linked)
    assert set(found.without_point) == set(by_id) - {link.id for point in found.points for link in point.assigned}


@settings(max_examples=40, deadline=None)
@given(CONTRIBUTIONS)
def test_what_three_of_few_people_say_is_always_listed(rows: list[Contribution]) -> None:
    """Every sentence of the stock says something of its own, so each that enough people hold is a label."""
    rows = [replace(row, language="en") if row.text.isascii() else row for row in rows]
    found = find(rows, limit=1)
    listed = {(point.stance, point.label.text) for point in found.points}
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for sentence in SENTENCES[:5]:
            if sentence in row.text and row.text.isascii():
                holders[row.stance, sentence].add(row.author or row.id)
    for key, authors in holders.items():
        assert key in listed or len(authors) < 3, key
