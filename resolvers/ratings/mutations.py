"""Voting, as mutations."""

from typing import Any

import strawberry

from models.comments.queries import comments_by_id
from models.posts.queries import posts_by_id
from models.ratings import actions
from resolvers import ids
from resolvers.comments.types import Comment
from resolvers.context import Info, signed_in
from resolvers.mutation import mutation, write
from resolvers.posts.types import Post
from resolvers.ratings.inputs import RateCommentInput, RateCommentPayload, RatePostInput, RatePostPayload
from resolvers.selection import columns


@strawberry.type
class RatingMutations:
    @mutation()
    async def rate_post(info: Info, input: RatePostInput) -> RatePostPayload:
        """`vote: null` takes the vote back. Voting twice the same way changes nothing."""
        actor, id = signed_in(info), ids.of(Post, input.id)
        await write(actions.rate_post(actor, id, input.vote or None))
        posts: dict[Any, Any] = await posts_by_id([id], actor, columns(info, Post, ("post",)))
        return RatePostPayload(post=posts.get(id))

    @mutation()
    async def rate_comment(info: Info, input: RateCommentInput) -> RateCommentPayload:
        """As `ratePost`. What has been deleted, or hidden, takes no votes."""
        actor, id = signed_in(info), ids.of(Comment, input.id)
        await write(actions.rate_comment(actor, id, input.vote or None))
        comments: dict[Any, Any] = await comments_by_id([id], actor, columns(info, Comment, ("comment",)))
        return RateCommentPayload(comment=comments.get(id))
