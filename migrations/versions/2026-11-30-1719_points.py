"""points

Revision ID: a8144504e5ea
Revises: 29e54c154f8d
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a8144504e5ea"
down_revision = "29e54c154f8d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "point_surveys",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("cutoff_seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("numbered", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_point_surveys_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_point_surveys")),
    )
    op.create_table(
        "campaign_members",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["contributions.id"], name=op.f("fk_campaign_members_campaign_id_contributions")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_campaign_members_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_campaign_members_contribution_id_contributions")
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_campaign_members")),
    )
    with op.batch_alter_table("campaign_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_members_consultation_id_campaign_id"),
            ["consultation_id", "campaign_id"],
            unique=False,
        )

    op.create_table(
        "points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("option_id", sa.Uuid(), nullable=True),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("by_floor", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_points_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["options.id"], name=op.f("fk_points_option_id_options")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_points_question_id_questions")),
        sa.ForeignKeyConstraint(["source_id"], ["contributions.id"], name=op.f("fk_points_source_id_contributions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_points_consultation_id_number")),
    )
    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_points_source_id"), ["source_id"], unique=False)

    op.create_table(
        "point_links",
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("passage", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_point_links_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_point_links_contribution_id_contributions")
        ),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_point_links_point_id_points")),
        sa.PrimaryKeyConstraint("point_id", "contribution_id", name=op.f("pk_point_links")),
    )
    with op.batch_alter_table("point_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_point_links_consultation_id_place"), ["consultation_id", "place"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_point_links_contribution_id"), ["contribution_id"], unique=False)

    op.create_table(
        "point_pairs",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_point_pairs_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["points.id"], name=op.f("fk_point_pairs_first_id_points")),
        sa.ForeignKeyConstraint(["second_id"], ["points.id"], name=op.f("fk_point_pairs_second_id_points")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_point_pairs")),
    )
    with op.batch_alter_table("point_pairs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_pairs_consultation_id"), ["consultation_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("point_pairs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_pairs_consultation_id"))

    op.drop_table("point_pairs")
    with op.batch_alter_table("point_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_links_contribution_id"))
        batch_op.drop_index(batch_op.f("ix_point_links_consultation_id_place"))

    op.drop_table("point_links")
    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_points_source_id"))

    op.drop_table("points")
    with op.batch_alter_table("campaign_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_members_consultation_id_campaign_id"))

    op.drop_table("campaign_members")
    op.drop_table("point_surveys")
