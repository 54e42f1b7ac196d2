"""The chair's summary says that the programme was adopted, by what, and with which themes; and the check notices."""

from dataclasses import replace

from app.consultations.models import Consultation
from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Paragraph, plain
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import Ledger
from app.summaries.gathering import gather
from tests.programme.test_programme import adopt, count_and_close, put, save
from tests.themes.acts import ok
from tests.world import World

THEMES = "Internet governance for development – Openness; Security – Capacity-building"


async def ledger_of(world: World) -> Ledger:
    async with world.db.read() as session:
        return await gather(session, await session.get_one(Consultation, world.consultation_id))


def said(ledger: Ledger, language: str) -> str:
    sections = draft(ledger, language=language).sections
    return " ".join(plain(b.runs) for s in sections for b in s.blocks if isinstance(b, Paragraph))


async def test_the_summary_says_that_the_programme_was_adopted(world: World) -> None:
    ok(await save(world))
    [call] = ok(await put(world))["call_ids"]
    await count_and_close(world, call)
    assert not [each for each in (await ledger_of(world)).decisions if each.kind == "programme"]
    ok(await adopt(world, call))
    ok(await save(world, version=1, note="A draft is no decision."))
    ledger = await ledger_of(world)
    [fact] = [each for each in ledger.decisions if each.kind == "programme"]
    assert (fact.state, fact.matter) == ("by_consensus", THEMES)
    assert f"by consensus: “{THEMES}”." in said(ledger, "en")
    for language in PACKS:
        for state in ("by_consensus", "by_ballot"):
            told = replace(ledger, decisions=(replace(fact, state=state),))
            assert THEMES in said(told, language), (language, state)
    document = draft(ledger)
    for wrong in (replace(fact, matter="Other themes"), replace(fact, state="by_ballot")):
        others = [each for each in ledger.decisions if each.id != fact.id]
        falsified = replace(ledger, decisions=(*others, wrong))
        faults = list(find_faults(falsified, document.model_copy(update={"ledger_digest": falsified.digest}), {}))
        assert faults, "what is said is not what the ledger says"
