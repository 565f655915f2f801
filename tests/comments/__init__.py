"""Comments: what is said under posts, in threads."""
