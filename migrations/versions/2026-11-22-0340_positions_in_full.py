"""positions in full

Revision ID: 1a5c0e7d2b31
Revises: f808398e50f5
"""

revision = "1a5c0e7d2b31"
down_revision = "f808398e50f5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
