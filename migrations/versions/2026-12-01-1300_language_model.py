"""what a language model arranged in a summary, and what it was asked

Revision ID: 7c41d2e8a9b3
Revises: 5b1e7a90c2d4
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "7c41d2e8a9b3"
down_revision = "5b1e7a90c2d4"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    for table in ("summaries", "summary_versions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("arranged", JSON, nullable=True))
    op.create_table(
        "model_audits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_model_audits_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_audits")),
    )
    op.create_index(op.f("ix_model_audits_consultation_id_at"), "model_audits", ["consultation_id", "at"])


def downgrade() -> None:
    op.drop_table("model_audits")
    for table in ("summary_versions", "summaries"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("arranged")
