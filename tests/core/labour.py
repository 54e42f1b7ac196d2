"""Jobs for tests/core/test_jobs.py, in a module that is quickly imported: the worker finds them by name."""

import os
import signal
import time
from pathlib import Path

from app.core.errors import Invalid
from app.core.jobs import progress


def add(a: int, b: int) -> tuple[int, int]:
    """The sum, and in which process it was found."""
    return a + b, os.getpid()


def tell(steps: int) -> str:
    for step in range(1, steps + 1):
        progress("counting", step, steps)
    return "told"


def refuse() -> None:
    raise Invalid("This cannot be computed.", code="no_sense")


class Unpackable(Exception):
    def __init__(self, one: int, *, two: int) -> None:
        super().__init__(f"{one} and {two}")


def fail_oddly() -> None:
    raise Unpackable(1, two=2)


def give_back_a_function() -> object:
    return lambda: None


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def until(path: str) -> int:
    """Waits for a file; says its process first, so that a test can end it."""
    progress("waiting", os.getpid(), 1)
    while not Path(path).exists():
        time.sleep(0.005)
    return os.getpid()
