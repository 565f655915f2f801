"""What the front end's build left in frontend/dist: its hashed assets, the coins' icons, and GraphiQL's page."""

import re
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

DIST: Final = Path(__file__).resolve().parent.parent / "frontend" / "dist"

# What a build holds; anything else in the folder, the compressed twins too, has no address of its own.
MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}
FILE_NAME: Final = re.compile(r"[A-Za-z0-9_$][A-Za-z0-9_$.-]{0,199}", re.ASCII)

# Monaco writes its styles into the page and draws small marks from data: pictures.
GRAPHIQL_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
    "vary": "accept",
}

NOT_BUILT: Final = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Cryptotalks: the front end is not built</title>
<style>body { font: 17px/1.6 system-ui, sans-serif; max-width: 34em; margin: 18vh auto; padding: 0 1em }</style>
<h1>The front end is not built yet</h1>
<p>Run <code>make frontend</code> and load this page again.</p>
<p>The API itself is here and answers: send it a query by POST.</p>
</html>
"""


def graphiql_page() -> bytes:
    """GraphiQL's HTML, to be sent with GRAPHIQL_HEADERS; without a build, a page that says how to make one."""
    return built_page("graphiql/index.html") or NOT_BUILT


def built_page(name: str) -> bytes | None:
    """A page's HTML; None where nothing is built."""
    try:
        return (DIST / name).read_bytes()
    except FileNotFoundError:
        return None


def mount_static(app: FastAPI) -> None:
    """Serves /assets/* and /icons/*, whether they are built yet or not."""
    # Plain functions: they touch the disk, and Starlette runs them in a thread.
    app.add_route("/assets/{name:path}", _asset, include_in_schema=False)
    app.add_route("/icons/{name:path}", _icon, include_in_schema=False)


def _asset(request: Request) -> Response:
    # A name carries the hash of what is in it, so it never changes.
    return _file("assets", request, "public, max-age=31536000, immutable")


def _icon(request: Request) -> Response:
    return _file("icons", request, "public, max-age=86400")


def _file(folder: str, request: Request, cache_control: str) -> Response:
    name = request.path_params["name"]
    path = DIST / folder / name if FILE_NAME.fullmatch(name) else None
    if path is None or path.suffix not in MEDIA_TYPES or not path.is_file():
        return PlainTextResponse("There is no such file.\n", 404)
    headers = {"cache-control": cache_control, "x-content-type-options": "nosniff"}
    if path.suffix == ".svg":
        # Opened by itself a picture is a document: it may draw and nothing else.
        headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    media_type = MEDIA_TYPES[path.suffix]
    twin = path.with_name(f"{path.name}.gz")
    if twin.is_file():
        headers["vary"] = "accept-encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            path = twin
            headers["content-encoding"] = "gzip"
    return FileResponse(path, headers=headers, media_type=media_type)
