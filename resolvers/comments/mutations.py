"""Saying something, and unsaying it, as mutations."""

from typing import cast
from uuid import UUID

import strawberry

from models.comments import actions, queries
from resolvers import ids
from resolvers.comments.inputs import (
    AddCommentInput,
    AddCommentPayload,
    DeleteCommentInput,
    DeleteCommentPayload,
    EditCommentInput,
    EditCommentPayload,
)
from resolvers.comments.types import Comment
from resolvers.context import Info, signed_in
from resolvers.mutation import given, mutation, write
from resolvers.posts.types import Post
from resolvers.selection import columns


@strawberry.type
class CommentMutations:
    @mutation()
    async def add_comment(info: Info, input: AddCommentInput) -> AddCommentPayload:
        """Say something under a post, or in answer to another comment."""
        actor, said = signed_in(info), given(input)
        post_id, parent, retry = ids.of(Post, input.post_id), said.get("parent_id"), said.get("client_mutation_id")
        parent_id = ids.of(Comment, parent) if parent is not None else None
        words = await actions.prepare_words(input.body)
        id = await write(actions.add_comment(actor, post_id, parent_id, words, retry))
        return AddCommentPayload(comment=await _comment(info, id), client_mutation_id=retry)

    @mutation()
    async def edit_comment(info: Info, input: EditCommentInput) -> EditCommentPayload:
        """Say it otherwise, for some minutes after you said it."""
        actor, id, version = signed_in(info), ids.of(Comment, input.id), given(input).get("expected_version")
        words = await actions.prepare_words(input.body)
        await write(actions.edit_comment(actor, id, words, version))
        return EditCommentPayload(comment=await _comment(info, id))

    @mutation()
    async def delete_comment(info: Info, input: DeleteCommentInput) -> DeleteCommentPayload:
        """Take the words of your comment away; its place in the thread stays."""
        actor, id = signed_in(info), ids.of(Comment, input.id)
        await write(actions.delete_comment(actor, id))
        return DeleteCommentPayload(comment=await _comment(info, id))


async def _comment(info: Info, id: UUID) -> Comment | None:
    """The comment as it is now; a row stands for its object."""
    found = await queries.comments_by_id([id], info.context.actor, columns(info, Comment, ("comment",)))
    return cast("Comment | None", found.get(id))
