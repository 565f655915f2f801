"""The embedded stack: the servers that docker compose would run, from wheels, and the whole program on them.

It starts what no setting names, watches over it, and leaves no process behind. Nothing imports it but tests.
"""
