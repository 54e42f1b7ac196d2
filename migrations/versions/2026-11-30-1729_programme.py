"""programme

Revision ID: ad0575aa5e14
Revises: 0207a3b5c770
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "ad0575aa5e14"
down_revision = "0207a3b5c770"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decisions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("adopted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_programmes_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("consultation_id", "version", name=op.f("uq_programmes_consultation_id_version")),
    )
    op.create_index(
        "ix_programmes_consultation_id_state_version",
        "programmes",
        ["consultation_id", "state", "version"],
        unique=False,
    )
    op.create_table(
        "programme_calls",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["consensus_calls.id"], name=op.f("fk_programme_calls_call_id_consensus_calls")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_calls_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_programme_calls")),
    )
    op.create_index("ix_programme_calls_programme_id", "programme_calls", ["programme_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_programme_calls_programme_id", table_name="programme_calls")
    op.drop_table("programme_calls")
    op.drop_index("ix_programmes_consultation_id_state_version", table_name="programmes")
    op.drop_table("programmes")
