"""The well-formed requests of `general.py` for themes and their tags."""

from typing import Any

from tests.samples.general import Request, sample, simple
from tests.world import World

THEME = {"title": "Spam", "language": "en"}
WHY = {"reason": "The group asked for it."}

simple("list_themes", "GET", "/consultations/{ref}/themes")
simple("propose_theme", "POST", "/consultations/{ref}/themes", THEME)
simple("list_contributions_to_tag", "GET", "/consultations/{ref}/theme-sources")
simple("list_said_to_tag", "GET", "/meetings/{meeting}/theme-sources?said=comment")


async def proposed(world: World, title: str = "Spam") -> str:
    answer = await world.secretariat.post(f"/consultations/{world.slug}/themes", THEME | {"title": title})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def on_theme(operation_id: str, method: str, act: str = "", json: Any = None) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        return Request(method, f"/themes/{await proposed(world)}{act}", json)


on_theme("get_theme", "GET")
on_theme("list_theme_sources", "GET", "/sources")
on_theme("rename_theme", "POST", "/rename", {**THEME, "title": "Unwanted mail", "version": 1, **WHY})
on_theme("mark_theme", "PUT", "/cross-cutting", {"cross_cutting": True})
on_theme(
    "split_theme", "POST", "/split", {"parts": [{**THEME, "title": "By mail"}, {**THEME, "title": "By phone"}], **WHY}
)


@sample("merge_theme")
async def _merge_theme(world: World) -> Request:
    into = await proposed(world, "Unwanted messages")
    return Request("POST", f"/themes/{await proposed(world)}/merge", {"into": into, **WHY})


async def _source(world: World) -> dict[str, str]:
    return {"source_type": "contribution", "source_id": (await world.file())["id"]}


@sample("tag_theme")
async def _tag_theme(world: World) -> Request:
    return Request("PUT", f"/themes/{await proposed(world)}/tags", await _source(world))


@sample("untag_theme")
async def _untag_theme(world: World) -> Request:
    theme, source = await proposed(world), await _source(world)
    await world.delegate.put(f"/themes/{theme}/tags", source)
    return Request("POST", f"/themes/{theme}/tags/remove", source)
