"""How many are connected to a consultation, in all processes together. Passes over the bus, never into the record.

Every process tells its own number every few seconds; what is not renewed (a killed process) is forgotten.
"""

import time
from collections import defaultdict
from uuid import UUID

TELL_SECONDS = 5.0  # also: the pages hear of a change no more often
FORGET_SECONDS = 2.5 * TELL_SECONDS


class Presence:
    """What was heard; one for each process, also for consultations that nobody follows in it."""

    def __init__(self) -> None:
        self._heard: dict[UUID, dict[str, tuple[int, float]]] = defaultdict(dict)

    def hear(self, consultation_id: UUID, process: str, connected: int) -> None:
        if connected:
            self._heard[consultation_id][process] = (connected, time.monotonic())
        else:
            self._heard[consultation_id].pop(process, None)

    def connected(self, consultation_id: UUID, *, besides: str) -> int:
        """As all processes but one said (that one knows its own number better)."""
        heard, since = self._heard.get(consultation_id, {}), time.monotonic() - FORGET_SECONDS
        return sum(count for process, (count, at) in heard.items() if at >= since and process != besides)

    def forget_old(self) -> None:
        since = time.monotonic() - FORGET_SECONDS
        for consultation_id, heard in tuple(self._heard.items()):
            kept = {process: told for process, told in heard.items() if told[1] >= since}
            if kept:
                self._heard[consultation_id] = kept
            else:
                del self._heard[consultation_id]
