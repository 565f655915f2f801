"""The action log, as moderators and each person for themselves may ask for it."""
