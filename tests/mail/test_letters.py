"""What each mail says, in both its shapes, to whomever it goes."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import UndefinedError

from api.pages import KNOWN
from tests.laws.tree import ROOT
from workers.letters import LETTERS, Letter, moment, page, rendered

FACTS = {
    "until": "7 July 2026 at 14:02 UTC",
    "device": "Firefox on Linux",
    "ip_address": "198.51.100.7",
    "at": "6 July 2026 at 14:02 UTC",
}
HOSTILE = ["<b>Ada</b>", 'Ada" onload="alert(1)', "Ada\r\nBcc: bob@fjordmail.example", "{{ link }}", "O'Neill & Sons"]


def letter(template: str, name: str = "Ada Okonkwo") -> Letter:
    link = page("confirm", token="t0ken")
    subject, _ = LETTERS[template]
    return rendered(template, "ada@fjordmail.example", subject, name=name, username="ada", link=link, **FACTS)


class Page(HTMLParser):
    """The words and the links of a page, and what it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.tags = "", list[str](), set[str]()
        self.attributes = set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_letter_has_its_two_templates_and_no_template_is_without_a_letter() -> None:
    folder = ROOT / "workers" / "templates" / "mail"

    assert {file.name for file in folder.iterdir()} == {
        f"{name}.{kind}" for name in [*LETTERS, "layout"] for kind in ("html", "txt")
    }


@pytest.mark.parametrize("template", LETTERS)
def test_both_shapes_say_who_and_lead_to_the_same_link(template: str) -> None:
    written = letter(template)

    page = Page(written.html)
    assert {*page.links} == {*written.links}
    assert written.text.count(written.links[0]) == 1
    for words in (page.words, written.text):
        assert "ada" in words
        assert "Cryptotalks" in words
        assert "You get this" in words
        assert not {"{{", "{%", "None"} & {*words.split()}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("template", LETTERS)
def test_a_name_is_words_and_nothing_else(template: str, name: str) -> None:
    plain = letter(template)

    hostile = letter(template, name)

    page = Page(hostile.html)
    assert (page.tags, page.attributes, page.links) == (
        Page(plain.html).tags,
        Page(plain.html).attributes,
        Page(plain.html).links,
    )
    assert hostile.subject == plain.subject
    assert hostile.text.count("\n") == plain.text.count("\n")
    if template != "confirmation":
        assert " ".join(name.split()) in page.words
        assert " ".join(name.split()) in hostile.text


def test_a_stranger_cannot_put_words_into_a_confirmation() -> None:
    assert letter("confirmation", "Win 5 BTC at evil.example") == letter("confirmation", "Ada")


@pytest.mark.parametrize("template", LETTERS)
def test_a_subject_is_one_short_line_that_is_the_same_for_all(template: str) -> None:
    subject, _ = LETTERS[template]

    assert subject.isprintable()
    assert 0 < len(subject) <= 60


@pytest.mark.parametrize("template", LETTERS)
def test_a_template_that_is_not_told_something_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError, match="username"):
        rendered(template, "ada@fjordmail.example", "-", name="Ada", link="-", **FACTS)


@pytest.mark.parametrize("path", ["confirm", "sign-in", "settings/sessions"])
def test_a_link_leads_to_a_page_that_there_is(path: str) -> None:
    address = urlsplit(page(path, token="t0ken"))

    assert KNOWN.fullmatch(address.path)


def test_a_link_holds_its_token_whatever_it_is_made_of() -> None:
    address = page("confirm", token='a"+&%20ü')

    assert address.isascii()
    assert parse_qs(urlsplit(address).query, strict_parsing=True) == {"token": ['a"+&%20ü']}


def test_a_moment_is_said_as_people_say_it() -> None:
    assert moment(datetime(2026, 7, 7, 4, 2, 59, tzinfo=UTC)) == "7 July 2026 at 04:02 UTC"
