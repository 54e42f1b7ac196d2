"""The one file that checks a bundle: nothing can be changed in it, and receipts are found or not."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ballots import verify
from app.core import security
from tests.ballots import books

BALLOT = books.definition()
CASTS = books.casts(BALLOT, random.Random(1))
BOOKS = books.books(BALLOT, CASTS)
SEALED = books.closed(BALLOT, CASTS)
PARTS = verify.unpack(SEALED.bundle)


def test_what_was_sealed_is_valid() -> None:
    verdict = verify.verify(SEALED.bundle)
    assert (verdict.fault, verdict.ballots, verdict.seal) == (None, 12, SEALED.summary["digest"])


def test_a_change_of_any_byte_of_the_file_is_found() -> None:
    bundle = bytearray(SEALED.bundle)
    for place in range(len(bundle)):
        bundle[place] ^= 1 << place % 8
        assert verify.verify(bytes(bundle)).fault, f"byte {place}"
        bundle[place] ^= 1 << place % 8


@pytest.mark.parametrize("name", verify.MEMBERS)
def test_a_change_of_any_byte_of_a_part_is_found_also_when_it_is_packed_anew(name: str) -> None:
    """The zip's own checksums are then right. Not every byte where each costs the same check: a digest, a signature."""
    content = bytearray(PARTS[name])
    for place in range(0, len(content), {verify.SCRIPT: 50, verify.SEAL: 3}.get(name, 1)):
        content[place] ^= 1 << place % 8
        assert verify.verify(verify.pack(PARTS | {name: bytes(content)})).fault, f"byte {place} of {name}"
        content[place] ^= 1 << place % 8


def resealed(**changes: Any) -> bytes:
    """As somebody with the key itself would forge it: the signature is good, the seal is not."""
    seal = SEALED.seal | changes
    seal["signature"] = security.sign(books.SECRET, verify.seal_message(seal))
    return verify.pack(PARTS | {verify.SEAL: verify.canonical(seal)})


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ballots": 11}, "as many ballots"),
        ({"roll": 13}, "as many ballots"),
        ({"merkle_root": "0" * 64}, "not those that were sealed"),
        ({"tie_seed": "6" * 64}, "seed of the lot"),
        ({"definition_hash": "0" * 64}, "another definition"),
        ({"format": "convenor-ballot/2"}, "format"),
    ],
)
def test_a_seal_that_contradicts_its_parts_is_found_whoever_signed_it(changes: dict[str, Any], fault: str) -> None:
    assert fault in str(verify.verify(resealed(**changes)).fault)


def test_another_key_signs_another_seal() -> None:
    """It may be valid in itself: what tells them apart is the fingerprint, which the page and the record show."""
    other = "another secret, also long enough"
    seal = SEALED.seal | {"key": security.public_key(other)}
    seal["signature"] = security.sign(other, verify.seal_message(seal))
    verdict = verify.verify(verify.pack(PARTS | {verify.SEAL: verify.canonical(seal)}))
    assert verdict.fault is None
    assert verdict.key != verify.verify(SEALED.bundle).key


def test_figures_that_are_not_those_of_the_ballots_are_found() -> None:
    results = BOOKS.results | {"figures": {"approvals": [0, 0, 0, 12]}}
    parts = PARTS | {verify.RESULTS: verify.canonical(results)}
    files = {name: verify.digest(parts[name]) for name in verify.SEALED}
    seal = SEALED.seal | {"files": files}
    seal["signature"] = security.sign(books.SECRET, verify.seal_message(seal))
    fault = verify.verify(verify.pack(parts | {verify.SEAL: verify.canonical(seal)})).fault
    assert "figures" in str(fault)


def wrong_receipts() -> Iterator[tuple[dict[str, Any], str]]:
    right = books.receipt(BALLOT, CASTS[0])
    never_cast = books.casts(BALLOT, random.Random(2))[0]
    yield books.receipt(BALLOT, never_cast), "not among those counted"
    yield right | {"commitment": "0" * 64}, "not signed"
    yield right | {"signature": "A" * 86}, "not signed"
    yield right | {"ballot_id": "00000000-0000-0000-0000-000000000001"}, "another ballot"
    yield right | {"nonce": "0" * 64}, "do not make"
    yield right | {"choice": {"approve": []}}, "do not make"


def test_a_receipt_is_found_and_a_wrong_one_is_not() -> None:
    for cast in CASTS:
        assert verify.receipt_fault(SEALED.bundle, books.receipt(BALLOT, cast)) is None
    assert verify.receipt_fault(SEALED.bundle, books.receipt(BALLOT, CASTS[0], opened=False)) is None
    for receipt, fault in wrong_receipts():
        assert fault in str(verify.receipt_fault(SEALED.bundle, receipt))


def test_the_file_in_the_bundle_is_the_file_that_checks_it(tmp_path: Path) -> None:
    """Run alone, isolated from everything but the standard library."""
    script, bundle, good, bad = (tmp_path / name for name in ("verify.py", "ballot.zip", "good.json", "bad.json"))
    script.write_bytes(PARTS[verify.SCRIPT])
    bundle.write_bytes(SEALED.bundle)
    good.write_text(json.dumps(books.receipt(BALLOT, CASTS[3])))
    bad.write_text(json.dumps(next(wrong_receipts())[0]))

    def run(*arguments: Path) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", script, *arguments], check=False, capture_output=True, text=True
        )
        return done.returncode, done.stdout

    code, said = run(bundle, good)
    assert code == 0
    assert said.startswith("valid: 12 ballots\nwinners counted again\n")
    assert said.endswith("good.json: counted\n")
    code, said = run(bundle, good, bad)
    assert code == 1
    assert "NOT COUNTED" in said
    bundle.write_bytes(SEALED.bundle[:-1] + b"!")
    assert run(bundle)[0] == 1


def test_a_broken_file_is_a_fault_and_no_exception() -> None:
    for content in (b"", b"PK", b"\0" * 100, SEALED.bundle[: len(SEALED.bundle) // 2]):
        assert verify.verify(content).fault


def test_signatures_are_those_of_the_library_and_no_others() -> None:
    key = security.public_key(books.SECRET)
    for number in range(5):
        message = f"message {number}".encode()
        signature = security.sign(books.SECRET, message)
        assert verify.signed(key, signature, message)
        assert not verify.signed(key, signature, message + b"!")
        assert not verify.signed(security.public_key("another secret, long enough"), signature, message)


@pytest.mark.parametrize("voters", [0, 1, 2, 3, 5, 8])
def test_the_root_depends_on_each_commitment_and_not_on_their_order(voters: int) -> None:
    commitments = [verify.digest(str(number).encode()) for number in range(voters)]
    root = verify.merkle_root(commitments)
    assert root == verify.merkle_root(reversed(commitments))
    for number in range(voters):
        assert verify.merkle_root(commitments[:number] + commitments[number + 1 :]) != root
