"""A language model in the service's own draft: marked where it arranged, kept for those who ask, undone by a person.

And when it misbehaves: the draft is the templates' to the byte, it never fails, and nobody hears of the key.
"""

import json
import logging
from typing import Any

import pytest
from fastapi import FastAPI

from app.core.jobs import JobLost
from app.summaries.engine.document import Document, Paragraph
from app.summaries.engine.document import plain as words_of
from app.summaries.phrasing import making
from app.summaries.phrasing.model import AT_ONCE, TRIES
from tests.language_models import NO_ANSWER, SECRET, Use
from tests.world import World


async def peopled(world: World) -> None:
    """Two who support, two who oppose: a paragraph of more than one sentence."""
    for by, stance in {"delegate": "support", "neighbour": "oppose", "person": "oppose"}.items():
        await world.state(stance, by=by)


async def drafted(world: World) -> dict[str, Any]:
    made = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert made.status_code == 200, made.text
    found: dict[str, Any] = made.json()
    return found


async def arrangement(world: World) -> dict[str, Any]:
    found: dict[str, Any] = (await world.rapporteur.get(f"/consultations/{world.slug}/arrangement")).json()
    return found


def texts(summary: dict[str, Any]) -> dict[int, str]:
    document = Document.model_validate(summary["content"])
    blocks = [block for section in document.sections for block in section.blocks]
    return {block.number: words_of(block.runs) for block in blocks if isinstance(block, Paragraph)}


def marks(summary: dict[str, Any]) -> int:
    blocks = [block for section in summary["content"]["sections"] for block in section["blocks"]]
    runs = [run for block in blocks if block["type"] == "paragraph" for run in block["runs"]]
    return sum(1 for run in runs if run["text"] == "⇄")


async def test_no_model_no_trace(world: World) -> None:
    await peopled(world)
    summary = await drafted(world)
    assert summary["content"]["arranged_by"] is None
    assert marks(summary) == 0
    seen = await arrangement(world)
    assert (seen["configured"], seen["model"], seen["paragraphs"], seen["audits"]) == (None, None, [], [])


async def test_what_a_model_arranged_is_marked_kept_and_undone_by_a_person(world: World, use: Use) -> None:
    await peopled(world)
    plain = await drafted(world)
    server = use("backwards")
    summary = await drafted(world)
    asked = len(server.state.seen)
    assert summary["content"]["arranged_by"] == "backwards"
    assert marks(summary) >= 1
    assert "⇄" in summary["content"]["scale"]["marks"]
    assert [c["n"] for c in summary["content"]["claims"]] == [c["n"] for c in plain["content"]["claims"]]
    compared = await arrangement(world)
    assert compared["configured"] == compared["model"] == "backwards"
    row = compared["paragraphs"][0]
    assert row["template"] != row["arranged"]
    numbered = texts(summary)
    assert numbered[row["number"]] == row["arranged"]
    assert texts(plain)[row["number"]] == row["template"]

    again = await drafted(world)
    assert again["digest"] == summary["digest"]
    assert len(server.state.seen) == asked, "what is known is not asked for again"

    (audit,) = compared["audits"]
    file = await world.chair.get(f"/model-audits/{audit['id']}")
    assert "attachment" in file.headers["content-disposition"]
    requests = json.loads(file.text)
    assert len(requests) == audit["requests"] == asked
    assert all(each["model"] == "backwards" and each["prompt"] and each["answer"] for each in requests)
    for person in (world.delegate, world.reader):
        assert (await person.get(f"/model-audits/{audit['id']}")).status_code in {401, 403}
        assert (await person.get(f"/consultations/{world.slug}/arrangement")).status_code in {401, 403}

    headers = {"if-match": str(again["version"])}
    body = {"id": row["id"]}
    undone = await world.rapporteur.post(f"/summaries/{summary['id']}/arrangement", body, headers=headers)
    assert undone.status_code == 200, undone.text
    assert [each["declined"] for each in undone.json()["paragraphs"] if each["id"] == row["id"]] == [True]
    stale = await world.rapporteur.post(f"/summaries/{summary['id']}/arrangement", body, headers=headers)
    assert (stale.status_code, stale.json()["code"]) == (409, "version_changed")
    without = (await world.chair.get(f"/consultations/{world.slug}/summary")).json()
    assert marks(without) == marks(summary) - 1
    assert (await drafted(world))["digest"] == without["digest"], "a new draft keeps what a person decided"
    headers = {"if-match": str(without["version"])}
    every = await world.rapporteur.post(f"/summaries/{summary['id']}/arrangement", {"id": None}, headers=headers)
    assert every.status_code == 200
    assert (await world.chair.get(f"/consultations/{world.slug}/summary")).json()["digest"] == plain["digest"]


