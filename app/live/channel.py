"""One consultation's place in a hub: its latest entries, encoded once, and the connections that follow them.

Knows no database and no task: the hub reads and decides when; this says what each connection gets. Entries are
encoded once per set of audiences, frames once per (audiences, seq they follow), so that a thousand connections at
the same place share one frame, and one that lags gets its own.
"""

import json
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from app.live import protocol
from app.live.frames import Frame, Sink
from app.record import queries
from app.record.events import Audience
from app.record.models import RecordEntry

RING = 2_000  # entries kept for connections that lag or come back
FULL_BYTES = 256 * 1024  # what a connection may have waiting before it is skipped
PATIENCE_SECONDS = 30.0  # how long it may be skipped before it is told to come back

Audiences = frozenset[Audience]


class Listener:
    """One connection: who it is for, where its frames go, and the seq up to which it has been given everything."""

    __slots__ = ("audiences", "full_since", "seq", "sink")

    def __init__(self, audiences: Audiences, sink: Sink, seq: int) -> None:
        self.audiences, self.sink, self.seq = audiences, sink, seq
        self.full_since: float | None = None


class Channel:
    """`seq` is the last entry held; the ring holds the entries `first_seq … seq`.

    `redactions` is the record's count when the ring was read: when it has risen, the ring may hold what is withheld
    by now, and is read anew.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.redactions = 0
        self.listeners: set[Listener] = set()
        self._ring: deque[RecordEntry] = deque(maxlen=RING)
        self._items: dict[tuple[Audiences, int], str] = {}
        self._frames: dict[tuple[Audiences, int], Frame] = {}

    @property
    def first_seq(self) -> int:
        return self.seq - len(self._ring) + 1

    def holds_after(self, seq: int) -> bool:
        """Whether everything after `seq` can be given from the ring."""
        return seq >= self.first_seq - 1

    def replace(self, entries: Sequence[RecordEntry], redactions: int) -> None:
        """The same entries up to `seq`, read anew; `seq` stays, so that nobody is given anything twice."""
        self._ring.clear()
        self._ring.extend(entries)
        self._items.clear()
        self._frames.clear()
        self.redactions = redactions

    def extend(self, entries: Sequence[RecordEntry]) -> None:
        """Entries that follow directly on `seq`."""
        self._ring.extend(entries)
        self.seq = entries[-1].seq
        self._frames.clear()
        if len(self._items) > 4 * RING:
            self._items = {key: item for key, item in self._items.items() if key[1] >= self.first_seq}

    def frame_after(self, audiences: Audiences, seq: int) -> Frame:
        """Everything after `seq` that the ring holds, as these audiences may see it."""
        key = (audiences, seq)
        if key not in self._frames:
            found = list(self._ring)[seq - self.first_seq + 1 :]
            self._frames[key] = _joined(seq, self.seq, [self._item(audiences, entry) for entry in found])
        return self._frames[key]

    def _item(self, audiences: Audiences, entry: RecordEntry) -> str:
        key = (audiences, entry.seq)
        if key not in self._items:
            self._items[key] = encode(queries.as_dict(entry, audiences))
        return self._items[key]

    def bring(self, listener: Listener) -> bool:
        """Give a connection what it lacks. False: it can no longer be served from here and has to come back."""
        if listener.seq >= self.seq:
            return True
        if listener.sink.buffered > FULL_BYTES:
            listener.full_since = listener.full_since or time.monotonic()
            return time.monotonic() - listener.full_since < PATIENCE_SECONDS
        if not self.holds_after(listener.seq):
            return False
        listener.full_since = None
        listener.sink.write(self.frame_after(listener.audiences, listener.seq))
        listener.seq = self.seq
        return True


def encode(item: dict[str, Any]) -> str:
    """Straight from the stored payload: it was validated when it was written."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def _joined(prev_seq: int, last_seq: int, items: list[str]) -> Frame:
    return Frame(prev_seq, last_seq, protocol.entries_text(prev_seq, items))


def frame_of(prev_seq: int, entries: Sequence[RecordEntry], audiences: Audiences) -> Frame:
    """A frame of entries read for one connection, outside any ring."""
    return _joined(prev_seq, entries[-1].seq, [encode(queries.as_dict(entry, audiences)) for entry in entries])
