"""How a database of an older version is brought up to date, by Alembic; one file a step in versions/."""
