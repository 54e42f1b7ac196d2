"""Which words are quoted: verbatim, by a rule that looks at no content."""

from hypothesis import given
from hypothesis import strategies as st

from app.summaries.engine.quotations import LONGEST, Quotable, choose_quotations, excerpt


def said(number, text, group="a"):
    return Quotable(f"p{number}", number, group, text, "en")


def chosen(*candidates):
    return [quotation.source.source_id for quotation in choose_quotations(candidates)]


def test_the_earliest_two_are_quoted_whatever_the_order():
    candidates = [said(3, "three"), said(1, "one"), said(2, "two")]
    assert chosen(*candidates) == chosen(*reversed(candidates)) == ["p1", "p2"]


def test_another_group_is_heard_before_a_second_voice_of_the_first():
    assert chosen(said(1, "one"), said(2, "two"), said(3, "three", "b")) == ["p1", "p3"]


def test_the_same_text_is_quoted_once():
    assert chosen(said(1, "Yes, indeed"), said(2, "yes,  INDEED"), said(3, "three")) == ["p1", "p3"]


def test_blank_texts_are_not_quoted():
    assert chosen(said(1, "  \n "), said(2, "two")) == ["p2"]


def test_a_final_full_stop_is_left_to_the_sentence():
    assert excerpt("We agree.") == ("We agree", False)
    assert excerpt("我們同意。") == ("我們同意", False)
    assert excerpt("Really?") == ("Really?", False)
    assert excerpt("And so on...") == ("And so on...", False)


def test_a_long_text_is_cut_after_a_sentence():
    text = f"{'Word ' * 30}ends here. {'More ' * 60}"
    assert excerpt(text) == (text[: text.index(".")], True)


def test_a_long_sentence_is_cut_between_words():
    quoted, cut = excerpt("word " * 100)
    assert cut
    assert quoted.endswith("word")
    assert len(quoted) <= LONGEST


def test_a_long_text_without_spaces_is_cut_at_the_limit():
    assert excerpt("字" * 400) == ("字" * LONGEST, True)


@given(st.text(min_size=1, max_size=900))
def test_an_excerpt_is_always_verbatim(text):
    quoted, cut = excerpt(text)
    assert text.strip().startswith(quoted)
    assert len(quoted) <= LONGEST
    assert cut or len(text.strip()) - len(quoted) <= len(text.strip())
    if text.strip().strip(".。 "):
        assert quoted
