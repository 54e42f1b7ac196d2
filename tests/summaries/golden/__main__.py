"""Writes the golden files anew."""

from app.summaries.engine.languages import PACKS
from tests.summaries.golden import path, written

for code in PACKS:
    path(code).write_text(written(code), "utf-8")
    print(path(code))
