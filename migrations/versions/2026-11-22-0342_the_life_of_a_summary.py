"""the life of a summary

Revision ID: 3c7e2a9f4d53
Revises: 2b6d1f8e3c42
"""

revision = "3c7e2a9f4d53"
down_revision = "2b6d1f8e3c42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
