"""What happens to accounts. Addresses, devices and names stay in their rows, which the ids lead to."""

from enum import Enum
from uuid import UUID

from models.actor import Role
from models.events import Event


class UserSignedUp(Event, type="user.signed-up.v1", topic="accounts", key="user_id"):
    user_id: UUID


class UserSignedUpAgain(Event, type="user.signed-up-again.v1", topic="accounts", key="user_id"):
    """Somebody signed up with an email that is taken; `user_id` is its owner."""

    user_id: UUID


class UserConfirmationRequested(Event, type="user.confirmation-requested.v1", topic="accounts", key="user_id"):
    user_id: UUID


class UserConfirmed(Event, type="user.confirmed.v1", topic="accounts", key="user_id"):
    user_id: UUID


class UserSignedIn(Event, type="user.signed-in.v1", topic="accounts", key="user_id"):
    user_id: UUID
    session_id: UUID


class UserSignedOut(Event, type="user.signed-out.v1", topic="accounts", key="user_id"):
    user_id: UUID
    session_id: UUID


class UserSignInFailed(Event, type="user.sign-in-failed.v1", topic="accounts", key="email_hash"):
    """`email_hash` is an HMAC of the email: it tells the same one from another, and nobody's name."""

    email_hash: str
    user_id: UUID | None = None


class SessionEnd(Enum):
    REVOKED = "REVOKED"
    OTHERS_REVOKED = "OTHERS_REVOKED"
    REFRESH_REUSED = "REFRESH_REUSED"


class SessionRevoked(Event, type="session.revoked.v1", topic="accounts", key="user_id"):
    user_id: UUID
    session_id: UUID
    reason: SessionEnd


class UserRefreshReused(Event, type="user.refresh-reused.v1", topic="accounts", key="user_id"):
    """An old refresh token was used again: it may have been stolen, and its session has ended."""

    user_id: UUID
    session_id: UUID


class UserProfileUpdated(Event, type="user.profile-updated.v1", topic="accounts", key="user_id"):
    """`fields` are the names of what was changed, not what to."""

    user_id: UUID
    fields: list[str]


class UserRoleChanged(Event, type="user.role-changed.v1", topic="accounts", key="user_id"):
    user_id: UUID
    role: Role
