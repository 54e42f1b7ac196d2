"""The folder of ballots' keys, outside the database: one key for each ballot between its freezing and its seal, and
after it, where tellers were named, what they need to recount.

With several processes the folder is shared among them. Whoever has both it and the database can read ballots while
voting is open; once a key is destroyed nobody can (docs/ballots.md says what that is worth with backups and on SSDs).
"""

import os
import secrets
from pathlib import Path
from uuid import UUID

from app.core.errors import NotFound, NotNow
from app.core.security import Box

KEY_BYTES = 32


class Vault:
    """Files named after ballots, readable by the service's user alone; each is durable before it is relied upon."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make_key(self, ballot_id: UUID) -> None:
        """Before the commit of the freezing. One left behind by a freezing that failed is overwritten."""
        self._write(self._key(ballot_id), secrets.token_bytes(KEY_BYTES))

    def box(self, ballot_id: UUID) -> Box:
        try:
            return Box(self._key(ballot_id).read_bytes())
        except FileNotFoundError:
            raise NotNow(
                "The key of this ballot is not in the folder CONVENOR_BALLOT_KEYS names, so it can neither be voted in "
                "nor sealed.",
                code="ballot_key_missing",
            ) from None

    def destroy_key(self, ballot_id: UUID) -> None:
        """Only after the commit of the seal. Overwritten first, for file systems that write in place."""
        self._destroy(self._key(ballot_id))

    def kept_keys(self) -> list[UUID]:
        return [UUID(path.stem) for path in self.folder.glob("*.key")]

    def keep_openings(self, ballot_id: UUID, content: bytes) -> None:
        self._write(self._openings(ballot_id), content)

    def openings(self, ballot_id: UUID) -> bytes:
        try:
            return self._openings(ballot_id).read_bytes()
        except FileNotFoundError:
            raise NotFound("There is nothing to recount with (any more).") from None

    def destroy_openings(self, ballot_id: UUID) -> None:
        self._destroy(self._openings(ballot_id))

    def _key(self, ballot_id: UUID) -> Path:
        return self.folder / f"{ballot_id}.key"

    def _openings(self, ballot_id: UUID) -> Path:
        return self.folder / f"{ballot_id}.openings"

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        self._sync_folder()

    def _destroy(self, path: Path) -> None:
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)
        self._sync_folder()

    def _sync_folder(self) -> None:
        """A file is there after a crash only if its folder is written too."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
