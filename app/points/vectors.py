"""Texts as sparse vectors: words and character n-grams, weighted by how rare they are among the given texts.

Everything is sparse and grows with the length of the texts. Grams are counted by a fixed hash, so that they take no
table and the same text gives the same columns in every process.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse as scipy_sparse  # type: ignore[import-untyped]

sparse: Any = scipy_sparse  # it comes without types
Vectors: TypeAlias = Any  # a csr_matrix of float32 whose rows are texts
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

GRAM_COLUMNS: Final = 1 << 20
_SIZES: Final = (2, 3, 4, 5)  # of two characters only in scripts whose signs are syllables
_SYLLABLES: Final = (0x3400, 0x9FFF)
_BLANK: Final = 32
_CHARACTERS_AT_ONCE: Final = 4_000_000
_PAIRS_AT_ONCE: Final = 100_000


def count_words(texts: Iterable[Sequence[str]], known: dict[str, int] | None = None) -> tuple[Vectors, dict[str, int]]:
    """How often each word stands in each text. Columns are in the order of first occurrence (or as `known`)."""
    columns = {} if known is None else known
    places: list[int] = []
    ends = [0]
    for text in texts:
        places.extend(columns.setdefault(word, len(columns)) for word in text)
        ends.append(len(places))
    data = np.ones(len(places), np.float32)
    found = sparse.csr_matrix((data, places, ends), shape=(len(ends) - 1, max(1, len(columns))), dtype=np.float32)
    found.sum_duplicates()
    return found, columns


def count_grams(texts: Sequence[str]) -> Vectors:
    """How often each 3–5-gram of characters stands inside a word (with its blanks) of each text, by hash."""
    parts: list[Vectors] = []
    start, length = 0, 0
    for number, text in enumerate(texts):
        length += len(text) + 2
        if length > _CHARACTERS_AT_ONCE:
            parts.append(_grams(texts[start : number + 1]))
            start, length = number + 1, 0
    parts.append(_grams(texts[start:]))
    return sparse.vstack(parts, "csr", np.float32) if len(parts) > 1 else parts[0]


def _grams(texts: Sequence[str]) -> Vectors:
    """All texts in one array of characters: the hash of a gram is a few additions over the whole array."""
    joined = " " + "  ".join(texts) + " "
    characters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(text) + 2 for text in texts), np.int64, len(texts))
    row_of = np.repeat(np.arange(len(texts)), lengths)
    blank = characters == _BLANK
    syllable = (characters >= _SYLLABLES[0]) & (characters <= _SYLLABLES[1])
    rows, columns = [], []
    with np.errstate(over="ignore"):
        for size in _SIZES:
            if len(characters) < size:
                break
            number = len(characters) - size + 1
            code = np.full(number, size, np.uint64)
            inside = np.ones(number, bool) if size > 2 else syllable[:number] & syllable[1 : number + 1]
            for place in range(size):
                code = (code ^ characters[place : place + number]) * np.uint64(0x9E3779B97F4A7C15)
                code ^= code >> np.uint64(29)
                if 0 < place < size - 1:
                    inside &= ~blank[place : place + number]
            inside &= ~(blank[:number] & blank[size - 1 :])
            at = np.flatnonzero(inside)
            rows.append(row_of[at])
            columns.append((code[at] % np.uint64(GRAM_COLUMNS)).astype(np.int64))
    cells = np.concatenate(rows) * GRAM_COLUMNS + np.concatenate(columns) if rows else np.zeros(0, np.int64)
    cells, counts = np.unique(cells, return_counts=True)
    ends = np.searchsorted(cells, np.arange(len(texts) + 1, dtype=np.int64) * GRAM_COLUMNS)
    return sparse.csr_matrix(
        (counts.astype(np.float32), (cells % GRAM_COLUMNS).astype(np.int32), ends.astype(np.int32)),
        shape=(len(texts), GRAM_COLUMNS),
    )


def document_frequency(counts: Vectors) -> Floats:
    """In how many texts each column stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.float32)


def rarity(frequency: Floats, texts: int) -> Floats:
    """The smoothed inverse document frequency: 1 for what stands in every text."""
    return (np.log((1 + texts) / (1 + frequency)) + 1).astype(np.float32)


def weighted(counts: Vectors, weights: Floats) -> Vectors:
    """Rows of length 1: (1 + ln count) × weight. A row without anything stays empty."""
    found = counts.copy()
    found.data = ((1 + np.log(found.data)) * weights[found.indices]).astype(np.float32)
    return unit(found)


def unit(vectors: Vectors) -> Vectors:
    lengths = np.sqrt(row_sums(vectors.multiply(vectors).tocsr()))
    lengths[lengths == 0] = 1
    found = vectors.copy()
    found.data = (found.data / np.repeat(lengths, np.diff(found.indptr))).astype(np.float32)
    return found


def lighter(vectors: Vectors, least: float) -> Vectors:
    """Without what weighs little in a row of length 1: the commonest columns, which cost most and say least."""
    found = vectors.copy()
    found.data[found.data < least] = 0
    found.eliminate_zeros()
    return found


def row_sums(vectors: Vectors) -> NDArray[np.float64]:
    return np.asarray(vectors.sum(axis=1, dtype=np.float64)).ravel()


def paired(left: Vectors, right: Vectors, rows: Ints, columns: Ints) -> Floats:
    """The product of row `rows[k]` of the one and row `columns[k]` of the other, for every k."""
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        found[part] = row_sums(left[rows[part]].multiply(right[columns[part]]).tocsr())
    return found


def as_vectors(matrix: Any) -> Vectors:
    return sparse.csr_matrix(matrix, dtype=np.float32)
