"""The points of a whole consultation: question by question, and the campaigns across all of them.

Pure, like finding.py, and done in the worker process: what goes in and comes out is packed (`packed`, `unpacked`).
"""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from app.core import jobs
from app.points.texts import LANGUAGES, Language, language_of, words

if TYPE_CHECKING:
    from app.points import bucket

T = TypeVar("T")
Pack = list[bytes]
_AT_ONCE: Final = 500  # of what is packed in one go; others wait for no more than that
UNSAID = ""  # the stance of who declared none, and the question of who named none


@dataclass(frozen=True, slots=True)
class Piece:
    """A contribution. `questions`: those it names, each with the stance it declares on it; empty: it names none."""

    id: str
    author: str
    group: str
    language: str
    text: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A point that must be found again as long as somebody says it, because persons have linked to it."""

    id: str
    question: str
    stance: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """`passage`: the sentence of this contribution that says the point."""

    id: str
    score: float
    passage: str


@dataclass(frozen=True, slots=True)
class Found:
    """A point. `kept`: the id of the kept one that it is. `key`: the same for the same words. `links`: the surest
    first, those below the threshold too.
    """

    kept: str | None
    question: str
    stance: str
    language: str
    label: str
    key: str
    source: str
    by_floor: bool
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Survey:
    """`campaigns`: ids of contributions, the first by place in the input first."""

    threshold: float
    points: Pack
    campaigns: list[list[str]]


def survey(pieces: Pack, kept: Sequence[Kept], topics: dict[str, str]) -> Survey:
    """`topics`: the words of each question, which count for less in its own points. The job of the worker."""
    # Only here: the service hands this function to its worker and needs no arithmetic itself.
    from app.points import bucket, campaigns
    from app.points.finding import LIMIT

    given = sorted(unpacked(pieces, Piece), key=lambda piece: piece.id)
    languages = [language_of(piece.language, piece.text) for piece in given]
    jobs.progress("campaigns", 0, len(given))
    clusters = campaigns.clusters([piece.text for piece in given], languages)
    jobs.give_back()
    campaign_of = {place: number for number, cluster in enumerate(clusters) for place in cluster.members}
    found: list[Found] = []
    buckets = _buckets(given, languages)
    done, of = 0, sum(map(len, buckets.values()))
    for (question, stance, number), places in sorted(buckets.items()):
        jobs.progress("points", done, of)
        language = LANGUAGES[number]
        pinned = [k for k in kept if (k.question, k.stance, k.language) == (question, stance, language)]
        texts = [_text(given[place], campaign_of.get(place)) for place in places]
        labels = [each.label for each in pinned]
        these, scope = [given[place] for place in places], (question, stance, language)
        results = bucket.results(texts, language, topics.get(question, ""), LIMIT, labels)
        found.extend(_found(result, these, scope, pinned) for result in results)
        done += len(places)
        jobs.give_back()
    return Survey(
        bucket.threshold(), packed(found), [[given[place].id for place in cluster.members] for cluster in clusters]
    )


def _buckets(given: Sequence[Piece], languages: Sequence[Language]) -> dict[tuple[str, str, int], list[int]]:
    """Places of the contributions by question, stance and language; who names several questions is in each."""
    found: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for place, (piece, language) in enumerate(zip(given, languages, strict=True)):
        for question, stance in piece.questions or ((UNSAID, UNSAID),):
            found[question, stance, LANGUAGES.index(language)].append(place)
    return found


def _text(piece: Piece, campaign: int | None) -> "bucket.Text":
    from app.points import bucket

    unit = piece.author if campaign is None else campaign
    return bucket.Text(piece.text, piece.author, piece.group, unit)


def _found(
    result: "bucket.Result", these: Sequence[Piece], scope: tuple[str, str, Language], pinned: Sequence[Kept]
) -> Found:
    question, stance, language = scope
    return Found(
        kept=None if result.pinned is None else pinned[result.pinned].id,
        question=question,
        stance=stance,
        language=language,
        label=result.text,
        key=key_of(result.text, language),
        source=these[result.source].id,
        by_floor=result.by_floor,
        links=[Link(these[said.text].id, said.score, said.passage) for said in result.said_by],
    )


def key_of(label: str, language: Language) -> str:
    return " ".join(words(label, language)) or label


def packed(things: Iterable[T]) -> Pack:
    """In pieces, because whoever packs holds up everybody else in the process."""
    return list(_in_pieces(iter(things)))


def _in_pieces(things: Iterator[T]) -> Iterator[bytes]:
    while some := list(islice(things, _AT_ONCE)):
        yield pickle.dumps(some)


def unpacked(pack: Pack, kind: Callable[..., T]) -> list[T]:  # noqa: ARG001 - names the type of what comes out
    return [thing for some in pack for thing in pickle.loads(some)]  # noqa: S301 - from our own worker
