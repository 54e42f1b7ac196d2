"""The only place that asks what time it is, so that tests can set the clock and every instant is UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: list[datetime] = []


def now() -> datetime:
    return _frozen[-1] if _frozen else datetime.now(UTC)


def is_set() -> bool:
    """Whether somebody has set it: then no other clock may be asked."""
    return bool(_frozen)


def iso(instant: datetime) -> str:
    """Canonical text of an instant: UTC, always six digits of a second, `Z`. The record hashes this form."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Tests and the demo live at a chosen instant (the consultation of May 2006 happened in May 2006)."""
    _frozen.append(instant)
    try:
        yield
    finally:
        _frozen.pop()
