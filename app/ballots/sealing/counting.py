"""From opened ballots to results.json: thresholds, both outcomes side by side, and what may be published. Pure.

Options go by their places in the list ("0", "1", …), in `tally` and in what is published, so that the lot does not
depend on words. A number that is no whole one is an exact fraction in text: `7/12`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.definition import CountingRules
from app.ballots.publishing import (
    JOIN,
    blurred_options,
    blurs,
    classes,
    evaluations,
    figures_by_class,
    in_favour,
    published_ballots,
    withheld,
    without,
)
from app.ballots.rules import Asked, BallotMode, Unanimity, Weighting
from app.ballots.sealing.showing import NOTHING_BUT_WINNERS, shown_result, shown_standings
from app.ballots.tally.profile import ANSWERS, Ballot, Kind, profile
from app.ballots.tally.profile import Answer as TallyAnswer
from app.ballots.tally.results import results as tally_results

KINDS = {
    Asked.APPROVE: Kind.APPROVAL,
    Asked.SCORES: Kind.SCORE,
    Asked.DOTS: Kind.DOTS,
    Asked.RANKING: Kind.RANKING,
    Asked.ANSWERS: Kind.STRAW,
}
Results = dict[str, Any]


def counted(
    definition: Mapping[str, Any], definition_hash: str, casts: Sequence[Cast], seed: str
) -> tuple[Results, list[bytes]]:
    """results.json and the lines of ballots.jsonl."""
    rules, mode = CountingRules.model_validate(definition["rules"]), BallotMode(definition["mode"])
    options, voters, roll = len(definition["options"]), len(casts), len(definition["roll"])
    class_of = classes([cast.group for cast in casts], mode)
    by_class = figures_by_class(options, casts, class_of)
    whole = {
        "ballots": voters,
        "evaluations": evaluations(options, casts),
        "figures": verify.figures(options, [cast.choice for cast in casts]),
    }
    needed = -(-rules.quorum_percent * roll // 100)
    judged = [_judged(rules, option, whole, by_class) for option in range(options)]
    standing = [option for option in range(options) if judged[option]["eligible"]]
    outcomes, standings = _outcomes(rules, standing, casts, class_of, seed) if casts and standing else (None, [])
    hidden = withheld(mode, voters)
    blurred = (
        blurred_options([whole, *by_class.values()], options) if blurs(mode, Unanimity(definition["unanimity"])) else []
    )
    results = {
        "ballot_id": definition["id"],
        "definition_hash": definition_hash,
        "ballots": voters,
        "roll": roll,
        "quorum": {"percent": rules.quorum_percent, "needed": needed, "met": voters >= needed},
        "decides": rules.weighting.value,
        "outcomes": outcomes,
        "standings": standings,
        "options": judged,
        "evaluations": whole["evaluations"],
        "figures": whole["figures"],
        "classes": [{"name": name, "groups": name.split(JOIN), **own} for name, own in by_class.items()],
        "withheld": hidden,
        "blurred": blurred,
    }
    ballots = published_ballots(definition, casts, class_of, anything=not hidden and not blurred)
    return _publishable(results, hidden=hidden, blurred=blurred), ballots


def _judged(
    rules: CountingRules, option: int, whole: Mapping[str, Any], by_class: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Whether an option may be chosen at all, by each of the tests the definition sets; null for one it does not."""
    scale = (rules.score_min, rules.score_max)
    asked, favour = whole["evaluations"][option], in_favour(whole["figures"], option, scale)
    enough = asked >= rules.min_evaluations if rules.min_evaluations else None
    threshold = (asked > 0 and 100 * favour >= rules.threshold_percent * asked) if rules.threshold_percent else None
    double = None
    if rules.double_majority:
        shares = [
            2 * in_favour(own["figures"], option, scale) > own["evaluations"][option] for own in by_class.values()
        ]
        double = 2 * favour > asked and sum(shares) >= -(-2 * len(shares) // 3)
    tests = {"enough_evaluations": enough, "threshold": threshold, "double_majority": double}
    return tests | {"option": option, "eligible": False not in tests.values()}


def _outcomes(
    rules: CountingRules,
    standing: Sequence[int],
    casts: Sequence[Cast],
    class_of: Mapping[str | None, str],
    seed: str,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The raw and the balanced outcome, whichever decides; the latter only where there is anything to balance. And how
    each option stands with the classes.
    """
    alike = Counter((cast.said, class_of[cast.group], cast.recused) for cast in casts)
    among = frozenset(standing)
    votes = profile(
        KINDS[rules.asked],
        [str(option) for option in standing],
        [
            _vote(rules.asked, json.loads(choice), frozenset(recused), among, group, number)
            for (choice, group, recused), number in alike.items()
        ],
        scale=(rules.score_min, rules.score_max),
    )
    both = tally_results(votes, rules.method, seats=min(rules.seats, len(standing)), seed=seed)
    outcomes = {
        Weighting.ONE_EACH.value: shown_result(both.raw),
        Weighting.EQUAL_GROUPS.value: shown_result(both.balanced) if both.balanced else None,
    }
    return outcomes, shown_standings(both.raw.balance)


def _vote(
    asked: Asked, cast: Mapping[str, Any], recused: frozenset[int], among: frozenset[int], group: str, number: int
) -> Ballot:
    """`number` ballots that say the same, as `tally` takes them, of those options that may be chosen at all."""
    value = cast[asked]
    choice: Any
    if asked is Asked.APPROVE:
        choice = {str(option) for option in value if option in among}
    elif asked is Asked.RANKING:
        kept = ([str(option) for option in tie if option in among] for tie in value)
        choice = [tie for tie in kept if tie]
    elif asked is Asked.ANSWERS:
        said = {option: _ANSWERS.get(answer, TallyAnswer.NO_VIEW) for option, answer in enumerate(value)}
        choice = {str(option): said[option] for option in among - recused}
    elif asked is Asked.SCORES:
        choice = {str(option): given for option, given in enumerate(value) if given is not None and option in among}
    else:
        choice = {str(option): given for option, given in enumerate(value) if given and option in among}
    return Ballot(choice, group, count=number, recused=frozenset(str(option) for option in recused & among))


_ANSWERS: dict[str | None, TallyAnswer] = {
    answer.value.replace(" ", "_"): answer for answer in ANSWERS if answer is not TallyAnswer.NO_VIEW
}


def _publishable(results: Results, *, hidden: bool, blurred: Sequence[int]) -> Results:
    """With few ballots: who won, and no figure. With options left out: also no score and no step, which repeat them."""
    if not hidden and not blurred:
        return results
    outcomes = results["outcomes"]
    bare = outcomes and {
        name: outcome and NOTHING_BUT_WINNERS | {"winners": outcome["winners"]} for name, outcome in outcomes.items()
    }
    if hidden:
        return results | {"outcomes": bare, "standings": [], "evaluations": [], "figures": {}, "classes": []}
    kept = [own | {"figures": without(own["figures"], blurred)} for own in results["classes"]]
    return results | {
        "outcomes": bare,
        "standings": [],
        "figures": without(results["figures"], blurred),
        "classes": kept,
    }
