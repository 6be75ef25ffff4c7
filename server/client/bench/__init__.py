"""Measuring a server beside its bare engine, on one machine and in one run."""
