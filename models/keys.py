"""Keys for single purposes, all of the one secret: what is signed for one means nothing for another."""

import hashlib
import hmac
from functools import cache

from models.settings import settings


def key(purpose: str) -> bytes:
    """32 bytes."""
    return _derived(settings().secret_key.get_secret_value(), purpose)


def digest(purpose: str, text: str) -> str:
    """An HMAC in hexadecimal: tells the same text from another to whoever holds the secret, and nothing to others."""
    return hmac.new(key(purpose), text.encode(), hashlib.sha256).hexdigest()


@cache
def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
