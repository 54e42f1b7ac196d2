"""What the demo shows: every word of the scale and every rule, recounted from the database, and texts of all kinds."""

from collections import Counter, defaultdict

import pytest
from sqlalchemy import func, select

from app.consultations import queries
from app.consultations.models import Round
from app.consultations.scale import STANDARD, Word
from app.contributions.models import Contribution, ContributionVersion
from app.demo import content, igf, texts
from app.demo.people import EVERYBODY, VOTERS
from app.demo.plan import plan
from app.demo.targets import CHANGES, TARGETS
from app.meetings.comments.models import Comment
from app.opinions.models import Statement
from app.positions import queries as position_queries
from app.positions.models import Position
from app.summaries.engine.quantifiers import Base, Count, Form, Noun, Pairing, Rule, choose, pairing

SUPPORT = ("support", "support_with_reservations")
SIDES = (SUPPORT, ("support_with_reservations",), ("oppose",))
LANGUAGES = set(content.LANGUAGES)


@pytest.fixture
async def consultation(demo):
    async with demo.read() as session:
        return await queries.by_ref(session, content.SLUG)


@pytest.fixture
async def stances(demo, consultation):
    """Entities by option ("2.1"), group and stance, from the database."""
    async with demo.read() as session:
        note = await queries.note(session, consultation.id)
        counts = await position_queries.counts(session, consultation.id)
    places = {option.id: f"{q.number}.{option.number}" for q in note.questions for option in q.options}
    found = defaultdict(lambda: defaultdict(Counter))
    for option_id, group, stance, entities, *_ in counts:
        found[places[option_id]][group][stance] += entities
    assert set(found) == set(places.values())
    return found


def counted(groups, side):
    """V and T by group: T is everybody but the neutral."""
    taken = {group: tally.total() - tally["neutral"] for group, tally in groups.items()}
    return {group: Count(sum(groups[group][s] for s in side), t) for group, t in taken.items() if t}


def said(groups, side=SUPPORT):
    counts = counted(groups, side)
    return choose(STANDARD, counts, Base(Noun("participants"), {group: count.t for group, count in counts.items()}))


async def test_the_database_holds_what_the_targets_say(stances):
    for target in TARGETS:
        for group, split in target.groups.items():
            tally = stances[target.option][group]
            found = tuple(tally[stance] for stance in (*SUPPORT, "neutral", "oppose"))
            assert found == tuple(split), f"{target.option} {group}"


async def test_every_word_of_the_scale_occurs(stances):
    words = {said(groups, side).word for groups in stances.values() for side in SIDES}
    assert words >= set(Word)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.option)
async def test_each_option_is_described_as_intended(stances, target):
    assert said(stances[target.option]).label == target.word, target.shows


async def test_every_rule_is_seen_at_work(stances):
    flooded = said(stances["3.3"])
    assert flooded.fired(Rule.BALANCED)
    facts = dict(next(fired.facts for fired in flooded.rules if fired.rule is Rule.BALANCED))
    assert (facts["raw"], facts["word"]) == (Word.MOST, Word.MANY)
    narrowed = said(stances["3.4"])
    assert narrowed.noun.narrowed_to == ("civil_society",)
    assert said(stances["6.5"]).form is Form.NUMBERS
    assert said(stances["6.5"]).t < STANDARD.min_base
    assert not said(stances["2.1"]).number_beside
    assert said(stances["5.1"]).number_beside
    assert said(stances["2.2"]).borderline


async def test_counter_sentences_are_due_where_intended(stances):
    due = {
        target.option: pairing(STANDARD, counted(stances[target.option], SUPPORT), said(stances[target.option]).word)
        for target in TARGETS
    }
    assert Pairing.GROUP in due["3.2"]
    assert Pairing.GROUP in due["6.4"]
    assert Pairing.MANY in due["4.1"]
    assert due["6.1"] == (Pairing.ENTITIES,)
    assert due["6.2"] == ()
    assert sum(tally["neutral"] for groups in stances.values() for tally in groups.values()) > 20


