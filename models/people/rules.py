"""Who is to be seen."""

VISIBLE = "confirmed_at is not null"
"""The SQL of it, about a row of `person`: whoever has not confirmed is shown to nobody."""
