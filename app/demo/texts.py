"""What the simulated participants say, read from the JSON files beside this module and checked as it is read."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.consultations.rules import Stance
from app.stakeholders.groups import StakeholderGroup

HERE = Path(__file__).parent
# Some reasons sound wrong in a government's mouth.
NON_STATE = "non-state: "


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Later(Said):
    """What became of a text: withdrawn by its author, or hidden by a moderator."""

    reason: str
    days_ago: float = 0
    minutes_ago: float = 0


class Revision(Said):
    days_ago: float
    title: str
    paragraphs: tuple[str, ...]


class Written(Said):
    """A contribution. `by` is the mailbox of a person, `questions` the note's numbers."""

    by: str
    days_ago: float
    language: str
    questions: tuple[int, ...]
    title: str
    paragraphs: tuple[str, ...]
    revised: Revision | None = None
    withdrawn: Later | None = None
    hidden: Later | None = None


class Remark(Said):
    """A live comment; `option` as "question.option"."""

    by: str
    minutes_ago: float
    language: str
    text: str
    option: str | None = None
    hidden: Later | None = None


class Proposition(Said):
    """A short statement to agree or disagree with; `agree` and `disagree` of a hundred do, the rest pass. On one that
    `divides`, one camp of voters does the opposite.
    """

    text: str
    language: str
    agree: int
    disagree: int
    divides: bool = False


class Proposal(Said):
    """Themes that one person puts forward."""

    by: str
    titles: tuple[str, ...]


class Themes(Said):
    """`mentioned`: by the title of a contribution, the themes it mentions."""

    proposed: tuple[Proposal, ...]
    mentioned: dict[str, tuple[str, ...]]


class Phrase(Said):
    """A reason for one stance on one option, with the condition where the stance has one."""

    language: str
    reason: str
    condition: str | None = None
    non_state: bool = False

    def fits(self, group: StakeholderGroup | None) -> bool:
        return not (self.non_state and group is StakeholderGroup.GOVERNMENT)


Phrases = dict[str, dict[Stance, list[Phrase]]]


def contributions(file: str) -> list[Written]:
    return TypeAdapter(list[Written]).validate_json((HERE / file).read_bytes())


def comments(file: str) -> list[Remark]:
    return TypeAdapter(list[Remark]).validate_json((HERE / file).read_bytes())


def propositions(file: str) -> list[Proposition]:
    return TypeAdapter(list[Proposition]).validate_json((HERE / file).read_bytes())


def themes(file: str) -> Themes:
    return Themes.model_validate_json((HERE / file).read_bytes())


def phrases(*names: str) -> Phrases:
    """By option and stance, in the order of the files."""
    content = TypeAdapter(dict[str, dict[Stance, dict[str, list[str | tuple[str, str]]]]])
    found: Phrases = {}
    for name in names:
        for option, stances in content.validate_json((HERE / name).read_bytes()).items():
            found[option] = {
                stance: [_phrase(language, item) for language, items in by_language.items() for item in items]
                for stance, by_language in stances.items()
            }
    return found


def _phrase(language: str, item: str | tuple[str, str]) -> Phrase:
    reason, condition = (item, None) if isinstance(item, str) else item
    told: dict[str, Any] = {"language": language, "reason": reason.removeprefix(NON_STATE), "condition": condition}
    return Phrase(**told, non_state=reason.startswith(NON_STATE))
