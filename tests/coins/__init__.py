"""Coins: their pages, their history, and the market that moves them."""
