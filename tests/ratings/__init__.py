"""Ratings: votes, their counts, and the reputation they make."""
