"""decisions

Revision ID: 2b6d1f8e3c42
Revises: 1a5c0e7d2b31
"""

revision = "2b6d1f8e3c42"
down_revision = "1a5c0e7d2b31"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
