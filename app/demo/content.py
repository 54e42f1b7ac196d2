"""The consultation of May 2006 on the Commission on Science and Technology for Development, as a re-enactment.

What is taken from the Secretary-General's report E/2006/85, paragraphs 24-31, says so; what was elaborated so that
people have something to discuss says so too. Dates of 2006 are in the texts; the calendar is relative to today, so
that one can take part. Who takes part is in people.py, what they say in the JSON files beside this one.
"""

from datetime import datetime, timedelta

from app.consultations.rules import OptionKind, RoundKind
from app.consultations.schemas import ConsultationIn, MandateIn, NoteIn, OptionIn, QuestionIn, RoundIn

SLUG = "cstd-2006"
LANGUAGES = ["en", "ar", "zh", "fr", "es", "ru"]
SIMULATED = "Elaborated for this simulation; the report of 2006 does not name it."
REASONS = ("reasons_1.json", "reasons_2.json", "reasons_3.json")
CONTRIBUTIONS, COMMENTS, STATEMENTS = "contributions.json", "comments.json", "statements.json"
VENUE = "Geneva and online (simulated)"
MEETING = "Open-ended informal meeting"

# Days from now. The call for inputs was to close on day -8 and was extended once, to day -3.
CREATED, ACCREDITED, MEETING_ANNOUNCED = -26.0, -24.0, -16.0
STATEMENTS_ADDED = -20.0
INPUTS_OPEN, INPUTS_CLOSE_FIRST, INPUTS_EXTENDED, INPUTS_CLOSE = -21.0, -8.0, -7.4, -3.0
MEETING_ROUND_OPEN, MEETING_ROUND_CLOSE = -1.25, 5.0
DRAFT_OPEN, DRAFT_CLOSE = 14.0, 28.0
MEETING_HOURS_AGO, MEETING_HOURS, MEETING_BEGAN_LATE = 3, 8, timedelta(minutes=6)

OPENED = "As announced: views are sought from all stakeholders on the informal background note."
EXTENDED = (
    "Several contributors asked for more time to consult their members and to have their texts translated; "
    "one contribution had already come in after the first closing time."
)
CLOSED = "The extended time has ended. What was received is before the open-ended informal meeting."
MEETING_ROUND_OPENED = "Positions may be stated from the eve of the open-ended informal meeting."

MANDATE = """\
Paragraph 105 of the Tunis Agenda for the Information Society, endorsed by General Assembly resolution 60/252, sets \
out the role of the Economic and Social Council, and of its Commission on Science and Technology for Development, in \
the follow-up to the World Summit on the Information Society.

In preparation for the review of the Commission at the Council's substantive session of 2006, the United Nations \
Conference on Trade and Development convened a first informal meeting on 13 February 2006. The President of the \
Council then convened an open-ended informal meeting in Geneva on 16 May 2006.

Source: E/2006/85, paragraphs 24-31. This is a re-enactment with simulated participants; nobody who takes part here \
speaks for a State or an organization."""

ORIGIN = (
    "Open consultations on the review were requested. In response, the President of the Council called an open-ended "
    "informal meeting to seek the views of all stakeholders: governments, international organizations, civil society "
    "and the private sector (E/2006/85, paragraph 24)."
)

NOTE = """\
To help the discussion, the secretariat of the United Nations Conference on Trade and Development, in consultation \
with the secretariat of the Council, prepared an informal background note. It lists options that the Council may \
consider in reforming the Commission on Science and Technology for Development (E/2006/85, paragraph 24).

The note recalls the background and the present framework of the Commission and the decisions of the 2005 World \
Summit and of the World Summit on the Information Society, and puts forward a framework for strengthening the \
Commission so that it can follow up the Summit. It names two new areas of emphasis: assisting the Council in \
implementing the science and technology outcomes of the 2005 World Summit, and assisting it in the system-wide \
implementation of the outcomes of the World Summit on the Information Society (paragraph 25).

Questions 1 to 5 put the note's proposals (paragraphs 26 and 27). Question 6 puts points that were raised when the \
note was discussed on 16 May 2006 (paragraphs 28-31). Options that the report does not contain are marked as \
elaborated for this simulation; they give those who see things differently something to support.

This text is a paraphrase made for the re-enactment, not the note of 2006 itself."""


def _from(paragraph: str, text: str) -> str:
    return f"{text} (E/2006/85, paragraph {paragraph}.)"


