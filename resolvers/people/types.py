"""User: a person as everybody may see them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from models.actor import Role
from models.people import queries
from models.people.queries import PersonRow
from models.posts.queries import Of
from models.settings import settings
from resolvers.batch import batch
from resolvers.connections import Connection, cut
from resolvers.context import MODERATORS, Info
from resolvers.nodes import Node, found_by
from resolvers.scalars import Cursor
from resolvers.selection import columns

if TYPE_CHECKING:
    from resolvers.comments.types import Comment
    from resolvers.posts.types import Post

strawberry.enum(Role, description="What somebody may do: moderators keep order, admins give roles.")


@strawberry.type(description="Where else somebody is to be found.")
class ProfileLinks:
    website: str | None
    twitter: str | None
    linked_in: str | None


@strawberry.type(description="A person with a confirmed account.")
class User(Node):
    row = PersonRow

    username: str = strawberry.field(description="Unique without case; 3 to 24 letters, digits and _.")
    display_name: str = strawberry.field(description="As they want to be called.")
    title: str | None = strawberry.field(description="What they do: 'Trader', 'Protocol engineer'.")
    bio: str | None
    reputation: int = strawberry.field(description="The votes of others on what they wrote, summed up.")
    role: Role
    joined_at: datetime

    @strawberry.field(description="The person's page.", metadata={"needs": ("username",)})
    @staticmethod
    def url(root: strawberry.Parent[PersonRow]) -> str:
        return f"{settings().base_url}/people/{root.username}"

    @strawberry.field(
        description="Shown where the person made it public, else null.", metadata={"needs": ("email", "public_email")}
    )
    @staticmethod
    def email(root: strawberry.Parent[PersonRow]) -> str | None:
        return root.email if root.public_email else None

    @strawberry.field(metadata={"needs": ("website", "twitter", "linked_in")})
    @staticmethod
    def links(root: strawberry.Parent[PersonRow]) -> ProfileLinks:
        return ProfileLinks(website=root.website, twitter=root.twitter, linked_in=root.linked_in)

    @strawberry.field(
        description="For moderators and the person alone.", metadata={"needs": ("suspended_until",), "viewer": True}
    )
    @staticmethod
    def suspended_until(root: strawberry.Parent[PersonRow], info: Info) -> datetime | None:
        actor = info.context.actor
        return root.suspended_until if actor.person_id == root.id or actor.role in MODERATORS else None

    @batch(Connection[Annotated["Post", strawberry.lazy("resolvers.posts.types")]])
    async def posts(
        people: Sequence[PersonRow],
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
    ) -> list[Connection[Any]]:
        """Those that everybody may read, the newest first."""
        from resolvers.posts.lists import posts_of

        return await posts_of(Of.PERSON, [person.id for person in people], info, cut(first, after, last, before))

    @batch(Connection[Annotated["Comment", strawberry.lazy("resolvers.comments.types")]])
    async def comments(
        people: Sequence[PersonRow],
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
    ) -> list[Connection[Any]]:
        """Those that everybody may read, the newest first."""
        from resolvers.comments.lists import comments_of_people

        return await comments_of_people(people, info, cut(first, after, last, before))


@found_by(User)
async def people_by_id(ids: Collection[UUID], info: Info) -> dict[UUID, PersonRow]:
    return await queries.people_by_id(ids, columns(info, User))
