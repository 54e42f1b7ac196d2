"""Asking an OpenAI-compatible endpoint to arrange the paragraphs of a summary. Off unless CONVENOR_LLM_URL is set.

Whatever goes wrong (time-out, garbage, an answer that says something), the paragraph stays as the templates wrote it,
and the audit says why. The finished document passes the same check as any other.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from app.config import Settings
from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Document
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Move
from app.summaries.phrasing.arranging import NotAnArrangement, Order, arranged, links_of, orders, parsed

TRIES = 2  # the first answer and one more
MOST_BYTES = 20_000  # of an answer; no honest one is as long
INSTRUCTION = (
    "You arrange the sentences of one paragraph of a neutral report. Each sentence is a slot in braces; you do not see "
    "its words. Give the same slots, each exactly once, in the order that reads best, with one of these links before a "
    "slot or nothing: {links}. Keep a slot that ends in “oppose” or “disagree” after the one it answers. Write nothing "
    "else."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, for the audit: what was sent, what came back (or what went wrong), and what became of it."""

    paragraph: int
    model: str
    prompt: list[dict[str, str]]
    answer: str | None
    outcome: str


async def arrange(
    settings: Settings, ledger: Ledger, document: Document, moves: Mapping[str, Move] | None = None
) -> tuple[Document, list[Asked]]:
    """The document as arranged, and the audit. With no endpoint configured: the same document, an empty audit."""
    if not settings.llm_url:
        return document, []
    audit: list[Asked] = []
    headers = {"Authorization": f"Bearer {key}"} if (key := settings.llm_key.get_secret_value()) else {}
    async with httpx.AsyncClient(timeout=settings.llm_seconds, headers=headers) as client:
        for order in orders(document):
            document = await _one(client, settings, ledger, document, moves or {}, order, audit)
            if audit[-1].answer is None:
                break  # it is away, and nobody should wait for it paragraph by paragraph
    return document, audit


async def _one(
    client: httpx.AsyncClient,
    settings: Settings,
    ledger: Ledger,
    document: Document,
    moves: Mapping[str, Move],
    order: Order,
    audit: list[Asked],
) -> Document:
    language = language_for(document.language)
    links = ", ".join(f"“{text.replace('{sentence}', '').strip()}”" for text in links_of(language).values())
    prompt = [
        {"role": "system", "content": INSTRUCTION.format(links=links)},
        {"role": "user", "content": order.asked()},
    ]
    for _ in range(TRIES):
        answer, outcome = None, "arranged"
        try:
            answer = await _answer(client, settings, prompt)
            candidate = arranged(document, order, parsed(answer, order, language))
            if fault := next(find_faults(ledger, candidate, moves), None):
                outcome = f"refused: {fault}"
        except NotAnArrangement as error:
            outcome = f"refused: {error}"
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            outcome = f"no answer: {type(error).__name__}"
        audit.append(Asked(order.number, settings.llm_model, prompt, answer, outcome))
        if outcome == "arranged":
            return candidate
    return document


async def _answer(client: httpx.AsyncClient, settings: Settings, prompt: list[dict[str, str]]) -> str:
    """The text of the answer. Raises httpx.HTTPError, ValueError, KeyError, IndexError or TypeError for any other."""
    body = {"model": settings.llm_model, "messages": prompt, "temperature": 0}
    url = f"{settings.llm_url.rstrip('/')}/chat/completions"
    content = b""
    async with client.stream("POST", url, json=body) as response:
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
