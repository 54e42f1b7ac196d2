"""Closing a ballot's books and sealing them: from the opened boxes to the files that are published. Pure, and the same
bytes each time but for the signature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.sealing.counting import counted


@dataclass(frozen=True)
class Circumstances:
    """What the seal says besides the ballots. `previous`: the digest of the consultation's seal before."""

    previous: str
    software: str
    sealed_at: str
    key: Mapping[str, str]


@dataclass(frozen=True)
class Books:
    """Counted, and no ballot in them but as published. `parts`: the files; `about`: what the seal says of them.

    `openings`: what tellers need to recount, if any are named; a line a ballot, in the order of the commitments.
    """

    results: dict[str, Any]
    parts: dict[str, bytes]
    about: dict[str, Any]
    openings: bytes


@dataclass(frozen=True)
class Sealed:
    seal: dict[str, Any]
    bundle: bytes

    @property
    def summary(self) -> dict[str, Any]:
        """As `SealOut` shows it."""
        return {
            "digest": verify.digest(verify.canonical(self.seal)),
            "previous": self.seal["previous"],
            "merkle_root": self.seal["merkle_root"],
            "ballots": self.seal["ballots"],
            "key": verify.fingerprint(self.seal["key"]),
            "results_digest": self.seal["files"][verify.RESULTS],
            "software": self.seal["software"],
        }


def close_books(definition: Mapping[str, Any], casts: Sequence[Cast], tie_seed: str) -> Books:
    ballot_id = definition["id"]
    opened = [(verify.commitment_to(ballot_id, cast.said, cast.nonce), cast) for cast in casts]
    opened.sort(key=itemgetter(0))
    frozen = verify.canonical(definition)
    results, ballots = counted(definition, verify.digest(frozen), [cast for _, cast in opened], tie_seed)
    commitments = [committed for committed, _ in opened]
    parts = {
        verify.DEFINITION: frozen,
        verify.RESULTS: verify.canonical(results),
        verify.COMMITMENTS: "".join(f"{each}\n" for each in commitments).encode(),
        verify.BALLOTS: b"".join(line + b"\n" for line in ballots),
        verify.SCRIPT: Path(verify.__file__).read_bytes(),
    }
    about = {
        "format": verify.FORMAT,
        "ballot_id": ballot_id,
        "definition_hash": results["definition_hash"],
        "roll": len(definition["roll"]),
        "ballots": len(commitments),
        "merkle_root": verify.merkle_root(commitments),
        "tie_seed": tie_seed,
        "files": {name: verify.digest(parts[name]) for name in verify.SEALED},
    }
    openings = b"".join(_opening(committed, cast) for committed, cast in opened) if definition["tellers"] else b""
    return Books(results, parts, about, openings)


def seal_books(books: Books, about: Circumstances, sign: Callable[[bytes], str]) -> Sealed:
    seal: dict[str, Any] = books.about | {
        "previous": about.previous,
        "software": about.software,
        "sealed_at": about.sealed_at,
        "key": dict(about.key),
    }
    seal["signature"] = sign(verify.seal_message(seal))
    return Sealed(seal, verify.pack(books.parts | {verify.SEAL: verify.canonical(seal)}))


def _opening(committed: str, cast: Cast) -> bytes:
    return (
        verify.canonical(
            {
                "commitment": committed,
                "choice": cast.choice,
                "nonce": cast.nonce,
                "group": cast.group,
                "recused": list(cast.recused),
            }
        )
        + b"\n"
    )
