"""A small consultation made by hand, in several languages and groups."""

from app.points.finding import Contribution

SHORTER = "Documents must be published four weeks before the session."
REMOTE = "Remote participants should be able to ask for the floor like everybody in the room."
LONE = "Island networks lose their only cable for weeks when a storm comes."
RUSSIAN = "Малые делегации не могут следить за двумя залами одновременно."
CHINESE = "小代表团没有能力同时参加两个会场的讨论。"
ARABIC = "لا تستطيع الوفود الصغيرة متابعة قاعتين في وقت واحد."


def consultation() -> list[Contribution]:
    """Ten governments who ask for earlier papers in their own words, five companies about the floor, one island."""
    openings = ("We note that", "Our ministry thinks that", "It is plain that", "Experience shows that", "For us")
    rows: list[tuple[str, str, str, str, str]] = []
    for number in range(10):
        text = f"{openings[number % 5]} budgets of ministry {number} grow slowly. {SHORTER}"
        rows.append((f"state {number}", "government", "en", "for", text))
    for number in range(5):
        text = f"{REMOTE} {openings[number]} calls from region {number} are dropped too often."
        rows.append((f"firm {number}", "private sector", "en", "for", text))
    rows.append(("island", "technical community", "en", "for", LONE))
    rows += [(f"малая {number}", "government", "", "against", RUSSIAN) for number in range(3)]
    rows += [(f"小 {number}", "civil society", "zh-Hans", "against", f"{CHINESE}我们也很累。") for number in range(3)]
    rows += [(f"وفد {number}", "government", "", "against", f"{ARABIC} شكرا.") for number in range(3)]
    return [
        Contribution(f"c{number:02}", author, group, language, stance, text)
        for number, (author, group, language, stance, text) in enumerate(rows)
    ]
