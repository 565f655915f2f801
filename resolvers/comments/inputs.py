"""What the mutations of comments take, and what they answer."""

import strawberry

from models.comments import queries
from models.posts.queries import PostFilter
from resolvers.comments.types import Comment
from resolvers.mutation import Payload


@strawberry.input
class CommentFilter:
    author: str | None = strawberry.field(default=strawberry.UNSET, description="The username.")
    tags: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="The comment's post must carry all of them."
    )
    coin: str | None = strawberry.field(
        default=strawberry.UNSET, description="The slug of a coin of the comment's post."
    )

    def model(self) -> queries.CommentFilter:
        return queries.CommentFilter(self.author or None, PostFilter(tags=self.tags or (), coin=self.coin or None))


@strawberry.input
class AddCommentInput:
    post_id: strawberry.ID
    parent_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The comment that it answers; threads are 8 replies deep."
    )
    body: str = strawberry.field(description="Markdown, 1 to 10,000 characters.")
    client_mutation_id: str | None = strawberry.UNSET


@strawberry.type
class AddCommentPayload(Payload):
    comment: Comment | None = None
    client_mutation_id: str | None = None


@strawberry.input
class EditCommentInput:
    id: strawberry.ID
    body: str = strawberry.field(description="Markdown, 1 to 10,000 characters.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description="Another edit in between answers CONFLICT and writes nothing."
    )


@strawberry.type
class EditCommentPayload(Payload):
    comment: Comment | None = None


@strawberry.input
class DeleteCommentInput:
    id: strawberry.ID


@strawberry.type
class DeleteCommentPayload(Payload):
    comment: Comment | None = None
