"""What can happen to a finding: it is signed, and signed again."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.decisions.findings.schemas import FindingOut
from app.record.events import Event


class FindingSigned(Event):
    """Supersedes every earlier version on the same option."""

    subject_field: ClassVar[str] = "finding"
    type: Literal["finding.signed"] = "finding.signed"
    acted_as: ActedAs
    finding: FindingOut
