"""`convenor export record` and `convenor verify`, as an operator and a script use them."""

import os
import subprocess
from pathlib import Path

import pytest

from app.config import Settings
from app.record import chain
from tests.serving import CONVENOR
from tests.world import World


@pytest.fixture
async def env(world: World, settings: Settings) -> dict[str, str]:
    hidden = await world.post_comment("hidden later")
    await world.post_comment("نؤيد (support) 53")
    await world.moderate("hide", "comment", hidden["id"])
    secret = settings.secret.get_secret_value()
    return {**os.environ, "CONVENOR_DATABASE_URL": settings.database_url, "CONVENOR_SECRET": secret}


def convenor(env: dict[str, str], *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [CONVENOR, *arguments], env=env, capture_output=True, text=True, encoding="utf-8", check=False, cwd="/"
    )


async def test_export_then_verify_then_tamper(env: dict[str, str], tmp_path: Path, world: World) -> None:
    file = tmp_path / "record.zip"
    exported = convenor(env, "export", "record", world.slug, "-o", file)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert "valid" in exported.stdout
    entries = await world.record()
    # what the command writes is what the service gives
    assert file.read_bytes() == (await world.reader.get(f"/consultations/{world.slug}/record/export")).content

    good = convenor(env, "verify", file, "--head", entries[-1]["hash"])
    assert good.returncode == 0
    assert good.stdout.splitlines() == list(chain.described(chain.verify(file)))
    assert entries[-1]["hash"] in good.stdout
    older = convenor(env, "verify", file, "--head", entries[-2]["hash"])
    assert (older.returncode, "NOT THE RECORD YOU MEAN" in older.stdout) == (1, True)

    whole = file.read_bytes()
    place = whole.index("نؤيد".encode())
    file.write_bytes(whole[:place] + b"\xd8" + whole[place + 1 :].replace(b"(support)", b"(opposes)", 1))
    bad = convenor(env, "verify", file)
    seq = next(e["seq"] for e in entries if e["payload"] and "نؤيد" in str(e["payload"]))
    assert (bad.returncode, bad.stderr) == (1, "")
    assert bad.stdout.startswith(f"NOT VALID: entry {seq}: ")
    assert f"valid up to entry {seq - 1}" in bad.stdout


async def test_what_only_participants_may_see_is_exported_only_when_asked_for(
    env: dict[str, str], tmp_path: Path, world: World
) -> None:
    public, whole = tmp_path / "public.zip", tmp_path / "everything.zip"
    assert convenor(env, "export", "record", world.slug, "-o", public).returncode == 0
    assert convenor(env, "export", "record", world.slug, "-o", whole, "--everything").returncode == 0
    assert b"Colleague, simulated" not in public.read_bytes()
    assert b"Colleague, simulated" in whole.read_bytes()
    for file in (public, whole):
        assert b"hidden later" not in file.read_bytes()
    assert chain.verify(public).head == chain.verify(whole).head


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    file = tmp_path / "record.zip"
    file.write_bytes(b"not a zip")
    ran = convenor(dict(os.environ), "verify", file)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "NOT VALID: this is not an exported record" in ran.stdout


async def test_an_unknown_consultation_is_a_sentence_and_leaves_no_file(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "record.zip"
    ran = convenor(env, "export", "record", "nothing", "-o", file)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "convenor: There is no consultation called nothing.\n"
    assert not file.exists()
