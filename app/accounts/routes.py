"""Signing in with a password or a one-time link, and out."""

from datetime import timedelta

from fastapi import APIRouter, BackgroundTasks, Request, Response

from app.accounts import queries, service
from app.accounts.models import Account
from app.accounts.schemas import AccountOut, LinkIn, LinkRequestIn, PasswordIn, SignedIn
from app.config import Settings
from app.core import security
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.mail import Mailer

router = APIRouter(prefix="/auth", tags=["sign-in"], responses=documented(401, 429))


@router.post("/password", operation_id="sign_in_with_password")
async def sign_in_with_password(body: PasswordIn, request: Request, response: Response, session: Reading) -> SignedIn:
    await _slow_down(request, body.email)
    account = await queries.by_email(session, body.email)
    session.expunge_all()  # or else the rollback would empty what was just read
    await session.close()  # hashing takes tens of milliseconds; hold no connection meanwhile
    await service.check_password(account, body.password.get_secret_value())
    assert account is not None  # checked just above
    return _signed_in(request, response, account)


@router.post("/link", operation_id="sign_in_with_link")
async def sign_in_with_link(body: LinkIn, request: Request, response: Response, session: Writing) -> SignedIn:
    await _slow_down(request)
    return _signed_in(request, response, await service.use_link(session, body.token))


@router.post("/link-requests", operation_id="request_sign_in_link", status_code=202)
async def request_sign_in_link(body: LinkRequestIn, request: Request, tasks: BackgroundTasks, session: Writing) -> None:
    """The answer is the same whether or not the address is known."""
    await _slow_down(request, body.email)
    settings: Settings = request.app.state.settings
    mailer: Mailer = request.app.state.mailer
    account = await queries.by_email(session, body.email)
    if account:
        token = await service.issue_link(session, account.id, timedelta(hours=settings.link_hours))
        link = f"{settings.base_url}/sign-in?token={token}"
        body_text = f"{account.name},\n\nthis link signs you in once:\n{link}\n"
        tasks.add_task(mailer.send, account.email, "Your sign-in link", body_text)


@router.post("/sign-out", operation_id="sign_out", status_code=204)
async def sign_out(response: Response) -> None:
    response.delete_cookie(security.COOKIE, path="/")


async def _slow_down(request: Request, email: str | None = None) -> None:
    """Guessing is limited per address it comes from and per account it aims at."""
    address = request.client.host if request.client else "unknown"
    await request.app.state.sign_in_rate.hit(f"address {address}", *([f"account {email}"] if email else []))


def _signed_in(request: Request, response: Response, account: Account) -> SignedIn:
    settings: Settings = request.app.state.settings
    expires_at = security.expiry(settings.token_hours)
    claims = security.Claims(account.id, account.token_generation)
    token = security.issue_token(settings.secret.get_secret_value(), claims, expires_at)
    response.set_cookie(
        security.COOKIE,
        token,
        httponly=True,
        secure=settings.https,
        samesite="lax",
        path="/",
        max_age=settings.token_hours * 3600,
    )
    return SignedIn(token=token, expires_at=expires_at, account=AccountOut.model_validate(account))
