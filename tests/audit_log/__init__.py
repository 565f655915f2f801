"""The action log: what is recorded, who may read it, and how long it stays."""
