"""What `make up` shows once everything runs: what is where, and what to try first."""

import re

from models.actor import Role
from models.demo.people import PASSWORD, people
from models.settings import settings
from stack.folder import Folder
from stack.servers import Servers

SCREEN = """
  Cryptotalks runs at {url}

    the forum    {url}     open it in a browser
    GraphiQL     {url}/graphql     and this one, to ask it something
    API          {url}/graphql     what programs send their queries to
    health       {url}/readyz
{people}
{servers}

    data         {folder}
    logs         {folder}/logs

  Try first, in another terminal:

    curl -s {url}/graphql -H 'content-type: application/json' \\
      -d '{{"query": "{{ coins(first: 3) {{ nodes {{ rank name symbol price }} }} }}"}}'

  Ready after {seconds:.1f} s. Ctrl-C stops all of it and keeps the data.
"""
NAMES = {
    "DATABASE_URL": ("PostgreSQL", "postgres"),
    "KAFKA_BOOTSTRAP_SERVERS": ("Kafka", "kafka"),
    "REDIS_URL": ("Valkey", "valkey"),
    "MONGO_URL": ("MongoDB", "mongodb"),
}


def screen(servers: Servers, url: str, seconds: float) -> str:
    return SCREEN.format(
        url=url, people=people_lines(url), servers=server_lines(servers), folder=servers.folder.path, seconds=seconds
    )


def people_lines(url: str) -> str:
    """Where mail goes, and whom one can be at once."""
    lines = []
    if settings().has_mailbox:
        lines.append(f"    mailbox      {url}/mailbox     where mail goes")
    if settings().has_demo:
        ones = {person.role: f"{person.email} ({person.role.lower()})" for person in reversed(people())}
        lines += ["", f"    sign in as   {', '.join(ones[role] for role in Role)}", f"    password     {PASSWORD}"]
    return "\n".join([*lines, ""]) if lines else ""


def server_lines(servers: Servers) -> str:
    """A line a server; passwords of servers that are not ours are not shown."""
    lines = []
    for setting, (title, name) in NAMES.items():
        address = servers.addresses[setting]
        if setting in servers.given:
            address = re.sub(r"(://[^/@]*:)[^@]*@", r"\1…@", address) + f"     yours, by {setting}"
        elif not servers[name].answers():
            address += "     up in a moment"
        lines.append(f"    {title:<12} {address}")
    return "\n".join(lines)


def already_running(folder: Folder) -> str:
    state = folder.state
    if not state:
        return f"Cryptotalks is just starting or stopping in {folder.path}: try again in a moment."
    where = f" at {state['url']}" if state["url"] else ""
    return f"Cryptotalks runs already{where} (process {state['pid']}, in {folder.path}).\nEnd it there with Ctrl-C."
