"""Small Polis exports made by hand."""

from pathlib import Path

import pytest

from tests.interchange.exports import COMMENTS, MATRIX, SUMMARY, VOTES, Maker


@pytest.fixture
def make_export(tmp_path: Path) -> Maker:
    """Write an export; each part may be replaced by text or bytes, or left out with None."""

    def make(
        name: str = "night.buses",
        comments: str | bytes | None = COMMENTS,
        votes: str | bytes | None = VOTES,
        matrix: str | bytes | None = MATRIX,
        summary: str | bytes | None = SUMMARY,
    ) -> Path:
        directory = tmp_path / name
        directory.mkdir(exist_ok=True)
        files = {
            "comments.csv": comments,
            "votes.csv": votes,
            "participants-votes.csv": matrix,
            "summary.csv": summary,
        }
        for file, content in files.items():
            if content is None:
                (directory / file).unlink(missing_ok=True)
            else:
                (directory / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return directory

    return make
