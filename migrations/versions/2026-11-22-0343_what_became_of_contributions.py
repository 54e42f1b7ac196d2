"""contributions and what became of them

Revision ID: 4d8f3ba05e64
Revises: 3c7e2a9f4d53
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "4d8f3ba05e64"
down_revision = "3c7e2a9f4d53"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    add_what_was_missing()
    add_dispositions()
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contributions_consultation_id_entity_id_seq"),
            ["consultation_id", "entity_id", "seq"],
            unique=False,
        )


def add_what_was_missing() -> None:
    op.create_table(
        "missing_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("endorsements", sa.Integer(), nullable=False),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", JSON, nullable=True),
        sa.Column("hidden", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_missing_proposals_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_missing_proposals_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_missing_proposals_question_id_questions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_proposals")),
    )
    with op.batch_alter_table("missing_proposals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_missing_proposals_consultation_id_seq"), ["consultation_id", "seq"], unique=True
        )
    op.create_table(
        "missing_endorsements",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["missing_proposals.id"],
            name=op.f("fk_missing_endorsements_proposal_id_missing_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_missing_endorsements_consultation_id_consultations"),
        ),
        sa.PrimaryKeyConstraint("proposal_id", "entity_id", name=op.f("pk_missing_endorsements")),
    )
    with op.batch_alter_table("missing_endorsements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_missing_endorsements_proposal_id_seq"), ["proposal_id", "seq"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_missing_endorsements_consultation_id_entity_id"),
            ["consultation_id", "entity_id"],
            unique=False,
        )


def add_dispositions() -> None:
    op.create_table(
        "dispositions",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_dispositions_contribution_id_contributions")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_dispositions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["contributions.id"], name=op.f("fk_dispositions_merged_into_contributions")
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_dispositions")),
    )
    with op.batch_alter_table("dispositions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispositions_consultation_id_seq"), ["consultation_id", "seq"], unique=True
        )


def downgrade() -> None:
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contributions_consultation_id_entity_id_seq"))
    op.drop_table("dispositions")
    op.drop_table("missing_endorsements")
    op.drop_table("missing_proposals")
