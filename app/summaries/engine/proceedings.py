"""Facts of the ledger beyond positions and texts: joint statements, objections, decisions, findings, what was missing.

Plain data like those in ledger.py, which holds and orders them. Only what the public may see is ever put in.
"""

from dataclasses import dataclass

from app.summaries.engine.quantifiers import Group


@dataclass(frozen=True, slots=True)
class JointStance:
    """What a joint statement says on one option, as that read in `option_version`. `stance`: a code of `Stance`."""

    option_id: str
    option_version: int
    stance: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """An entity behind a joint statement. `seq`: the place in the record of the act that put it there. `agreed`: it

    did so to the text as it now is; otherwise what the statement says for it is to be confirmed.
    """

    entity_id: str
    entity: str
    group: Group
    region: str | None
    seq: int
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class JointFact:
    """A contribution filed for several. `id` is the contribution's."""

    id: str
    seq: int
    stances: tuple[JointStance, ...]
    signatories: tuple[Signatory, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "stances", tuple(sorted(self.stances, key=lambda each: each.option_id)))
        object.__setattr__(
            self, "signatories", tuple(sorted(self.signatories, key=lambda each: (each.seq, each.entity_id)))
        )


@dataclass(frozen=True, slots=True)
class ExplanationFact:
    """An explanation of position, given after the round; never counted. `text` null: hidden."""

    id: str
    option_id: str
    entity_id: str
    entity: str
    group: Group
    text: str | None
    language: str
    seq: int
    given_at: str


@dataclass(frozen=True, slots=True)
class CaucusViewFact:
    """One of the views a caucus recorded side by side; never counted. `option_id` null: on the note as a whole."""

    id: str
    caucus_id: str
    caucus: str
    option_id: str | None
    text: str
    language: str
    seq: int


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A consensus call, silence procedure or straw poll, as it stood at the cut-off; or the adoption of the programme.

    `kind`: consensus_call, silence, straw_poll, programme. `state`: running, adopted, objected, broken, withdrawn,
    closed; of a programme by_consensus or by_ballot, and `matter` names its themes.
    `answers`: of a closed straw poll, in its own order, with the number of entities.
    """

    id: str
    kind: str
    option_id: str | None
    option_version: int | None
    matter: str
    language: str
    state: str
    opened_at: str
    ended_at: str | None
    seq: int
    answers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionFact:
    """An objection to a consensus call, or the breaking of a silence. `reason` null: hidden. `disposition` null: none
    yet; else sustained, addressed_by_amendment or noted, with its written reasons.
    """

    id: str
    decision_id: str
    entity_id: str
    entity: str
    group: Group
    reason: str | None
    language: str
    seq: int
    withdrawn_at: str | None = None
    disposition: str | None = None
    disposition_reason: str | None = None


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What the chair signed on one option, as that read in `option_version`; the latest one only."""

    id: str
    option_id: str
    option_version: int
    kind: str
    reason: str | None
    language: str
    seq: int
    signed_at: str


@dataclass(frozen=True, slots=True)
class PreparedFact:
    """The text of a statement, delivered on the floor or filed for the record; quoted, never counted.

    `question_id`: the question discussed under its item of the agenda. `text` null: hidden.
    """

    id: str
    question_id: str | None
    entity_id: str
    entity: str
    group: Group
    text: str | None
    language: str
    seq: int


@dataclass(frozen=True, slots=True)
class SpokeFact:
    """One turn on the floor of a meeting that is public. `id`: the intervention's. `guest`: not among the participants,
    such as an invited speaker without an accreditation.
    """

    id: str
    meeting_id: str
    entity_id: str
    entity: str
    group: Group
    seq: int
    guest: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationFact:
    """The chair's own words: an operative phrase ("Invites"), what follows it, and to whom it is addressed."""

    id: str
    operative: str
    text: str
    addressee: str
    language: str


@dataclass(frozen=True, slots=True)
class IssueFact:
    """What was left open, in the chair's own words. `referred_to` null: to nobody yet. `due`: an ISO 8601 day."""

    id: str
    text: str
    language: str
    referred_to: str | None
    lead: str | None
    partners: tuple[str, ...]
    due: str | None


@dataclass(frozen=True, slots=True)
class SecondedFact:
    """One entity behind a proposal. `seq`: the place in the record where it said so."""

    entity_id: str
    entity: str
    group: Group
    seq: int


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """What a participant said the note left out. `question` is the number of the question it belongs to, or null.

    Hidden and withdrawn ones are absent. `seconded`: without the one that put it forward.
    """

    id: str
    question: int | None
    entity_id: str
    entity: str
    group: Group
    text: str
    language: str
    seq: int
    seconded: tuple[SecondedFact, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconded", tuple(sorted(self.seconded, key=lambda each: (each.seq, each.entity_id))))


@dataclass(frozen=True, slots=True)
class LabelFact:
    """A sentence of a public contribution, word for word, by which a point is named."""

    source_id: str
    seq: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class MakerFact:
    """A public contribution that makes a point. `standing`: declared (by its author), confirmed (by a person who read
    it), matched (by the likeness of texts alone).
    """

    contribution_id: str
    standing: str


@dataclass(frozen=True, slots=True)
class PointFact:
    """What several contributions say. `labels`: one for each language in which persons found it to be the same.

    `question`: its number, or null. `stance` ("support", "oppose") and `option` (its number): what the contributions
    it was found in declare there, or null.
    """

    id: str
    number: int
    question: int | None
    option: int | None
    stance: str | None
    labels: tuple[LabelFact, ...]
    makers: tuple[MakerFact, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "makers", tuple(sorted(self.makers, key=lambda each: each.contribution_id)))


@dataclass(frozen=True, slots=True)
class FoundGroupsFact:
    """Opinion groups found from the votes here: (name, people) from the largest. Of `subsamples` searches among half of
    the people `same_number` gave as many groups; `agreement`: median with the groups found again, in hundredths.
    """

    groups: tuple[tuple[str, int], ...]
    subsamples: int
    same_number: int
    agreement: int


@dataclass(frozen=True, slots=True)
class DispositionFact:
    """What a person decided about one contribution. `kind`: taken_up, merged, noted, out_of_scope."""

    contribution_id: str
    kind: str
    reason: str | None
    merged_into: str | None
