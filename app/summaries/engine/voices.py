"""Who is behind written contributions: copies of a text speak with the voice of the first who filed it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.summaries.engine.proceedings import JointFact
from app.summaries.engine.quantifiers import Count, Counts, Group

if TYPE_CHECKING:
    from app.summaries.engine.ledger import ContributionFact

Voices = Mapping[str, Group]
"""Contributors, each once, with the group they belong to."""


def originals(contributions: Iterable["ContributionFact"]) -> "dict[str, ContributionFact]":
    """For each contribution, by id, the first on record with the same text or nearly the same."""
    first: dict[str, ContributionFact] = {}
    found = {}
    for each in contributions:  # in the order of the record
        found[each.id] = first.setdefault(each.campaign or each.text_digest, each)
    return found


def behind(contributions: Iterable["ContributionFact"], joint: Iterable[JointFact]) -> Mapping[str, Voices]:
    """By contribution: its contributor (a campaign's first), and who agreed to it where it is a joint statement."""
    joined = {each.id: each.signatories for each in joint}
    found = {}
    for contribution_id, first in originals(contributions).items():
        voices: dict[str, Group] = {first.contributor_id: first.group}
        for one in joined.get(contribution_id, ()):
            if one.agreed:
                voices.setdefault(one.entity_id, one.group)
        found[contribution_id] = voices
    return found


def together(voices: Mapping[str, Voices], contribution_ids: Iterable[str]) -> dict[str, Group]:
    """Who is behind any of these contributions."""
    found: dict[str, Group] = {}
    for contribution_id in sorted(contribution_ids):
        for entity, group in voices[contribution_id].items():
            found.setdefault(entity, group)
    return found


def counts_of(making: Voices, heard: Voices) -> Counts:
    """V and T by group; who makes a point has been heard on it."""
    sums: dict[Group, list[int]] = {}
    for entity, group in (dict(heard) | dict(making)).items():
        found = sums.setdefault(group, [0, 0])
        found[0] += entity in making
        found[1] += 1
    return {group: Count(*sums[group]) for group in sorted(sums, key=lambda group: (group is None, group or ""))}
