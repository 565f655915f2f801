"""The demo's people and how to be one of them: for GraphiQL's button, and only where everybody may know."""

from fastapi import FastAPI

from models.demo.people import PASSWORD, people
from models.settings import Settings


def mount_demo(app: FastAPI, settings: Settings) -> None:
    """Serves /demo-people.json, where the forum has a demo."""
    if settings.has_demo:
        app.add_api_route("/demo-people.json", demo_people, methods=["GET"])


async def demo_people() -> list[dict[str, str]]:
    return [
        {
            "username": person.username,
            "displayName": person.display_name,
            "role": person.role,
            "email": person.email,
            "password": PASSWORD,
        }
        for person in people()
    ]
