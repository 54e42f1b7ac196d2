"""Which texts may be nearly the same: few pairs, found without comparing all with all.

Every text is filed under some of its 4-grams of words: the rarest that it shares with another text, and a few drawn
by hash, so that a letter sent a thousand times is found although nothing in it is rare. Only neighbours in a file are
compared. The number of pairs is at most proportional to the number of texts.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points.vectors import Ints, Numbered, distinct

_RAREST: Final = 8
_DRAWN: Final = 8
_GRAM: Final = 4
_TEXTS_AT_ONCE: Final = 2_000
_SHORT: Final = 8  # words; shorter texts are filed under pairs of words
_GOLD: Final = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]


def neighbours(texts: Numbered) -> tuple[Ints, Ints]:
    """Pairs (first < second) worth comparing, each once, in ascending order."""
    number = len(texts.ends) - 1
    rows, grams = _grams(texts)
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    drawn = [_drawn(rows, _mixed(grams, seed), number) for seed in range(1, _DRAWN + 1)]
    filed = [_rarest(rows, grams), *drawn]
    sketch = np.zeros(number, np.uint64)
    sketch[drawn[0][0]] = drawn[0][1]
    pairs = distinct(np.concatenate([_linked(row, key, sketch) for row, key in filed]))
    return pairs // number, pairs % number


def _grams(texts: Numbered) -> tuple[Ints, Hashes]:
    """Every gram of every text once: the text's row, and the gram's hash. Sorted by row."""
    number = len(texts.ends) - 1
    parts = [_grams_of(texts, start, min(start + _TEXTS_AT_ONCE, number)) for start in range(0, number, _TEXTS_AT_ONCE)]
    rows, grams = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    return np.concatenate(rows + [row for row, _ in parts]), np.concatenate(grams + [gram for _, gram in parts])


def _grams_of(texts: Numbered, start: int, stop: int) -> tuple[Ints, Hashes]:
    words = texts.ids[texts.ends[start] : texts.ends[stop]].astype(np.uint64) + np.uint64(1)
    lengths = np.diff(texts.ends[start : stop + 1])
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    ends = np.cumsum(lengths)[row_of]
    size_of = np.where(lengths < _SHORT, 2, _GRAM)[row_of]
    rows, grams = [], []
    for size in (2, _GRAM):
        at = np.flatnonzero((size_of == size) & (np.arange(len(words)) + np.minimum(size, lengths[row_of]) <= ends))
        code = np.full(len(at), size, np.uint64)
        for place in range(size):
            following = words[np.minimum(at + place, len(words) - 1)]
            inside = at + place < ends[at]  # a text of one word has one gram of one word
            code = _mixed(code ^ np.where(inside, following, np.uint64(0)), 0)
        rows.append(row_of[at])
        grams.append(code)
    row, gram = np.concatenate(rows) + start, np.concatenate(grams)
    order = np.lexsort((gram, row))
    row, gram = row[order], gram[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (gram[1:] != gram[:-1])
    return row[new], gram[new]


def _mixed(values: Hashes, seed: int) -> Hashes:
    with np.errstate(over="ignore"):
        values = (values ^ (np.uint64(seed) * np.uint64(0xD1B54A32D192ED03))) * _GOLD
        return values ^ (values >> np.uint64(31))


def _rarest(rows: Ints, grams: Hashes) -> tuple[Ints, Hashes]:
    """Of each text the grams that fewest others have, but at least one other."""
    _, which, counts = np.unique(grams, return_inverse=True, return_counts=True)
    often = counts[which]
    shared = np.flatnonzero(often > 1)
    order = shared[np.lexsort((grams[shared], often[shared], rows[shared]))]
    sorted_rows = rows[order]
    first = np.searchsorted(sorted_rows, sorted_rows)
    kept = order[np.arange(len(order)) - first < _RAREST]
    return rows[kept], grams[kept]


def _drawn(rows: Ints, hashes: Hashes, number: int) -> tuple[Ints, Hashes]:
    """Of each text the gram with the smallest hash: texts that share most grams mostly draw the same."""
    least = np.full(number, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, rows, hashes)
    present = distinct(rows)
    return present, least[present]


def _linked(rows: Ints, keys: Hashes, sketch: Hashes) -> Ints:
    """Within a file: each text with the next one (those of like sketch side by side) and with the first.

    A pair is one number: first × texts + second.
    """
    order = np.lexsort((rows, sketch[rows], keys))
    rows, keys = rows[order], keys[order]
    same = np.flatnonzero(keys[1:] == keys[:-1])
    first = rows[np.searchsorted(keys, keys)]
    one = np.concatenate([rows[same], first[same + 1]])
    other = np.concatenate([rows[same + 1], rows[same + 1]])
    apart = one != other
    pairs: Ints = (np.minimum(one, other) * len(sketch) + np.maximum(one, other))[apart]
    return pairs
