"""The points of one stance in one language: sentences, their likeness, the choice, and who says which point."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points import choosing, features, vectors
from app.points.blocking import neighbours
from app.points.features import Seen
from app.points.matching import matcher
from app.points.texts import Language, joined, sentences, stems_of, words
from app.points.vectors import Floats, Ints, Vectors

FEWEST_STEMS: Final = 2  # "Thank you" makes no point
CANDIDATES: Final = 1_500  # compared with every sentence
POINTS_TRIED: Final = 4  # the likest points of a sentence, which the matcher then weighs
_LEAST_LIKENESS: Final = 0.1
_WORTH_WEIGHING: Final = 0.15
_LEAST_BY_WORDS: Final = 0.3  # of pairs worth comparing by grams
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
class Said:
    """A text that says the point, with its sentence that says it best, as it stands in that text."""

    text: int
    score: float
    passage: str


@dataclass(frozen=True, slots=True)
class Result:
    """Places are those of the texts that were given. `said_by`: all that are worth a look, the surest first.

    `pinned`: the place among the labels that had to be points, or None.
    """

    text: str
    source: int
    by_floor: bool
    pinned: int | None
    said_by: list[Said]

    def assigned(self) -> list[Said]:
        return [said for said in self.said_by if said.score >= threshold()]

    def uncertain(self) -> list[Said]:
        return [said for said in self.said_by if said.score < _DOUBTFUL[1]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Different sentences; of sentence i, `said_in[start[i]:start[i + 1]]` are the texts that have it, ascending.

    `texts`: as the first text has it; `words`: those of each, joined; `otherwise`: by sentence and text, where another
    text spells it differently.
    """

    texts: list[str]
    words: list[str]
    stems: list[list[str]]
    start: Ints
    said_in: Ints
    otherwise: dict[tuple[int, int], str]


def threshold() -> float:
    return matcher().threshold


def results(
    texts: Sequence[Text], language: Language, topic: str, limit: int, labels: Sequence[str] = ()
) -> list[Result]:
    """In the order in which they were chosen, after those of the `labels` that are still a sentence of some text."""
    found = split(texts, language)
    if not found.texts:
        return []
    pinned = _pinned(found, labels, language)
    seen = features.seen(found.words, [language] * len(found.texts), found.stems)
    holders, weights = _people(texts, found)
    candidates = _candidates(found, seen, holders, weights, pinned)
    likeness = _likeness(seen, candidates)
    chosen = choosing.choose(likeness, candidates, weights, holders, limit, pinned)
    likeness = likeness[:, _places(candidates, chosen)].tocsr()
    return _assigned(found, seen, topic, likeness, chosen, pinned)


def _pinned(found: Sentences, labels: Sequence[str], language: Language) -> dict[int, int]:
    """Sentence -> place of the label that it is."""
    if not labels:
        return {}
    wanted = {_key(label, language): place for place, label in reversed(list(enumerate(labels)))}
    return {sentence: wanted[key] for sentence, key in enumerate(found.words) if key in wanted}


def _key(sentence: str, language: Language) -> str:
    """What makes two sentences one: their words."""
    return joined(words(sentence, language)) or sentence


def split(texts: Sequence[Text], language: Language) -> Sentences:
    """Sentences with the same words are one; it stands as the first text has it."""
    said: list[list[int]] = []
    number_of: dict[str, int] = {}
    number_by: dict[str, int] = {}  # most repetitions are to the letter, and words cost
    spelled: list[str] = []
    otherwise: dict[tuple[int, int], str] = {}
    for place, text in enumerate(texts):
        for sentence in sentences(text.text):
            number = number_by.get(sentence)
            if number is None:
                number = number_of.setdefault(_key(sentence, language), len(spelled))
                number_by[sentence] = number
                if number == len(spelled):
                    spelled.append(sentence)
                    said.append([])
            if said[number][-1:] != [place]:
                said[number].append(place)
                if sentence != spelled[number]:
                    otherwise[number, place] = sentence
    return Sentences(
        spelled,
        list(number_of),
        [stems_of(key.split(), language) for key in number_of],
        np.cumsum([0, *map(len, said)], dtype=np.int64),
        np.array([place for places in said for place in places], np.int64),
        otherwise,
    )


