"""Mail: what it says, how it is sent, and the mailbox where it lies while nobody sends it."""
