"""The themes of the second consultation: proposed by participants, tagged by the rapporteur, tidied up by the
secretariat; and the draft of the programme that is to be decided.

The eight issues mentioned most often, the overall theme, the four main themes and the cross-cutting priority are those
of E/2006/85, paragraph 48; who mentions what, and all sessions, are made up for this simulation.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from app.contributions.models import Contribution
from app.demo import texts
from app.demo.acts import SECRETARIAT, Act, Stage
from app.programme import service as programme
from app.programme.rules import SlotKind
from app.programme.schemas import ProgrammeIn, ProgrammeSlotIn, ProgrammeThemeIn
from app.themes import service
from app.themes.rules import SourceType
from app.themes.schemas import ThemeIn, ThemeMergeIn, ThemeRenameIn, ThemeSourceIn
from app.themes.tags import service as tags

FILE, RAPPORTEUR = "themes_igf.json", "rapporteur"
# Days from now: while the call for inputs is open, after it, and before the meeting.
PROPOSED, TAGGED, TIDIED, DRAFTED = -13.5, -11.0, -10.0, -1.5
AN_ACT = timedelta(minutes=7)
MOST_MENTIONED = (
    "Spam", "Multilingualism", "Cybercrime", "Cybersecurity", "Privacy and data protection", "Freedom of expression",
    "Human rights", "Interconnection costs",
)  # fmt: skip
DUPLICATE, SAME_AS = "Junk mail", "Spam"
BEFORE, RENAMED = "Price of interconnection", "Interconnection costs"
CROSS_CUTTING = "Capacity-building"
OVERALL, MAIN = "Internet governance for development", ("Openness", "Security", "Diversity", "Access")
FIRST_DAY, DAY = 150, timedelta(days=1)
VENUE = "Main hall (simulated)"


def course(stage: Stage) -> Iterator[Act]:
    told = texts.themes(FILE)
    ids: dict[str, UUID] = {}
    at = stage.days(PROPOSED)
    for proposal in told.proposed:
        for title in proposal.titles:
            yield Act(at, partial(_propose, stage, ids, proposal.by, title))
            at += AN_ACT
    at = stage.days(TAGGED)
    for contribution, titles in told.mentioned.items():
        yield Act(at, partial(_tag, stage, ids, contribution, titles))
        at += AN_ACT
    yield Act(stage.days(TIDIED), lambda: _tidy(stage, ids))
    yield Act(stage.days(DRAFTED), lambda: _draft(stage, ids))


async def _propose(stage: Stage, ids: dict[str, UUID], by: str, title: str) -> None:
    body = ThemeIn(title=title, language="en")
    ids[title] = (await service.propose(stage.session, stage.actors[by], stage.consultation, body)).id


async def _tag(stage: Stage, ids: dict[str, UUID], contribution: str, titles: tuple[str, ...]) -> None:
    query = select(Contribution.id).where(
        Contribution.consultation_id == stage.consultation.id, Contribution.title == contribution
    )
    source_id = (await stage.session.scalars(query)).one()
    source = ThemeSourceIn(source_type=SourceType.CONTRIBUTION, source_id=source_id)
    for title in titles:
        await tags.tag(stage.session, stage.actors[RAPPORTEUR], ids[title], source)


async def _tidy(stage: Stage, ids: dict[str, UUID]) -> None:
    """One duplicate is merged, one theme renamed, one marked as cross-cutting."""
    session, actor = stage.session, stage.actors[SECRETARIAT]
    same = ThemeMergeIn(into=ids[SAME_AS], reason="Two words for one thing.")
    await service.merge(session, actor, ids[DUPLICATE], same)
    name = ThemeRenameIn(title=RENAMED, language="en", version=1, reason="The word most contributions use.")
    await service.rename(session, actor, ids[BEFORE], name)
    await service.mark(session, actor, ids[CROSS_CUTTING], cross_cutting=True)


async def _draft(stage: Stage, ids: dict[str, UUID]) -> None:
    body = ProgrammeIn(
        overall_theme=ProgrammeThemeIn(title=OVERALL),
        main_themes=[ProgrammeThemeIn(title=title, theme_id=ids[title]) for title in MAIN],
        cross_cutting=[ProgrammeThemeIn(title=CROSS_CUTTING, theme_id=ids[CROSS_CUTTING])],
        slots=_slots(stage),
        note="A draft for the advisory group, which is to decide on the themes. Days and hours are those of the host.",
        language="en",
        version=0,
    )
    await programme.save(stage.session, stage.actors[SECRETARIAT], stage.consultation.slug, body)


def _slots(stage: Stage) -> list[ProgrammeSlotIn]:
    """Four days: a main session on each theme, and workshops beside them."""
    first = stage.days(FIRST_DAY).replace(hour=8, minute=0, second=0)

    def slot(kind: SlotKind, title: str, day: int, hour: int, hours: int, theme: int | None = None) -> ProgrammeSlotIn:
        starts = first + day * DAY + timedelta(hours=hour)
        place = VENUE if kind is not SlotKind.WORKSHOP else None
        return ProgrammeSlotIn(
            kind=kind,
            title=title,
            starts_at=starts,
            ends_at=starts + timedelta(hours=hours),
            place=place,
            main_theme=theme,
        )

    return [
        slot(SlotKind.OPENING, "Opening and setting the scene", 0, 0, 2),
        slot(SlotKind.SESSION, "Openness: the free flow of information", 1, 0, 3, 1),
        slot(SlotKind.WORKSHOP, "Freedom of expression and its limits", 1, 4, 2, 1),
        slot(SlotKind.SESSION, "Security: trust through collaboration", 1, 6, 3, 2),
        slot(SlotKind.WORKSHOP, "Spam and those on slow lines", 2, 4, 2, 2),
        slot(SlotKind.SESSION, "Diversity: many languages, local content", 2, 0, 3, 3),
        slot(SlotKind.WORKSHOP, "Internationalized domain names", 2, 4, 2, 3),
        slot(SlotKind.SESSION, "Access: connectivity, policy and cost", 2, 6, 3, 4),
        slot(SlotKind.WORKSHOP, "Internet exchange points", 3, 0, 2, 4),
        slot(SlotKind.CLOSING, "Taking stock, and closing", 3, 3, 2),
    ]
