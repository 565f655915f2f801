"""The one schema; `python -m resolvers.schema` prints it, which is how schema.graphql is made."""

import strawberry
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, Undefined
from strawberry.schema.config import StrawberryConfig

from resolvers.accounts.mutations import AccountMutations
from resolvers.accounts.queries import AccountQueries
from resolvers.accounts.types import Session
from resolvers.audit.queries import AuditQueries
from resolvers.coins.queries import CoinQueries
from resolvers.coins.subscriptions import CoinSubscriptions
from resolvers.coins.types import Coin
from resolvers.comments.mutations import CommentMutations
from resolvers.comments.queries import CommentQueries
from resolvers.comments.subscriptions import CommentSubscriptions
from resolvers.comments.types import Comment
from resolvers.nodes import NodeQueries
from resolvers.people.queries import PeopleQueries
from resolvers.people.types import User
from resolvers.posts.mutations import PostMutations
from resolvers.posts.queries import PostQueries
from resolvers.posts.subscriptions import PostSubscriptions
from resolvers.posts.types import Post, Tag
from resolvers.ratings.mutations import RatingMutations
from resolvers.ratings.subscriptions import RatingSubscriptions
from resolvers.scalars import SCALARS


@strawberry.type
class Query(NodeQueries, AccountQueries, PeopleQueries, PostQueries, CommentQueries, CoinQueries, AuditQueries):
    pass


@strawberry.type
class Mutation(AccountMutations, PostMutations, CommentMutations, RatingMutations):
    pass


@strawberry.type
class Subscription(CommentSubscriptions, RatingSubscriptions, PostSubscriptions, CoinSubscriptions):
    pass


def _without_null_defaults(schema: GraphQLSchema) -> None:
    """An argument that Python lets be absent has no default in GraphQL: absent and null are the same to a resolver."""
    for type in schema.type_map.values():
        if isinstance(type, GraphQLObjectType | GraphQLInterfaceType):
            for field in type.fields.values():
                for argument in field.args.values():
                    if argument.default_value is None:
                        argument.default_value = Undefined


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[Coin, Comment, Post, Session, Tag, User],
    config=StrawberryConfig(scalar_map=SCALARS),
)
_without_null_defaults(schema._schema)

if __name__ == "__main__":
    print(schema.as_str())  # noqa: T201
