"""the life of a summary: its frozen texts, its edits, its window for comments, and the comments

Revision ID: 3c7e2a9f4d53
Revises: 2b6d1f8e3c42
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3c7e2a9f4d53"
down_revision = "2b6d1f8e3c42"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ADDED = ("drafted", "edits", "set_aside", "versions", "public_digest", "window", "transmitted")


def upgrade() -> None:
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("drafted", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("edits", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("set_aside", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("versions", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("public_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("window", JSON, nullable=True))
        batch_op.add_column(sa.Column("transmitted", JSON, nullable=True))
    op.execute("UPDATE summaries SET drafted = content")
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        for name in ("drafted", "edits", "set_aside", "versions"):
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "summary_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("summary_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ledger_digest", sa.String(length=64), nullable=False),
        sa.Column("cutoff_seq", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=True),
        sa.Column("paragraphs", JSON, nullable=False),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["summary_id"], ["summaries.id"], name=op.f("fk_summary_versions_summary_id_summaries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_versions")),
        sa.UniqueConstraint("summary_id", "number", name=op.f("uq_summary_versions_summary_id_number")),
    )
    _comments()


def _comments() -> None:
    op.create_table(
        "summary_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("summary_id", sa.Uuid(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.String(length=120), nullable=False),
        sa.Column("paragraph_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("acted_as", JSON, nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("disposition", JSON, nullable=True),
        sa.Column("hidden", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_summary_comments_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_summary_comments_position_id_positions")
        ),
        sa.ForeignKeyConstraint(
            ["summary_id"], ["summaries.id"], name=op.f("fk_summary_comments_summary_id_summaries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_comments")),
    )
    with op.batch_alter_table("summary_comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summary_comments_summary_id_seq"), ["summary_id", "seq"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_summary_comments_summary_id_paragraph_id_seq"), ["summary_id", "paragraph_id", "seq"]
        )
    op.create_index(
        "ix_summary_comments_undisposed",
        "summary_comments",
        ["summary_id", "seq"],
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("summary_comments")
    op.drop_table("summary_versions")
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        for name in reversed(ADDED):
            batch_op.drop_column(name)
