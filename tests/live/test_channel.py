"""What a channel gives to connections that have fallen behind: what follows on what they have, or nothing at all."""

import json
from typing import Any
from uuid import UUID

import pytest

from app.core import clock
from app.live import channel
from app.live.channel import Channel
from app.live.frames import Form
from app.record.events import Audience
from app.record.models import RecordEntry

HALL = UUID(int=1)


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


def entry(seq: int) -> RecordEntry:
    text = dict.fromkeys(("payload_digest", "prev_hash", "hash", "salt"), "")
    return RecordEntry(
        consultation_id=HALL, seq=seq, type="comment.posted", at=clock.now(), actor={}, audience="public",
        subject_id=None, payload={}, withheld=False, **text,
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
