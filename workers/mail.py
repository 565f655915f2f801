"""The channel `mail`: by SendGrid where its key is set, else into the mailbox, where there is one."""

import asyncio
import logging
from email.utils import parseaddr
from typing import Any

from models import database, mailbox
from models.settings import settings
from workers.deliveries import Due, Later, Never
from workers.letters import Letter, written

SENDGRID = "https://api.sendgrid.com"
POST_SECONDS = 10.0
"""How long SendGrid may say nothing: less than a sender has."""
MAY_SUCCEED_LATER = {401, 403, 408, 429}
"""Beside 5xx: the key, its rights or the credit can be mended within the hours that are tried."""

# SendGrid's client tells this log the key and the mail.
logging.getLogger("python_http_client").setLevel(logging.WARNING)


async def send(due: Due, host: str = SENDGRID) -> None:
    """Write the mail and send it. Each try has a link of its own, since of the last one nothing but a hash is left."""
    key = settings().sendgrid_api_key.get_secret_value()
    if key:
        async with database.transaction():
            letter = await written(due)
        await asyncio.to_thread(post, letter, key, host)
    elif settings().has_mailbox:
        await _keep(due)
    else:
        raise Later("no mail service is set")


async def _keep(due: Due) -> None:
    """The link and its message are one transaction, and the delivery's id is the message's: both are once."""
    async with database.transaction():
        if await mailbox.holds(due.id):
            return
        letter = await written(due)
        await mailbox.put(due.id, letter.to, letter.subject, letter.text, letter.html, letter.links)


def post(letter: Letter, key: str, host: str) -> None:
    """Hand it to SendGrid, in a thread. Raises Later or Never, with nothing in them of the mail or the key."""
    # Late, because only who has a key needs it, and it takes its time.
    from sendgrid import SendGridAPIClient  # type: ignore[import-untyped]

    service = SendGridAPIClient(key, host)
    service.client.timeout = POST_SECONDS
    try:
        service.send(_as_sendgrid_has_it(letter))
    except Exception as error:  # whatever is raised is left behind: of a header that is no good it shows the key
        status = getattr(error, "status_code", None)
        if status is None:
            raise Later(f"SendGrid was not reached: {type(error).__name__}") from None
        for_good = 400 <= status < 500 and status not in MAY_SUCCEED_LATER
        raise (Never if for_good else Later)(f"SendGrid answers {status}") from None


def _as_sendgrid_has_it(letter: Letter) -> dict[str, Any]:
    name, address = parseaddr(settings().mail_from)
    return {
        "personalizations": [{"to": [{"email": letter.to}]}],
        "from": {"email": address, "name": name},
        "subject": letter.subject,
        "content": [{"type": "text/plain", "value": letter.text}, {"type": "text/html", "value": letter.html}],
        "headers": {"Auto-Submitted": "auto-generated"},
        # A counted click would lead through another's address, and a link here is a key.
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
        },
    }