async def test_every_language_and_every_file_says_so(world: World, use: Use) -> None:
    await peopled(world)
    use("backwards")
    summary = await drafted(world)
    for language in summary["languages"]:
        address = f"/consultations/{world.slug}/summary?language={language}"
        other = (await world.chair.get(address)).json()
        assert (other["content"]["arranged_by"], marks(other)) == ("backwards", marks(summary)), language
        assert "⇄" in other["content"]["scale"]["marks"], language
    frozen = (await world.chair.post(f"/summaries/{summary['id']}/publish")).json()
    use("")
    page = (await world.client.get(f"/c/{world.slug}/summary.html?language=fr")).text
    assert "a été choisi par un modèle de langage (backwards)" in page
    for form in ("md", "akn", "docx"):
        file = await world.reader.get(f"/summaries/{frozen['id']}/export?format={form}")
        assert file.status_code == 200, file.text
        if form != "docx":
            assert "language model (backwards)" in file.text


async def test_an_edit_of_an_arranged_paragraph_survives_the_next_draft(world: World, use: Use) -> None:
    await peopled(world)
    use("backwards")
    summary = await drafted(world)
    editing = (await world.rapporteur.get(f"/summaries/{summary['id']}/editing")).json()
    row = next(each for each in editing["paragraphs"] if any(run["text"] == "⇄" for run in each["runs"]))
    headers = {"if-match": str(summary["version"])}
    body = {"action": "edit", "text": f"On this, {row['text']}", "own_words": False}
    done = await world.rapporteur.put(f"/summaries/{summary['id']}/paragraphs/{row['id']}", body, headers=headers)
    assert done.status_code == 200, done.text
    await world.post_comment("Something else happened.")
    await drafted(world)
    editing = (await world.rapporteur.get(f"/summaries/{summary['id']}/editing")).json()
    assert editing["set_aside"] == []
    assert next(each["status"] for each in editing["paragraphs"] if each["id"] == row["id"]) == "edited"


@pytest.mark.parametrize("model", ["numbers", "quantifier", "injection", "invented", "very long", *NO_ANSWER])
async def test_a_model_that_misbehaves_changes_nothing_and_no_draft_fails(
    world: World, use: Use, model: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await peopled(world)
    plain = await drafted(world)
    server = use(model)
    summary = await drafted(world)
    assert summary["digest"] == plain["digest"]
    assert server.state.seen
    if model in NO_ANSWER:
        assert len(server.state.seen) <= TRIES * AT_ONCE
    assert server.state.keys == [f"Bearer {SECRET}"] * len(server.state.seen)
    assert server.state.stolen == 0, "a redirection was followed"
    (audit,) = (await arrangement(world))["audits"]
    assert audit["taken"] == 0
    file = (await world.chair.get(f"/model-audits/{audit['id']}")).text
    assert SECRET not in caplog.text + file


async def test_a_worker_that_dies_under_the_arrangement_leaves_the_template(
    world: World, use: Use, monkeypatch: pytest.MonkeyPatch, app: FastAPI
) -> None:
    await peopled(world)
    plain = await drafted(world)
    use("backwards")
    run = app.state.jobs.run

    async def dying(function: Any, *args: Any, **more: Any) -> Any:
        if function is making.arrange:
            raise JobLost("The computation was interrupted.")
        return await run(function, *args, **more)

    monkeypatch.setattr(app.state.jobs, "run", dying)
    assert (await drafted(world))["digest"] == plain["digest"]
