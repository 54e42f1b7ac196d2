"""An exported record: valid as it comes, and no byte of it can be changed, added or taken away unnoticed."""

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from httpx import AsyncClient

from app.record import chain
from tests.world import PEOPLE, World, definition


class InMemory:
    """A file that is read ten thousand times."""

    def __init__(self, whole: bytes) -> None:
        self.whole = whole

    def read_bytes(self) -> bytes:
        return self.whole


def verify(whole: bytes) -> chain.Verdict:
    return chain.verify(cast("Path", InMemory(whole)))


@pytest.fixture
async def exported(world: World) -> bytes:
    """A whole small consultation, with something hidden, something withdrawn and things only for participants."""
    hidden = await world.post_comment("نص سيُخفى (hidden later)")
    await world.post_comment('意见 \u2028 👩‍👩‍👧 "quoted" \\ back')
    filed = await world.file("withdrawn later")
    await world.state("support_with_reservations", reason="Because", condition="If “x”")
    await world.moderate("hide", "comment", hidden["id"])
    withdrawn = await world.delegate.post(f"/contributions/{filed['id']}/withdraw", {"reason": "A new version"})
    assert withdrawn.status_code == 200
    return (await world.reader.get(f"/consultations/{world.slug}/record/export")).content


@pytest.fixture
async def small(world: World) -> bytes:
    """As few bytes as a real export can have: every one of them is tried below."""
    body = definition(slug="small", title="صغير", note=None, rounds=definition()["rounds"][:1])
    made = (await world.founder.post("/consultations", body)).json()
    opened = await world.founder.post(f"/rounds/{made['rounds'][0]['id']}/open", {"reason": "كما هو مقرر"})
    assert opened.status_code == 200
    return (await world.reader.get("/consultations/small/record/export")).content


def members(whole: bytes) -> tuple[bytes, bytes, list[bytes]]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        description, script, lines = (archive.read(n) for n in (chain.DESCRIPTION, chain.SCRIPT, chain.ENTRIES))
    return description, script, lines.splitlines()


def packed(description: bytes, script: bytes, lines: list[bytes]) -> bytes:
    """A file made with all care by somebody who knows the format."""
    file = io.BytesIO()
    chain.write_zip(file, description, script, io.BytesIO(b"".join(line + b"\n" for line in lines)))
    return file.getvalue()


async def test_an_export_is_valid_and_says_what_the_record_says(exported: bytes, world: World) -> None:
    entries = await world.record()
    withheld = sum(entry["withheld"] for entry in entries)
    assert withheld >= 2 + 9  # a comment, a contribution, nine accreditations
    assert verify(exported) == chain.Verdict(len(entries), entries[-1]["hash"], withheld, None)
    description, _, lines = members(exported)
    assert [json.loads(line) for line in lines] == entries
    assert json.loads(description) == {
        "format": chain.FORMAT,
        "consultation_id": str(world.consultation_id),
        "slug": world.slug,
        "entries": len(entries),
        "head": entries[-1]["hash"],
    }


async def test_withheld_content_is_nowhere_in_the_file(exported: bytes) -> None:
    for text in ("hidden later", "withdrawn later", "@example.org", "Colleague, simulated"):
        assert text.encode() not in exported


async def test_everybody_verifies_the_same_chain(exported: bytes, world: World) -> None:
    """Who may read more gets more content; header for header it is the same record."""
    theirs = (await world.delegate.get(f"/consultations/{world.slug}/record/export")).content
    ours, others = verify(exported), verify(theirs)
    assert others.fault is None
    assert (others.entries, others.head) == (ours.entries, ours.head)
    assert others.withheld == ours.withheld - len(PEOPLE)
    for mine, other in zip(members(exported)[2], members(theirs)[2], strict=True):
        assert {k: json.loads(mine)[k] for k in chain.HEADER} == {k: json.loads(other)[k] for k in chain.HEADER}


async def test_the_same_record_is_the_same_file(exported: bytes, world: World) -> None:
    assert (await world.reader.get(f"/consultations/{world.slug}/record/export")).content == exported


async def test_any_byte_changed_anywhere_is_noticed(small: bytes) -> None:
    assert verify(small).fault is None
    dice, whole, unnoticed = random.Random(2006), bytearray(small), []
    for place, before in enumerate(small):
        # one bit, as a disk might do it, or anything, as a person might
        whole[place] = before ^ (1 << dice.randrange(8) if place % 2 else dice.randrange(1, 256))
        if verify(bytes(whole)).fault is None:
            unnoticed.append(place)
        whole[place] = before
    assert unnoticed == []


async def test_bytes_added_or_cut_off_are_noticed(small: bytes) -> None:
    for whole in (b"", small[:1], small[:-1], small[1:], small[:-22], small + b"\0", b"\0" + small, small + small):
        assert verify(whole).fault is not None
    dice = random.Random(2006)
    for _ in range(300):
        place = dice.randrange(len(small))
        assert verify(small[:place] + dice.randbytes(1) + small[place:]).fault is not None
        assert verify(small[:place] + small[place + 1 :]).fault is not None
        assert verify(small[:place]).fault is not None


async def test_no_damage_makes_verifying_itself_fail(small: bytes) -> None:
    dice = random.Random(2006)
    for _ in range(1500):
        whole = bytearray(small)
        for _ in range(dice.choice([2, 5, 50])):
            whole[dice.randrange(len(whole))] = dice.randrange(256)
        assert verify(bytes(whole)).fault is not None


