"""reasons of objections can be hidden; synthesis papers are kept

Revision ID: 5b1e7a90c2d4
Revises: 8f3b61c0d2a7
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5b1e7a90c2d4"
down_revision = "8f3b61c0d2a7"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", JSON, nullable=True))
    op.create_table(
        "synthesis_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued", sa.String(length=64), nullable=False),
        sa.Column("ledger_digest", sa.String(length=64), nullable=False),
        sa.Column("cutoff_seq", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=160), nullable=False),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_synthesis_papers_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis_papers")),
        sa.UniqueConstraint(
            "consultation_id",
            "number",
            "language",
            name=op.f("uq_synthesis_papers_consultation_id_number_language"),
        ),
    )


def downgrade() -> None:
    op.drop_table("synthesis_papers")
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.drop_column("hidden")
