"""Campaigns: the same text, or nearly the same, sent many times. They are printed apart, with their size.

Two texts are nearly the same when the cosine of their character grams is at least 0.8; a campaign holds whatever hangs
together in this way. Which texts are alike does not depend on what else was given.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.points import vectors
from app.points.blocking import neighbours
from app.points.texts import Language, joined, spaced, words

NEARLY_THE_SAME: Final = 0.8
FEWEST_WORDS: Final = 3  # "I agree" is nobody's campaign

_WORTH_A_LOOK: Final = 0.6  # by words: those nearly the same by characters have 0.73 and more (bench_points' texts)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places in the list that was given, ascending; never fewer than two."""

    members: tuple[int, ...]


def clusters(texts: Sequence[str], languages: Sequence[Language]) -> list[Cluster]:
    """The largest first, then by first member."""
    same: dict[str, list[int]] = defaultdict(list)
    spelled: dict[str, Language] = {}
    for place, (text, language) in enumerate(zip(texts, languages, strict=True)):
        found = words(text, language)
        if len(found) >= FEWEST_WORDS:
            same[joined(found)].append(place)
            spelled[joined(found)] = language
    label = _components(list(spelled), list(spelled.values()))
    together: dict[int, list[int]] = defaultdict(list)
    for places, number in zip(same.values(), label, strict=True):
        together[number].extend(places)
    several = [tuple(sorted(places)) for places in together.values() if len(places) > 1]
    return [Cluster(places) for places in sorted(several, key=lambda places: (-len(places), places))]


def _components(distinct: Sequence[str], languages: Sequence[Language]) -> list[int]:
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    numbered = vectors.numbered(map(str.split, distinct))
    first, second = neighbours(numbered)
    if not len(first):
        return list(range(len(distinct)))
    bags = vectors.unit(vectors.count_words(numbered))
    hopeful = vectors.paired(bags, bags, first, second) >= _WORTH_A_LOOK
    first, second = first[hopeful], second[hopeful]
    looked_at = np.unique(np.concatenate([first, second]))
    even = np.ones(vectors.GRAM_COLUMNS, np.float32)
    texts = [spaced(distinct[place].split(), languages[place]) for place in looked_at]
    grams = vectors.weigh(vectors.count_grams(texts), even)
    alike = vectors.paired(
        grams, grams, np.searchsorted(looked_at, first), np.searchsorted(looked_at, second)
    ) >= NEARLY_THE_SAME  # fmt: skip
    links = vectors.sparse.coo_matrix(
        (alike[alike], (first[alike], second[alike])), shape=(len(distinct), len(distinct))
    )
    return [int(number) for number in connected_components(links, directed=False)[1]]
