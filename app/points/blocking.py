"""Which texts may be nearly the same: few pairs, found without comparing all with all.

Every text is filed under some of its 4-grams of words: the rarest that it shares with another text, and a few drawn
by hash, so that a letter sent a thousand times is found although nothing in it is rare. Only neighbours in a file are
compared. The number of pairs is at most proportional to the number of texts.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points.vectors import Ints

_RAREST: Final = 8
_DRAWN: Final = 8
_GRAM: Final = 4
_SHORT: Final = 8  # words; shorter texts are filed under pairs of words
_GOLD: Final = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]


def neighbours(texts: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
    """Pairs (first < second) worth comparing, each once, in ascending order. Each text is its words."""
    rows, grams = _grams(texts)
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    drawn = [_drawn(rows, _mixed(grams, seed), len(texts)) for seed in range(1, _DRAWN + 1)]
    filed = [_rarest(rows, grams), *drawn]
    sketch = np.zeros(len(texts), np.uint64)
    sketch[drawn[0][0]] = drawn[0][1]
    pairs = np.concatenate([_linked(row, key, sketch) for row, key in filed])
    pairs = np.unique(pairs, axis=0)
    return pairs[:, 0], pairs[:, 1]


def _grams(texts: Sequence[Sequence[str]]) -> tuple[Ints, Hashes]:
    """Every gram of every text once: the text's row, and the gram's hash. Sorted by row."""
    numbers: dict[str, int] = {}
    words = np.fromiter((numbers.setdefault(word, len(numbers)) for text in texts for word in text), np.uint64)
    if not len(words):
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    row_of = np.repeat(np.arange(len(texts)), lengths)
    ends = np.cumsum(lengths)[row_of]
    size_of = np.where(lengths < _SHORT, 2, _GRAM)[row_of]
    rows, grams = [], []
    for size in (2, _GRAM):
        at = np.flatnonzero((size_of == size) & (np.arange(len(words)) + np.minimum(size, lengths[row_of]) <= ends))
        code = np.full(len(at), size, np.uint64)
        for place in range(size):
            following = np.minimum(at + place, len(words) - 1)
            inside = at + place < ends[at]  # a text of one word has one gram of one word
            code = _mixed(code ^ np.where(inside, words[following] + np.uint64(1), np.uint64(0)), 0)
        rows.append(row_of[at])
        grams.append(code)
    found = np.unique(np.stack([np.concatenate(rows).astype(np.uint64), np.concatenate(grams)], axis=1), axis=0)
    return found[:, 0].astype(np.int64), found[:, 1]


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
    present = np.unique(rows)
    return present, least[present]


def _linked(rows: Ints, keys: Hashes, sketch: Hashes) -> Ints:
    """Within a file: each text with the next one (those of like sketch side by side) and with the first."""
    order = np.lexsort((rows, sketch[rows], keys))
    rows, keys = rows[order], keys[order]
    same = np.flatnonzero(keys[1:] == keys[:-1])
    first = rows[np.searchsorted(keys, keys)]
    one = np.concatenate([rows[same], first[same + 1]])
    other = np.concatenate([rows[same + 1], rows[same + 1]])
    pairs = np.stack([np.minimum(one, other), np.maximum(one, other)], axis=1)
    different: Ints = pairs[pairs[:, 0] != pairs[:, 1]]
    return different
