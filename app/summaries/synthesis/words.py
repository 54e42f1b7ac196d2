"""The few words of a synthesis paper that no summary has, in the six languages. No number is among them."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Synthesis of written contributions",
        "notice": "Prepared from the record; the words quoted are their authors’ own.",
        "no_question": "Contributions on no particular question",
        "more": "Further texts of this group are listed in annex C.",
    },
    "fr": {
        "title": "Synthèse des contributions écrites",
        "notice": "Établie à partir du dossier ; les mots cités sont ceux de leurs auteurs.",
        "no_question": "Contributions ne portant sur aucune question particulière",
        "more": "D’autres textes de ce groupe figurent à l’annexe C.",
    },
    "es": {
        "title": "Síntesis de las contribuciones escritas",
        "notice": "Preparada a partir del expediente; las palabras citadas son de sus autores.",
        "no_question": "Contribuciones que no se refieren a ninguna cuestión en particular",
        "more": "En el anexo C figuran otros textos de este grupo.",
    },
    "ru": {
        "title": "Свод письменных материалов",
        "notice": "Подготовлено по материалам записи; цитируемые слова принадлежат их авторам.",
        "no_question": "Материалы, не относящиеся к какому-либо одному вопросу",
        "more": "Другие тексты этой группы перечислены в приложении C.",
    },
    "ar": {
        "title": "توليف المساهمات الخطية",
        "notice": "أُعدّ من السجل؛ والأقوال المقتبسة هي أقوال أصحابها.",
        "no_question": "مساهمات لا تتعلق بسؤال بعينه",
        "more": "وترد نصوص أخرى لهذه المجموعة في المرفق C.",
    },
    "zh": {
        "title": "书面意见综述",
        "notice": "根据记录编写；引文均为作者原话。",
        "no_question": "未针对具体问题的意见",
        "more": "该组其他文本见附件C。",
    },
}


def words_for(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["en"])
