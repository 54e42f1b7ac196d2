"""the floor

Revision ID: f808398e50f5
Revises: 3cb9ea4ce241
"""

import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "f808398e50f5"
down_revision = "3cb9ea4ce241"
branch_labels = None
depends_on = None


SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def code_of(number: int) -> str:
    """A short code for a meeting that has none yet: random, and different for every number."""
    at_random = "".join(secrets.choice(SIGNS) for _ in range(4))
    return SIGNS[number // len(SIGNS) % len(SIGNS)] + SIGNS[number % len(SIGNS)] + at_random


def upgrade() -> None:
    add_tables()
    extend_what_was_there()


def add_tables() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_agenda_items_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_agenda_items_question_id_questions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_agenda_items_meeting_id_number")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_notices_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_notices_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_meeting_id_seq"), ["meeting_id", "seq"], unique=True)

    op.create_table(
        "speakers_lists",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("settings", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("steps", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_speakers_lists_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_speakers_lists_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_speakers_lists")),
    )
    op.create_table(
        "interventions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=300), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("intervals", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_interventions_agenda_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_interventions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_interventions_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventions")),
        sa.UniqueConstraint("speaker_id", name=op.f("uq_interventions_speaker_id")),
    )
    with op.batch_alter_table("interventions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interventions_consultation_id_person_id"), ["consultation_id", "person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_interventions_meeting_id_seq"), ["meeting_id", "seq"], unique=True)

    op.create_table(
        "slow_counts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_slow_counts_agenda_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_slow_counts_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_slow_counts_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slow_counts")),
    )
    with op.batch_alter_table("slow_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slow_counts_meeting_id_seq"), ["meeting_id", "seq"], unique=True)

    op.create_table(
        "speakers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=300), nullable=True),
        sa.Column("protocol_rank", sa.Integer(), nullable=False),
        sa.Column("gender", sa.String(length=20), nullable=True),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("refers_to", sa.Uuid(), nullable=True),
        sa.Column("limit_seconds", sa.Integer(), nullable=True),
        sa.Column("intervals", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("missed_because", sa.String(length=20), nullable=True),
        sa.Column("ruling", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("inscribed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_speakers_agenda_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_speakers_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_speakers_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["refers_to"], ["speakers.id"], name=op.f("fk_speakers_refers_to_speakers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_speakers_meeting_id_number")),
    )
    with op.batch_alter_table("speakers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speakers_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "prepared_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("intervention_id", sa.Uuid(), nullable=True),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("check_against_delivery", sa.Boolean(), nullable=False),
        sa.Column("delivery", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_prepared_statements_agenda_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_prepared_statements_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_prepared_statements_intervention_id_interventions")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_prepared_statements_meeting_id_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_statements")),
    )
    with op.batch_alter_table("prepared_statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prepared_statements_intervention_id"), ["intervention_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prepared_statements_meeting_id_seq"), ["meeting_id", "seq"], unique=True)

    op.create_table(
        "transcript_parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("lines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("speaker", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_transcript_parts_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_transcript_parts_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name=op.f("fk_transcript_parts_speaker_id_speakers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_parts")),
    )
    with op.batch_alter_table("transcript_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transcript_parts_meeting_id_seq"), ["meeting_id", "seq"], unique=True)


def extend_what_was_there() -> None:
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("alignment", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("reply_to", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("audience", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("state", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("refusal", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True)
        )
        batch_op.create_index(
            "ix_comments_not_posted",
            ["meeting_id", "seq"],
            unique=False,
            sqlite_where=sa.text("state <> 'posted'"),
            postgresql_where=sa.text("state <> 'posted'"),
        )
        batch_op.create_index(batch_op.f("ix_comments_reply_to_seq"), ["reply_to", "seq"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_comments_reply_to_comments"), "comments", ["reply_to"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_comments_question_id_questions"), "questions", ["question_id"], ["id"]
        )

    # What was there before was said in the open and moderated afterwards.
    op.execute("UPDATE comments SET audience = 'public', state = 'posted'")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.alter_column("audience", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("state", existing_type=sa.String(length=20), nullable=False)

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("visibility", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("comment_moderation", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("code", sa.String(length=10), nullable=True))

    meetings = sa.table(
        "meetings",
        sa.column("id", sa.Uuid()),
        sa.column("visibility"),
        sa.column("comment_moderation"),
        sa.column("code"),
    )
    for number, (meeting_id,) in enumerate(op.get_bind().execute(sa.select(meetings.c.id)).all()):
        values = {"visibility": "public", "comment_moderation": "after", "code": code_of(number)}
        op.execute(meetings.update().where(meetings.c.id == meeting_id).values(values))
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        for column, length in (("visibility", 20), ("comment_moderation", 20), ("code", 10)):
            batch_op.alter_column(column, existing_type=sa.String(length=length), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_meetings_code"), ["code"])

    with op.batch_alter_table("record_heads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled_hash", sa.String(length=64), nullable=True))
    op.execute("UPDATE record_heads SET settled_hash = hash")
    with op.batch_alter_table("record_heads", schema=None) as batch_op:
        batch_op.alter_column("settled_hash", existing_type=sa.String(length=64), nullable=False)

    with op.batch_alter_table("moderation_decisions", schema=None) as batch_op:
        batch_op.alter_column("reason", existing_type=sa.TEXT(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("record_heads", schema=None) as batch_op:
        batch_op.drop_column("settled_hash")

    with op.batch_alter_table("moderation_decisions", schema=None) as batch_op:
        batch_op.alter_column("reason", existing_type=sa.TEXT(), nullable=False)

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_meetings_code"), type_="unique")
        batch_op.drop_column("code")
        batch_op.drop_column("comment_moderation")
        batch_op.drop_column("visibility")

    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_comments_question_id_questions"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_comments_reply_to_comments"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_comments_reply_to_seq"))
        batch_op.drop_index(
            "ix_comments_not_posted",
            sqlite_where=sa.text("state <> 'posted'"),
            postgresql_where=sa.text("state <> 'posted'"),
        )
        batch_op.drop_column("refusal")
        batch_op.drop_column("state")
        batch_op.drop_column("audience")
        batch_op.drop_column("reply_to")
        batch_op.drop_column("alignment")
        batch_op.drop_column("question_id")

    with op.batch_alter_table("transcript_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transcript_parts_meeting_id_seq"))

    op.drop_table("transcript_parts")
    with op.batch_alter_table("prepared_statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prepared_statements_meeting_id_seq"))
        batch_op.drop_index(batch_op.f("ix_prepared_statements_intervention_id"))

    op.drop_table("prepared_statements")
    with op.batch_alter_table("speakers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speakers_consultation_id"))

    op.drop_table("speakers")
    with op.batch_alter_table("slow_counts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slow_counts_meeting_id_seq"))

    op.drop_table("slow_counts")
    with op.batch_alter_table("interventions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interventions_meeting_id_seq"))
        batch_op.drop_index(batch_op.f("ix_interventions_consultation_id_person_id"))

    op.drop_table("interventions")
    op.drop_table("speakers_lists")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_meeting_id_seq"))

    op.drop_table("notices")
    op.drop_table("agenda_items")
