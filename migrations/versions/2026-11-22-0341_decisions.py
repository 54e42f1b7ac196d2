"""decisions

Revision ID: 2b6d1f8e3c42
Revises: 1a5c0e7d2b31
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2b6d1f8e3c42"
down_revision = "1a5c0e7d2b31"
branch_labels = None
depends_on = None

OBJECT, TAKE_POSITION = "object", "take_position"
ROUNDS = sa.table(
    "rounds",
    sa.column("id", sa.Uuid()),
    sa.column("opens", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)


def upgrade() -> None:
    add_tables()
    let_object()


def let_object() -> None:
    """Who may take a position in a round may object in it, unless the round already says otherwise."""
    for id_, opens in rounds():
        if opens.get(TAKE_POSITION) and OBJECT not in opens:
            set_rights(id_, opens | {OBJECT: opens[TAKE_POSITION]})


def rounds() -> list[tuple[Any, dict[str, Any]]]:
    return [(row.id, row.opens) for row in op.get_bind().execute(sa.select(ROUNDS))]


def set_rights(round_id: Any, opens: dict[str, Any]) -> None:
    op.execute(sa.update(ROUNDS).where(ROUNDS.c.id == round_id).values(opens=opens))


def add_tables() -> None:
    op.create_table(
        "consensus_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=True),
        sa.Column("option_version", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("entitled", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_seq", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consensus_calls_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["options.id"], name=op.f("fk_consensus_calls_option_id_options")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_consensus_calls_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_calls")),
    )
    op.create_index(
        op.f("ix_consensus_calls_consultation_id_seq"), "consensus_calls", ["consultation_id", "seq"], unique=True
    )
    op.create_index(
        op.f("ix_consensus_calls_option_id_ended_seq"), "consensus_calls", ["option_id", "ended_seq"], unique=False
    )
    op.create_table(
        "silence_procedures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=True),
        sa.Column("option_version", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("entitled", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("short_reason", sa.Text(), nullable=True),
        sa.Column("extensions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_seq", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_silence_procedures_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["options.id"], name=op.f("fk_silence_procedures_option_id_options")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_silence_procedures_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_procedures")),
    )
    op.create_index(
        op.f("ix_silence_procedures_consultation_id_seq"), "silence_procedures", ["consultation_id", "seq"], unique=True
    )
    op.create_index(
        op.f("ix_silence_procedures_option_id_ended_seq"),
        "silence_procedures",
        ["option_id", "ended_seq"],
        unique=False,
    )
    op.create_index(
        "ix_silence_procedures_running",
        "silence_procedures",
        ["deadline"],
        unique=False,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "objections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("silence_id", sa.Uuid(), nullable=True),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=True),
        sa.Column("regional_group", sa.String(length=40), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposition", sa.String(length=40), nullable=True),
        sa.Column("disposition_reason", sa.Text(), nullable=True),
        sa.Column("disposed_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(call_id IS NULL) <> (silence_id IS NULL)", name=op.f("ck_objections_one_matter")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["consensus_calls.id"], name=op.f("fk_objections_call_id_consensus_calls")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_objections_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["silence_id"], ["silence_procedures.id"], name=op.f("fk_objections_silence_id_silence_procedures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("call_id", "entity_id", name=op.f("uq_objections_call_id_entity_id")),
        sa.UniqueConstraint("silence_id", "entity_id", name=op.f("uq_objections_silence_id_entity_id")),
    )
    op.create_index(op.f("ix_objections_consultation_id_seq"), "objections", ["consultation_id", "seq"], unique=True)
    op.create_table(
        "straw_polls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_straw_polls_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_straw_polls_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_straw_polls")),
    )
    op.create_index(op.f("ix_straw_polls_consultation_id_seq"), "straw_polls", ["consultation_id", "seq"], unique=True)
    op.create_table(
        "straw_answers",
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["straw_polls.id"], name=op.f("fk_straw_answers_poll_id_straw_polls")),
        sa.PrimaryKeyConstraint("poll_id", "entity_id", name=op.f("pk_straw_answers")),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("option_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("proposed", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("silence_id", sa.Uuid(), nullable=True),
        sa.Column("cut_off", sa.Integer(), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["consensus_calls.id"], name=op.f("fk_findings_call_id_consensus_calls")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_findings_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["options.id"], name=op.f("fk_findings_option_id_options")),
        sa.ForeignKeyConstraint(
            ["silence_id"], ["silence_procedures.id"], name=op.f("fk_findings_silence_id_silence_procedures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("option_id", "version", name=op.f("uq_findings_option_id_version")),
    )
    op.create_index(op.f("ix_findings_consultation_id_seq"), "findings", ["consultation_id", "seq"], unique=False)


def downgrade() -> None:
    for id_, opens in rounds():
        if OBJECT in opens:
            set_rights(id_, {right: kinds for right, kinds in opens.items() if right != OBJECT})
    op.drop_index(op.f("ix_findings_consultation_id_seq"), table_name="findings")
    op.drop_table("findings")
    op.drop_table("straw_answers")
    op.drop_index(op.f("ix_straw_polls_consultation_id_seq"), table_name="straw_polls")
    op.drop_table("straw_polls")
    op.drop_index(op.f("ix_objections_consultation_id_seq"), table_name="objections")
    op.drop_table("objections")
    op.drop_index(op.f("ix_silence_procedures_consultation_id_seq"), table_name="silence_procedures")
    op.drop_index(op.f("ix_silence_procedures_option_id_ended_seq"), table_name="silence_procedures")
    op.drop_index(
        "ix_silence_procedures_running",
        table_name="silence_procedures",
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.drop_table("silence_procedures")
    op.drop_index(op.f("ix_consensus_calls_consultation_id_seq"), table_name="consensus_calls")
    op.drop_index(op.f("ix_consensus_calls_option_id_ended_seq"), table_name="consensus_calls")
    op.drop_table("consensus_calls")
