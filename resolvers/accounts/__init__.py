"""Accounts: sign-up, sessions, and what is one's own."""
