"""Counting anew how many posts carry each tag, while the forum runs: some tags at a time, locked."""

from models import database
from models.posts.rules import LISTED
from models.recounts import Mended as Mended

BATCH = 20


# In the one order of all who write tags, so that nobody waits for each other.
_MISSING = """
    insert into tag (name, post_count)
    select name, 0 from post, unnest(tag_names) as carried (name)
    where not exists (select from tag where tag.name = carried.name) group by name order by name collate "C"
    on conflict (name) do nothing
"""
_LOCK = 'select name from tag where name collate "C" > $1::text order by name collate "C" limit $2 for update'
_MEND = f"""
    update tag set post_count = counted.truth
    from (
      select name, (select count(*) from post where {LISTED} and tag_names @> array[name::text]) as truth
      from tag where name = any($1::text[])) as counted
    where tag.name = counted.name and tag.post_count <> counted.truth
    returning tag.name, old.post_count as was, new.post_count as now
"""


async def recount() -> list[Mended]:
    """Set right whatever is wrong: what that was."""
    async with database.transaction():
        await database.execute(_MISSING)
    mended: list[Mended] = []
    last = ""
    while True:
        async with database.transaction():
            # Whoever counts a post holds its tags until it is kept: read after the lock, the two are of one moment.
            names = [tag["name"] for tag in await database.execute(_LOCK, last, BATCH)]
            mended += [
                Mended("tag.post_count", row["name"], str(row["was"]), str(row["now"]))
                for row in await database.execute(_MEND, names)
            ]
        if not names:
            return sorted(mended, key=str)
        last = names[-1]
