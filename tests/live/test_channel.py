"""What a channel gives to connections that have fallen behind: what follows on what they have, or nothing at all."""

import json
from collections import Counter
from functools import cached_property
from typing import Any
from uuid import UUID

import pytest

from app.core import clock
from app.live import channel
from app.live.channel import Channel
from app.live.frames import Form, Part
from app.record.events import Audience
from app.record.models import RecordEntry
from tests.live.test_frames import inflating, parsed

HALL = UUID(int=1)


class WireSink:
    """Keeps what it is given, in any form."""

    cut = False

    def __init__(self, form: Form) -> None:
        self.form, self.wires = form, []
        self.send = self.wires.append

    def waiting(self) -> int:
        return 0

    def send_back(self) -> None:
        """Left to the pump."""

    def stop(self) -> None:
        """Nothing to end."""


class Sink:
    """Keeps what it is given."""

    form: Form = "text"
    cut = False

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []

    def send(self, text: str) -> None:
        self.frames.append(json.loads(text))

    def waiting(self) -> int:
        return 0

    def send_back(self) -> None:
        """Left to the pump."""

    def stop(self) -> None:
        """Nothing to end."""


def frames_to(hall: Channel, form: Form, after: int) -> list[dict[str, Any]]:
    """What one that has everything up to `after` is given, taken apart as a browser would."""
    sink = WireSink(form)
    assert not hall.serve([hall.listener(frozenset({Audience.PUBLIC}), sink, after)])
    return [json.loads(_text(wire)) for wire in sink.wires]


def _text(wire: str | bytes) -> str:
    return wire if isinstance(wire, str) else bytes(parsed(wire, inflating()).data).decode()


def entry(seq: int, text: str = "") -> RecordEntry:
    hashes = dict.fromkeys(("payload_digest", "prev_hash", "hash", "salt"), "")
    return RecordEntry(
        consultation_id=HALL, seq=seq, type="comment.posted", at=clock.now(), actor={}, audience="public",
        subject_id=None, payload={"text": text}, withheld=False, **hashes,
    )  # fmt: skip


@pytest.mark.parametrize("block", [64, 3])
def test_whoever_lacks_more_than_the_ring_holds_is_sent_back(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """Also where the ring is shorter than two blocks: nobody is given entries that do not follow on theirs."""
    monkeypatch.setattr(channel, "RING", 10)
    monkeypatch.setattr(channel, "BLOCK", block)
    hall = Channel()
    assert hall._ring.maxlen == 10
    sinks = [Sink() for _ in range(20)]
    hall.extend([entry(seq) for seq in range(1, 10)])
    listeners = [hall.listener(frozenset({Audience.PUBLIC}), sink, seq) for seq, sink in enumerate(sinks, 1)]
    hall.extend([entry(seq) for seq in range(10, 21)])
    sent_back = hall.serve(listeners)
    assert [listener.seq for listener in sent_back] == list(range(1, 10))
    for seq, sink in enumerate(sinks, 1):
        given = [item["seq"] for frame in sink.frames for item in frame["items"]]
        assert given == ([] if seq < 10 else list(range(seq + 1, 21)))


@pytest.mark.parametrize("form", ["text", "plain", "compressed"])
@pytest.mark.parametrize(("size", "frames"), [(10, 1), (5_000, 3)])
def test_many_entries_are_put_together_from_shared_parts(form: Form, size: int, frames: int) -> None:
    """300 entries are one frame, or several where they are long; in each form what follows, whole and in order."""
    hall = Channel()
    hall.extend([entry(seq, "x" * size) for seq in range(1, 301)])
    seen = frames_to(hall, form, after=7)
    assert [item["seq"] for frame in seen for item in frame["items"]] == list(range(8, 301))
    assert [frame["prev_seq"] for frame in seen] == [7, *(frame["items"][-1]["seq"] for frame in seen[:-1])]
    assert len(seen) == frames


def test_one_entry_may_be_longer_than_a_frame_should_be() -> None:
    hall = Channel()
    hall.extend([entry(seq, "x" * channel.FRAME_CHARACTERS) for seq in range(1, 4)])
    assert [len(frame["items"]) for frame in frames_to(hall, "text", after=0)] == [1, 1, 1]


def test_a_part_is_compressed_once_however_many_lack_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hall at a hundred different places: each has its own beginning, and all else is theirs in common."""
    packed: list[str] = []
    whole = Part.packed.func

    def counted(part: Part) -> bytes:
        packed.append(part.text)
        return whole(part)

    monkeypatch.setattr(Part, "packed", cached_property(counted))
    Part.packed.__set_name__(Part, "packed")
    hall = Channel()
    hall.extend([entry(seq) for seq in range(1, 1_001)])
    for after in range(100, 200):
        frames_to(hall, "compressed", after)
    entries = Counter(text for text in packed if "seq" in text and "items" not in text)
    assert set(entries.values()) == {1}
    assert len(entries) == len({*range(100, 200), *range(0, 1_000, channel.BLOCK)} - {0, 64})
