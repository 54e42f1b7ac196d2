"""The two directions in which votes differ most: exact principal components of the centred, imputed matrix."""

import numpy as np
from scipy.linalg import eigh  # type: ignore[import-untyped]

from app.opinions.groups.matrix import Csr, Floats, Votes

AXES = 2
_ROWS_AT_ONCE = 4_096
# A multiplication in a dense product costs this much less than one in a sparse product (measured).
_DENSE_IS_CHEAPER = 200


def axes(centred: Csr) -> tuple[Floats, Floats]:
    """(statements x AXES directions, share of the variance each explains).

    The components are the eigenvectors of the Gram matrix, which has only statements squared places however many people
    there are. Each is turned so that its largest weight is positive.
    """
    gram = _gram(centred)
    size, total = len(gram), float(np.trace(gram))
    found = min(AXES, size)
    values, vectors = eigh(gram, subset_by_index=(size - found, size - 1))
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(0), range(found)])
    if found < AXES:
        values, vectors = np.pad(values, (0, AXES - found)), np.pad(vectors, ((0, 0), (0, AXES - found)))
    return vectors, np.maximum(values, 0) / max(total, 1e-12)


def project(votes: Votes, centred: Csr, directions: Floats) -> Floats:
    """Where each person lies (people x AXES). Who voted on few statements would lie near the middle only for that, so
    a place is moved outwards by the root of the share of statements voted on (as Polis does, which counts a statement
    that was taken out as one everybody has seen).
    """
    asked, answered = votes.statements + votes.taken_out, votes.by_person + votes.taken_out
    outwards = np.sqrt(asked / np.maximum(answered, 1))
    return np.asarray((centred @ directions) * outwards[:, None], np.float64)


def _gram(centred: Csr) -> Floats:
    """Few votes a person: a sparse product. Many: a dense one of some rows at a time."""
    people, statements = centred.shape
    by_person = np.diff(centred.indptr).astype(np.float64)
    if float((by_person**2).sum()) * _DENSE_IS_CHEAPER < people * float(statements) ** 2:
        return np.asarray((centred.T @ centred).toarray(), np.float64)
    gram = np.zeros((statements, statements), np.float64)
    for start in range(0, people, _ROWS_AT_ONCE):
        rows = centred[start : start + _ROWS_AT_ONCE].toarray()
        gram += rows.T @ rows
    return gram
