"""Sending one message. `console://` prints it (the default and the tests' twin), `smtp://` and `smtps://` send it."""

import logging
import smtplib
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

import anyio

log = logging.getLogger(__name__)


class Mailer(Protocol):
    async def send(self, to: str, subject: str, body: str) -> None: ...


class ConsoleMailer:
    """Keeps what it prints, so that a test can read it."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    async def send(self, to: str, subject: str, body: str) -> None:
        self.sent.append((to, subject, body))
        print(f"--- mail to {to}: {subject}\n{body}\n---", flush=True)  # noqa: T201 - that is its purpose


class SmtpMailer:
    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    async def send(self, to: str, subject: str, body: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message.set_content(body)
        try:
            await anyio.to_thread.run_sync(self._deliver, message)
        except (OSError, smtplib.SMTPException) as error:
            log.error("mail not delivered: %s", type(error).__name__)  # noqa: TRY400 - a trace would show the address

    def _deliver(self, message: EmailMessage) -> None:
        parts = self._parts
        connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with connect(parts.hostname or "localhost", parts.port or 0, timeout=20) as server:
            if parts.scheme == "smtp" and parts.username:
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)


def make_mailer(url: str, sender: str) -> Mailer:
    if url.startswith("console://"):
        return ConsoleMailer()
    if url.startswith(("smtp://", "smtps://")):
        return SmtpMailer(url, sender)
    raise ValueError("CONVENOR_MAIL_URL is neither console:// nor smtp:// nor smtps://")
