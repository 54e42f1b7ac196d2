"""The points of one stance in one language: sentences, their likeness, the choice, and who says which point."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points import choosing, vectors
from app.points.blocking import neighbours
from app.points.features import Described, Pairs, described
from app.points.matching import matcher
from app.points.texts import Language, sentences, stems_of, words
from app.points.vectors import Floats, Ints, Vectors

FEWEST_STEMS: Final = 2  # "Thank you" makes no point
CANDIDATES: Final = 1_500  # compared with every sentence; more only where the floor asks for it
MOST_CANDIDATES: Final = 4_000
POINTS_TRIED: Final = 4  # the likest points of a sentence, which the matcher then weighs
_LEAST_LIKENESS: Final = 0.1
_WORTH_WEIGHING: Final = 0.15
_FAINT: Final = 0.04
_ROWS_AT_ONCE: Final = 2_000
_DOUBTFUL: Final = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Text:
    """`unit`: who counts as one in the choice: the author, or the campaign the text belongs to."""

    text: str
    author: Hashable
    group: str
    unit: Hashable


@dataclass(frozen=True, slots=True)
class Result:
    """Places are those of the texts that were given."""

    text: str
    source: int
    by_floor: bool
    assigned: list[tuple[int, float]]
    uncertain: list[tuple[int, float, bool]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Different sentences; of sentence i, `said_in[start[i]:start[i + 1]]` are the texts that have it, ascending."""

    texts: list[str]
    words: list[list[str]]
    stems: list[list[str]]
    start: Ints
    said_in: Ints


def threshold() -> float:
    return matcher().threshold


def results(texts: Sequence[Text], language: Language, topic: str, limit: int) -> list[Result]:
    """In the order in which they were chosen."""
    found = split(texts, language)
    if not found.texts:
        return []
    seen = described(found.words, [language] * len(found.texts), topic)
    holders, weights = _people(texts, found)
    candidates = _candidates(found, seen, holders, weights)
    likeness = _likeness(seen, candidates)
    chosen = choosing.choose(likeness, candidates, weights, holders, limit)
    return _assigned(found, seen, likeness[:, _places(candidates, chosen)].tocsr(), chosen)


def split(texts: Sequence[Text], language: Language) -> Sentences:
    """Sentences with the same words are one; it stands as the first text has it."""
    said: dict[tuple[str, ...], list[int]] = defaultdict(list)
    spelled: dict[tuple[str, ...], str] = {}
    for place, text in enumerate(texts):
        for sentence in sentences(text.text):
            key = tuple(words(sentence, language)) or (sentence,)
            spelled.setdefault(key, sentence)
            if said[key][-1:] != [place]:
                said[key].append(place)
    return Sentences(
        list(spelled.values()),
        [list(key) for key in spelled],
        [stems_of(list(key), language) for key in spelled],
        np.cumsum([0, *map(len, said.values())], dtype=np.int64),
        np.array([place for places in said.values() for place in places], np.int64),
    )


def _people(texts: Sequence[Text], found: Sentences) -> tuple[choosing.Holders, Floats]:
    author = _numbered(text.author for text in texts)
    group = _numbered(text.group for text in texts)
    unit = _numbered(text.unit for text in texts)
    people = np.unique(np.stack([group, author], axis=1), axis=0)
    sentence_of = np.repeat(np.arange(len(found.texts)), np.diff(found.start))
    holders = choosing.Holders(found.start, author[found.said_in], group[found.said_in], np.bincount(people[:, 0]))
    weights = choosing.spread(group[found.said_in], unit[found.said_in], sentence_of, len(found.texts))
    return holders, weights


def _numbered(names: Iterable[Hashable]) -> Ints:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


# ---- likeness ----------------------------------------------------------------------------------------------------


def _candidates(found: Sentences, seen: Described, holders: choosing.Holders, weights: Floats) -> Ints:
    """Sentences that may become points: all that say something, or of very many those that most people are near to."""
    usable = np.array([len(stems) >= FEWEST_STEMS for stems in found.stems])
    if not usable.any():
        usable[:] = True
    if usable.sum() <= CANDIDATES:
        return np.flatnonzero(usable)
    near, floor = _nearby(found, seen, holders)
    centre = vectors.as_vectors(vectors.sparse.csr_matrix(weights) @ seen.words)
    central = vectors.row_sums(seen.words.multiply(centre.toarray()).tocsr()).round(9)
    order = [i for i in np.lexsort((np.arange(len(usable)), -central, -near, ~floor)) if usable[i]]
    number = min(MOST_CANDIDATES, max(CANDIDATES, int((floor & usable).sum())))
    return np.sort(np.array(order[:number], np.int64))


