"""Saying which message mentions which theme, and taking that back: by its author, the secretariat or the rapporteur."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotFound, NotNow, NotPermitted
from app.record.service import Record
from app.themes import queries as theme_queries
from app.themes import rules
from app.themes.models import Theme, ThemeTag
from app.themes.schemas import ThemeSourceIn
from app.themes.tags import queries
from app.themes.tags.events import ThemeTagged, ThemeUntagged
from app.themes.tags.schemas import Message, TagOut


async def tag(session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeSourceIn) -> TagOut:
    """The same again is harmless and leaves no trace."""
    record, theme, message, tagged_as = await _held(session, actor, theme_id, body)
    rules.require_candidate(theme.state, hidden=bool(theme.hidden))
    if there := await queries.tag(session, theme.id, (message.kind, message.id)):
        return TagOut.of(there)
    found = ThemeTag(
        id=uuid4(),
        consultation_id=theme.consultation_id,
        theme_id=theme.id,
        contribution_id=None,
        intervention_id=None,
        comment_id=None,
        entity_id=message.entity_id,
        group=message.acted_as.group,
        region=message.acted_as.region,
        seq=record.next_seq,
        tagged_as=tagged_as.model_dump(mode="json"),
        tagged_at=clock.now(),
    )
    setattr(found, f"{message.kind}_id", message.id)
    session.add(found)
    out = TagOut.of(found)
    record.append(tagged_as.by, ThemeTagged(acted_as=tagged_as, tag=out))
    return out


async def untag(session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeSourceIn) -> TagOut:
    """Whoever may tag may take any tag of the message back; the record says who did what."""
    record, theme, message, acted_as = await _held(session, actor, theme_id, body)
    found = await queries.tag(session, theme.id, (message.kind, message.id))
    if found is None:
        raise NotNow("This message is not tagged with this theme.", code="not_tagged")
    out = TagOut.of(found)
    await session.delete(found)
    record.append(acted_as.by, ThemeUntagged(acted_as=acted_as, tag=out))
    return out


async def _held(
    session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeSourceIn
) -> tuple[Record, Theme, Message, ActedAs]:
    theme = await theme_queries.visible(session, actor, theme_id)
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    record = await Record.hold(session, theme.consultation_id)
    await session.refresh(theme)
    message = await queries.message(session, theme.consultation_id, body.source_type, body.source_id)
    if message is None:
        raise NotFound(f"There is no such {body.source_type} that everybody can read.")
    return record, theme, message, _tagging(actor, theme.consultation_id, message)


def _tagging(actor: Actor, consultation_id: UUID, message: Message) -> ActedAs:
    for held in actor.in_consultation(consultation_id):
        own = held.acted_as.entity_id == message.entity_id
        if actor.chosen in {None, held.id} and (own or held.kind in policy.BY_CAPACITY[Action.TAG]):
            return held.acted_as
    raise NotPermitted("Only its author, the secretariat and the rapporteur say which themes a message mentions.")
