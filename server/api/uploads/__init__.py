"""Pictures and films that somebody sends: received, decoded apart, looked at, and forgotten."""
