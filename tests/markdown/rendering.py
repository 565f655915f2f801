"""A text as it is rendered for those whom the tests know, and what a browser makes of it."""

from html.parser import HTMLParser

from models.markdown import render

COINS = {"BTC": "bitcoin", "ETH": "ethereum"}
PEOPLE = {"ada": "ada", "bob": "Bob", "_eve_": "_eve_"}
REL = 'rel="nofollow ugc noopener"'


def html(source: str) -> str:
    return render(source, COINS, PEOPLE)


def line(source: str) -> str:
    """What one paragraph becomes, without its <p>."""
    return html(source).strip().removeprefix("<p>").removesuffix("</p>")


class Elements(HTMLParser):
    """Every element that a browser would make of a text, with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
