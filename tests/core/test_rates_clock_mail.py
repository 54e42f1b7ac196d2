"""Small parts: rate limits, the clock, the ways a mail leaves."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_string
from email.policy import default

import pytest

from app.core import clock
from app.core.errors import TooMany
from app.core.mail import ConsoleMailer, SmtpMailer, make_mailer
from app.core.rates import Rate


async def test_a_rate_counts_each_key_for_itself() -> None:
    rate = Rate("2/minute")
    await rate.hit("a", "b")
    await rate.hit("a")
    with pytest.raises(TooMany) as refused:
        await rate.hit("a")
    assert refused.value.headers == {"Retry-After": "60"}
    await rate.hit("b")
    with pytest.raises(TooMany):
        await rate.hit("c", "a")


def test_the_clock_writes_one_form() -> None:
    east = timezone(timedelta(hours=5, minutes=45))
    assert clock.iso(datetime(2006, 5, 16, 9, 0, tzinfo=UTC)) == "2006-05-16T09:00:00.000000Z"
    assert clock.iso(datetime(2006, 5, 16, 9, 0, 0, 7, tzinfo=east)) == "2006-05-16T03:15:00.000007Z"


def test_a_frozen_clock_is_released_even_by_an_error() -> None:
    then = datetime(2006, 5, 16, tzinfo=UTC)
    with pytest.raises(ValueError, match="x 17"), clock.frozen(then), clock.frozen(then + timedelta(days=1)):
        int(f"x {clock.now():%d}")
    assert clock.now() - datetime.now(UTC) < timedelta(seconds=5)


def test_only_known_ways_of_sending_mail() -> None:
    assert isinstance(make_mailer("console://", "a@example.org"), ConsoleMailer)
    assert isinstance(make_mailer("smtps://h:465", "a@example.org"), SmtpMailer)
    with pytest.raises(ValueError, match="CONVENOR_MAIL_URL"):
        make_mailer("http://h", "a@example.org")


async def _smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, got: list[str]) -> None:
    """As much of RFC 5321 as a test needs."""
    writer.write(b"220 test\r\n")
    while line := (await reader.readline()).decode().strip():
        if line.upper() == "DATA":
            writer.write(b"354 go on\r\n")
            body = (await reader.readuntil(b"\r\n.\r\n")).decode()
            got.append(body)
        elif line.upper() == "QUIT":
            writer.write(b"221 bye\r\n")
            break
        writer.write(b"250 fine\r\n")
    writer.close()


async def test_a_mail_goes_out_over_smtp_in_any_script() -> None:
    got: list[str] = []
    server = await asyncio.start_server(lambda r, w: _smtp(r, w, got), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        mailer = make_mailer(f"smtp://127.0.0.1:{port}", "convenor@example.org")
        await mailer.send("person@example.org", "رابط الدخول", "افتح https://example.org/sign-in?token=abc")
    message = message_from_string(got[0], policy=default)
    assert message["To"] == "person@example.org"
    assert message["Subject"] == "رابط الدخول"
    assert "token=abc" in message.get_content()


async def test_a_mail_that_cannot_be_sent_is_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        await SmtpMailer("smtp://127.0.0.1:1", "c@example.org").send("secret@example.org", "s", "the link")
    assert "mail not delivered" in caplog.text
    assert "secret" not in caplog.text
    assert "the link" not in caplog.text
