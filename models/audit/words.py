"""What the action log says of each event: a plain sentence without a name, an address or a secret."""

from enum import StrEnum


class Level(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"


SERVICES = {
    "accounts": "accounts",
    "posts": "forum",
    "comments": "forum",
    "ratings": "forum",
    "moderation": "forum",
    "notifications": "forum",
    "coins": "market",
    "prices": "market",
}
"""Whose part of the forum a topic is."""

MESSAGES = {
    "user.signed-up": "Signed up.",
    "user.signed-up-again": "Somebody tried to sign up with the email of this account.",
    "user.confirmation-requested": "Another link to confirm the account was asked for.",
    "user.confirmed": "Confirmed the account.",
    "user.signed-in": "Signed in.",
    "user.signed-out": "Signed out.",
    "user.sign-in-failed": "A sign-in failed.",
    "session.revoked": "A session was ended.",
    "user.refresh-reused": "An old refresh token was used again, so its session was ended.",
    "user.email-change-requested": "Asked to change the email.",
    "user.email-changed": "Changed the email.",
    "user.email-change-objected": "Objected to a change of the email.",
    "user.password-changed": "Changed the password.",
    "user.password-reset-requested": "A new password was asked for.",
    "user.two-factor-changed": "Changed the second factor of signing in.",
    "user.sms-code-requested": "Asked for a code by SMS.",
    "user.profile-updated": "Changed the profile.",
    "user.avatar-uploaded": "Uploaded a picture.",
    "user.avatar-removed": "Removed the picture.",
    "user.preferences-changed": "Changed the preferences.",
    "user.role-changed": "The role was changed.",
    "user.suspended": "The account was suspended.",
    "user.suspension-lifted": "The suspension of the account was lifted.",
    "user.closed": "Closed the account.",
    "market.fetch-failed": "The prices could not be fetched.",
}

WARNINGS = {
    "user.signed-up-again",
    "user.sign-in-failed",
    "user.refresh-reused",
    "user.email-change-objected",
    "user.suspended",
    "market.fetch-failed",
}

BY_THE_OWNER = {
    "user.signed-up",
    "user.confirmed",
    "user.signed-out",
    "user.email-changed",
    "user.email-change-objected",
    "user.password-changed",
}
"""Done by whoever's account it is, also where a link or a token did it and nobody had signed in."""


def message(action: str) -> str:
    """The words for an event's type without its version; where nobody has written any, the type read out."""
    return MESSAGES.get(action) or f"{action.replace('.', ' ').replace('-', ' ').capitalize()}."


def level(action: str) -> Level:
    return Level.WARNING if action in WARNINGS else Level.INFO


def service(topic: str) -> str:
    return SERVICES.get(topic, topic)
