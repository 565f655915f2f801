"""Coins: what they are, what they cost, and what they cost before."""
