"""People: signing up, signing in, and what keeps strangers out."""
