"""One request to an OpenAI-compatible endpoint, and nothing else. Its answer is text that nobody has checked yet.

There is none unless an address and a model are configured. The key goes into the header and nowhere else.
"""

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import httpx
from fastapi import Depends, Request
from pydantic import SecretStr

from app.config import Settings

MOST_BYTES = 20_000  # of an answer; no honest one is as long
_ODD = (
    *(TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError),
    *(ValueError, KeyError, IndexError, TypeError, RecursionError),
)
Prompt = list[dict[str, str]]


class NoAnswer(Exception):
    """It did not answer, or with what is no answer. Says of what kind, and nothing the endpoint sent."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, for the audit: what was sent, what came back (or null), and what became of it.

    `about`: the slots of a paragraph, or a point. `outcome`: "arranged" or "proposed", or begins with "refused" or "no
    answer".
    """

    about: str
    model: str
    prompt: Prompt
    answer: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    url: str
    model: str
    key: SecretStr
    seconds: float

    @classmethod
    def of(cls, settings: Settings) -> "Endpoint | None":
        if not settings.llm_url:
            return None
        return cls(settings.llm_url.rstrip("/"), settings.llm_model, settings.llm_key, settings.llm_seconds)

    async def answer(self, prompt: Prompt) -> str:
        """Raises NoAnswer: for anything but a text within the time. It follows no redirection, which could take the key
        elsewhere.
        """
        try:
            async with asyncio.timeout(self.seconds):
                return await self._text(prompt)
        except _ODD as error:
            raise NoAnswer(type(error).__name__) from None  # its text may hold what was sent

    async def _text(self, prompt: Prompt) -> str:
        body = {"model": self.model, "messages": prompt, "temperature": 0}
        key = self.key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        content = b""
        async with (
            httpx.AsyncClient(timeout=self.seconds, headers=headers, follow_redirects=False) as client,
            client.stream("POST", f"{self.url}/chat/completions", json=body) as response,
        ):
            response.raise_for_status()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    raise ValueError("the answer is too long")
        text = json.loads(content)["choices"][0]["message"]["content"]
        if not isinstance(text, str):
            raise TypeError("the answer is no text")
        return text


def audit_json(audit: list[Asked]) -> list[dict[str, Any]]:
    """For keeping: prompt, answer, model and outcome of every request."""
    return [asdict(each) for each in audit]


def _endpoint(request: Request) -> Endpoint | None:
    return Endpoint.of(request.app.state.settings)


EndpointOf = Annotated[Endpoint | None, Depends(_endpoint)]
