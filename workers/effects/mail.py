"""Mail about accounts: each is a delivery, whose words and link are made as it is sent."""

from models.accounts.events import (
    UserConfirmationRequested,
    UserConfirmed,
    UserSignedIn,
    UserSignedUp,
    UserSignedUpAgain,
)
from models.accounts.queries import is_new_device
from models.deliveries import deliver
from models.feeds import News
from workers.effects import on


@on(UserSignedUp, UserConfirmationRequested, group="accounts")
async def confirmation(event: UserSignedUp | UserConfirmationRequested, news: News) -> None:
    await deliver(news.id, "mail", "confirmation", event.user_id)


@on(UserSignedUpAgain, group="accounts")
async def taken_email_notice(event: UserSignedUpAgain, news: News) -> None:
    await deliver(news.id, "mail", "taken_email_notice", event.user_id)


@on(UserConfirmed, group="accounts")
async def welcome(event: UserConfirmed, news: News) -> None:
    await deliver(news.id, "mail", "welcome", event.user_id)


@on(UserSignedIn, group="accounts")
async def new_device_notice(event: UserSignedIn, news: News) -> None:
    if await is_new_device(event.user_id, event.session_id):
        await deliver(news.id, "mail", "new_device_notice", event.user_id, session_id=event.session_id)
