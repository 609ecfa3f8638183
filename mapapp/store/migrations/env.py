"""What Alembic runs: the steps, on the connection it was handed (mapapp.store.database)."""

from alembic import context

from mapapp.store.schema import metadata

if __name__ == "env_py":  # the name Alembic loads this file under; whatever else imports it runs nothing
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
    )
    context.run_migrations()
