"""Points: what is said, in the words of those who say it, by stance and language, and who says it.

Pure: contributions in, findings out; the same contributions in any order give the same findings. One call is about
one question. Every label is a sentence of one contribution, unchanged.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.points import bucket, campaigns
from app.points.texts import LANGUAGES, Language, language_of

LIMIT: Final = 12  # points of one stance and language, without those of the floor
MOST_UNCERTAIN: Final = 200


@dataclass(frozen=True, slots=True)
class Contribution:
    """`language` may be empty (it is then found out) or a longer tag such as fr-CA; without an `author` it stands for
    an author of its own.
    """

    id: str
    author: str
    group: str
    language: str
    stance: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A contribution that says the point, by its text alone; `score` between 0 and 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Point:
    """`held_by`: distinct authors of the assigned contributions; `groups` the same by group. `reason`: `covers` when
    it stands for much of what is said, `floor` when enough people hold it to be listed besides. `campaigns`: those
    with a contribution among the assigned ones.
    """

    id: str
    stance: str
    language: Language
    label: Label
    reason: str
    held_by: int
    groups: dict[str, int]
    assigned: list[Link]
    campaigns: list[str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """`size`: contributions; `authors`: distinct ones; the text is that of the first member by id."""

    id: str
    size: int
    authors: int
    members: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A link that a person should look at; `linked` says whether it is counted at present."""

    id: str
    point: str
    score: float
    linked: bool


@dataclass(frozen=True, slots=True)
class Findings:
    contributions: int
    authors: int
    threshold: float
    points: list[Point] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    uncertain: list[Uncertain] = field(default_factory=list)
    without_point: list[str] = field(default_factory=list)


def find(
    given: Sequence[Contribution],
    *,
    topic: str = "",
    limit: int = LIMIT,
    progress: Callable[[int, int], None] | None = None,
) -> Findings:
    """All points of one question. `topic`: its text, whose words then count for less. Ids must be distinct.

    Points come by stance, then by language in the order of `LANGUAGES`, then in the order in which they were chosen.
    """
    contributions = sorted(given, key=lambda contribution: contribution.id)
    languages = [language_of(each.language, each.text) for each in contributions]
    found = _campaigns(contributions, languages)
    buckets: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, (contribution, language) in enumerate(zip(contributions, languages, strict=True)):
        buckets[contribution.stance, LANGUAGES.index(language)].append(place)
    campaign_of = {member: campaign.id for campaign in found for member in campaign.members}
    points: list[Point] = []
    uncertain: list[Uncertain] = []
    done = 0
    for (stance, number), places in sorted(buckets.items()):
        language = LANGUAGES[number]
        these = [contributions[place] for place in places]
        results = bucket.results(_texts(these, campaign_of), language, topic, limit)
        for result in results:
            name = f"p{len(points) + 1}"
            points.append(_point(name, stance, language, result, these, campaign_of))
            uncertain.extend(
                Uncertain(these[said.text].id, name, said.score, said.score >= bucket.threshold())
                for said in result.uncertain()
            )
        done += len(places)
        if progress:
            progress(done, len(contributions))
    limit_score = bucket.threshold()
    uncertain.sort(key=lambda link: (round(abs(link.score - limit_score), 4), link.id, link.point))
    assigned = {link.id for point in points for link in point.assigned}
    return Findings(
        contributions=len(contributions),
        authors=len({_author(contribution) for contribution in contributions}),
        threshold=limit_score,
        points=points,
        campaigns=found,
        uncertain=uncertain[:MOST_UNCERTAIN],
        without_point=[contribution.id for contribution in contributions if contribution.id not in assigned],
    )


def _author(contribution: Contribution) -> tuple[str, str]:
    return ("author", contribution.author) if contribution.author else ("text", contribution.id)


def _texts(these: Sequence[Contribution], campaign_of: dict[str, str]) -> list[bucket.Text]:
    """A campaign is one unit in the choice of points, however many send it."""
    return [
        bucket.Text(
            contribution.text,
            _author(contribution),
            contribution.group,
            ("campaign", campaign_of[contribution.id]) if contribution.id in campaign_of else _author(contribution),
        )
        for contribution in these
    ]


def _point(
    name: str,
    stance: str,
    language: Language,
    result: bucket.Result,
    these: Sequence[Contribution],
    campaign_of: dict[str, str],
) -> Point:
    linked = [these[said.text] for said in result.assigned()]
    people = {(contribution.group, _author(contribution)) for contribution in linked}
    groups = sorted({group for group, _ in people})
    return Point(
        id=name,
        stance=stance,
        language=language,
        label=Label(result.text, these[result.source].id),
        reason="floor" if result.by_floor else "covers",
        held_by=len({author for _, author in people}),
        groups={group: sum(group == other for other, _ in people) for group in groups},
        assigned=[Link(these[said.text].id, said.score) for said in result.assigned()],
        campaigns=sorted(
            {campaign_of[contribution.id] for contribution in linked if contribution.id in campaign_of},
            key=lambda found: int(found[1:]),
        ),
    )


def _campaigns(contributions: Sequence[Contribution], languages: Sequence[Language]) -> list[Campaign]:
    found = campaigns.clusters([contribution.text for contribution in contributions], languages)
    return [
        Campaign(
            id=f"c{number}",
            size=len(cluster.members),
            authors=len({_author(contributions[place]) for place in cluster.members}),
            members=[contributions[place].id for place in cluster.members],
            text=contributions[cluster.members[0]].text,
        )
        for number, cluster in enumerate(found, 1)
    ]
