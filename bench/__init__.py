"""Benchmarks and evaluations: they print figures, they are not tests."""
