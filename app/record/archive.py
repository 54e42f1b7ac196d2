"""Exporting a record as a file that anyone can verify offline (see chain.py for its form)."""

import inspect
from collections.abc import Collection, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

import anyio
from sqlalchemy.ext.asyncio import AsyncSession

from app.record import chain, queries

IN_MEMORY = 8 * 1024 * 1024  # bytes; longer records go through a temporary file


async def export(session: AsyncSession, consultation_id: UUID, slug: str, audiences: Collection[str]) -> IO[bytes]:
    """The record as these audiences may see it: an open temporary file, at its beginning; the caller closes it."""
    lines: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed on, closed by whoever gets it
    count, head = 0, chain.GENESIS
    async for entry in queries.all_entries(session, consultation_id):
        lines.write(chain.canonical(queries.as_dict(entry, audiences)) + b"\n")
        count, head = entry.seq, entry.hash
    description = {
        "format": chain.FORMAT,
        "consultation_id": str(consultation_id),
        "slug": slug,
        "entries": count,
        "head": head,
    }
    return await anyio.to_thread.run_sync(_pack, chain.canonical(description) + b"\n", lines)


def _pack(description: bytes, lines: IO[bytes]) -> IO[bytes]:
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed on, closed by whoever gets it
    with lines:
        lines.seek(0)
        chain.write_zip(file, description, inspect.getsource(chain).encode(), lines)
    file.seek(0)
    return file


def chunks(file: IO[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    with file:
        while block := file.read(size):
            yield block
