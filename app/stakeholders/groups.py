"""The stakeholder groups and regional groups, as codes. Names in each language belong to the pages."""

from enum import StrEnum


class StakeholderGroup(StrEnum):
    """Who is consulted: source A, paragraphs 24 and 47; media take part as observers (source B, paragraph 15)."""

    GOVERNMENT = "government"
    INTERNATIONAL_ORGANIZATION = "international_organization"
    PRIVATE_SECTOR = "private_sector"
    CIVIL_SOCIETY = "civil_society"
    TECHNICAL_COMMUNITY = "technical_community"
    ACADEMIC_COMMUNITY = "academic_community"
    MEDIA = "media"


class RegionalGroup(StrEnum):
    """The five regional groups of the United Nations."""

    AFRICAN = "african"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPEAN = "eastern_european"
    GRULAC = "grulac"
    WEOG = "weog"
