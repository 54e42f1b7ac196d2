"""The same letter many times is found, whatever is changed in it; different letters are not."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.points.campaigns import clusters

LETTER = (
    "We ask the Commission to keep every meeting open to all who want to take part, in the room and from afar, and to "
    "publish each document in six languages at least four weeks before it is discussed."
)
OTHER = (
    "The advisory group should be smaller, its members should serve for two years, and their travel should be paid "
    "from the common fund so that nobody stays away for lack of money."
)


def of(texts: list[str], language: str = "en") -> list[tuple[int, ...]]:
    return [cluster.members for cluster in clusters(texts, [language] * len(texts))]


def test_changed_copies_hang_together_and_others_stay_apart() -> None:
    copies = [
        LETTER,
        LETTER.upper(),
        "Dear President, " + LETTER,
        LETTER.replace("four", "six"),
        LETTER + " Thank you.",
    ]
    assert of([*copies, OTHER, "Something quite different is said here by one person."]) == [(0, 1, 2, 3, 4)]


def test_the_largest_comes_first() -> None:
    assert of([OTHER, OTHER, LETTER, LETTER, LETTER]) == [(2, 3, 4), (0, 1)]


def test_very_short_texts_are_nobodys_campaign() -> None:
    assert of(["I agree"] * 5) == []


def test_languages_without_blanks() -> None:
    letter = "我们要求委员会向所有希望参加的人开放每一次会议，并在讨论前四个星期以六种语言公布每一份文件。"
    assert of(
        [letter, letter.replace("四个", "三个"), "咨询小组应当小一些，成员任期两年，差旅费由共同基金支付。"], "zh"
    ) == [(0, 1)]
    arabic = "نطلب من اللجنة أن تفتح كل اجتماع أمام الجميع وأن تنشر كل وثيقة بست لغات قبل أربعة أسابيع من مناقشتها."
    assert of([arabic, arabic.replace("أربعة", "ستة"), "نحن لا نوافق على هذا الاقتراح لأسباب مالية."], "ar") == [(0, 1)]


def test_a_thousand_copies_among_a_thousand_others() -> None:
    chance = random.Random(5)
    vocabulary = [f"word{number}" for number in range(2_000)]
    others = [" ".join(chance.choices(vocabulary, k=40)) for _ in range(1_000)]
    copies = [
        " ".join([*chance.choices(vocabulary, k=2), LETTER, *chance.choices(vocabulary, k=2)]) for _ in range(1_000)
    ]
    assert of([*others, *copies]) == [tuple(range(1_000, 2_000))]


@settings(max_examples=20, deadline=None)
@given(st.permutations([LETTER, LETTER + " Please.", OTHER, OTHER.upper(), "a b c", "a b c", "Nobody else says this."]))
def test_the_order_of_texts_does_not_matter(texts: list[str]) -> None:
    found = {frozenset(texts[place] for place in members) for members in of(texts)}
    assert found == {frozenset({LETTER, LETTER + " Please."}), frozenset({OTHER, OTHER.upper()}), frozenset({"a b c"})}


def test_nothing_and_emptiness() -> None:
    assert of([]) == []
    assert of(["", "", " "]) == []
