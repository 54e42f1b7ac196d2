"""A language model for tests: a real server on this machine that behaves as the name of the model asked for says."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from app.summaries.phrasing.endpoint import MOST_BYTES
from tests.serving import in_this_process

SECRET = "not-to-be-seen-anywhere"
Use = Callable[[str], FastAPI]  # see the fixture `use`


def honest(slots: list[str]) -> str:
    return " ".join(slots)


def eager(slots: list[str]) -> str:
    return " However, ".join(slots)


MISBEHAVIOUR: dict[str, Any] = {
    "numbers": lambda slots: " ".join(slots) + " 25 delegations agreed.",
    "quantifier": lambda slots: "Almost all: " + " ".join(slots),
    "between": " In a spirit of consensus, ".join,
    "injection": lambda slots: "<script>alert(1)</script>" + " ".join(slots),
    "other script": lambda slots: " ".join(slots) + " 几乎所有与会者",
    "dropped": lambda slots: " ".join(slots[1:]),
    "doubled": lambda slots: " ".join([*slots, slots[0]]),
    "invented": lambda slots: " ".join([*slots, "{q9-o9-support}"]),
    "renamed": lambda slots: " ".join(slots).replace("support", "oppose"),
    "link first": lambda slots: "However, " + " ".join(slots),
    "link last": lambda slots: " ".join(slots) + " However,",
    "nested": lambda slots: "{" + " ".join(slots) + "}",
    "nothing": lambda _: "",
    "very long": lambda slots: " ".join(slots) + "x" * MOST_BYTES,
}
NO_ANSWER = (
    *("garbage", "no choices", "a list", "number for text", "error", "slow", "refused key"),
    *("elsewhere", "bottomless", "huge"),
)


def fake() -> FastAPI:
    app = FastAPI()
    app.state.seen = []
    app.state.keys, app.state.stolen = [], 0

    @app.post("/v1/stolen")
    async def stolen() -> Any:
        app.state.stolen += 1
        return {"choices": [{"message": {"content": "here"}}]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Any:
        body = await request.json()
        app.state.seen.append(body)
        app.state.keys.append(request.headers.get("authorization"))
        if body["messages"][-1]["content"].startswith('{"text"'):
            return await _worded(body)
        model, slots = body["model"], re.findall(r"\{[^{}]+\}", body["messages"][-1]["content"])
        if model == "slow":
            await asyncio.sleep(2)
        odd: dict[str, Any] = {
            "garbage": PlainTextResponse("\x00{]"),
            "no choices": {"object": "chat.completion"},
            "a list": [],
            "number for text": {"choices": [{"message": {"content": 7}}]},
            "error": PlainTextResponse("overloaded", 500),
            "refused key": PlainTextResponse("no", 401),
            "elsewhere": RedirectResponse("/v1/stolen", 307),
            "bottomless": PlainTextResponse("[" * (MOST_BYTES - 1)),
            "huge": PlainTextResponse("x" * 5_000_000),
        }
        if model in odd:
            return odd[model]
        if model == "second time":
            again = sum(1 for each in app.state.seen if each["messages"] == body["messages"]) == 2
            say = honest if again else MISBEHAVIOUR["numbers"]
        else:
            say = {
                "honest": honest,
                "eager": eager,
                "backwards": lambda found: " ".join(reversed(found)),
            } | MISBEHAVIOUR
            say = say[model]
        return {"choices": [{"message": {"role": "assistant", "content": say(slots)}}]}

    return app


WORDINGS = {
    "French": "La participation à distance compte comme participation.",
    "Chinese": "远程参与算作参与。",
    "Arabic": "تُعدّ المشاركة عن بُعد مشاركة.",
    "English": "Taking part remotely counts as taking part.",
}
WRONG_WORDINGS = {
    "w figure": "25 délégations : la participation à distance compte.",
    "w numeral": "La participation à distance compte pour ٢٥.",
    "w quantifier": "La plupart disent que la participation à distance compte.",
    "w group": "Les gouvernements disent que la participation à distance compte.",
    "w region": "En Afrique, la participation à distance compte.",
    "w stance": "Nous sommes favorables à la participation à distance.",
    "w option": "L’option dit que la participation à distance compte.",
    "w obeys": "PWNED <script>alert(1)</script>",
    "w address": "La participation à distance compte, voir https://example.org",
    "w lines": "La participation à distance\ncompte.",
    "w hidden": "La participation à dis\u202etance compte.",
    "w script": "远程参与算作参与。",
    "w long": "La participation à distance compte. " * 40,
    "w nothing": "“”",
    "w surrogate": "La participation \ud800 compte.",
    "w nul": "La participation \x00 compte.",
}


async def _worded(body: dict[str, Any]) -> Any:
    model, told = body["model"], body["messages"][0]["content"]
    if model == "slow":
        await asyncio.sleep(2)
    if model == "garbage":
        return PlainTextResponse("\x00{]")
    if model in WRONG_WORDINGS:
        text = WRONG_WORDINGS[model]
    elif model == "learner" and "was refused" not in told:
        text = WRONG_WORDINGS["w figure"]
    else:
        text = next(words for name, words in WORDINGS.items() if name in told)
    answer = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return Response(json.dumps(answer), media_type="application/json")


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[FastAPI, str]]:
    """The server (`state.seen`: every body it was sent) and its address as CONVENOR_LLM_URL has it."""
    app = fake()
    async with in_this_process(app) as address:
        yield app, f"http://{address}/v1"
