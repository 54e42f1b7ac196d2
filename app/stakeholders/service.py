"""Making organizations known."""

from sqlalchemy import select

from app.core import clock
from app.core.db import WriteSession, insert
from app.core.errors import NotNow
from app.stakeholders.groups import RegionalGroup, StakeholderGroup
from app.stakeholders.models import Organization


async def ensure_organization(
    session: WriteSession, name: str, group: StakeholderGroup, region: RegionalGroup | None
) -> Organization:
    """The organization of this name, made if need be; a second group for one name is a mistake somebody must settle."""
    row = insert(session, Organization).values(name=name, group=group, region=region, created_at=clock.now())
    await session.execute(row.on_conflict_do_nothing(index_elements=["name"]))
    organization = (await session.scalars(select(Organization).where(Organization.name == name))).one()
    if (organization.group, organization.region) != (group, region):
        raise NotNow(
            f"“{name}” is already known as {organization.group}, {organization.region or 'no region'}.",
            code="organization_differs",
        )
    return organization
