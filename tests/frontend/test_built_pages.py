"""What frontend/dist holds, fetched as a browser would: run `make frontend` first."""

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api import static

REFERENCE = re.compile(r"""(?:src|href)=["']([^"']+)["']""")


@pytest.fixture(autouse=True)
def built() -> None:
    assert (static.DIST / "graphiql" / "index.html").is_file(), "The front end is not built: run `make frontend`."


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    static.mount_static(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        yield client


PAGES = ("index.html", "graphiql/index.html")


def page(name: str) -> str:
    found = static.built_page(name)
    assert found is not None
    return found.decode()


def referenced(name: str = "graphiql/index.html") -> list[str]:
    return REFERENCE.findall(page(name))


def built_assets(suffix: str) -> list[Path]:
    return sorted((static.DIST / "assets").glob(f"*{suffix}"))


@pytest.mark.parametrize("name", PAGES)
async def test_everything_the_page_names_is_served_to_be_kept_for_good(browser: httpx.AsyncClient, name: str) -> None:
    addresses = referenced(name)

    answers = [await browser.get(address) for address in addresses]

    assert any(address.endswith(".js") for address in addresses)
    assert any(address.endswith(".css") for address in addresses)
    for answer in answers:
        assert answer.status_code == 200, answer.url
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert re.search(r"-[\w-]{8}\.\w+$", answer.url.path), f"{answer.url.path} carries no hash"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_names_nothing_of_another_origin_and_holds_no_script_of_its_own(name: str) -> None:
    html = page(name)

    assert [address for address in referenced(name) if not re.match(r"/[^/]", address)] == []
    assert "//" not in html.replace("/>", ">")
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert "<style" not in html
    assert " style=" not in html


def test_no_style_fetches_from_another_origin() -> None:
    styles = {path.name: path.read_text() for path in built_assets(".css")}

    addresses = [url for style in styles.values() for url in re.findall(r"url\(\s*[\"']?([^\"')]+)", style)]

    assert any(".woff2" in url for url in addresses)
    assert [url for url in addresses if not re.match(r"/assets/|\./|data:image/|#", url)] == []
    assert [name for name, style in styles.items() if "@import" in style] == []


def test_the_editors_workers_are_files_of_our_own() -> None:
    names = {path.name.split(".worker-")[0] for path in built_assets(".js") if ".worker-" in path.name}

    assert names == {"editor", "graphql", "json"}


async def test_every_kind_of_file_has_its_content_type(browser: httpx.AsyncClient) -> None:
    expected = {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".woff2": "font/woff2",
    }

    files = [path for path in built_assets("") if path.suffix != ".gz"]
    answers = {path: await browser.head(f"/assets/{path.name}") for path in files}

    assert {path.suffix for path in files} == set(expected)
    for path, answer in answers.items():
        assert (answer.status_code, answer.headers["content-type"]) == (200, expected[path.suffix]), path.name


async def test_a_script_travels_compressed_to_those_who_take_it(browser: httpx.AsyncClient) -> None:
    script = next(address for address in referenced() if address.endswith(".js"))

    packed = await browser.get(script, headers={"accept-encoding": "gzip, deflate"})
    plain = await browser.get(script, headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.content == plain.content
    assert packed.headers["content-type"] == plain.headers["content-type"]


def test_each_compressed_twin_holds_what_its_file_holds() -> None:
    twins = built_assets(".gz")

    assert len(twins) > 10
    for twin in twins:
        assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes(), twin.name


async def test_a_coin_has_its_icon_for_a_day(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/icons/btc.svg")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.text.startswith("<svg")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/icons/",
        "/assets/nothing-12345678.js",
        "/assets/%2e%2e/graphiql/index.html",
        "/assets/..%2fgraphiql%2findex.html",
        "/assets/%2e%2e/%2e%2e/package.json",
        "/assets/..%5c..%5cpackage.json",
        "/assets/%2fetc%2fpasswd",
        "/assets//etc/passwd",
        "/icons/..%2f..%2fpackage.json",
        "/icons/.%2fbtc.svg",
        "/icons/btc.svg%00.js",
        "/icons/BTC .svg",
        f"/icons/{'b' * 5000}.svg",
        "/icons/%ff%fe.svg",
        "/icons/bt%c3%a7.svg",
    ],
)
async def test_what_is_not_a_file_of_the_build_is_not_found(browser: httpx.AsyncClient, path: str) -> None:
    # Dots and slashes are written %2e and %2f: as they are, the client itself would tidy them away.
    answer = await browser.get(path)

    assert answer.status_code == 404


async def test_a_compressed_twin_has_no_address_of_its_own(browser: httpx.AsyncClient) -> None:
    twin = built_assets(".js.gz")[0]

    answer = await browser.get(f"/assets/{twin.name}")

    assert (answer.status_code, answer.text) == (404, "There is no such file.\n")


def test_the_page_comes_with_a_policy_that_lets_nothing_in_from_elsewhere() -> None:
    policy = dict(
        directive.strip().split(" ", 1) for directive in static.GRAPHIQL_HEADERS["content-security-policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["worker-src"] == policy["connect-src"] == "'self'"
    assert "unsafe-eval" not in str(policy)
    assert not re.search(r"https?:|\*|wss?:", str(policy))


async def test_without_a_build_the_page_says_how_to_make_one(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(static, "DIST", tmp_path / "dist")

    answer = await browser.get("/icons/btc.svg")

    assert "make frontend" in static.graphiql_page().decode()
    assert answer.status_code == 404
