"""contributions and what became of them

Revision ID: 4d8f3ba05e64
Revises: 3c7e2a9f4d53
"""

revision = "4d8f3ba05e64"
down_revision = "3c7e2a9f4d53"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
