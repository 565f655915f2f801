"""Who sends a request: the bearer's session, the refresh token of the cookie, the address, and the device."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from models.accounts import presence, tokens
from models.actor import Actor
from models.errors import Unauthenticated
from models.settings import Settings
from resolvers.context import Context, Credentials

COOKIE = "refresh_token"
LONGEST_TOKEN = 2_000
HEADERS = frozenset({b"authorization", b"cookie", b"user-agent", b"x-forwarded-for", b"x-refresh-token", b"origin"})


class Doorkeeper:
    """Makes the context of an operation out of the headers that are its own: HEADERS, in lower case."""

    def __init__(self, settings: Settings) -> None:
        self._trusted = [ip_network(proxy, strict=False) for proxy in settings.trusted_proxies]
        self._secure = settings.is_secure
        self._cookie_seconds = settings.refresh_token_days * 86_400

    async def context(self, headers: Mapping[str, str], client: Sequence[object] | None) -> Context:
        """Raises Unauthenticated where a token was sent that is not good, or no longer."""
        address = _client_address(headers, client, self._trusted)
        device = headers.get("user-agent", "")[:300]
        credentials = Credentials(
            given=_cookie(headers.get("cookie", "")),
            in_body=headers.get("x-refresh-token") == "body" and "origin" not in headers,
        )
        authorization = headers.get("authorization", "")
        if not authorization:
            return Context(Actor(ip_address=address, device=device), credentials)
        session_id = tokens.session_of(_bearer(authorization))
        living = await presence.living(session_id)
        if not living:
            raise Unauthenticated("The session has ended: sign in again.")
        return Context(Actor(living.person_id, session_id, living.role, address, device), credentials)

    def cookie(self, credentials: Credentials) -> str | None:
        """The cookie that goes out with the answer, where there is something to say."""
        if credentials.granted and not credentials.in_body:
            value, age = credentials.granted, self._cookie_seconds
        elif credentials.ended and credentials.given:
            value, age = "", 0
        else:
            return None
        secure = "; Secure" if self._secure else ""
        return f"{COOKIE}={value}; Path=/graphql; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token.strip()) <= LONGEST_TOKEN:
        raise Unauthenticated("Send `Authorization: Bearer` and an access token.")
    return token.strip()


def _cookie(header: str) -> str | None:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and 0 < len(value) <= LONGEST_TOKEN:
            return value
    return None


def _client_address(
    headers: Mapping[str, str], client: Sequence[object] | None, trusted: Sequence[IPv4Network | IPv6Network]
) -> str | None:
    """The nearest address that is no proxy of ours; what is before it in the header may be anybody's invention."""
    peer = str(client[0]) if client else ""
    hops = [*headers.get("x-forwarded-for", "").split(","), peer] if trusted else [peer]
    found = None
    for hop in reversed(hops):
        try:
            address = ip_address(hop.strip())
        except ValueError:
            break
        found = str(address)
        if not any(address in network for network in trusted):
            break
    return found
