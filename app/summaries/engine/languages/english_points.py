"""How the summary says in English who makes the points of written contributions."""

POINTS = {
    "points.heading": "Points made in written contributions",
    "points.general": "Points made in written contributions that name no question",
    "points.intro": "The points below are given in the words of a contribution, those of most contributors first. "
    "Who makes a point is counted where its author says so, or a person who read the contribution; “at least” stands "
    "where only the likeness of the texts says so, which misses those who say the same in other words. Copies of a "
    "text count as one contributor, the first who filed it.",
    "points.reported": "In all, {points} were found; those with the most contributors, and those that a large part "
    "of one stakeholder group makes, are given here.",
    "points.count.one": "{n} point",
    "points.count.other": "{n} points",
    "points.support": "From contributions in support of option {number}",
    "points.oppose": "From contributions against option {number}",
    "point.id": "Point {number}",
    "sentence.point": "{claim} made this point: {quotes}.",
    "sentence.point.numbers": "This point was made by {claim}: {quotes}.",
    "sentence.point.at_least.other": "{claim} made this point: {quotes}.",
    "phrase.numbers.wrote": "{n} of the {N} {nouns} on the matter",
    "phrase.only.wrote": "the only {noun} on the matter",
    "phrase.at_least.one": "at least {n} {noun}",
    "phrase.at_least.other": "at least {n} {nouns}",
    "rule.at_least": "Counted by the likeness of texts, where no person has said so of every contribution: at least "
    "so many. The scale gives no word for it.",
    "documentation.campaign": "The text sent most often came, the same or nearly so, with {contributions} from "
    "{contributors}; entry {seq} of the record has it first.",
    "contributions.of.one": "{n} contribution",
    "contributions.of.other": "{n} contributions",
    "page.annex.points": "Who makes the points of the written contributions",
    "page.standing.declared": "declared by its author",
    "page.standing.confirmed": "confirmed by a person who read it",
    "page.standing.matched": "by the likeness of texts alone",
    "statements.groups_apart": "What sets the opinion groups apart",
    "statements.apart_intro": "For each opinion group the statements are given on which its agreement exceeds "
    "that of all others by most, among those on which enough people of either took a "
    "side. The evidence has the votes of every group.",
    "sentence.found": "{claim} of this group agreed with statement {number}: {quote}.",
    "page.campaign": "One campaign, counted once: {contributions} from {contributors}; entry {seq} of "
    "the record has it first.",
}
