"""The themes of the second consultation, counted, and its programme, which is a draft."""

from app.capacities.actor import Actor
from app.consultations import queries as consultation_queries
from app.demo import igf, texts, themes
from app.programme import queries as programme_queries
from app.themes import queries, rules
from app.themes.rules import ThemeState


async def test_the_eight_issues_of_the_report_are_mentioned_most_often(demo):
    async with demo.read() as session:
        consultation = await consultation_queries.visible(session, Actor(), igf.SLUG)
        page = await queries.page(session, consultation.id, ThemeState.CANDIDATE, None, 200, 0)
        merged = await queries.page(session, consultation.id, ThemeState.MERGED, None, 200, 0)
    assert len(page.items) >= 30
    assert {theme.title for theme in page.items[:8]} == set(themes.MOST_MENTIONED)
    assert page.items[7].mentions.contributors > page.items[8].mentions.contributors
    assert all(len(theme.mentions.by_group) >= 2 for theme in page.items[:8])
    assert [theme.title for theme in merged.items] == [themes.DUPLICATE]
    assert [theme.title for theme in page.items if theme.cross_cutting] == [themes.CROSS_CUTTING]


async def test_the_programme_is_a_draft(demo):
    async with demo.read() as session:
        consultation = await consultation_queries.visible(session, Actor(), igf.SLUG)
        latest = await programme_queries.out(session, await programme_queries.latest(session, consultation.id))
        assert await programme_queries.adopted(session, consultation.id) is None
    assert latest is not None
    assert (latest.state, latest.overall_theme.title) == ("draft", themes.OVERALL)
    assert tuple(theme.title for theme in latest.main_themes) == themes.MAIN
    assert {slot.main_theme for slot in latest.slots} == {None, 1, 2, 3, 4}


def test_contributions_say_in_words_what_they_are_tagged_with():
    """For the English ones this is read by the machine: each carries a telling word of every theme."""
    told = texts.themes(themes.FILE)
    written = {each.title: each for each in texts.contributions(igf.CONTRIBUTIONS)}
    assert set(told.mentioned) <= set(written)
    for title, mentioned in told.mentioned.items():
        if written[title].language == "en":
            text = rules.key_of_text(" ".join(written[title].paragraphs))
            for theme in mentioned:
                telling = [word[:6] for word in rules.key(theme).split() if len(word) > 3]
                assert theme in themes.MAIN or any(word in text for word in telling), (title, theme)
