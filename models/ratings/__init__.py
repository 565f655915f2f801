"""Ratings: one vote a person on a post or a comment, and what the votes of others make of somebody."""
