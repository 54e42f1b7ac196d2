"""People and the one-time links they sign in with."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Account(Base):
    """A person. What they may do in a consultation is in their capacities, not here."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    may_convene: Mapped[bool] = mapped_column(default=False)
    # Raised at "sign out everywhere": older tokens stop working.
    token_generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class SignInLink(Base):
    """A link that signs one person in. Only its digest is kept; it is used up by a conditional UPDATE."""

    __tablename__ = "sign_in_links"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime]
    uses_left: Mapped[int]
