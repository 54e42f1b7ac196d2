"""Rate limits, kept in the process (each worker counts for itself)."""

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from app.core.errors import TooMany


class Rate:
    """At most `rate` (as `10/minute`) hits for one key."""

    def __init__(self, rate: str) -> None:
        self._item = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def hit(self, *keys: str) -> None:
        for key in keys:
            if not await self._limiter.hit(self._item, key):
                error = TooMany("Too many attempts. Please wait a minute and try again.")
                error.headers["Retry-After"] = str(self._item.get_expiry())
                raise error
