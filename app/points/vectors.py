"""Texts as sparse vectors: words and character n-grams, weighted by how rare they are among the given texts.

Everything is sparse and grows with the length of the texts. Grams are counted by a fixed hash, so that they take no
table and the same text gives the same columns in every process.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
_CHARACTERS_AT_ONCE: Final = 200_000
_CELLS_AT_ONCE: Final = 1_000_000
_TINY: Final = 1e-30


@dataclass(frozen=True, slots=True)
class Numbered:
    """The words of many texts as numbers, in the order of first occurrence: text i has `ids[ends[i]:ends[i + 1]]`."""

    ids: Ints
    ends: Ints
    columns: dict[str, int]


def numbered(texts: Iterable[Sequence[str]]) -> Numbered:
    columns: dict[str, int] = {}
    ids, ends = array("q"), array("q", (0,))
    for text in texts:
        ids.extend([columns.setdefault(word, len(columns)) for word in text])
        ends.append(len(ids))
    return Numbered(np.array(ids, np.int64), np.array(ends, np.int64), columns)


def count_words(texts: Numbered) -> Vectors:
    """How often each word stands in each text."""
    return _counted(texts.ids, texts.ends, max(1, len(texts.columns)))


def count_pairs(texts: Numbered) -> Vectors:
    """How often two words stand beside each other in each text; columns in no order that means anything."""
    inside = np.ones(max(0, len(texts.ids) - 1), bool)
    inside[texts.ends[1:-1][(texts.ends[1:-1] > 0) & (texts.ends[1:-1] < len(texts.ids))] - 1] = False
    pairs = (texts.ids[:-1] * len(texts.columns) + texts.ids[1:])[inside]
    distinct, columns = np.unique(pairs, return_inverse=True)
    ends = np.concatenate([[0], np.cumsum(inside)])[np.minimum(texts.ends, max(0, len(texts.ids) - 1))]
    return _counted(columns, ends, max(1, len(distinct)))


def _counted(columns: Ints, ends: Ints, number: int) -> Vectors:
    found = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), columns.astype(np.int32), ends.astype(np.int32)),
        shape=(len(ends) - 1, number),
    )
    found.sum_duplicates()
    return found


def count_grams(texts: Sequence[str]) -> Vectors:
    """How often each 3–5-gram of characters stands inside a word (with its blanks) of each text, by hash."""
    return stacked(grams(texts), most_grams(texts))


def grams(texts: Iterable[str]) -> Iterator[Vectors]:
    """The same, so many texts at a time as take little memory."""
    some: list[str] = []
    length = 0
    for text in texts:
        some.append(text)
        length += len(text) + 2
        if length > _CHARACTERS_AT_ONCE:
            yield _grams(some)
            some, length = [], 0
    if some:
        yield _grams(some)


def most_grams(texts: Iterable[str]) -> int:
    """Of all texts together, at most."""
    return sum(len(_SIZES) * (len(text) + 2) for text in texts)


def stacked(parts: Iterable[Vectors], most: int) -> Vectors:
    """One below the other, with at most so many cells: what is never written takes no memory."""
    data, indices = np.empty(most, np.float32), np.empty(most, np.int32)
    number, ends = 0, [np.zeros(1, np.int32)]
    for part in parts:
        place = slice(number, number + part.nnz)
        data[place], indices[place] = part.data, part.indices
        ends.append(part.indptr[1:] + np.int32(number))
        number += part.nnz
    data.resize(number, refcheck=False)
    indices.resize(number, refcheck=False)
    starts = np.concatenate(ends)
    return sparse.csr_matrix((data, indices, starts), shape=(len(starts) - 1, GRAM_COLUMNS))


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
    found = np.zeros(counts.shape[1], np.int64)
    for _, cells in _in_parts(counts):
        found += np.bincount(counts.indices[cells], minlength=len(found))
    return found.astype(np.float32)


def rarity(frequency: Floats, texts: int) -> Floats:
    """The smoothed inverse document frequency: 1 for what stands in every text."""
    return (np.log((1 + texts) / (1 + frequency)) + 1).astype(np.float32)


def weigh(counts: Vectors, weights: Floats) -> Vectors:
    """To rows of length 1: (1 + ln count) × weight, in place. A row without anything stays empty."""
    for _, cells in _in_parts(counts):
        counts.data[cells] = (1 + np.log(counts.data[cells])) * weights[counts.indices[cells]]
    return _to_unit(counts)


def unit(vectors: Vectors) -> Vectors:
    return _to_unit(vectors.copy())


def _to_unit(vectors: Vectors) -> Vectors:
    for rows, cells in _in_parts(vectors):
        counts = np.diff(vectors.indptr[rows.start : rows.stop + 1])
        row_of = np.repeat(np.arange(len(counts)), counts)
        lengths = np.sqrt(np.bincount(row_of, np.square(vectors.data[cells]), minlength=len(counts)))
        vectors.data[cells] = vectors.data[cells] / lengths[row_of].clip(_TINY)
    return vectors


def _in_parts(vectors: Vectors) -> Iterator[tuple[slice, slice]]:
    """Rows, and the places of their cells."""
    number = vectors.shape[0]
    step = max(1, number * _CELLS_AT_ONCE // max(1, vectors.nnz))
    for start in range(0, number, step):
        rows = slice(start, min(start + step, number))
        yield rows, slice(vectors.indptr[rows.start], vectors.indptr[rows.stop])


def lighter(vectors: Vectors, least: float) -> Vectors:
    """Without what weighs little in a row of length 1: the commonest columns, which cost most and say least."""
    found = vectors.copy()
    found.data[found.data < least] = 0
    found.eliminate_zeros()
    return found


def distinct(values: Ints) -> Ints:
    """Ascending. By sorting: numpy's own way takes several times as long for many large numbers."""
    values = np.sort(values)
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return values[new]


def row_sums(vectors: Vectors) -> NDArray[np.float64]:
    return np.asarray(vectors.sum(axis=1, dtype=np.float64)).ravel()


def paired(left: Vectors, right: Vectors, rows: Ints, columns: Ints) -> Floats:
    """The product of row `rows[k]` of the one and row `columns[k]` of the other, for every k."""
    found = np.empty(len(rows), np.float32)
    step = max(1, _CELLS_AT_ONCE * left.shape[0] // max(1, left.nnz))
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        found[part] = row_sums(left[rows[part]].multiply(right[columns[part]]).tocsr())
    return found


def as_vectors(matrix: Any) -> Vectors:
    return sparse.csr_matrix(matrix, dtype=np.float32)
