"""Tests against the real servers of the embedded stack; those that kill servers have a stack of their own."""
