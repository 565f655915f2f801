"""What the mutations of posts take, and what they answer."""

import strawberry

from models.posts.events import PostStatus
from resolvers.mutation import Payload
from resolvers.posts.types import Post


@strawberry.input
class CreatePostInput:
    title: str = strawberry.field(description="1 to 200 characters.")
    preview: str | None = strawberry.field(
        default=strawberry.UNSET, description="A summary of your own; else the body's beginning is taken."
    )
    body: str = strawberry.field(description="Markdown, to 50,000 characters; may be empty in a draft.")
    tags: list[str] = strawberry.field(description="To 10, of 1 to 20 letters, digits and hyphens.")
    coin_ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Coins that the words do not name as $BTC."
    )
    draft: bool | None = False
    client_mutation_id: str | None = strawberry.UNSET


@strawberry.type
class CreatePostPayload(Payload):
    post: Post | None = None
    client_mutation_id: str | None = None


@strawberry.input(description="What is absent stays as it is.")
class UpdatePostInput:
    id: strawberry.ID
    title: str | None = strawberry.UNSET
    preview: str | None = strawberry.UNSET
    body: str | None = strawberry.UNSET
    tags: list[str] | None = strawberry.UNSET
    coin_ids: list[strawberry.ID] | None = strawberry.UNSET
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description="Another edit in between answers CONFLICT and writes nothing."
    )


@strawberry.type
class UpdatePostPayload(Payload):
    post: Post | None = None


@strawberry.input
class PublishPostInput:
    id: strawberry.ID


@strawberry.type
class PublishPostPayload(Payload):
    post: Post | None = None


@strawberry.input
class DeletePostInput:
    id: strawberry.ID


@strawberry.type
class DeletePostPayload(Payload):
    deleted_id: strawberry.ID | None = None


@strawberry.input
class BookmarkPostInput:
    id: strawberry.ID
    bookmarked: bool


@strawberry.type
class BookmarkPostPayload(Payload):
    post: Post | None = None


@strawberry.input
class SetPostStatusInput:
    id: strawberry.ID
    status: PostStatus = strawberry.field(description="PUBLISHED, LOCKED or HIDDEN.")
    reason: str | None = strawberry.field(default=strawberry.UNSET, description="Shown to whoever may read the post.")


@strawberry.type
class SetPostStatusPayload(Payload):
    post: Post | None = None
