"""Confirming: links that are good once and for a day, and mails that are sent again."""

from datetime import timedelta

from models import clock
from models.settings import Settings
from tests.accounts.asking import CONFIRM, RESEND, SIGN_UP, link_for, new_name, news, rows, sign_up_input, signed_up
from tests.people import SIGN_IN, email_of, person
from tests.visitor import Visitor


async def test_a_link_confirms_and_is_used_up(visitor: Visitor) -> None:
    input, id = await signed_up(visitor)
    link = await link_for(id)

    confirmed = await visitor.mutate(CONFIRM, token=link)

    assert confirmed["user"] == {"username": input["username"]}
    assert await visitor.refused(CONFIRM, token=link) == [("TOKEN_USED", "token")]
    assert len(await news("user.confirmed", id)) == 1


async def test_a_link_of_nobody_is_invalid(visitor: Visitor) -> None:
    assert await visitor.refused(CONFIRM, token="") == [("TOKEN_INVALID", "token")]
    assert await visitor.refused(CONFIRM, token="x" * 1000) == [("TOKEN_INVALID", "token")]


async def test_a_link_expires_after_a_day(visitor: Visitor) -> None:
    _, id = await signed_up(visitor)
    link = await link_for(id)

    clock.move(timedelta(hours=24, seconds=1))

    assert await visitor.refused(CONFIRM, token=link) == [("TOKEN_EXPIRED", "token")]


async def test_a_second_link_of_somebody_confirmed_says_so(visitor: Visitor) -> None:
    _, id = await signed_up(visitor)
    first, second = await link_for(id), await link_for(id)
    await visitor.mutate(CONFIRM, token=first)

    assert await visitor.refused(CONFIRM, token=second) == [("TOKEN_USED", "token")]


async def test_the_token_itself_is_kept_nowhere(forum: Settings, visitor: Visitor) -> None:
    _, id = await signed_up(visitor)

    link = await link_for(id)

    (kept,) = await rows("select * from link where person_id = $1", id)
    assert link not in str(dict(kept))


async def test_a_mail_can_be_sent_again_to_whoever_waits_alone(visitor: Visitor, ada: Visitor) -> None:
    input, id = await signed_up(visitor)
    unknown = f"{new_name()}@example.org"

    answers = [
        await visitor.answer(RESEND, input={"email": email}) for email in (input["email"], unknown, email_of("ada"))
    ]

    assert answers[0] == answers[1] == answers[2]
    assert len(await news("user.confirmation-requested", id)) == 1
    assert len(await news("user.confirmation-requested")) == 1


async def test_mails_are_limited_to_three_an_hour(visitor: Visitor) -> None:
    await person("mailed")
    for email in (f"{new_name()}@example.org", email_of("mailed")):
        for _ in range(3):
            await visitor.mutate(RESEND, email=email)

        answer = await visitor.answer(RESEND, input={"email": email.upper()})

        assert [error["extensions"]["code"] for error in answer["errors"]] == ["RATE_LIMITED"]
        assert 0 < answer["errors"][0]["extensions"]["retryAfter"] <= 3600


async def test_a_username_that_was_lost_meanwhile_gets_a_number(visitor: Visitor) -> None:
    name = new_name()
    _, late = await signed_up(visitor, username=name)
    clock.move(timedelta(hours=25))
    _, other = await signed_up(visitor, username=name)
    await visitor.mutate(CONFIRM, token=await link_for(other))

    confirmed = await visitor.mutate(CONFIRM, token=await link_for(late))

    assert confirmed["user"] == {"username": f"{name}2"}


async def test_nobody_unconfirmed_signs_in(visitor: Visitor) -> None:
    input, _ = await signed_up(visitor)
    right = {"email": input["email"], "password": input["password"]}

    assert await visitor.refused(SIGN_IN, **right) == [("ACCOUNT_NOT_CONFIRMED", None)]
    assert await visitor.refused(SIGN_IN, **right | {"password": "Wrong-Horse-1"}) == [("WRONG_CREDENTIALS", None)]


async def test_a_sign_up_that_nobody_confirms_leaves_the_email_free(visitor: Visitor) -> None:
    input, _ = await signed_up(visitor)

    await visitor.mutate(SIGN_UP, **sign_up_input(email=input["email"]))

    assert len(await rows("select 1 from person where email = $1", input["email"])) == 2
