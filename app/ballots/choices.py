"""What one member may cast: the choice in its canonical form, or a refusal in words. Pure.

The canonical form has exactly one field, named as `rules.Asked`; a client that computes its own commitment writes the
same bytes: option numbers ascending, ties as ascending lists, null for no view.
"""

from collections.abc import Callable, Collection
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from app.ballots.definition import MOST_OPTIONS, CountingRules
from app.ballots.rules import Asked, BallotAnswer
from app.core.errors import Invalid
from app.core.schemas import In

OptionNumber = Annotated[int, Field(ge=0, lt=MOST_OPTIONS)]
Choice = dict[str, Any]


class ChoiceIn(In):
    """Exactly one field is given, the one the method asks for. Options are named by their place in the list, from 0.

    `approve`: the approved ones. `scores` and `answers`: one for each option in their order, null for no view. `dots`:
    one number for each option. `ranking`: best first; options in one inner list are tied; who is left out stands last.
    """

    approve: Annotated[list[OptionNumber], Field(max_length=MOST_OPTIONS)] | None = None
    scores: Annotated[list[Annotated[int, Field(ge=0, le=5)] | None], Field(max_length=MOST_OPTIONS)] | None = None
    dots: Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(max_length=MOST_OPTIONS)] | None = None
    ranking: (
        Annotated[
            list[Annotated[list[OptionNumber], Field(min_length=1, max_length=MOST_OPTIONS)]],
            Field(max_length=MOST_OPTIONS),
        ]
        | None
    ) = None
    answers: Annotated[list[BallotAnswer | None], Field(max_length=MOST_OPTIONS)] | None = None

    @model_validator(mode="after")
    def gives_one_field(self) -> Self:
        if sum(value is not None for _, value in self) != 1:
            raise ValueError("give exactly one of approve, scores, dots, ranking, answers")
        return self


def canonical_choice(rules: CountingRules, options: int, recused: Collection[int], given: ChoiceIn) -> Choice:
    """The choice as it is committed to and counted."""
    asked = rules.asked
    value = getattr(given, asked)
    if value is None:
        raise Invalid(f"This ballot asks for “{asked}”.", code="wrong_kind_of_choice")
    checks: dict[Asked, Callable[[CountingRules, int, frozenset[int], Any], Any]] = {
        Asked.APPROVE: _approved,
        Asked.SCORES: _scored,
        Asked.DOTS: _dotted,
        Asked.RANKING: _ranked,
        Asked.ANSWERS: _answered,
    }
    return {asked.value: checks[asked](rules, options, frozenset(recused), value)}


def _refuse_recused(touched: Collection[int], recused: frozenset[int]) -> None:
    if recused & set(touched):
        raise Invalid("You are recused from an option you have evaluated; leave it out.", code="recused")


def _known(numbers: Collection[int], options: int) -> None:
    if any(number >= options for number in numbers) or len(set(numbers)) != len(numbers):
        raise Invalid("An option is named twice, or is not on this ballot.", code="unknown_option")


def _enough(rules: CountingRules, chosen: int, free: int) -> None:
    """A recused member is not asked for more than they have left to choose from."""
    if chosen < min(rules.min_choices, free):
        raise Invalid(f"Please choose at least {min(rules.min_choices, free)}.", code="too_few_choices")
    if rules.max_choices is not None and chosen > rules.max_choices:
        raise Invalid(f"Please choose at most {rules.max_choices}.", code="too_many_choices")


def _full_length(values: Collection[Any], options: int) -> None:
    if len(values) != options:
        raise Invalid(f"One value for each of the {options} options is needed.", code="wrong_length")


def _approved(rules: CountingRules, options: int, recused: frozenset[int], given: list[int]) -> list[int]:
    _known(given, options)
    _refuse_recused(given, recused)
    _enough(rules, len(given), options - len(recused))
    return sorted(given)


def _scored(rules: CountingRules, options: int, recused: frozenset[int], given: list[int | None]) -> list[int | None]:
    _full_length(given, options)
    _refuse_recused([number for number, value in enumerate(given) if value is not None], recused)
    if any(value is not None and not rules.score_min <= value <= rules.score_max for value in given):
        raise Invalid(f"Scores go from {rules.score_min} to {rules.score_max}.", code="score_out_of_range")
    return given


def _dotted(rules: CountingRules, options: int, recused: frozenset[int], given: list[int]) -> list[int]:
    _full_length(given, options)
    _refuse_recused([number for number, value in enumerate(given) if value], recused)
    if sum(given) > rules.dots:
        raise Invalid(f"There are {rules.dots} dots to give.", code="too_many_dots")
    return given


def _ranked(rules: CountingRules, options: int, recused: frozenset[int], given: list[list[int]]) -> list[list[int]]:
    named = [number for tie in given for number in tie]
    _known(named, options)
    _refuse_recused(named, recused)
    _enough(rules, len(named), options - len(recused))
    return [sorted(tie) for tie in given]


def _answered(
    rules: CountingRules,  # noqa: ARG001 - all five are called alike
    options: int,
    recused: frozenset[int],
    given: list[BallotAnswer | None],
) -> list[str | None]:
    _full_length(given, options)
    _refuse_recused([number for number, value in enumerate(given) if value is not None], recused)
    return [value.value if value is not None else None for value in given]
