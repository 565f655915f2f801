"""Measurements, each a command that prints its figures: `python -m bench.door`. They promise nothing to each other."""
