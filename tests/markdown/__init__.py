"""Words as they are written and as they are shown: Markdown, mentions, and whatever is hostile."""
