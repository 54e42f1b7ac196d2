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
from app.points.texts import Language, spaced, words

NEARLY_THE_SAME: Final = 0.8
FEWEST_WORDS: Final = 3  # "I agree" is nobody's campaign

_WORTH_A_LOOK: Final = 0.5  # by words: texts less alike than that are not nearly the same by characters


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places in the list that was given, ascending; never fewer than two."""

    members: tuple[int, ...]


def clusters(texts: Sequence[str], languages: Sequence[Language]) -> list[Cluster]:
    """The largest first, then by first member."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    spelled: dict[tuple[str, ...], str] = {}
    for place, (text, language) in enumerate(zip(texts, languages, strict=True)):
        found = tuple(words(text, language))
        if len(found) >= FEWEST_WORDS:
            same[found].append(place)
            spelled[found] = spaced(list(found), language)
    distinct = list(same)
    label = _components(distinct, [spelled[found] for found in distinct])
    together: dict[int, list[int]] = defaultdict(list)
    for found, number in zip(distinct, label, strict=True):
        together[number].extend(same[found])
    several = [tuple(sorted(places)) for places in together.values() if len(places) > 1]
    return [Cluster(places) for places in sorted(several, key=lambda places: (-len(places), places))]


def _components(distinct: Sequence[Sequence[str]], spelled: Sequence[str]) -> list[int]:
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    first, second = neighbours(distinct)
    if not len(first):
        return list(range(len(distinct)))
    bags = vectors.unit(vectors.count_words(distinct)[0])
    hopeful = vectors.paired(bags, bags, first, second) >= _WORTH_A_LOOK
    first, second = first[hopeful], second[hopeful]
    counts = vectors.count_grams(spelled)
    grams = vectors.weighted(counts, np.ones(counts.shape[1], np.float32))
    alike = vectors.paired(grams, grams, first, second) >= NEARLY_THE_SAME
    links = vectors.sparse.coo_matrix(
        (alike[alike], (first[alike], second[alike])), shape=(len(distinct), len(distinct))
    )
    return [int(number) for number in connected_components(links, directed=False)[1]]
