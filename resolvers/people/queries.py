"""The questions about people that stand at the root."""

import strawberry

from models.people import queries
from models.people.queries import PersonRow
from resolvers.context import Info
from resolvers.people.types import User
from resolvers.selection import columns


@strawberry.type
class PeopleQueries:
    @strawberry.field(description="Anybody by their username, whatever its case.", graphql_type=User | None)
    @staticmethod
    async def user(info: Info, username: str) -> PersonRow | None:
        return await queries.person_by_username(username, columns(info, User))
