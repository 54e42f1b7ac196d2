"""Signing in and out. Accounts are not part of any consultation's record."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update

from app.accounts import queries
from app.accounts.models import Account, SignInLink
from app.core import clock, security
from app.core.db import WriteSession, insert
from app.core.errors import NotSignedIn

EXPIRED = "This sign-in link has expired or was already used. Please ask for a new one."


async def ensure_account(session: WriteSession, email: str, name: str, *, may_convene: bool = False) -> Account:
    """The account of this address, made if need be. Two simultaneous invitations give one account."""
    row = insert(session, Account).values(
        email=email.lower(), name=name, may_convene=may_convene, created_at=clock.now(), token_generation=1
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["email"]))
    account = await queries.by_email(session, email)
    assert account is not None  # inserted or found just above
    return account


async def set_password(session: WriteSession, account: Account, password: str) -> None:
    account.password_hash = await security.hash_password(password)
    session.add(account)


async def issue_link(session: WriteSession, account_id: UUID, lifetime: timedelta, uses: int = 1) -> str:
    """A new sign-in token for this account; the caller delivers it, the database keeps only its digest."""
    token = security.new_secret()
    session.add(
        SignInLink(
            digest=security.digest(token), account_id=account_id, expires_at=clock.now() + lifetime, uses_left=uses
        )
    )
    return token


async def use_link(session: WriteSession, token: str) -> Account:
    """Use a link up. The UPDATE is the check, so of two simultaneous uses of a one-time link one is refused."""
    used = update(SignInLink).where(
        SignInLink.digest == security.digest(token), SignInLink.uses_left > 0, SignInLink.expires_at > clock.now()
    )
    account_id = await session.scalar(used.values(uses_left=SignInLink.uses_left - 1).returning(SignInLink.account_id))
    account = await queries.by_id(session, account_id) if account_id else None
    if account is None:
        raise NotSignedIn(EXPIRED, code="link_expired")
    return account


async def check_password(account: Account | None, password: str) -> None:
    """Refuse unless the password is this account's. Takes the same time whether or not the account exists."""
    stored = account.password_hash if account else None
    if not await security.check_password(stored, password):
        raise NotSignedIn("The address or the password is not right.", code="wrong_password")


async def sign_out_everywhere(session: WriteSession, account_id: UUID) -> None:
    await session.execute(
        update(Account).where(Account.id == account_id).values(token_generation=Account.token_generation + 1)
    )


async def forget_expired_links(session: WriteSession) -> None:
    await session.execute(delete(SignInLink).where(SignInLink.expires_at < clock.now()))
