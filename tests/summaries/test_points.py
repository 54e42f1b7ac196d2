"""Points in the summary: who makes them is counted as surely as persons said so, in six languages, and checked."""

from dataclasses import replace

import pytest

from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Paragraph, plain
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.points import MINORITY, REPORTED
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.redaction import redact
from app.summaries.engine.rendering import Standing, View, to_html
from tests.summaries import ledgers
from tests.summaries.ledgers import CIV
from tests.summaries.pointed import essay, filed, made


def claims(document):
    return {claim.id: claim for claim in document.claims if claim.side == "point"}


def test_what_persons_said_counts_and_what_texts_show_is_at_least():
    found = claims(draft(essay()))
    assert found["point-1"].text.startswith("Many contributors (17 of 30) made this point: “Remote participation")
    assert "La participation à distance compte" in found["point-1"].text
    assert found["point-2"].n == 4, "a joint statement and the three that agreed to it"
    assert (found["point-9"].phrase, found["point-9"].word) == ("at least 24 contributors", None)
    assert found["point-10"].phrase == "at least six contributors", "one of them is the text's word alone"
    assert {each.kind for each in found["point-10"].evidence} == {"matched", "confirmed"}
    assert (
        found["point-11"].text
        == "This point was made by 2 of the 4 contributors on the matter: “The secretariat is small”."
    )


def test_copies_of_a_text_are_one_contributor_and_a_joint_statement_is_all_who_agreed():
    facts = essay()
    campaign = [each.id for each in facts.contributions if each.campaign]
    facts = replace(facts, points=(made(1, [c for c in facts.contributions if c.id in campaign]),))
    assert claims(draft(facts))["point-1"].n == 1
    assert "3 of them repeat" in to_html(draft(facts)) or "repeat the text of others" in to_html(draft(facts))
    joint = next(each for each in facts.contributions if each.id == facts.joint[0].id)
    facts = replace(facts, points=(made(1, [joint]),))
    assert claims(draft(facts))["point-1"].n == 4, "its author and three who agreed"


def test_the_points_of_a_minority_are_printed_beside_those_of_the_many():
    those = filed("q3", count=60)
    many = [made(n, those[n : n + 8], "matched") for n in range(1, REPORTED + 4)]
    alone = made(90, [each for each in those if each.group == CIV][:3], "matched", label="Only civil society says so.")
    facts = replace(essay(), contributions=tuple(those), joint=(), points=(*many, alone))
    document = draft(facts)
    printed = claims(document)
    assert "point-90" in printed
    assert REPORTED < len(printed) <= REPORTED + MINORITY
    assert f"{len(many) + 1} points were found" in to_html(document)


def test_words_hidden_later_leave_the_sentence_and_the_page():
    document = draft(essay())
    source = document.claim("point-2").evidence[0].id
    shown = redact(document, frozenset({source}))
    assert "Interpretation is missing" in to_html(document)
    assert "Interpretation is missing" not in to_html(shown)
    assert "Interpretation is missing" not in shown.claim("point-2").text


def test_who_makes_a_point_was_taken_up_where_it_is_counted():
    document = draft(essay())
    numbers = {
        run.ref: block.number
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if run.kind == "claim"
    }
    row = next(row for row in document.contributions if row.id == document.claim("point-3").evidence[1].id)
    assert row.disposition == "taken_up"
    assert numbers["point-3"] in row.paragraphs


@pytest.mark.parametrize("code", PACKS)
def test_every_count_of_contributors_reads_whole_in_every_language(code):
    pack = PACKS[code]
    forms = pack.noun(Noun("contributors"))
    for n in range(1, 121):
        for key in ("phrase.at_least", "phrase.numbers.wrote", "phrase.counted"):
            said = pack.say_plain(pack.key_for(key, n), **{**forms, "n": pack.spelled(n), "N": pack.number(120)})
            assert said.strip() == said
            assert "{" not in said
    document = draft(essay(), language=code)
    assert list(find_faults(essay(), document, {})) == []
    assert len(claims(document)) == len(essay().points)


AT_LEAST = {
    "ru": [(1, "не менее одного автора"), (3, "не менее трех авторов"), (21, "не менее 21 автора")],
    "ar": [(1, "ما لا يقل عن مساهم واحد"), (2, "ما لا يقل عن مساهمين اثنين"), (3, "ما لا يقل عن ثلاثة مساهمين"),
           (11, "ما لا يقل عن 11 مساهما")],
    "fr": [(1, "au moins un contributeur"), (4, "au moins quatre contributeurs")],
    "zh": [(3, "至少3个提交方")],
}  # fmt: skip


@pytest.mark.parametrize(("code", "n", "said"), [(code, *each) for code, found in AT_LEAST.items() for each in found])
def test_at_least(code, n, said):
    pack = PACKS[code]
    forms = pack.noun(Noun("contributors"))
    assert pack.say_plain(pack.key_for("phrase.at_least", n), n=pack.spelled(n), **forms) == said


def test_the_check_refuses_a_text_match_that_is_said_as_a_count():
    facts = essay()
    surer = replace(
        facts,
        points=tuple(
            replace(p, makers=tuple(replace(m, standing="confirmed") for m in p.makers)) if p.number == 9 else p
            for p in facts.points
        ),
    )
    document = draft(surer).model_copy(update={"ledger_digest": facts.digest})
    bound = [claim.model_copy(update={"ledger_digest": facts.digest}) for claim in document.claims]
    faults = list(find_faults(facts, document.model_copy(update={"claims": bound}), {}))
    assert any(fault.startswith("point-9: it says more surely") for fault in faults)


def test_a_label_is_quoted_word_for_word_and_nothing_else_is():
    document = draft(essay())
    quotes = [
        run
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and any(run.ref == "point-3" for run in block.runs)
        for run in block.runs
        if run.kind == "quote"
    ]
    assert [plain([quote]) for quote in quotes] == ["The dates collide with another conference"]


def test_no_points_no_heading():
    assert "Points made in written" not in to_html(draft(ledgers.summit()))


def test_a_campaign_behind_a_point_is_shown_with_its_size_in_every_language():
    """Once for the four copies in the annex, and not for texts that one contributor alone sent twice."""
    facts = essay()
    those = [each for each in facts.contributions if each.question_ids]
    campaign = [each for each in those if each.campaign]
    facts = replace(facts, points=(made(1, [those[1], *campaign]),))
    assert (
        f"One campaign, counted once: four contributions from four contributors; entry {campaign[0].seq} of the record "
        "has it first." in to_html(draft(facts))
    )
    for code, pack in PACKS.items():
        said = View(draft(facts, language=code), Standing())
        (claim,) = said.claims_about("point")
        (line,) = said.campaigns_in(claim)
        assert str(campaign[0].seq) in line
        assert pack.numbered("contributors", 4) in line
        assert "{" not in line
    one = replace(campaign[1], contributor=campaign[0].contributor, group=campaign[0].group)
    again = replace(facts, contributions=tuple(one if each.id == one.id else each for each in facts.contributions),
                    points=(made(1, [campaign[0], one]),))  # fmt: skip
    view = View(draft(again), Standing())
    assert view.campaigns_in(view.claims_about("point")[0]) == []


def test_the_check_finds_whose_text_a_contribution_repeats():
    facts = essay()
    document = draft(facts)
    copy = next(row for row in document.contributions if row.same_text_as)
    rows = [row.model_copy(update={"same_text_as": None}) if row is copy else row for row in document.contributions]
    falsified = document.model_copy(update={"contributions": rows})
    assert list(find_faults(facts, falsified, {})) == [
        f"annex: contribution {copy.id} does not say whose text it repeats"
    ]
