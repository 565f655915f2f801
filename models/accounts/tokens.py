"""Tokens: a short one that opens the door, a long one that gets the next pair, and links in mails."""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import jwt

from models import clock, keys
from models.errors import Unauthenticated
from models.settings import settings

_REFRESH = struct.Struct(">16sI")
_SEAL_BYTES = 32


@dataclass(frozen=True)
class Tokens:
    """What a sign-in or a refresh hands out."""

    access: str
    access_expires_at: datetime
    refresh: str


def pair(person_id: UUID, session_id: UUID, generation: int) -> Tokens:
    expires_at = clock.now().replace(microsecond=0) + timedelta(minutes=settings().access_token_minutes)
    claims = {"sub": person_id.hex, "sid": session_id.hex, "exp": int(expires_at.timestamp()), "aud": _audience()}
    access = jwt.encode(claims, keys.key("access tokens"), algorithm="HS256")
    return Tokens(access, expires_at, refresh_token(session_id, generation))


def _audience() -> str:
    return settings().namespace


def session_of(access_token: str) -> UUID:
    """The session that an access token is of. Raises Unauthenticated where it is not ours, or no longer good."""
    try:
        claims = jwt.decode(
            access_token,
            keys.key("access tokens"),
            algorithms=["HS256"],
            audience=_audience(),
            options={"verify_exp": False, "require": ["exp", "sub", "sid", "aud"]},
        )
        session_id, expires = UUID(claims["sid"]), int(claims["exp"])
    except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError):
        raise Unauthenticated("This access token is none of ours: sign in.") from None
    if expires <= clock.now().timestamp():
        raise Unauthenticated("The access token has expired: refresh the session.")
    return session_id


def refresh_token(session_id: UUID, generation: int) -> str:
    """The one of this generation: made again, it is the same."""
    said = _REFRESH.pack(session_id.bytes, generation)
    return base64.urlsafe_b64encode(said + _seal(said)).rstrip(b"=").decode()


def read_refresh_token(token: str) -> tuple[UUID, int] | None:
    """The session and the generation; None where the token is none of ours."""
    try:
        sealed = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (UnicodeEncodeError, binascii.Error):
        return None
    said, seal = sealed[: _REFRESH.size], sealed[_REFRESH.size :]
    if len(sealed) != _REFRESH.size + _SEAL_BYTES or not hmac.compare_digest(seal, _seal(said)):
        return None
    session_id, generation = _REFRESH.unpack(said)
    return UUID(bytes=session_id), generation


def _seal(said: bytes) -> bytes:
    return hmac.new(keys.key("refresh tokens"), said, hashlib.sha256).digest()


def link_token() -> str:
    """A new one for a mail's link: 32 characters that nobody guesses."""
    return secrets.token_urlsafe(24)


def link_hash(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()
