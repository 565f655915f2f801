"""Sign-up, sessions and profile, as mutations."""

import strawberry

from models.accounts import actions, profiles, sessions
from models.accounts.tokens import Tokens
from models.actor import Actor
from models.errors import Refusal
from models.people.queries import PersonRow, people_by_id
from resolvers import ids
from resolvers.accounts.inputs import (
    ConfirmAccountInput,
    ConfirmAccountPayload,
    RefreshSessionInput,
    ResendConfirmationInput,
    ResendConfirmationPayload,
    RevokeOtherSessionsPayload,
    RevokeSessionInput,
    RevokeSessionPayload,
    SignInInput,
    SignInPayload,
    SignOutPayload,
    SignUpInput,
    SignUpPayload,
    UpdateProfileInput,
    UpdateProfilePayload,
)
from resolvers.accounts.types import Session, Viewer, viewer_of
from resolvers.context import Info, signed_in
from resolvers.mutation import given, mutation, write
from resolvers.people.types import User
from resolvers.selection import columns


@strawberry.type
class AccountMutations:
    @mutation()
    async def sign_up(info: Info, input: SignUpInput) -> SignUpPayload:
        """Ask to be let in: a mail brings the link that confirms it."""
        actor = info.context.actor
        wanted = await actions.prepare_sign_up(
            actor,
            *(input.email, input.username, input.password, input.first_name or "", input.last_name or ""),
            input.accept_terms,
        )
        await write(actions.sign_up(actor, wanted))
        return SignUpPayload()

    @mutation()
    async def confirm_account(info: Info, input: ConfirmAccountInput) -> ConfirmAccountPayload:
        """Confirm a sign-up by the link of its mail."""
        await actions.hold_confirmations(info.context.actor)
        id = await write(actions.confirm(info.context.actor, input.token))
        people = await people_by_id([id], columns(info, User, ("user",)))
        return ConfirmAccountPayload(user=_shown(people.get(id)))

    @mutation()
    async def resend_confirmation(info: Info, input: ResendConfirmationInput) -> ResendConfirmationPayload:
        """Have the mail sent again that confirms a sign-up."""
        await actions.hold_confirmation_mails(info.context.actor, input.email)
        await write(actions.request_confirmation(info.context.actor, input.email))
        return ResendConfirmationPayload()

    @mutation()
    async def sign_in(info: Info, input: SignInInput) -> SignInPayload:
        """Answers with tokens, or with a challenge where a second factor is needed."""
        proof = await sessions.prove(input.email, input.password, info.context.actor)
        return _let_in(info, *await write(sessions.begin(proof, info.context.actor)))

    @mutation()
    async def refresh_session(info: Info, input: RefreshSessionInput) -> SignInPayload:
        """The next pair of tokens, for the refresh token of the cookie or, from who keeps none, of the input."""
        actor, credentials = info.context.actor, info.context.credentials
        token = input.refresh_token or credentials.given or ""
        await sessions.hold_refreshes(token, actor)
        try:
            return _let_in(info, *await write(sessions.refresh(token, actor)))
        except Refusal:
            credentials.ended = True  # what a cookie holds will not get better
            raise

    @mutation()
    async def sign_out(info: Info) -> SignOutPayload:
        """End this session, wherever its tokens are."""
        credentials = info.context.credentials
        await write(sessions.sign_out(info.context.actor, credentials.given))
        credentials.ended = True
        return SignOutPayload()

    @mutation()
    async def revoke_session(info: Info, input: RevokeSessionInput) -> RevokeSessionPayload:
        """End one of your sessions."""
        await write(sessions.revoke(signed_in(info), ids.of(Session, input.id)))
        return RevokeSessionPayload(revoked_id=input.id)

    @mutation()
    async def revoke_other_sessions(info: Info) -> RevokeOtherSessionsPayload:
        """All but the one that asks."""
        await write(sessions.revoke_others(signed_in(info)))
        return RevokeOtherSessionsPayload(viewer=viewer_of(info))

    @mutation()
    async def update_profile(info: Info, input: UpdateProfileInput) -> UpdateProfilePayload:
        """Change what others see of you."""
        actor = signed_in(info)
        assert actor.person_id is not None
        await write(actions.update_profile(actor, profiles.checked(given(input))))
        people = await people_by_id([actor.person_id], columns(info, User, ("user",)))
        return UpdateProfilePayload(user=_shown(people[actor.person_id]))


def _let_in(info: Info, actor: Actor, tokens: Tokens) -> SignInPayload:
    """Hand the tokens out; whoever has signed in is the viewer for the rest of the operation."""
    info.context.actor = actor
    credentials = info.context.credentials
    credentials.granted = tokens.refresh
    return SignInPayload(
        access_token=tokens.access,
        access_token_expires_at=tokens.access_expires_at,
        refresh_token=tokens.refresh if credentials.in_body else None,
        viewer=Viewer(actor=actor),
    )


def _shown(row: PersonRow | None) -> User | None:
    """A row stands for its object; strawberry takes it as one."""
    return row
