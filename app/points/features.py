"""What can be seen of a pair of texts without understanding them: the numbers that the matcher weighs.

Statistics (how rare a word is) come from the given texts alone. Columns are added at the end of `NAMES` only with new
weights (`scripts/train_matcher.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points import vectors
from app.points.texts import Language, joined, spaced, stems_of, words
from app.points.vectors import Floats, Ints, Numbered, Vectors

_NEGATION: Final = {
    "en": {"not", "no", "never", "without", "cannot", "nor", "neither", "none"},
    "fr": {"ne", "pas", "non", "jamais", "sans", "ni", "aucun"},
    "es": {"no", "nunca", "jamás", "sin", "ni", "ningún"},
    "ru": {"не", "нет", "никогда", "ни", "нельзя"},
    "ar": {"لا", "ليس", "ليست", "لم", "لن", "بدون"},
    "zh": {"不", "没有", "没", "不要", "不能", "不应", "不应该", "不会", "無", "无", "沒有", "反对", "反對"},
}
_COMPARED: Final = (
    *("words", "word_pairs", "grams", "stem_grams"),
    *("covered", "shared", "shared_own", "near_words", "near_grams"),
)
_RELATIVE: Final = ("words", "grams", "stem_grams", "covered", "shared_own", "near_words", "near_grams")
_RATIO: Final = ("words", "grams", "stem_grams", "near_grams")
NAMES: Final = (
    *_COMPARED,
    "covered_own",
    "covers",
    "length_left",
    "length_right",
    "usual",
    "best",
    "negated",
    *(f"{name}_margin" for name in _RELATIVE),
    *(f"{name}_standing" for name in _RELATIVE),
    *(f"{name}_ratio" for name in _RATIO),
)
_FAINT: Final = 0.03  # in what many texts have been joined into, lesser weights are only slow
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Described:
    """Texts about one matter, as vectors over the same columns; row i is text i."""

    words: Vectors
    word_pairs: Vectors
    grams: Vectors
    stem_grams: Vectors
    present: Vectors
    rare: Floats
    rare_own: Floats  # the same, 0 for words of the topic itself, which all texts share
    lengths: Floats
    negated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Seen:
    """Texts about one matter as far as all of them are compared: by stems and by grams. Row i is text i.

    `spelled`: the words of each as one string; `stems`: the numbers of its stems.
    """

    spelled: Sequence[str]
    languages: Sequence[Language]
    stems: Numbered
    words: Vectors
    grams: Vectors


def seen(spelled: Sequence[str], languages: Sequence[Language], stems: Iterable[Sequence[str]]) -> Seen:
    numbered = vectors.numbered(stems)
    plain = [spaced(text.split(), language) for text, language in zip(spelled, languages, strict=True)]
    words = _by_rarity(vectors.count_words(numbered))
    return Seen(spelled, languages, numbered, words, _by_rarity(vectors.count_grams(plain)))


def describe(texts: Sequence[str], languages: Sequence[Language], topic: str = "") -> Described:
    found = [words(text, language) for text, language in zip(texts, languages, strict=True)]
    stems = map(stems_of, found, languages)
    return described(seen(list(map(joined, found)), languages, stems), np.arange(len(texts)), topic)


def described(texts: Seen, rows: Ints, topic: str = "") -> Described:
    """Some of the texts in full; how rare a thing is, is counted over all of them."""
    counts = vectors.count_words(texts.stems)
    rare = vectors.rarity(vectors.document_frequency(counts), counts.shape[0])
    own = rare.copy()
    for language in set(texts.languages) if topic else ():
        for stem in stems_of(words(topic, language), language):
            own[texts.stems.columns.get(stem, [])] = 0
    present = counts[rows]
    present.data = np.ones_like(present.data)
    pairs = vectors.count_pairs(texts.stems)
    frequency = vectors.document_frequency(pairs)
    return Described(
        words=texts.words[rows],
        word_pairs=vectors.weigh(pairs[rows], vectors.rarity(frequency, pairs.shape[0])),
        grams=texts.grams[rows],
        stem_grams=_stem_grams(texts, rows),
        present=present,
        rare=rare,
        rare_own=own,
        lengths=np.diff(texts.stems.ends)[rows].astype(np.float32),
        negated=np.array([_negated(texts.spelled[row], texts.languages[row]) for row in rows], bool),
    )


def _negated(spelled: str, language: Language) -> bool:
    return not _NEGATION[language].isdisjoint(spelled.split())


def _stem_grams(texts: Seen, rows: Ints) -> Vectors:
    """Those of all texts are counted, those of the rows are kept."""
    names = list(texts.stems.columns)

    def stems(row: int) -> str:
        part = slice(texts.stems.ends[row], texts.stems.ends[row + 1])
        return spaced([names[number] for number in texts.stems.ids[part].tolist()], texts.languages[row])

    wanted = np.zeros(len(texts.spelled), bool)
    wanted[rows] = True
    frequency = np.zeros(vectors.GRAM_COLUMNS, np.float32)

    def kept() -> Iterator[Vectors]:
        start = 0
        for counts in vectors.grams(map(stems, range(len(texts.spelled)))):
            frequency[:] += vectors.document_frequency(counts)
            yield counts[np.flatnonzero(wanted[start : start + counts.shape[0]])]
            start += counts.shape[0]

    found = vectors.stacked(kept(), vectors.most_grams(map(stems, rows)))
    return vectors.weigh(found, vectors.rarity(frequency, len(texts.spelled)))


def _by_rarity(counts: Vectors) -> Vectors:
    return vectors.weigh(counts, vectors.rarity(vectors.document_frequency(counts), counts.shape[0]))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which texts (rows of the description) are compared with which: pair k is left[rows[k]] with right[columns[k]].

    What is not a pair counts as alike in nothing. Rows must be in ascending order. What stands in `left` where no pair
    has its row is not looked at.
    """

    left: Ints
    right: Ints
    rows: Ints
    columns: Ints


