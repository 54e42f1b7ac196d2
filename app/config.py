"""All settings, read once from the environment (prefix `CONVENOR_`). Nothing else reads the environment."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

INSECURE_SECRET = "insecure-development-secret"  # noqa: S105 - refused outside the demo, see `refuse_default_secret`


class Settings(BaseSettings):
    """One field per environment variable; the table in README.md lists the same names (a test compares them)."""

    # Whatever is refused, its error prints no value: the secrets stand among them.
    model_config = SettingsConfigDict(
        env_prefix="CONVENOR_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    database_url: str = "sqlite:///var/convenor.db"
    bus_url: str = "memory://"
    secret: SecretStr = SecretStr(INSECURE_SECRET)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    demo: bool = False
    token_hours: int = 24
    link_hours: int = 24
    mail_url: str = "console://"
    mail_from: str = "convenor@localhost"
    max_body_bytes: int = 1_000_000
    ballot_keys: Path = Path("var/ballot-keys")
    sign_in_rate: str = "10/minute"
    llm_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_seconds: float = 20.0
    heal_seconds: float = 3.0
    ping_seconds: float = 10.0
    log_format: Literal["text", "json"] = "text"
    static_dir: Path = Path(__file__).parent / "static"

    @property
    def async_database_url(self) -> str:
        """The same address with the asynchronous driver named."""
        scheme, sep, rest = self.database_url.partition("://")
        driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
        return f"{driver.get(scheme, scheme)}{sep}{rest}"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def base_url(self) -> str:
        """Where people reach the service; used in mails and printed links."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @model_validator(mode="after")
    def refuse_default_secret(self) -> "Settings":
        """A service that signs tokens with a published secret has no doors at all."""
        if not self.demo and self.secret.get_secret_value() == INSECURE_SECRET and not self.is_loopback:
            raise ValueError("CONVENOR_SECRET must be set before the service listens beyond this machine")
        if len(self.secret.get_secret_value()) < 16:
            raise ValueError("CONVENOR_SECRET must have at least 16 characters")
        return self

    @model_validator(mode="after")
    def refuse_half_a_model(self) -> "Settings":
        """A language model is an address and a name, or there is none; its key is never part of the address."""
        if not self.llm_url:
            return self
        url = urlsplit(self.llm_url)
        if url.scheme not in {"http", "https"} or not url.hostname or url.username or url.password or url.query:
            raise ValueError("CONVENOR_LLM_URL must be an http or https address without a user, a password or a query")
        if not self.llm_model:
            raise ValueError("CONVENOR_LLM_MODEL must name the model that CONVENOR_LLM_URL is to be asked for")
        if not 0 < self.llm_seconds <= 120:
            raise ValueError("CONVENOR_LLM_SECONDS must be more than 0 and at most 120")
        return self

    @property
    def is_loopback(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}


@lru_cache
def get_settings() -> Settings:
    return Settings()
