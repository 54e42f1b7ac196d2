"""What a process needs to hold ballots: the folder of keys, the key it signs with, and who sends its mail."""

from dataclasses import dataclass
from uuid import UUID

from app.ballots import verify
from app.ballots.casting.schemas import PublicKeyOut, ReceiptOut
from app.ballots.vault import Vault
from app.config import Settings
from app.core import security
from app.core.mail import Mailer


@dataclass(frozen=True, eq=False)
class Office:
    """One per process. Compared by identity, so that casts can share it as a key."""

    settings: Settings
    mailer: Mailer
    vault: Vault

    @classmethod
    def of(cls, settings: Settings, mailer: Mailer) -> "Office":
        return cls(settings, mailer, Vault(settings.ballot_keys))

    @property
    def key(self) -> PublicKeyOut:
        return PublicKeyOut.model_validate(security.public_key(self._secret))

    def sign(self, message: bytes) -> str:
        return security.sign(self._secret, message)

    def receipt(self, ballot_id: UUID, commitment: str) -> ReceiptOut:
        message = verify.receipt_message(str(ballot_id), commitment)
        return ReceiptOut(
            format=verify.RECEIPT_FORMAT,
            ballot_id=ballot_id,
            commitment=commitment,
            signature=self.sign(message),
            key=self.key,
        )

    @property
    def _secret(self) -> str:
        return self.settings.secret.get_secret_value()
