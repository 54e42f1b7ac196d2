"""Canonical JSON of what is large, piece by piece, so that nobody holds the whole as objects, as text and as bytes.

The bytes are those of `record/chain.canonical`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Final

from app.consultations.scale import Scale
from app.record.chain import canonical

_AT_ONCE: Final = 500


def pieces(of: Mapping[str, Any], as_json: Callable[[Any], Any]) -> Iterator[bytes]:
    """Of an object with these fields; `as_json` makes values of JSON of what they hold, for lists item by item."""
    sign = b"{"
    for name in sorted(of):
        yield sign + json.dumps(name).encode() + b":"
        yield from _value(of[name], as_json)
        sign = b","
    yield b"}" if of else b"{}"


def _value(value: Any, as_json: Callable[[Any], Any]) -> Iterator[bytes]:
    if not isinstance(value, list | tuple):
        yield canonical(as_json(value))
        return
    sign = b"["
    for start in range(0, len(value), _AT_ONCE):
        yield sign + canonical([as_json(item) for item in value[start : start + _AT_ONCE]])[1:-1]
        sign = b","
    yield b"]" if value else b"[]"


def plain(value: object) -> Any:
    """Values of JSON of a fact."""
    if isinstance(value, Scale):
        return value.to_json()
    if is_dataclass(value):
        return {name: plain(found) for name, found in shown(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def shown(facts: Any) -> Iterator[tuple[str, Any]]:
    """Without what an older ledger would not have had at all."""
    kind: Any = type(facts)
    for name, unless in _fields(kind):
        value = getattr(facts, name)
        if unless is MISSING or value != unless:
            yield name, value


@cache
def _fields(kind: Any) -> list[tuple[str, Any]]:
    """The name of each field, and the default for which it is left out, or MISSING."""
    return [(each.name, each.default if each.metadata.get("later") else MISSING) for each in fields(kind)]