def every_pair(left: Sequence[int], right: Sequence[int]) -> Pairs:
    rows = np.repeat(np.arange(len(left)), len(right))
    columns = np.tile(np.arange(len(right)), len(left))
    return Pairs(np.array(left, np.int64), np.array(right, np.int64), rows, columns)


def features(texts: Described, pairs: Pairs) -> Floats:
    """One row for each pair, one column for each of `NAMES`."""
    found = _compared(texts, pairs)
    left, right = pairs.left[pairs.rows], pairs.right[pairs.columns]
    alike = (found["words"] + found["stem_grams"]) / 2
    found["near_words"] = _near(texts.words, pairs, alike)
    found["near_grams"] = _near(texts.stem_grams, pairs, alike)
    found["length_left"], found["length_right"] = np.log1p(texts.lengths[left]), np.log1p(texts.lengths[right])
    found["usual"] = (_sums(alike, pairs.columns, len(pairs.right)) / max(1, len(pairs.left)))[pairs.columns]
    found["best"] = _best(alike, pairs)[0]
    found["negated"] = (texts.negated[left] != texts.negated[right]).astype(np.float32)
    for name in _RELATIVE:
        found[f"{name}_margin"] = _margin(found[name], pairs)
        found[f"{name}_standing"] = _standing(found[name], pairs)
    for name in _RATIO:
        found[f"{name}_ratio"] = found[name] / (_best(found[name], pairs)[0] + _TINY)
    return np.stack([found[name] for name in NAMES], axis=1).astype(np.float32)


def _compared(texts: Described, pairs: Pairs) -> dict[str, NDArray[np.floating]]:
    left, right = pairs.left[pairs.rows], pairs.right[pairs.columns]

    def cosine(of: Vectors) -> Floats:
        return vectors.paired(of, of, left, right)

    present, weighty, own = texts.present, texts.present.multiply(texts.rare), texts.present.multiply(texts.rare_own)
    weighty, own = vectors.as_vectors(weighty), vectors.as_vectors(own)
    total, total_own = vectors.row_sums(weighty), vectors.row_sums(own)
    shared = vectors.paired(present, weighty, left, right)
    shared_own = vectors.paired(present, own, left, right)
    return {
        "words": cosine(texts.words),
        "word_pairs": cosine(texts.word_pairs),
        "grams": cosine(texts.grams),
        "stem_grams": cosine(texts.stem_grams),
        "covered": shared / (total[right] + _TINY),
        "covers": shared / (total[left] + _TINY),
        "shared": np.log1p(shared),
        "covered_own": shared_own / (total_own[right] + _TINY),
        "shared_own": np.log1p(shared_own),
    }


def _near(of: Vectors, pairs: Pairs, alike: NDArray[np.floating]) -> Floats:
    """Likeness to a right text joined with the left texts that are nearer to it than to any other: what people say
    where the point says something shorter.
    """
    own = (alike >= _best(alike, pairs)[0]) & (alike > 0)
    pull = np.where(own, np.square(alike), 0)
    pull /= _sums(pull, pairs.columns, len(pairs.right))[pairs.columns] + _TINY
    chosen = np.flatnonzero(own)
    shape = (len(pairs.right), of.shape[0])
    of_left = pairs.left[pairs.rows[chosen]]
    pulled = vectors.sparse.csr_matrix((pull[chosen], (pairs.columns[chosen], of_left)), shape=shape)
    together = vectors.unit(vectors.as_vectors(of[pairs.right] + pulled @ of))
    together = vectors.lighter(together, _FAINT)
    return vectors.paired(of, together, pairs.left[pairs.rows], pairs.columns)


def _sums(values: NDArray[np.floating], places: Ints, number: int) -> NDArray[np.float64]:
    return np.bincount(places, values, minlength=number).astype(np.float64)


def _best(values: NDArray[np.floating], pairs: Pairs) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """For each pair: the best value of its left text, and the best among that text's other pairs (0 if none)."""
    first = np.zeros(len(pairs.left))
    np.maximum.at(first, pairs.rows, values)
    at_first = values == first[pairs.rows]
    several = np.bincount(pairs.rows, at_first, minlength=len(pairs.left)) > 1
    second = np.zeros(len(pairs.left))
    np.maximum.at(second, pairs.rows, np.where(at_first, 0, values))
    second = np.where(several, first, second)
    best = first[pairs.rows]
    return best, np.where(at_first, second[pairs.rows], best)


def _margin(values: NDArray[np.floating], pairs: Pairs) -> NDArray[np.floating]:
    return values - _best(values, pairs)[1]


def _standing(values: NDArray[np.floating], pairs: Pairs) -> NDArray[np.floating]:
    """How far above what the right text usually has, in standard deviations over all left texts."""
    number = max(1, len(pairs.left))
    mean = _sums(values, pairs.columns, len(pairs.right)) / number
    spread = np.sqrt(np.maximum(0, _sums(np.square(values), pairs.columns, len(pairs.right)) / number - mean**2))
    return ((values - mean[pairs.columns]) / (spread[pairs.columns] + 0.01)).clip(-5, 10)
