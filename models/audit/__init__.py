"""The action log in MongoDB: who did what, when and from where, without a secret or a name; old lines go."""
