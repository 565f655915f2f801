"""The site's page: one HTML for every address of it, under a policy that lets nothing in from elsewhere."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from api import pages, static
from tests.laws.tree import ROOT
from tests.visitor import Visitor

ROUTER = ROOT / "frontend" / "src" / "app" / "router.tsx"


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    static.mount_static(app)
    app.add_route("/healthz", lambda _: PlainTextResponse("alive"))
    pages.mount_pages(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://forum.test:8443") as client:
        yield client


def policy_of(answer: httpx.Response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?order=new&tag=bitcoin",
        "/posts/some-words",
        "/posts/some-words/edit",
        "/coins/bitcoin",
        "/people/ada",
        "/confirm?token=abc",
        "/settings/sessions",
    ],
)
async def test_an_address_of_the_site_is_its_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)

    assert (answer.status_code, answer.content) == (200, static.built_page("index.html"))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nowhere", "/posts", "/posts/a/b", "/coins/", "/.env", "/posts/a/edit/b"])
async def test_any_other_address_is_the_page_too_and_says_that_it_is_not_there(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)

    assert (answer.status_code, answer.content) == (404, static.built_page("index.html"))


def test_every_route_of_the_router_is_known_to_the_server() -> None:
    routes = re.findall(r'path: "(/[^"]*)"', ROUTER.read_text())

    assert len(routes) > 10
    assert [route for route in routes if not pages.KNOWN.fullmatch(re.sub(r"\$\w+", "some-name", route))] == []


async def test_what_others_serve_stays_theirs(browser: httpx.AsyncClient) -> None:
    health, icon, nothing = [
        await browser.get(path) for path in ("/healthz", "/icons/btc.svg", "/assets/no-12345678.js")
    ]

    assert health.text == "alive"
    assert icon.headers["content-type"] == "image/svg+xml"
    assert (nothing.status_code, nothing.text) == (404, "There is no such file.\n")


async def test_the_page_is_only_read(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/")

    assert answer.status_code == 405


async def test_the_policy_lets_no_inline_script_and_no_inline_style_in(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")

    policy = policy_of(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == "'self'"
    assert policy["connect-src"] == "'self' wss://forum.test:8443"
    assert "unsafe" not in str(policy)
    assert "*" not in str(policy)


@pytest.mark.parametrize("host", ["evil.test; script-src *", "a b", "forum.test:", "'unsafe-inline'"])
async def test_a_host_that_is_none_adds_nothing_to_the_policy(browser: httpx.AsyncClient, host: str) -> None:
    answer = await browser.get("/", headers={"host": host})

    assert policy_of(answer)["connect-src"] == "'self'"
    assert "evil" not in answer.headers["content-security-policy"]


async def test_without_a_build_the_page_says_how_to_make_one(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(static, "DIST", tmp_path / "dist")

    answer = await browser.get("/")

    assert "make frontend" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]


async def test_the_whole_program_serves_the_site_beside_the_api(visitor: Visitor) -> None:
    page, health = [await visitor.http.get(path) for path in ("/market", "/healthz")]

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "style-src 'self';" in page.headers["content-security-policy"]
    assert health.headers["content-type"] == "application/json"
