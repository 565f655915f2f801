"""Whole roads, through several processes."""
