"""Two server processes on one PostgreSQL, woken by Redis."""

import asyncio
import time
from collections.abc import Callable

import pytest
import redis.asyncio

from tests.live.following import follow, head
from tests.process.conftest import HEAL_SECONDS
from tests.serving import Service
from tests.world import World

pytestmark = [pytest.mark.process, pytest.mark.several_processes]

SECRET_WORDS = "Words that must not be read again"


async def test_what_is_posted_to_one_arrives_at_the_other(
    services: Callable[..., Service], people: Callable[[Service], World], redis_url: str
) -> None:
    one, other = (services(CONVENOR_BUS_URL=redis_url).start() for _ in range(2))
    await asyncio.gather(one.ready(), other.ready())
    here, there = people(one), people(other)
    start = await head(here)
    async with follow(other.address, there, start) as follower:
        await there.post_comment("The other one's hub is awake.")
        await follower.until(start + 1)
        for number in range(3):
            comment = await here.post_comment(f"Remark {number}")
            await follower.until(comment["seq"], seconds=1)

        async with redis.asyncio.from_url(redis_url) as operator:
            assert await operator.client_kill_filter(_type="pubsub") >= 2
        began = time.monotonic()
        posted = [await here.post_comment(f"Remark {number} after the cut") for number in range(3)]
        await follower.until(posted[-1]["seq"], seconds=HEAL_SECONDS + 2)
        assert time.monotonic() - began < HEAL_SECONDS + 2

        # hidden in one process: the other one's memory must not give it to whoever joins there next
        secret = await here.post_comment(SECRET_WORDS)
        await follower.until(secret["seq"], seconds=HEAL_SECONDS + 2)
        await here.moderate("hide", "comment", secret["id"])
        async with follow(other.address, there, start) as newcomer:
            await newcomer.until(secret["seq"] + 1)
        assert SECRET_WORDS in follower.text
        assert SECRET_WORDS not in newcomer.text
        await follower.until(newcomer.seq, seconds=HEAL_SECONDS + 2)
        assert follower.entries == newcomer.entries[:-2] + follower.entries[-2:]
        assert follower.entries[-1] == newcomer.entries[-1]
    assert await there.record() == await here.record()
