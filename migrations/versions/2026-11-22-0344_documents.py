"""documents

Revision ID: 5e904cb16f75
Revises: 4d8f3ba05e64
"""

revision = "5e904cb16f75"
down_revision = "4d8f3ba05e64"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
