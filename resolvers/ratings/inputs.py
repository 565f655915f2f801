"""What the mutations of ratings take, and what they answer."""

import strawberry

from models.ratings.rules import Vote
from resolvers.comments.types import Comment
from resolvers.mutation import Payload
from resolvers.posts.types import Post


@strawberry.input
class RatePostInput:
    id: strawberry.ID
    vote: Vote | None = strawberry.field(default=strawberry.UNSET, description="Null takes it back.")


@strawberry.type
class RatePostPayload(Payload):
    post: Post | None = None


@strawberry.input
class RateCommentInput:
    id: strawberry.ID
    vote: Vote | None = strawberry.field(default=strawberry.UNSET, description="Null takes it back.")


@strawberry.type
class RateCommentPayload(Payload):
    comment: Comment | None = None