QUESTIONS = [
    QuestionIn(
        title="Functions of the Commission in the follow-up to the Summit",
        text="What should the Commission do so that the Council can follow up the Summit's outcomes?",
        options=[
            OptionIn(
                label="Review progress at the international, regional and national levels",
                text=_from(
                    "26 (a)",
                    "The Commission would review progress in implementing the action lines, recommendations and "
                    "commitments of the Summit's outcome documents.",
                ),
            ),
            OptionIn(
                label="Advise the Council on policy guidance and future action",
                text=_from(
                    "26 (b)",
                    "The Commission would make recommendations to the Council on policy guidance and on options for "
                    "future action to implement the Geneva Plan of Action and the Tunis Agenda.",
                ),
            ),
            OptionIn(
                label="Promote dialogue and partnerships with all stakeholders",
                text=_from(
                    "26 (c)",
                    "The Commission would promote dialogue and build partnerships to further develop the information "
                    "society with governments, international organizations, the private sector and civil society.",
                ),
            ),
        ],
    ),
    QuestionIn(
        title="Membership of the Commission",
        text="The Commission has 33 members. Should it have more?",
        options=[
            OptionIn(
                label="Enlarge the Commission from 33 to 53 members",
                text=_from("27", "The membership would grow by twenty."),
                kind=OptionKind.NUMERIC,
            ),
            OptionIn(
                label="Keep 33 members",
                text=f"The membership would stay as it is. {SIMULATED}",
                kind=OptionKind.NUMERIC,
            ),
        ],
    ),
    QuestionIn(
        title="Participation of non-State stakeholders",
        text="The note asks for appropriate modalities. Which ones would they be?",
        options=[
            OptionIn(
                label="Find appropriate modalities for non-State stakeholders to take part",
                text=_from("27", "The Council would settle modalities without prejudging them here."),
                kind=OptionKind.STRUCTURAL,
            ),
            OptionIn(
                label="Admit the entities that were accredited to the Summit",
                text=f"Entities accredited to either phase could attend without a new procedure. {SIMULATED}",
                kind=OptionKind.STRUCTURAL,
            ),
            OptionIn(
                label="Hold multi-stakeholder panels within the session",
                text=f"Panels of all stakeholder groups would open each substantive item. {SIMULATED}",
                kind=OptionKind.STRUCTURAL,
            ),
            OptionIn(
                label="Reserve half of the stakeholder time for civil society networks",
                text=f"One of the two days of multi-stakeholder inputs would be theirs to plan. {SIMULATED}",
                kind=OptionKind.STRUCTURAL,
            ),
        ],
    ),
    QuestionIn(
        title="Length of the annual session",
        text="The regular session now lasts five working days a year.",
        options=[
            OptionIn(
                label="Extend from five to eight working days, two of them for multi-stakeholder inputs",
                text=_from("27", "Three days would be added; two days would be set aside for stakeholders' inputs."),
                kind=OptionKind.NUMERIC,
            ),
            OptionIn(
                label="Keep five working days, one of them for multi-stakeholder inputs",
                text=f"The session would make room for stakeholders without growing. {SIMULATED}",
                kind=OptionKind.NUMERIC,
            ),
        ],
    ),
    QuestionIn(
        title="Cycle of work",
        text="How should the Commission spread its work over the years?",
        options=[
            OptionIn(
                label="Two-year cycle: a review session in the first year, a policy session in the second",
                text=_from("27", "Each cycle would look back before it looks forward."),
                kind=OptionKind.STRUCTURAL,
            ),
        ],
    ),
    QuestionIn(
        title="Mandate and working methods",
        text="Points raised when the note was discussed on 16 May 2006.",
        options=[
            OptionIn(
                label="Keep the original mandate: science and technology for development",
                text=_from("28", "The follow-up to the Summit would be added to the original task, not replace it."),
            ),
            OptionIn(
                label="Keep the development dimension, within the integrated follow-up to the major conferences",
                text=_from("29", "So that the work stays coherent and coordinated."),
            ),
            OptionIn(
                label="Use electronic media to make the implementation process known",
                text=_from("29", "Information on implementation would be spread by electronic means."),
            ),
            OptionIn(
                label="Create no new bodies, and use resources efficiently and effectively",
                text=_from("30", "The follow-up would be done with the bodies that exist."),
                kind=OptionKind.STRUCTURAL,
            ),
            OptionIn(
                label="Use the Global Alliance for ICT and Development as a multi-stakeholder platform",
                text=_from("30", "The alliance, then newly launched, would support the Council and the Commission."),
                kind=OptionKind.STRUCTURAL,
            ),
        ],
    ),
]


def _round(now: datetime, kind: RoundKind, title: str, opens: float, closes: float) -> RoundIn:
    return RoundIn(
        kind=kind,
        title=title,
        scheduled_opens_at=now + timedelta(days=opens),
        scheduled_closes_at=now + timedelta(days=closes),
    )


def consultation(now: datetime) -> ConsultationIn:
    """The calendar counts from `now`, which is a full hour."""
    return ConsultationIn(
        slug=SLUG,
        title="Review of the Commission on Science and Technology for Development: a re-enactment of May 2006 "
        "with simulated participants",
        summary_line="How should the Commission change so that it can follow up the World Summit on the Information "
        "Society? (simulated)",
        languages=LANGUAGES,
        mandate=MandateIn(
            text=MANDATE,
            reports_through="Economic and Social Council (re-enacted)",
            reports_to="General Assembly (re-enacted)",
        ),
        convener="President of the Economic and Social Council (re-enacted)",
        origin=ORIGIN,
        open_ended=True,
        simulated=True,
        rounds=[
            _round(now, RoundKind.CALL_FOR_INPUTS, "Call for inputs", INPUTS_OPEN, INPUTS_CLOSE_FIRST),
            _round(now, RoundKind.MEETING_ROUND, "Meeting round", MEETING_ROUND_OPEN, MEETING_ROUND_CLOSE),
            _round(now, RoundKind.DRAFT_REVIEW, "Review of the draft summary", DRAFT_OPEN, DRAFT_CLOSE),
        ],
        note=NoteIn(title="Informal background note", text=NOTE, questions=QUESTIONS),
    )
