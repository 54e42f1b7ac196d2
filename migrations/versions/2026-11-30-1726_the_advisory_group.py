"""the advisory group

Revision ID: 0207a3b5c770
Revises: a8144504e5ea
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0207a3b5c770"
down_revision = "a8144504e5ea"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advisory_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("regions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("gender_minimum", sa.Integer(), nullable=True),
        sa.Column("ex_officio", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("appointing_capacity", sa.String(length=40), nullable=False),
        sa.Column("appointing_authority", sa.String(length=300), nullable=False),
        sa.Column("first_term_on", sa.Date(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("max_terms", sa.Integer(), nullable=False),
        sa.Column("renewed_one_in", sa.Integer(), nullable=False),
        sa.Column("personal_capacity", sa.Boolean(), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("established_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_advisory_groups_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisory_groups")),
    )
    op.create_index(
        "ix_advisory_groups_consultation_id_seq", "advisory_groups", ["consultation_id", "seq"], unique=True
    )

    op.create_table(
        "interests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("hidden", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interests_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_interests_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
    )
    op.create_index(
        "ix_interests_consultation_id_account_id", "interests", ["consultation_id", "account_id"], unique=False
    )
    op.create_index("ix_interests_consultation_id_seq", "interests", ["consultation_id", "seq"], unique=True)

    op.create_table(
        "advisory_offices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("pool", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("starts_with", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("period_months", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("deviations", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_advisory_offices_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["advisory_offices.id"], name=op.f("fk_advisory_offices_follows_id_advisory_offices")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["advisory_groups.id"], name=op.f("fk_advisory_offices_group_id_advisory_groups")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisory_offices")),
    )
    op.create_index("ix_advisory_offices_group_id_seq", "advisory_offices", ["group_id", "seq"], unique=True)

    op.create_table(
        "nomination_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("concluded", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_nomination_calls_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["advisory_groups.id"], name=op.f("fk_nomination_calls_group_id_advisory_groups")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_calls")),
    )
    op.create_index("ix_nomination_calls_group_id_seq", "nomination_calls", ["group_id", "seq"], unique=True)

    op.create_table(
        "nominations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=False),
        sa.Column("regional_group", sa.String(length=40), nullable=True),
        sa.Column("gender", sa.String(length=20), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("self_nominated", sa.Boolean(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("acted_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("hidden", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("decision", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_nominations_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["nomination_calls.id"], name=op.f("fk_nominations_call_id_nomination_calls")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_nominations_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["advisory_groups.id"], name=op.f("fk_nominations_group_id_advisory_groups")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    op.create_index("ix_nominations_call_id_account_id", "nominations", ["call_id", "account_id"], unique=False)
    op.create_index("ix_nominations_group_id_seq", "nominations", ["group_id", "seq"], unique=True)

    op.create_table(
        "advisory_seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("capacity_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=False),
        sa.Column("regional_group", sa.String(length=40), nullable=True),
        sa.Column("gender", sa.String(length=20), nullable=True),
        sa.Column("ex_officio", sa.String(length=300), nullable=True),
        sa.Column("nominated_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("appointed_by", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_advisory_seats_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["capacity_id"], ["capacities.id"], name=op.f("fk_advisory_seats_capacity_id_capacities")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_advisory_seats_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["advisory_groups.id"], name=op.f("fk_advisory_seats_group_id_advisory_groups")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_advisory_seats_nomination_id_nominations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisory_seats")),
    )
    op.create_index("ix_advisory_seats_group_id_account_id", "advisory_seats", ["group_id", "account_id"], unique=False)
    op.create_index("ix_advisory_seats_group_id_seq", "advisory_seats", ["group_id", "seq"], unique=True)
    op.create_index("ix_advisory_seats_group_id_term", "advisory_seats", ["group_id", "term"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_advisory_seats_group_id_term", table_name="advisory_seats")
    op.drop_index("ix_advisory_seats_group_id_seq", table_name="advisory_seats")
    op.drop_index("ix_advisory_seats_group_id_account_id", table_name="advisory_seats")

    op.drop_table("advisory_seats")
    op.drop_index("ix_nominations_group_id_seq", table_name="nominations")
    op.drop_index("ix_nominations_call_id_account_id", table_name="nominations")

    op.drop_table("nominations")
    op.drop_index("ix_nomination_calls_group_id_seq", table_name="nomination_calls")

    op.drop_table("nomination_calls")
    op.drop_index("ix_advisory_offices_group_id_seq", table_name="advisory_offices")

    op.drop_table("advisory_offices")
    op.drop_index("ix_interests_consultation_id_seq", table_name="interests")
    op.drop_index("ix_interests_consultation_id_account_id", table_name="interests")

    op.drop_table("interests")
    op.drop_index("ix_advisory_groups_consultation_id_seq", table_name="advisory_groups")

    op.drop_table("advisory_groups")
