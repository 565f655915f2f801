"""Writing, publishing, editing and deleting posts, as mutations."""

from typing import Any, cast
from uuid import UUID

import strawberry

from models.posts import actions, queries, words
from resolvers import ids
from resolvers.coins.types import Coin
from resolvers.context import Info, moderator, signed_in
from resolvers.mutation import given, mutation, write
from resolvers.posts.inputs import (
    BookmarkPostInput,
    BookmarkPostPayload,
    CreatePostInput,
    CreatePostPayload,
    DeletePostInput,
    DeletePostPayload,
    PublishPostInput,
    PublishPostPayload,
    SetPostStatusInput,
    SetPostStatusPayload,
    UpdatePostInput,
    UpdatePostPayload,
)
from resolvers.posts.types import Post
from resolvers.selection import columns


@strawberry.type
class PostMutations:
    @mutation()
    async def create_post(info: Info, input: CreatePostInput) -> CreatePostPayload:
        """Write a post, as a draft or for all to read."""
        actor, said = signed_in(info), given(input)
        written = await words.checked(_words(said))
        said["draft"] = draft = bool(said["draft"])
        retry = said.pop("client_mutation_id", None)
        id = await write(actions.create(actor, written, draft=draft, client_mutation_id=retry, input=said))
        return CreatePostPayload(post=await _post(info, id), client_mutation_id=input.client_mutation_id or None)

    @mutation()
    async def update_post(info: Info, input: UpdatePostInput) -> UpdatePostPayload:
        """Change the words of your post."""
        actor, id, said = signed_in(info), ids.of(Post, input.id), given(input)
        written = await words.checked(_words(said))
        await write(actions.update(actor, id, written, said.get("expected_version")))
        return UpdatePostPayload(post=await _post(info, id))

    @mutation()
    async def publish_post(info: Info, input: PublishPostInput) -> PublishPostPayload:
        """Let everybody read your draft."""
        actor, id = signed_in(info), ids.of(Post, input.id)
        await write(actions.publish(actor, id))
        return PublishPostPayload(post=await _post(info, id))

    @mutation()
    async def delete_post(info: Info, input: DeletePostInput) -> DeletePostPayload:
        """Take your post away, with everything below it."""
        await write(actions.delete(signed_in(info), ids.of(Post, input.id)))
        return DeletePostPayload(deleted_id=input.id)

    @mutation()
    async def bookmark_post(info: Info, input: BookmarkPostInput) -> BookmarkPostPayload:
        """Keep a post for later, or keep it no longer."""
        actor, id = signed_in(info), ids.of(Post, input.id)
        await write(actions.bookmark(actor, id, input.bookmarked))
        return BookmarkPostPayload(post=await _post(info, id))

    @mutation()
    async def set_post_status(info: Info, input: SetPostStatusInput) -> SetPostStatusPayload:
        """Lock, hide or open a post. Moderators only."""
        actor, id = moderator(info), ids.of(Post, input.id)
        await write(actions.set_status(actor, id, input.status, input.reason or None))
        return SetPostStatusPayload(post=await _post(info, id))


def _words(said: dict[str, Any]) -> dict[str, object]:
    """What is given of the words themselves; null is nothing but for what may be emptied."""
    kept: dict[str, object] = {name: said[name] for name in ("title", "preview", "body", "tags") if name in said}
    if "coin_ids" in said:
        kept["coin_ids"] = [ids.of(Coin, id) for id in said["coin_ids"] or ()]
    return kept


async def _post(info: Info, id: UUID) -> Post | None:
    """The post as it is now; a row stands for its object."""
    found = await queries.posts_by_id([id], info.context.actor, columns(info, Post, ("post",)))
    return cast("Post | None", found.get(id))
