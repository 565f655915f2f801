"""Coins and the market, as the world may ask for them."""
