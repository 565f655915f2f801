"""The site's own page: one HTML for every address that a person may open, under a policy that lets nothing else in."""

import re
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.static import NOT_BUILT, built_page

# What the site's router knows; what it does not is the same page with its own words, and a status for machines.
KNOWN: Final = re.compile(
    r"/|/(market|write|about|terms|sign-in|sign-up|confirm|settings/sessions)"
    r"|/posts/[^/]+(/edit)?|/coins/[^/]+|/people/[^/]+"
)

# No inline script and no inline style: the theme is a stylesheet of the build. 'self' in connect-src covers the
# WebSocket of the same origin in browsers of CSP level 3; Safari before 15.4 wants it by name.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {socket}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NOT_BUILT_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?", re.ASCII)


def mount_pages(app: FastAPI) -> None:
    """Serves what nobody else does: mount it last."""
    # A plain function: it touches the disk, and Starlette runs it in a thread.
    app.add_route("/{path:path}", _page, methods=["GET"], include_in_schema=False)


def _page(request: Request) -> Response:
    page = built_page("index.html")
    status = 200 if KNOWN.fullmatch(request.url.path) else 404
    if page is None:
        return Response(NOT_BUILT, status, {**HEADERS, "content-security-policy": NOT_BUILT_POLICY})
    return Response(page, status, {**HEADERS, "content-security-policy": policy(request)})


def policy(request: Request) -> str:
    """The page's Content-Security-Policy, naming the WebSocket of the host that was asked."""
    host = request.headers.get("host", "")
    scheme = "wss" if request.url.scheme == "https" else "ws"
    return POLICY.format(socket=f"{scheme}://{host}" if HOST.fullmatch(host) else "").replace(" ;", ";")
