"""How one process answers: HTTP, health, static files, and the door of /graphql.

Whatever says status, header or cookie lives here, and no rule of the forum.
"""
