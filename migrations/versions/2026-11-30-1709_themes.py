"""themes

Revision ID: 29e54c154f8d
Revises: 5e904cb16f75
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "29e54c154f8d"
down_revision = "5e904cb16f75"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("cross_cutting", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("split_from", sa.Uuid(), nullable=True),
        sa.Column("ended", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_themes_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["themes.id"], name=op.f("fk_themes_merged_into_themes")),
        sa.ForeignKeyConstraint(["split_from"], ["themes.id"], name=op.f("fk_themes_split_from_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    op.create_index("ix_themes_consultation_id_key", "themes", ["consultation_id", "key"], unique=False)
    op.create_index("ix_themes_consultation_id_seq", "themes", ["consultation_id", "seq"], unique=True)
    op.create_index("ix_themes_merged_into", "themes", ["merged_into"], unique=False)
    op.create_index("ix_themes_split_from", "themes", ["split_from"], unique=False)
    op.create_table(
        "theme_names",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_names_theme_id_themes")),
        sa.PrimaryKeyConstraint("theme_id", "version", name=op.f("pk_theme_names")),
    )
    op.create_table(
        "theme_tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("intervention_id", sa.Uuid(), nullable=True),
        sa.Column("comment_id", sa.Uuid(), nullable=True),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=True),
        sa.Column("regional_group", sa.String(length=40), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tagged_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN intervention_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN comment_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_theme_tags_one_message"),
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_theme_tags_comment_id_comments")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_theme_tags_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_theme_tags_contribution_id_contributions")
        ),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_theme_tags_intervention_id_interventions")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_tags_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_tags")),
        sa.UniqueConstraint("comment_id", "theme_id", name=op.f("uq_theme_tags_comment_id_theme_id")),
        sa.UniqueConstraint("contribution_id", "theme_id", name=op.f("uq_theme_tags_contribution_id_theme_id")),
        sa.UniqueConstraint("intervention_id", "theme_id", name=op.f("uq_theme_tags_intervention_id_theme_id")),
    )
    op.create_index("ix_theme_tags_consultation_id", "theme_tags", ["consultation_id"], unique=False)
    op.create_index("ix_theme_tags_theme_id_seq", "theme_tags", ["theme_id", "seq"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_theme_tags_theme_id_seq", table_name="theme_tags")
    op.drop_index("ix_theme_tags_consultation_id", table_name="theme_tags")
    op.drop_table("theme_tags")
    op.drop_table("theme_names")
    op.drop_index("ix_themes_split_from", table_name="themes")
    op.drop_index("ix_themes_merged_into", table_name="themes")
    op.drop_index("ix_themes_consultation_id_seq", table_name="themes")
    op.drop_index("ix_themes_consultation_id_key", table_name="themes")
    op.drop_table("themes")
