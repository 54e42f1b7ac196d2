"""The second, smaller consultation: on the Internet Governance Forum, as E/2006/85, paragraphs 45-49, tells it."""

from datetime import datetime, timedelta

from app.consultations.rules import OptionKind, RoundKind
from app.consultations.schemas import ConsultationIn, MandateIn, NoteIn, OptionIn, QuestionIn, RoundIn
from app.demo.content import LANGUAGES

SLUG = "igf-2006"
OFFICERS = ("chair", "convener", "secretariat", "rapporteur", "advisor1", "advisor2", "observer1")
STATES = ("delegate1", "delegate5", "delegate9", "delegate13", "delegate14")
OTHERS = ("io1", "company1", "business2", "civil1", "civil5", "civil9", "technical1", "technical4")
ACADEMIA = ("research1", "research3", "person2")
PEOPLE = (*OFFICERS, *STATES, *OTHERS, *ACADEMIA)

# Days from now.
CREATED, ACCREDITED = -44.0, -43.0
INPUTS_OPEN, INPUTS_CLOSE = -42.0, -12.0
MEETING_ROUND_OPEN, MEETING_ROUND_CLOSE = -2.0, 6.0
MEETING_IN_DAYS, MEETING_HOURS = 3, 6
REASONS, CONTRIBUTIONS = "reasons_igf.json", "contributions_igf.json"
MEETING, VENUE = "Second round of open consultations", "Geneva and online (simulated)"

OPENED = "The web site is open for contributions from all stakeholders."
CLOSED = "The first round of consultations has been held; its results are in the background note."
MEETING_ROUND_OPENED = "The second round serves to settle the substantive priorities of the first meeting."

MANDATE = """\
Paragraph 72 of the Tunis Agenda asks the Secretary-General to convene, in an open and inclusive process, a new forum \
for multi-stakeholder policy dialogue: the Internet Governance Forum.

The Secretary-General asked his Special Adviser for the Summit to start broad consultations on its nature and \
character. A web site was set up in early January 2006 to invite inputs; consultations open to all stakeholders were \
held in Geneva on 16 and 17 February, and a second round on 19 May 2006.

Source: E/2006/85, paragraphs 44-49. This is a re-enactment with simulated participants."""

NOTE = """\
The consultations showed a common understanding emerging: the Forum's activities should have an overall development \
orientation, capacity-building should be a major priority, and the Forum should meet once a year for three to five \
days (E/2006/85, paragraph 46).

On the basis of the consultations, the Secretary-General set up a multi-stakeholder advisory group of 46 members from \
governments, the private sector and civil society, including the academic and technical communities, from all regions \
(paragraph 47).

The issues mentioned most often were spam, multilingualism, cybercrime, cybersecurity, privacy and data protection, \
freedom of expression, human rights and the cost of interconnection. Under the overall theme "Internet governance for \
development", four themes are before you (paragraph 48).

This text is a paraphrase made for the re-enactment."""

# Splits by group in the order of targets.py; few people take part here, on purpose.
TABLE = {
    "1.1": "4/0/0/0 1/0/0/0 1/1/0/0 2/0/0/0 1/0/0/0 1/0/0/0",
    "1.2": "3/0/0/1 1/0/0/0 0/1/1/0 3/0/0/0 -       2/0/0/0",
    "1.3": "3/1/0/1 -       2/0/0/0 1/1/0/1 -       1/0/1/0",
    "2.1": "2/1/0/1 -       1/0/0/0 2/0/0/0 1/0/0/0 2/0/0/0",
    "2.2": "3/0/0/0 -       2/0/0/0 0/1/0/1 1/0/0/0 -",
    "2.3": "2/0/0/0 1/0/0/0 0/0/1/0 2/0/0/0 -       2/0/0/0",
    "2.4": "3/0/0/0 1/0/0/0 0/0/0/1 2/0/0/0 0/0/0/1 -",
}


def _option(label: str, kind: OptionKind = OptionKind.OPEN, paragraph: int = 48) -> OptionIn:
    return OptionIn(label=label, text=f"E/2006/85, paragraph {paragraph}.", kind=kind)


QUESTIONS = [
    QuestionIn(
        title="Nature and character of the Forum",
        options=[
            _option("An overall development orientation", paragraph=46),
            _option("Capacity-building as a major priority", paragraph=46),
            _option("One meeting a year, of three to five days", OptionKind.NUMERIC, paragraph=46),
        ],
    ),
    QuestionIn(
        title="Themes of the first meeting",
        options=[
            _option("Openness: freedom of expression, free flow of information, ideas and knowledge"),
            _option("Security: creating trust and confidence through collaboration"),
            _option("Diversity: promoting multilingualism and local content"),
            _option("Access: Internet connectivity, policy and cost"),
        ],
    ),
]


def consultation(now: datetime) -> ConsultationIn:
    """The calendar counts from `now`, which is a full hour."""
    inputs = RoundIn(
        kind=RoundKind.CALL_FOR_INPUTS,
        title="Call for inputs and first consultations",
        scheduled_opens_at=now + timedelta(days=INPUTS_OPEN),
        scheduled_closes_at=now + timedelta(days=INPUTS_CLOSE),
    )
    second = RoundIn(
        kind=RoundKind.MEETING_ROUND,
        title="Second round of consultations",
        scheduled_opens_at=now + timedelta(days=MEETING_ROUND_OPEN),
        scheduled_closes_at=now + timedelta(days=MEETING_ROUND_CLOSE),
    )
    return ConsultationIn(
        slug=SLUG,
        title="Internet Governance Forum: a re-enactment of the consultations of 2006 with simulated participants",
        summary_line="What should the Forum be like, and what should its first meeting be about? (simulated)",
        languages=LANGUAGES,
        mandate=MandateIn(text=MANDATE, reports_to="Secretary-General (re-enacted)"),
        convener="Special Adviser to the Secretary-General (re-enacted)",
        open_ended=True,
        simulated=True,
        rounds=[inputs, second],
        note=NoteIn(title="Background note on the Internet Governance Forum", text=NOTE, questions=QUESTIONS),
    )
