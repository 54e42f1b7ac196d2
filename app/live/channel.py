"""One consultation's place in a hub: its latest entries, encoded once, and the connections that follow them.

Knows no database and no task: the pump reads and decides when; this says what each connection gets. Entries are
encoded once per set of audiences, frames once per (audiences, seq they follow), so that thousands of connections at
the same place share one frame, and one that lags gets its own. A frame of many entries is put together from parts
that are encoded and compressed once, whoever lacks them, so that a hall that lags costs no more than one that does not.
"""

import contextlib
import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.live import protocol
from app.live.frames import Form, Frame, Part, Sink
from app.record import queries
from app.record.events import Audience
from app.record.models import Entry

RING = 2_000  # entries kept for connections that lag or come back
FULL_BYTES = 256 * 1024  # what a connection may have waiting before it is skipped
PATIENCE_SECONDS = 30.0  # how long it may be skipped before it is told to come back
BLOCK = 64  # who lacks more gets frames put together from parts that end at multiples of this
PART_CHARACTERS = 128 * 1024  # or sooner, where entries are long
MOST_PARTS = 256  # some 100 kB each
FRAME_CHARACTERS = 512 * 1024  # a frame that long is not lengthened: clients read no message of any size

COMMA, CLOSING = Part(","), Part(protocol.ENTRIES_CLOSING)

Audiences = frozenset[Audience]


class Group:
    """Connections for which the same bytes are right.

    `wires`: what goes out to one that has everything up to seq and is up to date with it, until the next entry comes.
    """

    __slots__ = ("audiences", "form", "wires")

    def __init__(self, audiences: Audiences, form: Form) -> None:
        self.audiences, self.form = audiences, form
        self.wires: dict[int, Any] = {}


class Listener:
    """One connection: its group, where its frames go, and the seq up to which it has been given everything.

    The sink's methods are kept here: a round looks at every connection there is, and each object more costs it.
    """

    __slots__ = ("full_since", "group", "send", "seq", "sink", "waiting")

    def __init__(self, group: Group, sink: Sink, seq: int) -> None:
        self.group, self.sink, self.seq = group, sink, seq
        self.send, self.waiting = sink.send, sink.waiting
        self.full_since: float | None = None


