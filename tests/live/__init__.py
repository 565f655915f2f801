"""Subscriptions: what is followed, what is told, and that nothing is missed."""
