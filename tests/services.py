"""Are PostgreSQL and Redis at hand? Exit 0: both are. 64: one is not and that is allowed. 1: not, but CI needs them."""

import asyncio
import os
import sys

import asyncpg
import redis.asyncio
from redis.exceptions import RedisError

POSTGRES = os.environ.get("CONVENOR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
REDIS = os.environ.get("CONVENOR_TEST_REDIS", "redis://127.0.0.1:6379/0")


async def missing() -> list[str]:
    found: list[str] = []
    try:
        await (await asyncpg.connect(f"{POSTGRES}/postgres", timeout=5)).close()
    except (OSError, asyncpg.PostgresError, TimeoutError):
        found.append("PostgreSQL")
    client = redis.asyncio.from_url(REDIS, socket_connect_timeout=5)
    try:
        await client.ping()
    except (OSError, RedisError):
        found.append("Redis")
    finally:
        await client.aclose()
    return found


def main() -> int:
    absent = asyncio.run(missing())
    if not absent:
        return 0
    sys.stdout.write(f"{' and '.join(absent)} not reachable: the tests that need them do not run.\n")
    return 1 if os.environ.get("CI") == "true" else 64


if __name__ == "__main__":
    sys.exit(main())
