"""opinion analyses

Revision ID: fd87af77cc35
Revises: 9696c0e3bfb5
"""

import sqlalchemy as sa
from alembic import op

revision = "fd87af77cc35"
down_revision = "9696c0e3bfb5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opinion_analyses",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("counts", sa.String(length=64), nullable=True),
        sa.Column("cutoff_seq", sa.Integer(), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_opinion_analyses_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_opinion_analyses")),
    )


def downgrade() -> None:
    op.drop_table("opinion_analyses")