async def test_about_half_give_reasons_in_six_languages_and_reservations_name_conditions(demo, consultation):
    async with demo.read() as session:
        positions = (await session.scalars(position_queries.latest(consultation.id))).all()
    reasons = [position.reason for position in positions if position.reason]
    assert 0.4 < len(reasons) / len(positions) < 0.65
    assert len(set(reasons)) > 150
    assert {position.language for position in positions if position.reason} == LANGUAGES
    reserved = [position for position in positions if position.stance == "support_with_reservations"]
    assert all(position.condition for position in reserved)


async def test_some_changed_their_minds(demo, consultation):
    async with demo.read() as session:
        rounds = func.count(Position.round_id.distinct())
        query = select(Position.option_id).where(Position.consultation_id == consultation.id)
        twice = await session.scalars(query.group_by(Position.option_id, Position.entity_id).having(rounds > 1))
        restated = await session.scalars(query.where(Position.version > 1))
        assert len(twice.all()) == sum(change.entities for change in CHANGES if not change.same_round)
        assert len(restated.all()) == 1


async def test_contributions_show_everything_that_can_become_of_one(demo, consultation):
    query = select(Contribution).where(Contribution.consultation_id == consultation.id)
    async with demo.read() as session:
        found = (await session.scalars(query.order_by(Contribution.seq))).all()
        versions = await session.scalar(select(func.count()).select_from(ContributionVersion))
        assert versions == await session.scalar(select(func.count()).select_from(Contribution)) + 1
        first = await session.scalar(select(Round).where(Round.id == found[0].round_id))
    assert len(found) >= 14
    assert sum(contribution.version == 2 for contribution in found) == 1
    assert sum(bool(contribution.withdrawn) for contribution in found) == 1
    assert sum(bool(contribution.hidden) for contribution in found) == 1
    assert sum(contribution.late for contribution in found) == 1
    assert all(contribution.filed_at < first.scheduled_closes_at for contribution in found)
    [(_, copies)] = Counter(contribution.text for contribution in found).most_common(1)
    assert copies == 2
    assert {contribution.language for contribution in found} == LANGUAGES


async def test_the_meeting_is_lively(demo, consultation):
    async with demo.read() as session:
        query = select(Comment).where(Comment.consultation_id == consultation.id)
        comments = (await session.scalars(query)).all()
    assert len(comments) >= 20
    assert sum(bool(comment.hidden) for comment in comments) == 1
    assert {comment.language for comment in comments} == LANGUAGES
    assert 5 < sum(bool(comment.option_id) for comment in comments) < len(comments)


async def test_statements_find_wide_support_and_sharp_division(demo, consultation):
    async with demo.read() as session:
        query = select(Statement).where(Statement.consultation_id == consultation.id)
        statements = (await session.scalars(query)).all()
    assert len(statements) == len(texts.propositions(content.STATEMENTS)) >= 12
    assert all(s.agree + s.disagree + s.pass_ == len(VOTERS) for s in statements)
    shares = [s.agree / (s.agree + s.disagree) for s in statements if s.agree + s.disagree >= STANDARD.min_base]
    assert max(shares) > 0.9
    assert any(0.35 < share < 0.65 for share in shares)


def test_the_plan_is_the_same_on_every_run():
    words = texts.phrases(*content.REASONS)
    assert plan(TARGETS, CHANGES, EVERYBODY, words) == plan(TARGETS, CHANGES, EVERYBODY, words)


def test_every_reason_belongs_to_an_option_of_the_note():
    for questions, reasons in ((content.QUESTIONS, content.REASONS), (igf.QUESTIONS, (igf.REASONS,))):
        places = {f"{n}.{m}" for n, q in enumerate(questions, start=1) for m, _ in enumerate(q.options, start=1)}
        assert set(texts.phrases(*reasons)) == places