class Channel:
    """`seq` is the last entry held; the ring holds the entries `first_seq … seq`.

    `redactions` is the record's count when the ring was read: when it has risen, the ring may hold what is withheld
    by now, and is read anew. `lagging` are the connections that were skipped.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.redactions = 0
        # In the order in which they came, which is also roughly their order in memory: a round is a quarter faster.
        self.listeners: dict[Listener, None] = {}
        self.lagging: set[Listener] = set()
        self._groups: dict[tuple[Audiences, Form], Group] = {}
        self._ring: deque[Entry] = deque(maxlen=RING)
        self._items: dict[tuple[Audiences, int], str] = {}
        self._frames: dict[tuple[Audiences, int], Frame] = {}
        # From a seq to the end of its block; the last, which grows, is among the frames' (`_tails`).
        self._parts: dict[tuple[Audiences, int], tuple[int, Part]] = {}
        self._tails: dict[tuple[Audiences, int], tuple[int, Part]] = {}

    @property
    def first_seq(self) -> int:
        return self.seq - len(self._ring) + 1

    @property
    def digest(self) -> str | None:
        """The hash of the last entry; None before the first."""
        return self._ring[-1].hash if self._ring else None

    def holds_after(self, seq: int) -> bool:
        """Whether everything after `seq` can be given from the ring."""
        return seq >= self.first_seq - 1

    def replace(self, entries: Sequence[Entry], redactions: int) -> None:
        """The same entries up to `seq`, read anew; `seq` stays, so that nobody is given anything twice."""
        self._ring.clear()
        self._ring.extend(entries)
        self._items.clear()
        self._parts.clear()
        self._forget_frames()
        self.redactions = redactions

    def extend(self, entries: Sequence[Entry]) -> None:
        """Entries that follow directly on `seq`."""
        self._ring.extend(entries)
        self.seq = entries[-1].seq
        self._forget_frames()
        if len(self._items) > 4 * RING:
            self._items = {key: item for key, item in self._items.items() if key[1] >= self.first_seq}
        if len(self._parts) > MOST_PARTS:
            self._parts.clear()

    def _forget_frames(self) -> None:
        self._frames.clear()
        self._tails.clear()
        for group in self._groups.values():
            group.wires.clear()

    def listener(self, audiences: Audiences, sink: Sink, seq: int) -> Listener:
        """A connection that has everything up to `seq`; it follows once it is in `listeners`."""
        key = (audiences, sink.form)
        group = self._groups.get(key) or self._groups.setdefault(key, Group(*key))
        return Listener(group, sink, seq)

    def forget(self, listener: Listener) -> None:
        self.listeners.pop(listener, None)
        self.lagging.discard(listener)

    def items_after(self, audiences: Audiences, seq: int, limit: int) -> list[str]:
        """The entries that follow on `seq`, encoded."""
        start = seq - self.first_seq + 1
        return [self._item(audiences, self._ring[i]) for i in range(start, min(len(self._ring), start + limit))]

    def frame_after(self, audiences: Audiences, seq: int) -> Frame:
        """What follows on `seq`, which the ring holds, as these audiences may see it; much of it in several frames."""
        key = (audiences, seq)
        if key not in self._frames:
            few = self.seq - seq <= BLOCK
            self._frames[key] = self._whole(audiences, seq) if few else self._put_together(audiences, seq)
        return self._frames[key]

    def _whole(self, audiences: Audiences, seq: int) -> Frame:
        return _joined(seq, [*_some(self.items_after(audiences, seq, BLOCK))])

    def _put_together(self, audiences: Audiences, seq: int) -> Frame:
        parts, end, size = [Part(protocol.entries_opening(seq))], seq, 0
        while end < self.seq and size < FRAME_CHARACTERS:
            end, part = self._part(audiences, end)
            parts += (part, COMMA)
            size += len(part.text)
        return Frame(seq, end, *parts[:-1], CLOSING)

    def _part(self, audiences: Audiences, seq: int) -> tuple[int, Part]:
        """The entries that follow on `seq`, and the seq of the last of them."""
        end = (seq // BLOCK + 1) * BLOCK
        kept, key = (self._parts if end <= self.seq else self._tails), (audiences, seq)
        if key not in kept:
            items = [*_some(self.items_after(audiences, seq, end - seq))]
            kept[key] = seq + len(items), Part(",".join(items))
        return kept[key]

    def _item(self, audiences: Audiences, entry: Entry) -> str:
        key = (audiences, entry.seq)
        if key not in self._items:
            self._items[key] = encode(queries.as_dict(entry, audiences))
        return self._items[key]

    def serve(self, listeners: Iterable[Listener]) -> list[Listener]:
        """Give each of them what it lacks; returns those that cannot be served from here any more.

        The loop that runs for every connection and every frame; what is unusual is done elsewhere.
        """
        last, failed = self.seq, []
        for listener in listeners:
            seq = listener.seq
            if seq >= last:
                continue
            wire = listener.group.wires.get(seq)
            if wire is None or listener.full_since or listener.waiting() > FULL_BYTES:
                if not self._serve_alone(listener):
                    failed.append(listener)
                continue
            try:
                listener.send(wire)
            except RuntimeError:  # uvloop's word for a connection that is closed: its reader notices too, and leaves
                continue
            listener.seq = last
        return failed

    def _serve_alone(self, listener: Listener) -> bool:
        """The first at its place, one that lacks much, or one that does not keep up, which is skipped while it is full.
        False: it has to come back.
        """
        if listener.waiting() > FULL_BYTES:
            listener.full_since = listener.full_since or time.monotonic()
            self.lagging.add(listener)
            return time.monotonic() - listener.full_since < PATIENCE_SECONDS
        listener.full_since = None
        self.lagging.discard(listener)
        if not self.holds_after(listener.seq):
            return False
        with contextlib.suppress(RuntimeError):  # closed, as above
            self._send_all(listener)
        return True

    def _send_all(self, listener: Listener) -> None:
        group = listener.group
        while listener.seq < self.seq:
            frame = self.frame_after(group.audiences, listener.seq)
            wire = frame.wire(group.form)
            if frame.last_seq == self.seq:
                group.wires[listener.seq] = wire
            listener.send(wire)
            listener.seq = frame.last_seq


def encode(item: dict[str, Any]) -> str:
    """Straight from the stored payload: it was validated when it was written."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def _joined(prev_seq: int, items: list[str]) -> Frame:
    return Frame(prev_seq, prev_seq + len(items), Part(protocol.entries_text(prev_seq, items)))


def _some(items: Iterable[str]) -> Iterator[str]:
    """At least one, and no more than make a part."""
    size = 0
    for item in items:
        yield item
        size += len(item)
        if size > PART_CHARACTERS:
            return


def frame_of(prev_seq: int, entries: Sequence[Entry], audiences: Audiences) -> Frame:
    """A frame of entries read for one connection, outside any ring."""
    return _joined(prev_seq, [encode(queries.as_dict(entry, audiences)) for entry in entries])
