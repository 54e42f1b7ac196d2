"""What the tests of themes do again and again, and a recount that knows nothing but the public record."""

from collections import defaultdict
from typing import Any

from httpx import Response

from tests.world import World

WHY = {"reason": "The group asked for it."}


def ok(response: Response) -> Any:
    assert response.status_code in {200, 201}, response.text
    return response.json()


async def propose(world: World, title: str, by: str = "secretariat", **more: Any) -> str:
    body = {"title": title, "language": "en", **more}
    return str(ok(await world.people[by].post(f"/consultations/{world.slug}/themes", body))["id"])


def source(message: dict[str, Any]) -> dict[str, str]:
    kind = "contribution" if "filed_at" in message else "comment" if "posted_at" in message else "intervention"
    return {"source_type": kind, "source_id": message["id"]}


async def tag(world: World, theme: str, message: dict[str, Any], by: str = "rapporteur") -> Response:
    return await world.people[by].put(f"/themes/{theme}/tags", source(message))


async def untag(world: World, theme: str, message: dict[str, Any], by: str = "rapporteur") -> Response:
    return await world.people[by].post(f"/themes/{theme}/tags/remove", source(message))


async def merge(world: World, theme: str, into: str, by: str = "chair") -> Response:
    return await world.people[by].post(f"/themes/{theme}/merge", {"into": into, **WHY})


async def detail(world: World, theme: str, by: str = "reader") -> dict[str, Any]:
    return dict(ok(await world.people[by].get(f"/themes/{theme}")))


async def listed(world: World, **params: Any) -> list[dict[str, Any]]:
    """All pages."""
    items: list[dict[str, Any]] = []
    query = {"limit": 3, **params}
    while True:
        page = ok(await world.reader.get(f"/consultations/{world.slug}/themes", params=query))
        items += page["items"]
        if page["next"] is None:
            return items
        query["after"] = page["next"]


class Recount:
    """Counts of mentions from the record alone, in the plainest way: sets of entities, message by message."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.messages: dict[str, dict[str, Any]] = {}
        self.signatories: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.tags: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            if entry["payload"] is not None:
                self._take(entry["type"], entry["payload"])

    def _take(self, kind: str, payload: dict[str, Any]) -> None:
        for name in ("contribution", "comment"):
            if name in payload:
                self.messages[payload[name]["id"]] = payload[name]
        if signatory := payload.get("signatory"):
            self.signatories[signatory["contribution_id"]][signatory["entity_id"]] = signatory
        if kind == "theme.tagged":
            self.tags[payload["tag"]["theme_id"]].add(payload["tag"]["source_id"])
        elif kind == "theme.untagged":
            self.tags[payload["tag"]["theme_id"]].remove(payload["tag"]["source_id"])
        elif kind == "theme.merged":
            self.tags[payload["theme"]["merged_into"]] |= self.tags.pop(payload["theme"]["id"], set())
        elif kind == "theme.split":
            for each in payload["assigned"]:
                self.tags[each["theme_id"]].add(each["source_id"])
            self.tags[payload["theme"]["id"]] -= {each["source_id"] for each in payload["assigned"]}

    def of(self, theme: str) -> dict[str, Any]:
        """As the API says it."""
        shown = [self.messages[each] for each in self.tags[theme]]
        shown = [each for each in shown if not each["hidden"] and not each.get("withdrawn")]
        entities: dict[str, tuple[str, str]] = {}
        sent: dict[str, int] = defaultdict(int)
        for message in shown:
            author = message["acted_as"]
            sent[author["delegation_id"] or author["account_id"]] += 1
            for entity, group, region in self._behind(message):
                entities[entity] = (group or "", region or "")
        tables = []
        for place in (0, 1):
            table: dict[str, dict[str, int]] = defaultdict(lambda: {"contributors": 0, "messages": 0})
            for entity, places in entities.items():
                table[places[place]]["contributors"] += 1
                table[places[place]]["messages"] += sent[entity]
            tables.append(dict(table))
        texts = {each["text"] if "filed_at" in each else each["id"] for each in shown}
        counts = {"contributors": len(entities), "messages": len(shown), "texts": len(texts)}
        return {**counts, "by_group": tables[0], "by_region": tables[1]}

    def _behind(self, message: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
        author = message["acted_as"]
        behind = [(author["delegation_id"] or author["account_id"], author["group"], author["region"])]
        joined = [
            each
            for each in self.signatories[message["id"]].values()
            if each["state"] == "joined" and each["version"] == message["version"]
        ]
        return behind + [(each["entity_id"], each["group"], each["region"]) for each in joined]
