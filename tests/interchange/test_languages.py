import pytest

from app.interchange.languages import guess_language, script_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我覺得 Uber 的出現 是好的", "zh"),
        ("يجب أن تكون الاجتماعات مفتوحة للجميع", "ar"),
        ("Встречи должны быть открыты для всех", "ru"),
        ("私たちはそう思います", "ja"),
        ("The meetings should be open to all of us and it is not", "en"),
        ("Wir wollen die Energie und das Klima nicht mit der Zeit", "de"),
        ("Les réunions sont ouvertes à tous et la liste est pour le public", "fr"),
        ("Las reuniones no son para los ricos y se abren con el público", "es"),
        ("Uber", "und"),
        ("", "und"),
    ],
)
def test_guess(text, language):
    assert guess_language(text) == language


def test_a_foreign_word_does_not_change_the_script():
    assert script_language("The word 民主 is in the middle of an English sentence") is None
