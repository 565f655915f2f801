"""Deleting a post: its words, what is below it and every way to it are gone, and its votes stay."""

from typing import Any

from models import database
from models.database import Row
from tests.posts.writing import (
    BOOKMARK,
    DELETE,
    PUBLISH,
    SET_STATUS,
    TITLES,
    UPDATE,
    changed,
    comment,
    id_of,
    kept,
    new_word,
    payload,
    seen,
    tag_counts,
    told,
    written,
)
from tests.visitor import Visitor

NODE = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }"


async def test_a_deleted_post_is_gone_by_every_path(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    word = new_word()
    post = await written(ada, word, f"On {word}.", tags=[word])
    await bob.mutate(BOOKMARK, id=post["id"], bookmarked=True)

    assert (await ada.mutate(DELETE, id=post["id"]))["deletedId"] == post["id"]

    for person in (ada, bob, mod):
        assert await seen(person, post) is None
        assert await person.query(NODE, id=post["id"]) == {"node": None, "nodes": [None]}
        for filter in ({"query": word}, {"tags": [word]}):
            assert (await person.query(TITLES, filter=filter))["posts"]["totalCount"] == 0
        kept_for_later = await person.query("{ viewer { bookmarks { totalCount nodes { id } } } }")
        assert post["id"] not in str(kept_for_later)
    assert await tag_counts(word) == [0]


async def test_no_word_of_a_deleted_post_is_kept(ada: Visitor, mod: Visitor) -> None:
    secret = f"{new_word()}secret"
    post = await written(ada, secret, f"{secret} $BTC", tags=[secret], preview=secret)
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN", reason=secret)

    await ada.mutate(DELETE, id=post["id"])

    row: Any = await database.fetch_value("select to_jsonb(post) - 'slug' from post where id = $1", id_of(post))
    assert secret not in row
    assert await database.fetch_value("select coin_ids from post where id = $1", id_of(post)) == []


async def test_what_is_said_below_is_emptied_and_votes_stay(ada: Visitor, bob: Visitor) -> None:
    post = await written(ada)
    said = await comment(post, bob.id, "Something said.")
    await changed("update comment set status = 'HIDDEN', status_reason = 'Not nice.', upvotes = 1 where id = $1", said)
    await changed("insert into post_vote values ($1, $2, 1, now())", id_of(post), bob.id)
    await changed("insert into comment_vote values ($1, $2, 1, now())", said, ada.id)

    await ada.mutate(DELETE, id=post["id"])

    (left,) = await database.fetch(Row, "select * from comment where id = $1", said)
    assert (left.status, left.status_reason, left.body, left.body_html) == ("DELETED", None, "", "")
    assert (left.author_id, left.upvotes) == (bob.id, 1)
    assert await database.fetch_value("select count(*) from participant where post_id = $1", id_of(post)) == 0
    (row,) = await database.fetch(Row, "select * from post where id = $1", id_of(post))
    assert (row.comment_count, row.participant_count) == (0, 0)
    for subject, id in (("post", id_of(post)), ("comment", said)):
        assert await database.fetch_value(f"select count(*) from {subject}_vote where {subject}_id = $1", id) == 1


async def test_a_deletion_is_told_once_with_what_the_post_was(ada: Visitor) -> None:
    draft = await written(ada, tags=[tag := new_word()], draft=True)
    post = await written(ada)

    for one in (draft, post):
        await ada.mutate(DELETE, id=one["id"])

    assert await told(draft) == ["post.drafted", "post.deleted"]
    assert '"was": "DRAFT"' in await payload(draft, "post.deleted")
    assert await told(post) == ["post.published", "post.deleted"]
    assert '"was": "PUBLISHED"' in await payload(post, "post.deleted")
    assert await tag_counts(tag) == [0]


async def test_what_is_deleted_takes_nothing_any_more(ada: Visitor, mod: Visitor) -> None:
    post = await written(ada, tags=[new_word()])
    await ada.mutate(DELETE, id=post["id"])
    before = await kept()

    for mutation, given in (
        (DELETE, {}),
        (UPDATE, {"title": "Back"}),
        (PUBLISH, {}),
        (BOOKMARK, {"bookmarked": True}),
    ):
        assert await ada.refused(mutation, id=post["id"], **given) == [("NOT_FOUND", "id")]
    assert await mod.refused(SET_STATUS, id=post["id"], status="PUBLISHED") == [("NOT_FOUND", "id")]

    assert await kept() == before


async def test_others_delete_nothing(ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor) -> None:
    post, draft = await written(ada), await written(ada, draft=True)
    before = await kept()

    for other in (bob, mod):
        assert await other.refused(DELETE, id=post["id"]) == [("NOT_AUTHOR", "id")]
        assert await other.refused(DELETE, id=draft["id"]) == [("NOT_FOUND", "id")]
    assert await visitor.code(DELETE, input={"id": post["id"]}) == "UNAUTHENTICATED"

    assert await kept() == before


async def test_a_hidden_post_is_deleted_without_counting_its_tags_twice(ada: Visitor, mod: Visitor) -> None:
    tag = new_word()
    post, _ = await written(ada, tags=[tag]), await written(ada, tags=[tag])
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")

    await ada.mutate(DELETE, id=post["id"])

    assert await tag_counts(tag) == [1]
    assert '"was": "HIDDEN"' in await payload(post, "post.deleted")
