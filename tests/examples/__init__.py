"""The examples that the README shows, on a forum of their own."""
