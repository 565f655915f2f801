"""Posts: written, published, edited, kept for later, and taken away."""
