"""From opened ballots to results.json: thresholds, both outcomes side by side, and what may be published. Pure.

Options go by their places in the list ("0", "1", …), in `tally` and in what is published, so that the lot does not
depend on words. A number that is no whole one is an exact fraction in text: `7/12`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.definition import CountingRules
from app.ballots.publishing import (
    JOIN,
    Alike,
    alike,
    blurred_options,
    blurs,
    classes,
    figures_by_class,
    figures_of_all,
    published_ballots,
    withheld,
    without,
)
from app.ballots.rules import Asked, BallotMode, Unanimity, Weighting
from app.ballots.sealing.showing import NOTHING_BUT_WINNERS, shown_result, shown_standings
from app.ballots.tally.profile import ANSWERS, NOTHING, RECUSED, Answer, Kind, assembled
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
    kinds = alike(casts, class_of)
    by_class = figures_by_class(options, kinds)
    whole = figures_of_all(options, by_class)
    needed = -(-rules.quorum_percent * roll // 100)
    cells = [{"name": name, "groups": name.split(JOIN), **own} for name, own in by_class.items()]
    judged = [verify.judged(definition["rules"], option, whole | {"classes": cells}) for option in range(options)]
    standing = [option for option in range(options) if judged[option]["eligible"]]
    outcomes, standings = _outcomes(rules, standing, kinds, seed) if casts and standing else (None, [])
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
        "classes": cells,
        "withheld": hidden,
        "blurred": blurred,
    }
    ballots = published_ballots(definition, casts, class_of, anything=not hidden and not blurred)
    return _publishable(results, hidden=hidden, blurred=blurred), ballots


def _outcomes(
    rules: CountingRules,
    standing: Sequence[int],
    kinds: Sequence[Alike],
    seed: str,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The raw and the balanced outcome, whichever decides; the latter only where there is anything to balance. And how
    each option stands with the classes.
    """
    place = {option: at for at, option in enumerate(standing)}
    votes = assembled(
        KINDS[rules.asked],
        [str(option) for option in standing],
        np.array([_marks(rules.asked, kind.choice, kind.recused, place) for kind in kinds], dtype=np.int32),
        np.array([kind.number for kind in kinds], dtype=np.int64),
        [kind.name for kind in kinds],
        scale=(rules.score_min, rules.score_max),
    )
    both = tally_results(votes, rules.method, seats=min(rules.seats, len(standing)), seed=seed)
    outcomes = {
        Weighting.ONE_EACH.value: shown_result(both.raw),
        Weighting.EQUAL_GROUPS.value: shown_result(both.balanced) if both.balanced else None,
    }
    return outcomes, shown_standings(both.raw.balance)


def _marks(asked: Asked, choice: Mapping[str, Any], recused: Sequence[int], place: Mapping[int, int]) -> list[int]:
    """As a row of `tally`'s profile, of those options that may be chosen at all; `place`: where each stands in it."""
    value, row = choice[asked], [NOTHING if asked is Asked.SCORES else 0] * len(place)
    if asked is Asked.RANKING:
        ranks = filter(None, ([option for option in tie if option in place] for tie in value))
        for rank, tie in enumerate(ranks, start=1):
            for option in tie:
                row[place[option]] = rank
    elif asked is Asked.APPROVE:
        for option in value:
            if option in place:
                row[place[option]] = 1
    else:
        for option, at in place.items():
            given = value[option]
            row[at] = ANSWER_AT[given] if asked is Asked.ANSWERS else row[at] if given is None else given
    for option in recused:
        if option in place:
            row[place[option]] = RECUSED
    return row


ANSWER_AT = {
    None if answer is Answer.NO_VIEW else answer.value.replace(" ", "_"): at for at, answer in enumerate(ANSWERS)
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
