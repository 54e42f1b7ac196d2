"""positions in full

Revision ID: 1a5c0e7d2b31
Revises: f808398e50f5
"""

import hashlib
import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "1a5c0e7d2b31"
down_revision = "f808398e50f5"
branch_labels = None
depends_on = None

SOME = 500  # contributions read at once, so that their texts need not fit into memory together


def json() -> sa.types.TypeEngine:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    extend_what_was_there()
    create_joint_statements()
    create_caucuses()
    create_explanations_and_wordings()


def extend_what_was_there() -> None:
    for table in ("positions", "position_versions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("blocking", sa.Boolean(), nullable=True))
        op.execute(sa.text(f"UPDATE {table} SET blocking = false"))  # nobody has objected  # noqa: S608
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("blocking", existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fingerprint", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("on_behalf_of", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("stances", json(), nullable=True))
    fill_contributions()
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.alter_column("fingerprint", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("stances", existing_type=json(), nullable=False)
        batch_op.create_index(
            batch_op.f("ix_contributions_consultation_id_fingerprint_entity_id"),
            ["consultation_id", "fingerprint", "entity_id"],
            unique=False,
        )


def fill_contributions() -> None:
    """Everybody wrote for themselves; the fingerprint is what app/contributions/fingerprint.py makes of the text."""
    connection = op.get_bind()
    table = sa.table(
        "contributions",
        sa.column("id", sa.Uuid()),
        sa.column("text", sa.Text()),
        sa.column("fingerprint"),
        sa.column("stances", json()),
    )
    after, rows = None, [True]
    while rows:
        query = sa.select(table.c.id, table.c.text).order_by(table.c.id).limit(SOME)
        rows = connection.execute(query.where(table.c.id > after) if after else query).all()
        for row in rows:
            folded = " ".join(unicodedata.normalize("NFKC", row.text).casefold().split())
            values = {"fingerprint": hashlib.sha256(folded.encode()).hexdigest(), "stances": []}
            connection.execute(table.update().where(table.c.id == row.id).values(values))
            after = row.id


def create_joint_statements() -> None:
    op.create_table(
        "signatories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=300), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=40), nullable=True),
        sa.Column("regional_group", sa.String(length=40), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("acted_as", json(), nullable=True),
        foreign("signatories", "consultation_id", "consultations"),
        foreign("signatories", "contribution_id", "contributions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
        sa.UniqueConstraint("contribution_id", "entity_id", name=op.f("uq_signatories_contribution_id_entity_id")),
    )
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signatories_consultation_id_entity_id"), ["consultation_id", "entity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_signatories_contribution_id_seq"), ["contribution_id", "seq"], unique=False
        )
    op.create_table(
        "joint_stances",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("option_version", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=False),
        foreign("joint_stances", "contribution_id", "contributions"),
        foreign("joint_stances", "option_id", "options"),
        sa.PrimaryKeyConstraint("contribution_id", "option_id", name=op.f("pk_joint_stances")),
    )
    with op.batch_alter_table("joint_stances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_stances_option_id"), ["option_id"], unique=False)


def create_caucuses() -> None:
    op.create_table(
        "caucuses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("views", json(), nullable=False),
        sa.Column("acted_as", json(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden", json(), nullable=True),
        foreign("caucuses", "consultation_id", "consultations"),
        foreign("caucuses", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caucuses")),
    )
    with op.batch_alter_table("caucuses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caucuses_consultation_id_seq"), ["consultation_id", "seq"], unique=True)
    op.create_table(
        "caucus_versions",
        sa.Column("caucus_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("views", json(), nullable=False),
        sa.Column("acted_as", json(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        foreign("caucus_versions", "caucus_id", "caucuses"),
        sa.PrimaryKeyConstraint("caucus_id", "version", name=op.f("pk_caucus_versions")),
    )


def create_explanations_and_wordings() -> None:
    op.create_table(
        "explanations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("acted_as", json(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden", json(), nullable=True),
        foreign("explanations", "consultation_id", "consultations"),
        foreign("explanations", "option_id", "options"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanations")),
        sa.UniqueConstraint("option_id", "entity_id", name=op.f("uq_explanations_option_id_entity_id")),
    )
    with op.batch_alter_table("explanations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_explanations_consultation_id_entity_id"), ["consultation_id", "entity_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_explanations_option_id_seq"), ["option_id", "seq"], unique=False)
    op.create_table(
        "explanation_versions",
        sa.Column("explanation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("acted_as", json(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        foreign("explanation_versions", "explanation_id", "explanations"),
        sa.PrimaryKeyConstraint("explanation_id", "version", name=op.f("pk_explanation_versions")),
    )
    op.create_table(
        "option_wordings",
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acted_as", json(), nullable=False),
        foreign("option_wordings", "option_id", "options"),
        sa.PrimaryKeyConstraint("option_id", "version", name=op.f("pk_option_wordings")),
    )


def downgrade() -> None:
    for table in (
        *("option_wordings", "explanation_versions", "explanations"),
        *("caucus_versions", "caucuses", "joint_stances", "signatories"),
    ):
        op.drop_table(table)
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contributions_consultation_id_fingerprint_entity_id"))
        for column in ("stances", "on_behalf_of", "fingerprint"):
            batch_op.drop_column(column)
    for table in ("position_versions", "positions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("blocking")
