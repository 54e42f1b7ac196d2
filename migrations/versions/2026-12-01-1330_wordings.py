"""wordings of points that a language model proposed and a person decides on

Revision ID: 2d9f5c81b6e0
Revises: 7c41d2e8a9b3
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2d9f5c81b6e0"
down_revision = "7c41d2e8a9b3"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wordings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("quote_digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("asked_by", JSON, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", JSON, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_wordings_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
    )
    op.create_index(op.f("ix_wordings_consultation_id_standing"), "wordings", ["consultation_id", "standing"])
    with op.batch_alter_table("model_audits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_model_audits_source_id_contributions"), "contributions", ["source_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("model_audits", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_model_audits_source_id_contributions"), type_="foreignkey")
        batch_op.drop_column("source_id")
    op.drop_table("wordings")
