"""A page costs the same number of queries however much is stored: 20 comments of 1,000 and of 100,000."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from app.core.db import Base
from tests.counting import counted
from tests.world import World

FIRST_SEQ, A_STATEMENT = 1_000, 10_000


def copies(row: dict[str, Any], first: int, number: int) -> Iterator[list[dict[str, Any]]]:
    """That many rows like this one, each with its own id and place, a statement's worth at a time."""
    for start in range(first, first + number, A_STATEMENT):
        seqs = range(start, min(start + A_STATEMENT, first + number))
        yield [row | {"id": uuid4(), "seq": seq} for seq in seqs]


async def fill(world: World, table: str, first: int, number: int) -> None:
    columns = Base.metadata.tables[table]
    async with world.db.write() as session:
        row = dict((await session.execute(select(columns).limit(1))).mappings().one())
        for rows in copies(row, first, number):
            await session.execute(insert(columns), rows)


async def page(world: World, path: str) -> tuple[list[str], list[int]]:
    with counted(world.db) as queries:
        answer = await world.delegate.get(path)
    assert answer.status_code == 200, answer.text
    return list(queries), [item["seq"] for item in answer.json()["items"]]


async def test_twenty_comments_of_a_thousand_and_of_a_hundred_thousand(world: World) -> None:
    await world.post_comment()
    await fill(world, "comments", FIRST_SEQ, 1_000)
    path, last = f"/meetings/{world.meeting_id}/comments?limit=20", FIRST_SEQ + 999
    few, seqs = await page(world, path)
    assert seqs == list(range(last, last - 20, -1))
    await fill(world, "comments", last + 1, 99_000)
    many, seqs = await page(world, path)
    assert seqs == list(range(FIRST_SEQ + 99_999, FIRST_SEQ + 99_979, -1))
    deep, seqs = await page(world, f"{path}&before={FIRST_SEQ + 21}")
    assert seqs == list(range(FIRST_SEQ + 20, FIRST_SEQ, -1))
    assert few == many
    assert len(deep) == len(many) <= 6


async def test_the_first_contributions_of_ten_and_of_ten_thousand(world: World) -> None:
    await world.file()
    path = f"/consultations/{world.slug}/contributions"
    await fill(world, "contributions", FIRST_SEQ, 100)
    few, _ = await page(world, path)
    await fill(world, "contributions", FIRST_SEQ + 100, 9_900)
    many, seqs = await page(world, path)
    assert seqs == list(range(FIRST_SEQ + 9_999, FIRST_SEQ + 9_979, -1))
    assert few == many
    assert len(many) <= 6
