"""What Alembic runs to migrate: the connection comes from `server.store.migrate`, never from an ini file."""

from alembic import context

from server.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