def _nearby(found: Sentences, seen: Described, holders: choosing.Holders) -> tuple[Ints, NDArray[np.bool_]]:
    """For each sentence: authors of it and of its near-duplicates, as far as blocking finds them; whether that is
    enough for the floor.
    """
    first, second = neighbours(found.stems)
    alike = (vectors.paired(seen.words, seen.words, first, second)
             + vectors.paired(seen.grams, seen.grams, first, second)) / 2 >= choosing.SAME_POINT  # fmt: skip
    number = len(found.texts)
    one = np.concatenate([first[alike], second[alike], np.arange(number)])
    other = np.concatenate([second[alike], first[alike], np.arange(number)])
    counts = np.diff(found.start)
    target = np.repeat(one, counts[other])
    offsets = np.arange(len(target)) - np.repeat(np.cumsum(counts[other]) - counts[other], counts[other])
    places = np.repeat(found.start[other], counts[other]) + offsets
    held = np.unique(np.stack([target, holders.author[places]], axis=1), axis=0)
    authors = np.bincount(held[:, 0], minlength=number)
    by_group = np.unique(np.stack([target, holders.group[places], holders.author[places]], axis=1), axis=0)
    groups, people = np.unique(by_group[:, :2], axis=0, return_counts=True)
    shares = people / holders.group_sizes[groups[:, 1]] >= choosing.SHARE_OF_A_GROUP
    floor = authors >= choosing.FEWEST_AUTHORS
    floor[groups[shares, 0]] = True
    return authors, floor


def _likeness(seen: Described, candidates: Ints) -> Vectors:
    """Every sentence × every candidate: half by stems, half by character grams; what is hardly alike is left out."""
    words_of = seen.words[candidates].T.tocsr()
    grams_of = vectors.lighter(seen.grams[candidates], _FAINT).T.tocsr()
    parts: list[Vectors] = []
    for start in range(0, seen.words.shape[0], _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        part = (seen.words[rows] @ words_of + seen.grams[rows] @ grams_of) * np.float32(0.5)
        part.data[part.data < _LEAST_LIKENESS] = 0
        part.eliminate_zeros()
        parts.append(part)
    found = vectors.sparse.vstack(parts, "csr", np.float32)
    found.sort_indices()
    return found


# ---- who says it -------------------------------------------------------------------------------------------------


def _places(candidates: Ints, chosen: Sequence[choosing.Chosen]) -> Ints:
    return np.searchsorted(candidates, np.array([point.sentence for point in chosen], np.int64))


def _assigned(found: Sentences, seen: Described, likeness: Vectors, chosen: Sequence[choosing.Chosen]) -> list[Result]:
    """`likeness`: every sentence × every chosen point. A text says a point as well as its best sentence does."""
    rows, columns, alike = _likest(likeness)
    of_points = np.array([point.sentence for point in chosen], np.int64)
    pairs = Pairs(np.arange(len(found.texts)), of_points, rows, columns)
    score = matcher().scores(seen, pairs)
    same = alike >= choosing.SAME_POINT
    score = np.where(same, np.maximum(score, (alike + 1) / 2), score)
    score = np.where(rows == of_points[columns], 1, score)
    best = _by_text(found, rows, columns, score)
    assigned: list[list[tuple[int, float]]] = [[] for _ in chosen]
    uncertain: list[list[tuple[int, float, bool]]] = [[] for _ in chosen]
    for (point, text), value in sorted(best.items(), key=lambda item: (-item[1], item[0])):
        if value >= threshold():
            assigned[point].append((text, value))
        if _DOUBTFUL[0] <= value < _DOUBTFUL[1]:
            uncertain[point].append((text, value, value >= threshold()))
    return [
        Result(
            found.texts[point.sentence],
            int(found.said_in[found.start[point.sentence]]),
            point.by_floor,
            assigned[number],
            uncertain[number],
        )
        for number, point in enumerate(chosen)
    ]


def _likest(likeness: Vectors) -> tuple[Ints, Ints, Floats]:
    """The few likest points of every sentence, as pairs in the order of sentences."""
    rows = np.repeat(np.arange(likeness.shape[0]), np.diff(likeness.indptr))
    order = np.lexsort((likeness.indices, -likeness.data.round(6), rows))
    rows, columns, alike = rows[order], likeness.indices[order].astype(np.int64), likeness.data[order]
    rank = np.arange(len(rows)) - likeness.indptr[rows]
    kept = (rank < POINTS_TRIED) & (alike >= _WORTH_WEIGHING)
    return rows[kept], columns[kept], alike[kept]


def _by_text(found: Sentences, rows: Ints, columns: Ints, score: Floats) -> dict[tuple[int, int], float]:
    """(point, text) -> the best score of the text's sentences, to four decimals."""
    best: dict[tuple[int, int], float] = {}
    worth = np.flatnonzero(score >= _DOUBTFUL[0])
    for k in worth:
        value = round(float(score[k]), 4)
        for text in found.said_in[found.start[rows[k]] : found.start[rows[k] + 1]]:
            place = (int(columns[k]), int(text))
            if value > best.get(place, 0):
                best[place] = value
    return best
