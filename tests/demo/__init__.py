"""What a forum for trying things out begins with."""
