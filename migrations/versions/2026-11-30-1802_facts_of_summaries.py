"""what a summary was drawn from is kept, so that it can be read in each language; a frozen text keeps its moves

Revision ID: 8f3b61c0d2a7
Revises: fd87af77cc35
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8f3b61c0d2a7"
down_revision = "fd87af77cc35"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "summary_facts",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("ledger_digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_summary_facts_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "ledger_digest", name=op.f("pk_summary_facts")),
    )
    with op.batch_alter_table("summary_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moves", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("summary_versions", schema=None) as batch_op:
        batch_op.alter_column("moves", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("summary_versions", schema=None) as batch_op:
        batch_op.drop_column("moves")
    op.drop_table("summary_facts")
