"""Ratings: votes on posts and comments."""
