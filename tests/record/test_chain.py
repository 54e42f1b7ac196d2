"""The hash chain by itself: one spelling of a value, and every way of tampering named by the number of its entry."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.record import chain

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_canonical_text_reads_back_as_the_same_value_and_writes_again_the_same(value: Any) -> None:
    written = chain.canonical(value)
    assert json.loads(written) == value
    assert chain.canonical(json.loads(written)) == written


@given(st.dictionaries(TEXTS, st.integers(), min_size=2), st.randoms())
def test_the_order_in_which_an_object_was_filled_does_not_matter(value: dict[str, int], random: Any) -> None:
    items = list(value.items())
    random.shuffle(items)
    assert chain.canonical(dict(items)) == chain.canonical(value)


@given(VALUES, VALUES)
def test_different_values_are_written_differently(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (chain.canonical(one) == chain.canonical(other)) == same


@given(VALUES, st.floats())
def test_floats_are_refused_however_deep(value: Any, number: float) -> None:
    with pytest.raises(TypeError):
        chain.canonical({"a": [value, {"b": number}]})


@given(TEXTS, VALUES, VALUES)
def test_a_digest_binds_the_content_and_needs_its_salt(salt: str, one: Any, other: Any) -> None:
    assert (chain.payload_digest(salt, one) == chain.payload_digest(salt, other)) == (
        chain.canonical(one) == chain.canonical(other)
    )
    assert chain.payload_digest(salt, one) != chain.payload_digest(salt + "0", one)


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["name"])
def test_the_vectors_that_the_pages_share(vector: dict[str, Any]) -> None:
    assert chain.canonical(vector["value"]).decode() == vector["canonical"]
    assert hashlib.sha256(vector["canonical"].encode()).hexdigest() == vector["sha256"]


def test_the_shared_record() -> None:
    lines = [chain.canonical(entry) for entry in VECTORS["entries"]]
    assert chain.check(lines) == chain.Verdict(5, VECTORS["head"], 1, None)
    for vector in VECTORS["refused"]:
        with pytest.raises(TypeError):
            chain.canonical(vector["value"])


def made(texts: list[str]) -> list[dict[str, Any]]:
    """A good chain with these texts as its contents."""
    entries: list[dict[str, Any]] = []
    for seq, text in enumerate(texts, start=1):
        payload = {"type": "comment.posted", "text": text}
        entry: dict[str, Any] = {
            "consultation_id": "c",
            "seq": seq,
            "type": "comment.posted",
            "at": f"2006-05-16T09:00:00.{seq:06}Z",
            "actor": {"account_id": None, "capacity": "delegate", "delegation_id": None},
            "audience": "public",
            "subject_id": None,
            "payload_digest": chain.payload_digest(f"salt{seq}", payload),
            "prev_hash": entries[-1]["hash"] if entries else chain.GENESIS,
        }
        entries.append(
            entry | {"hash": chain.entry_hash(entry), "withheld": False, "salt": f"salt{seq}", "payload": payload}
        )
    return entries


def found(entries: list[dict[str, Any]]) -> chain.Verdict:
    return chain.check([chain.canonical(entry) for entry in entries])


CHAINS = st.lists(TEXTS, min_size=3, max_size=12)


@given(CHAINS, st.sets(st.integers(0, 11)))
def test_a_good_chain_holds_whatever_is_withheld(texts: list[str], hidden: set[int]) -> None:
    entries = made(texts)
    for place in hidden & set(range(len(entries))):
        entries[place] |= {"withheld": True, "salt": None, "payload": None}
    head = entries[-1]["hash"]
    assert found(entries) == chain.Verdict(len(texts), head, len(hidden & set(range(len(entries)))), None)


@given(CHAINS, st.data())
def test_an_entry_taken_out_is_named(texts: list[str], data: st.DataObject) -> None:
    entries = made(texts)
    place = data.draw(st.integers(0, len(entries) - 2))
    del entries[place]
    verdict = found(entries)
    assert (verdict.entries, verdict.fault and verdict.fault.seq) == (place, place + 1)
    assert "missing" in str(verdict.fault)


@given(CHAINS, st.data())
def test_entries_that_changed_places_are_named(texts: list[str], data: st.DataObject) -> None:
    entries = made(texts)
    first, second = sorted(data.draw(st.sets(st.integers(0, len(entries) - 1), min_size=2, max_size=2)))
    entries[first], entries[second] = entries[second], entries[first]
    verdict = found(entries)
    assert (verdict.entries, verdict.fault and verdict.fault.seq) == (first, first + 1)


@given(CHAINS, TEXTS, st.data())
def test_an_entry_put_in_is_named(texts: list[str], text: str, data: st.DataObject) -> None:
    """Even one that was made properly for its place: then it is the next one that does not follow."""
    entries = made(texts)
    place = data.draw(st.integers(0, len(entries) - 1))
    forged = made([*texts[:place], text + "!"])[-1]
    entries.insert(place, forged)
    verdict = found(entries)
    assert verdict.fault
    assert verdict.fault.seq in {place + 1, place + 2}


CHANGES: list[tuple[str, Any, str]] = [
    ("payload", {"type": "comment.posted", "text": "other"}, "content"),
    ("salt", "other", "content"),
    ("payload_digest", "0" * 64, "header"),
    ("at", "2006-05-17T09:00:00.000000Z", "header"),
    ("type", "comment.hidden", "header"),
    ("actor", {"account_id": None, "capacity": "chair", "delegation_id": None}, "header"),
    ("audience", "officers", "header"),
    ("subject_id", "x", "header"),
    ("hash", "0" * 64, "header"),
    ("consultation_id", "d", "header"),
    ("prev_hash", "0" * 63 + "1", "follow"),
    ("seq", 99, "missing or out of order"),
    ("seq", True, ""),  # which equals 1 in Python, and is caught all the same
    ("seq", None, "missing or out of order"),
    ("withheld", True, "although it is withheld"),
    ("withheld", 0, "fields"),
    ("withheld", "no", "fields"),
    ("comment", "a field nobody signed", "fields"),
    ("payload", None, "content"),
    ("salt", None, "not a complete entry"),
    ("salt", 7, "not a complete entry"),
]


@pytest.mark.parametrize(("field", "value", "reason"), CHANGES)
def test_a_changed_field_is_named(field: str, value: Any, reason: str) -> None:
    for place in range(4):
        entries = made(["a", "b", "c", "d"])
        entries[place][field] = value
        verdict = found(entries)
        assert verdict.fault
        assert (verdict.entries, verdict.fault.seq) == (place, place + 1)
        assert reason in verdict.fault.reason


@pytest.mark.parametrize("field", [*chain.HEADER, "hash", "withheld", "salt", "payload"])
def test_a_missing_field_is_named(field: str) -> None:
    entries = made(["a", "b", "c"])
    del entries[1][field]
    fault = found(entries).fault
    assert fault
    assert fault.seq == 2


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"1",
        b"{",
        b"\xff",
        b'{"seq":NaN}',
        b'{"seq":1.0}',
        b"[" * 100_000,
        b'{"a":"\\ud800"}',
    ],
)
def test_lines_that_are_no_entries(line: bytes) -> None:
    lines = [chain.canonical(entry) for entry in made(["a", "b"])]
    fault = chain.check([*lines, line]).fault
    assert fault
    assert fault.seq == 3


def test_the_same_entry_spelt_otherwise_is_refused() -> None:
    """Spaces, another order of keys, a key said twice: each would let two readers see two things."""
    entry = made(["a"])[0]
    line = chain.canonical(entry)
    for other in (
        line.replace(b":", b": ", 1),
        json.dumps(dict(reversed(entry.items())), separators=(",", ":")).encode(),
        line[:-1] + b',"payload":{"text":"b"}}',
        line.replace(b'"text":"a"', b'"text":"\\u0061"'),
        line + b" ",
    ):
        fault = chain.check([other]).fault
        assert fault is not None
        assert fault.seq == 1


def test_an_empty_record_is_good() -> None:
    assert chain.check([]) == chain.Verdict(0, chain.GENESIS, 0, None)