async def test_a_change_of_content_is_reported_by_its_entry(exported: bytes) -> None:
    """Not as "the file is damaged": an observer must be able to say which entry somebody touched."""
    description, script, lines = members(exported)
    place = next(n for n, line in enumerate(lines) if "意见".encode() in line)
    whole = exported.replace("意见".encode(), "意览".encode())
    assert len(whole) == len(exported)
    fault = verify(whole).fault
    assert fault
    assert fault.seq == place + 1
    # and the same when the container was made anew around it
    lines[place] = lines[place].replace("意见".encode(), "同意".encode())
    assert str(verify(packed(description, script, lines)).fault).startswith(f"entry {place + 1}: has changed content")


def without(n: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: lines[:n] + lines[n + 1 :]


def swapped(n: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: [*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]]


def doubled(n: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: [*lines[: n + 1], lines[n], *lines[n + 1 :]]


async def test_what_was_taken_out_put_in_or_moved_is_named(exported: bytes) -> None:
    description, script, lines = members(exported)
    last = len(lines) - 1
    for n in (0, 3, last - 1):
        for change, first_bad in ((without(n), n + 1), (swapped(n), n + 1), (doubled(n), n + 2)):
            verdict = verify(packed(description, script, change(lines)))
            assert verdict.fault
            assert (verdict.fault.seq, verdict.entries) == (first_bad, first_bad - 1)
    cut = verify(packed(description, script, lines[:-1]))
    assert cut.fault
    assert cut.fault.seq == last + 1
    assert verify(packed(description, script, [])).fault
    assert verify(packed(description, script, [*lines, b"{}"])).fault


async def test_a_record_cut_short_with_care_is_known_by_its_head(exported: bytes) -> None:
    """Nothing inside the file can tell; the head that somebody noted can."""
    description, script, lines = members(exported)
    shorter = json.loads(description) | {"entries": len(lines) - 1, "head": json.loads(lines[-2])["hash"]}
    verdict = verify(packed(chain.canonical(shorter) + b"\n", script, lines[:-1]))
    assert verdict.fault is None
    assert verdict.head != json.loads(description)["head"]


@pytest.mark.parametrize(
    "description",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"format":"convenor-record/2"}',
        b'{"format":"convenor-record/1"}',
    ],
)
async def test_a_description_that_does_not_fit(description: bytes, small: bytes) -> None:
    _, script, lines = members(small)
    assert verify(packed(description, script, lines)).fault is not None


async def test_the_description_must_name_the_consultation(small: bytes) -> None:
    description, script, lines = members(small)
    other = json.loads(description) | {"consultation_id": "another"}
    assert "another consultation" in str(verify(packed(chain.canonical(other), script, lines)).fault)


async def test_zips_that_are_not_ours(small: bytes) -> None:
    def zipped(**contents: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                archive.writestr(name.replace("_", "."), content)
        return file.getvalue()

    description, script, lines = members(small)
    entries = b"".join(line + b"\n" for line in lines)
    for whole in (
        zipped(),
        zipped(record_json=description),
        zipped(record_json=description, verify_py=script, entries_jsonl=entries),  # the same, but compressed
        zipped(record_json=description, verify_py=script, entries_jsonl=b"0" * 50_000_000),  # a bomb
        struct.pack("<I", 0x06054B50) + b"\0" * 18,
    ):
        assert verify(whole).fault is not None


def run_script(whole: bytes, folder: Path) -> "subprocess.CompletedProcess[str]":
    """As somebody without our code would: take verify.py out of the file and let it look at the file."""
    path = folder / "record of somebody.zip"
    path.write_bytes(whole)
    script = folder / "verify.py"
    script.write_bytes(members(whole)[1])
    return subprocess.run(
        [sys.executable, "-I", script, path], capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder
    )


async def test_the_script_in_the_file_gives_the_same_verdict(exported: bytes, tmp_path: Path) -> None:
    description, script, lines = members(exported)
    changed = [line.replace("意见".encode(), "同意".encode()) for line in lines]
    for whole, code in ((exported, 0), (packed(description, script, changed), 1), (exported + b"\0", 1)):
        ran = run_script(whole, tmp_path)
        assert (ran.returncode, ran.stderr) == (code, "")
        assert ran.stdout.splitlines() == list(chain.described(verify(whole)))
    assert "NOT VALID: entry" in run_script(packed(description, script, changed), tmp_path).stdout


async def test_the_script_alone_explains_itself(small: bytes, tmp_path: Path) -> None:
    script = tmp_path / "verify.py"
    script.write_bytes(members(small)[1])
    ran = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "usage" in ran.stderr
    assert script.read_text("utf-8") == Path(str(chain.__file__)).read_text("utf-8")


async def test_the_download_has_a_name(world: World, client: AsyncClient) -> None:
    response = await client.get(f"/api/v1/consultations/{world.consultation_id}/record/export")
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["content-disposition"] == 'attachment; filename="membership-record.zip"'


async def test_a_long_record_is_written_in_pieces(world: World, monkeypatch: Any) -> None:
    """More than fits in memory, in batches: the same file as when it is written at once."""
    for n in range(30):
        await world.post_comment(f"Comment {n}")
    whole = (await world.reader.get(f"/consultations/{world.slug}/record/export")).content
    monkeypatch.setattr("app.record.archive.IN_MEMORY", 1000)
    monkeypatch.setattr("app.record.queries.all_entries.__defaults__", (7,))
    assert (await world.reader.get(f"/consultations/{world.slug}/record/export")).content == whole
    assert verify(whole).fault is None
