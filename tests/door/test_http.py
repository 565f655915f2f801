"""HTTP's own words: methods, media types, statuses, and the page for a browser."""

import pytest

from tests.door.small import GRAPHQL, ask, client, codes, door, post, raw

JSON = "application/json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
HELLO = b'{"query": "{ hello }"}'


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("", JSON),
        ("application/*", JSON),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON};q=0.9", JSON),
        (f"{GRAPHQL};q=0.9, {JSON};q=0.5", GRAPHQL),
        (f"{JSON};q=0, */*", GRAPHQL),
        (f"{JSON}, text/plain, */*", JSON),
        (f"{GRAPHQL.upper()}; charset=utf-8", GRAPHQL),
        (f"text/html, {GRAPHQL};q=0.1", GRAPHQL),
        (f"nonsense, {GRAPHQL};q=2, ;;, {JSON}", JSON),
    ],
)
async def test_the_answer_has_the_media_type_that_is_wanted_most(accept: str, media_type: str) -> None:
    response = await post(door(), HELLO, accept=accept)

    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["vary"] == "accept"
    assert response.json()["data"] == {"hello": "Hello, you"}


@pytest.mark.parametrize("accept", ["text/html", "image/png, text/plain", f"{JSON};q=0, {GRAPHQL};q=0.0", "*/*;q=0"])
async def test_what_we_do_not_speak_is_not_acceptable(accept: str) -> None:
    response = await post(door(), HELLO, accept=accept)

    assert response.status_code == 406
    assert codes(response) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    "content_type",
    [JSON, "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json; odata=verbose"],
)
async def test_json_in_utf_8_is_read(content_type: str) -> None:
    response = await post(door(), HELLO, content_type=content_type)

    assert response.json()["data"] == {"hello": "Hello, you"}


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/jsonp",
        "text/plain; application/json",
    ],
)
async def test_bodies_of_other_types_are_refused(content_type: str) -> None:
    response = await post(door(), HELLO, content_type=content_type)

    assert response.status_code == 415
    assert codes(response) == ["BAD_USER_INPUT"]


async def test_a_compressed_body_is_refused() -> None:
    async with client(door()) as http:
        headers = {"content-type": JSON, "content-encoding": "gzip"}
        response = await http.post("/", content=b"\x1f\x8b", headers=headers)

    assert response.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "QUERY"])
async def test_other_methods_are_told_which_are_allowed(method: str) -> None:
    async with client(door()) as http:
        response = await http.request(method, "/")

    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    assert (response.content == b"") is (method == "HEAD")


async def test_a_get_answers_a_query_with_variables_and_a_name() -> None:
    async with client(door()) as http:
        parameters = {
            "query": "query A { hello } query B($n: String) { hello(name: $n) }",
            "operationName": "B",
            "variables": '{"n": "Grüße 🏊"}',
            "extensions": "{}",
        }
        response = await http.get("/", params=parameters)

    assert response.status_code == 200
    assert response.json()["data"] == {"hello": "Hello, Grüße 🏊"}


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_a_get_changes_nothing(accept: str) -> None:
    async with client(door()) as http:
        response = await http.get("/", params={"query": 'mutation { rename(name: "x") }'}, headers={"accept": accept})

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert "data" not in response.json()


@pytest.mark.parametrize(
    "query_string",
    [
        "",
        "query=%ff",
        "query=%ed%a0%80",
        "query={hello}&query={hello}",
        "query={hello}&variables=[1]",
        "query={hello}&variables={",
        "query={hello}&extensions=5",
        "&".join(f"a{n}=1" for n in range(101)),
    ],
)
async def test_a_get_that_cannot_be_read_is_a_bad_request(query_string: str) -> None:
    async with client(door()) as http:
        response = await http.get(f"/?{query_string}")

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]


async def test_bytes_in_an_address_that_are_no_utf_8_are_a_bad_request() -> None:
    sent = await raw(door(), [{"type": "http.request"}], method="GET", query_string=b"query=\xff", headers=[])

    assert sent[0]["status"] == 400


@pytest.mark.parametrize(
    "query",
    ["{", "{ unknown }", "{ strict }", "query ($n: Int!) { strict(n: $n) }", "subscription { ticks }"],
)
async def test_a_refused_operation_is_400_for_those_who_understand_it_and_200_for_the_others(query: str) -> None:
    new = await post(door(), b'{"query": "%s"}' % query.encode(), accept=GRAPHQL)
    old = await post(door(), b'{"query": "%s"}' % query.encode(), accept=JSON)

    assert (new.status_code, old.status_code) == (400, 200)
    assert new.json() == old.json()
    assert "data" not in new.json()
    assert set(codes(new)) == {"BAD_USER_INPUT"}


async def test_data_is_200_whatever_failed() -> None:
    nothing = await ask(door(), "{ mustNotFail }")
    something = await ask(door(), "{ hello fails }")

    assert (nothing.status_code, something.status_code) == (200, 200)
    assert nothing.json()["data"] is None
    assert something.json()["data"] == {"hello": "Hello, you", "fails": None}


@pytest.mark.parametrize("accept", [BROWSER, "text/html", f"text/html, {GRAPHQL};q=0.9"])
@pytest.mark.parametrize("query_string", ["", "?query={hello}"])
async def test_a_browser_is_shown_the_page_where_the_api_is_public(accept: str, query_string: str) -> None:
    async with client(door()) as http:
        response = await http.get(f"/{query_string}", headers={"accept": accept})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert response.text.lstrip().lower().startswith("<!doctype html>")


async def test_a_browser_finds_no_page_where_the_api_is_private() -> None:
    async with client(door(public=False)) as http:
        response = await http.get("/", headers={"accept": BROWSER})

    assert response.status_code == 404
    assert response.headers["content-type"].startswith(JSON)


async def test_answers_are_kept_by_nobody_on_the_way() -> None:
    response = await ask(door(), "{ hello }")

    assert response.headers["cache-control"] == "no-store"
