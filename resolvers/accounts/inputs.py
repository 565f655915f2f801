"""What the mutations of accounts take, and what they answer."""

from datetime import datetime

import strawberry

from resolvers.accounts.types import Viewer
from resolvers.mutation import Payload
from resolvers.people.types import User


@strawberry.input
class SignUpInput:
    email: str
    username: str = strawberry.field(description="3 to 24 letters, digits and _; unique without case.")
    password: str = strawberry.field(
        description="8 to 128 characters: upper and lower case, a digit and a sign; not one that many have."
    )
    first_name: str | None = strawberry.UNSET
    last_name: str | None = strawberry.UNSET
    accept_terms: bool


@strawberry.type(description="The same whether or not the email was free: a taken one gets a mail instead.")
class SignUpPayload(Payload):
    pass


@strawberry.input
class ConfirmAccountInput:
    token: str = strawberry.field(description="From the mail's link; good once, and for a day.")


@strawberry.type
class ConfirmAccountPayload(Payload):
    user: User | None = None


@strawberry.input
class ResendConfirmationInput:
    email: str


@strawberry.type(description="The same whether or not somebody waits for that mail.")
class ResendConfirmationPayload(Payload):
    pass


@strawberry.input
class SignInInput:
    email: str
    password: str


@strawberry.input(description="`refreshToken` only for clients that keep no cookies.")
class RefreshSessionInput:
    refresh_token: str | None = strawberry.UNSET


@strawberry.type
class SignInPayload(Payload):
    access_token: str | None = strawberry.field(default=None, description="Send it as `Authorization: Bearer …`.")
    access_token_expires_at: datetime | None = None
    refresh_token: str | None = strawberry.field(
        default=None,
        description="Null for clients that keep cookies; others send `X-Refresh-Token: body` and no Origin.",
    )
    viewer: Viewer | None = None


@strawberry.type
class SignOutPayload(Payload):
    pass


@strawberry.input
class RevokeSessionInput:
    id: strawberry.ID


@strawberry.type
class RevokeSessionPayload(Payload):
    revoked_id: strawberry.ID | None = None


@strawberry.type
class RevokeOtherSessionsPayload(Payload):
    viewer: Viewer | None = None


@strawberry.input(description="What is absent stays as it is; null empties it.")
class UpdateProfileInput:
    username: str | None = strawberry.UNSET
    public_email: bool | None = strawberry.UNSET
    display_name: str | None = strawberry.UNSET
    title: str | None = strawberry.UNSET
    bio: str | None = strawberry.UNSET
    website: str | None = strawberry.UNSET
    twitter: str | None = strawberry.field(default=strawberry.UNSET, description="The name or the address.")
    linked_in: str | None = strawberry.field(default=strawberry.UNSET, description="The name or the address.")


@strawberry.type
class UpdateProfilePayload(Payload):
    user: User | None = None
