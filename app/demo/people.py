"""Who takes part in the demo: plainly simulated delegations and people. No real State or organization is named here."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.accreditation.schemas import AccreditationIn, OrganizationIn
from app.capacities.actor import CapacityKind
from app.stakeholders.groups import RegionalGroup, StakeholderGroup

DOMAIN = "demo.example"
R, S = RegionalGroup, StakeholderGroup


@dataclass(frozen=True, slots=True)
class Person:
    """`key` is the mailbox. `counted`: the one who states the positions of a delegation (colleagues do not)."""

    key: str
    name: str
    capacity: CapacityKind
    language: str = "en"
    organization: OrganizationIn | None = None
    group: StakeholderGroup | None = None
    region: RegionalGroup | None = None
    counted: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def stands_in(self) -> StakeholderGroup | None:
        """The stakeholder group that this person's position is counted in."""
        return self.organization.group if self.organization else self.group

    def accreditation(self) -> AccreditationIn:
        return AccreditationIn(
            email=self.email,
            name=self.name,
            capacity=self.capacity,
            organization=self.organization,
            group=self.group,
            region=self.region,
        )


STATES = {
    R.AFRICAN: "African States",
    R.ASIA_PACIFIC: "Asia-Pacific States",
    R.EASTERN_EUROPEAN: "Eastern European States",
    R.GRULAC: "Latin American and Caribbean States",
    R.WEOG: "Western European and other States",
}
REGION_CODES = {"af": R.AFRICAN, "ap": R.ASIA_PACIFIC, "ee": R.EASTERN_EUROPEAN, "la": R.GRULAC, "we": R.WEOG}

# Region and working language of each entity, in the order of their numbers; "--" where an entity has no region.
GOVERNMENTS = (
    "af:fr ap:zh ee:ru la:es we:fr af:en ap:ar la:es we:en af:fr ap:en ee:ru "
    "la:es af:en ap:zh we:en af:ar ap:ar la:es ee:ru af:en ap:en we:en la:en"
)
OTHERS: dict[StakeholderGroup, tuple[tuple[str, str, str], ...]] = {
    S.INTERNATIONAL_ORGANIZATION: (("io", "International organization", "--:en --:fr --:en --:en --:es --:en --:ar"),),
    S.PRIVATE_SECTOR: (
        ("company", "Company", "we:en ap:en af:fr ap:zh la:es we:en"),
        ("business", "Business association", "we:en ap:en ee:ru"),
    ),
    S.CIVIL_SOCIETY: (
        (
            "civil",
            "Civil society network",
            "af:en af:fr la:es ap:en we:en ap:ar af:en ee:ru la:es ap:zh we:en af:fr ap:en la:en ee:en we:en",
        ),
    ),
    S.TECHNICAL_COMMUNITY: (("technical", "Technical community body", "we:en ap:en ee:ru la:es af:en we:en"),),
    S.ACADEMIC_COMMUNITY: (("research", "Research institution", "we:en ap:zh la:en af:en af:fr ap:ar"),),
}
COLLEAGUES = ("delegate2", "delegate5", "delegate14", "delegate21", "civil5", "io1")


def _governments() -> Iterator[Person]:
    for number, (region_code, language) in enumerate(_codes(GOVERNMENTS), start=1):
        region = REGION_CODES[region_code]
        organization = OrganizationIn(
            name=f"Delegation {number}, {STATES[region]}, simulated", group=S.GOVERNMENT, region=region
        )
        name = f"Delegate of Delegation {number}, simulated"
        yield Person(f"delegate{number}", name, CapacityKind.DELEGATE, language, organization, counted=True)


def _others() -> Iterator[Person]:
    for group, families in OTHERS.items():
        for key, family, members in families:
            for number, (region_code, language) in enumerate(_codes(members), start=1):
                organization = OrganizationIn(
                    name=f"{family} {number}, simulated", group=group, region=REGION_CODES.get(region_code)
                )
                name = f"Representative of {family} {number}, simulated"
                yield Person(f"{key}{number}", name, CapacityKind.DELEGATE, language, organization, counted=True)


def _codes(text: str) -> Iterator[tuple[str, str]]:
    for item in text.split():
        region, language = item.split(":")
        yield region, language


def _colleagues(delegates: dict[str, Person]) -> Iterator[Person]:
    """Second persons of some delegations: entities and persons are counted apart."""
    for key in COLLEAGUES:
        first = delegates[key]
        assert first.organization is not None  # only delegates are listed
        name = f"Second {first.name[0].lower()}{first.name[1:]}"
        yield Person(f"{key}b", name, CapacityKind.DELEGATE, first.language, first.organization)


def _individual(number: int, language: str, group: StakeholderGroup, region: RegionalGroup) -> Person:
    name = f"Person {number} in personal capacity, simulated"
    kind = CapacityKind.PERSONAL_CAPACITY
    return Person(f"person{number}", name, kind, language, group=group, region=region, counted=True)


OFFICERS = (
    Person("chair", "Chair of the meeting, simulated", CapacityKind.CHAIR),
    Person("convener", "President of the Council, simulated", CapacityKind.CONVENER),
    Person("secretariat", "Secretariat, simulated", CapacityKind.SECRETARIAT),
    Person("rapporteur", "Rapporteur of the meeting, simulated", CapacityKind.RAPPORTEUR),
)
ADVISORS = (
    Person(
        "advisor1",
        "Advisory group member 1, simulated",
        CapacityKind.ADVISORY_GROUP_MEMBER,
        group=S.ACADEMIC_COMMUNITY,
        region=R.GRULAC,
    ),
    Person(
        "advisor2",
        "Advisory group member 2, simulated",
        CapacityKind.ADVISORY_GROUP_MEMBER,
        group=S.PRIVATE_SECTOR,
        region=R.AFRICAN,
    ),
)
OBSERVERS = (
    Person(
        "observer1",
        "Observer of Media outlet 1, simulated",
        CapacityKind.OBSERVER,
        organization=OrganizationIn(name="Media outlet 1, simulated", group=S.MEDIA, region=R.WEOG),
    ),
    Person(
        "observer2",
        "Observer of Media outlet 2, simulated",
        CapacityKind.OBSERVER,
        organization=OrganizationIn(name="Media outlet 2, simulated", group=S.MEDIA, region=R.ASIA_PACIFIC),
    ),
    Person(
        "observer3",
        "Observer 3, simulated",
        CapacityKind.OBSERVER,
        group=S.ACADEMIC_COMMUNITY,
        region=R.AFRICAN,
    ),
)
INDIVIDUALS = (
    _individual(1, "en", S.ACADEMIC_COMMUNITY, R.WEOG),
    _individual(2, "es", S.ACADEMIC_COMMUNITY, R.GRULAC),
    _individual(3, "en", S.TECHNICAL_COMMUNITY, R.ASIA_PACIFIC),
    _individual(4, "fr", S.CIVIL_SOCIETY, R.AFRICAN),
)
DELEGATES = (*_governments(), *_others())
# They also vote on the statements, so many that opinion groups can be found. Nobody who has a sign-in link of the demo
# is among them, so that visitors find the statements unanswered.
VOTERS = tuple(person.key for person in DELEGATES if person.key not in {"delegate14", "civil5"})
EVERYBODY = (
    *OFFICERS,
    *ADVISORS,
    *OBSERVERS,
    *DELEGATES,
    *_colleagues({person.key: person for person in DELEGATES}),
    *INDIVIDUALS,
)