def _people(texts: Sequence[Text], found: Sentences) -> tuple[choosing.Holders, Floats]:
    author = _numbered(text.author for text in texts)
    group = _numbered(text.group for text in texts)
    unit = _numbered(text.unit for text in texts)
    authors = int(author.max()) + 1
    group_sizes = np.bincount(vectors.distinct(group * authors + author) // authors)
    sentence_of = np.repeat(np.arange(len(found.texts)), np.diff(found.start))
    holders = choosing.Holders(found.start, author[found.said_in], group[found.said_in], group_sizes, authors)
    weights = choosing.spread(group[found.said_in], unit[found.said_in], sentence_of, len(found.texts))
    return holders, weights


def _numbered(names: Iterable[Hashable]) -> Ints:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


# ---- likeness ----------------------------------------------------------------------------------------------------


def _candidates(
    found: Sentences, seen: Seen, holders: choosing.Holders, weights: Floats, pinned: Collection[int]
) -> Ints:
    """Sentences that may become points: all that say something, or of very many those that most people are near to."""
    usable = np.array([len(stems) >= FEWEST_STEMS for stems in found.stems])
    if not usable.any():
        usable[:] = True
    usable[list(pinned)] = True
    if usable.sum() <= CANDIDATES:
        return np.flatnonzero(usable)
    near, first = _nearby(found, seen, holders)
    centre = vectors.as_vectors(vectors.sparse.csr_matrix(weights) @ seen.words)
    central = vectors.row_sums(seen.words.multiply(centre.toarray()).tocsr()).round(9)
    order = np.lexsort((np.arange(len(usable)), -central, -near, ~first))
    return np.unique(np.array([*order[usable[order]][:CANDIDATES], *pinned], np.int64))


def _nearby(found: Sentences, seen: Seen, holders: choosing.Holders) -> tuple[Ints, NDArray[np.bool_]]:
    """For each sentence: authors of it and of its near-duplicates, as far as blocking finds them; and whether it has
    the most of them among these, so that the variants of one saying do not stand in the way of others.
    """
    one, other = neighbours(seen.stems)
    by_words = vectors.paired(seen.words, seen.words, one, other)
    hopeful = by_words >= _LEAST_BY_WORDS
    one, other = one[hopeful], other[hopeful]
    alike = (by_words[hopeful] + vectors.paired(seen.grams, seen.grams, one, other)) / 2 >= choosing.SAME_POINT
    one, other, itself = one[alike], other[alike], np.arange(len(found.texts))
    points, sentences_of = np.concatenate([one, other, itself]), np.concatenate([other, one, itself])
    authors = holders.of(points, sentences_of, len(found.texts)).authors
    first = np.ones(len(found.texts), bool)
    first[np.where(authors[one] >= authors[other], other, one)] = False
    return authors, first


def _likeness(seen: Seen, candidates: Ints) -> Vectors:
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


def _assigned(
    found: Sentences,
    seen: Seen,
    topic: str,
    likeness: Vectors,
    chosen: Sequence[choosing.Chosen],
    pinned: Mapping[int, int],
) -> list[Result]:
    """`likeness`: every sentence × every chosen point. A text says a point as well as its best sentence does."""
    rows, columns, alike = _likest(likeness)
    of_points = np.array([point.sentence for point in chosen], np.int64)
    looked_at = np.unique(np.concatenate([rows, of_points]))
    place = np.zeros(len(found.texts), np.int64)
    place[looked_at] = np.arange(len(looked_at))
    pairs = features.Pairs(place, place[of_points], rows, columns)
    score = matcher().scores(features.described(seen, looked_at, topic), pairs)
    same = alike >= choosing.SAME_POINT
    score = np.where(same, np.maximum(score, (alike + 1) / 2), score)
    score = np.where(rows == of_points[columns], 1, score)
    said_by: list[list[Said]] = [[] for _ in chosen]
    best = _by_text(found, rows, columns, score)
    for (point, text), (value, row) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
        said_by[point].append(Said(text, value, found.otherwise.get((row, text), found.texts[row])))
    return [
        Result(
            found.texts[point.sentence],
            int(found.said_in[found.start[point.sentence]]),
            point.by_floor,
            pinned.get(point.sentence),
            said_by[number],
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


def _by_text(found: Sentences, rows: Ints, columns: Ints, score: Floats) -> dict[tuple[int, int], tuple[float, int]]:
    """(point, text) -> the best score of the text's sentences, to four decimals, and the first sentence that has it."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    worth = np.flatnonzero(score >= _DOUBTFUL[0])
    for row, column, value in zip(
        rows[worth].tolist(), columns[worth].tolist(), score[worth].astype(np.float64).round(4).tolist(), strict=True
    ):
        for text in found.said_in[found.start[row] : found.start[row + 1]].tolist():
            place = (column, text)
            if place not in best or value > best[place][0]:
                best[place] = (value, row)
    return best
