"""Posts: what people write, and what becomes of it."""
