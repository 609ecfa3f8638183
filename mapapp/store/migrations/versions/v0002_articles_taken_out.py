"""Articles that were taken out, kept for undo; events that are no longer there, for snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("taken_out", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "removed_events",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("changed", sa.BigInteger, nullable=False, index=True),
    )
