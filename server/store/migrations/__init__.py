"""The history of the schema, applied by Alembic when the server starts."""
