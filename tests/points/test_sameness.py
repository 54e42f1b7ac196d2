"""What two languages share without anybody knowing them: names, numbers, codes and who says it."""

from app.points.sameness import Labelled, suggestions, tokens


def labelled(number, language, label, *makers, scope="q"):
    return Labelled(f"p{number}", scope, language, label, frozenset(makers))


def test_digits_names_and_codes_read_the_same_in_every_script():
    assert tokens("Enlarge ECOSOC from 33 to 53 members by 1,000 votes.", "en") == {"ecosoc", "33", "53", "1000"}
    assert tokens("توسيع ECOSOC من ٣٣ إلى ٥٣ عضوا", "ar") == {"ecosoc", "33", "53"}
    assert tokens("根据RFC2119扩大到５３个席位", "zh") >= {"53"}
    assert tokens("Spam is a nuisance.", "en") == frozenset()


def test_what_is_shared_is_suggested_with_its_reasons():
    points = [
        labelled(1, "en", "From 33 to 53 members.", "a"),
        labelled(2, "fr", "De 33 à 53 membres.", "a"),
        labelled(3, "es", "Más idiomas.", "b"),
        labelled(4, "en", "53 members at once."),
        labelled(5, "fr", "De 33 à 53 membres.", scope="other question"),
    ]
    found = suggestions(points)
    assert [(each.first, each.second, each.because, each.makers) for each in found] == [
        ("p1", "p2", ["33", "53"], 1),
        ("p2", "p4", ["53"], 0),
    ]
    assert suggestions(points[:1]) == []
