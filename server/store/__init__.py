"""Where users and sessions are kept: the only place that knows the database."""
