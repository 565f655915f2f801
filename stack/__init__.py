"""The embedded stack: the servers that docker compose would run, from wheels, and the whole program on them.

It starts what no setting names, watches over it, and leaves no process behind. Nothing imports it but tests.
All is kept in `.cryptotalks` (CRYPTOTALKS_FOLDER names another place); Kafka's jars in the user's cache folder; and
root's PostgreSQL, where its own user may not enter the checkout, in a folder of /var/lib/cryptotalks.
"""
