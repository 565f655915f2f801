"""The news' way, rule by rule: numbers, readers, effects, the log, deliveries, commands."""
