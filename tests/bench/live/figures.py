"""From what was seen to figures, and from figures to a table. Pure: knows neither sockets nor processes."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.live.load import Act

Json = dict[str, Any]
Row = tuple[str, str, str]


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of them does not exceed; nan when there are none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, max(0, -(-round(share * 1000) * len(ordered) // 1000) - 1))]


def number(value: float) -> float:
    """Whole, but nan stays nan: nothing reached everybody."""
    return value if math.isnan(value) else round(value)


def spread(values: Sequence[float]) -> Json:
    return {
        "n": len(values),
        "p50": round(percentile(values, 0.5), 2),
        "p99": round(percentile(values, 0.99), 2),
        "max": round(max(values, default=float("nan")), 2),
    }


@dataclass
class Usage:
    """Seconds of processor time: the server's, the clients', and everybody's on the machine; `wall` is the clock."""

    server: float
    clients: float
    ours: float
    machine: float
    wall: float

    def since(self, before: "Usage") -> "Usage":
        return Usage(
            self.server - before.server,
            self.clients - before.clients,
            self.ours - before.ours,
            self.machine - before.machine,
            self.wall - before.wall,
        )

    def share_of_others(self, cores: int) -> float:
        return max(0.0, self.machine - self.ours) / (self.wall * cores)


@dataclass
class Seen:
    """One stretch of time: the entries that the clients received, their totals, what people did, what it took."""

    clients: int
    entries: list[Json]
    total: Json
    acts: list[Act]
    usage: Usage
    seconds: float
    complete: bool


def deliveries_per_second(clients: int, entries: Sequence[Json], start: str | None = None) -> float:
    """Clients reached a second in one fan-out, from `at` (or from `start`, the first client) to the last client.

    From `at` it holds everything: commit, reading, encoding, sending. From the first client it leaves out what came
    before the first send, and understates the time when the client's core was busy. The median, so that neighbours
    on the machine weigh little.
    """
    spans = [entry["last"] - (entry[start] if start else 0) for entry in entries if entry["reached"] == clients]
    return clients / (max(1.0, statistics.median(spans)) / 1e6) if spans else float("nan")


def http(acts: Sequence[Act]) -> Json:
    found: Json = {}
    for kind in ("comment", "event", "read"):
        mine = [act for act in acts if act.kind == kind]
        if mine:
            times = [act.milliseconds for act in mine if act.done]
            found[kind] = {**spread(times), "failed": sum(not act.done for act in mine)}
    return found


def after_answer(seen: Seen) -> list[float]:
    """Milliseconds from the author's 201 to the last client (negative: everybody had it before the answer came)."""
    answered = {act.seq: act.answered for act in seen.acts if act.done and act.seq}
    whole = (entry for entry in seen.entries if entry["reached"] == seen.clients and entry["seq"] in answered)
    return [(entry["at"] + entry["last"] * 1000 - answered[entry["seq"]]) / 1e6 for entry in whole]


def described(seen: Seen) -> Json:
    """Everything there is to say about one stretch; latencies in milliseconds from the entry's `at`."""
    events = [entry for entry in seen.entries if not entry["comment"]]
    comments = [entry for entry in seen.entries if entry["comment"]]
    frames = seen.total["frames"]
    return {
        "clients": seen.clients,
        "seconds": round(seen.usage.wall, 2),
        "complete": seen.complete,
        "entries": len(seen.entries),
        "entries_that_reached_all": sum(entry["reached"] == seen.clients for entry in seen.entries),
        "events_last_client_ms": spread([entry["last"] / 1000 for entry in events]),
        "comments_last_client_ms": spread([entry["last"] / 1000 for entry in comments]),
        "events_first_client_ms": spread([entry["first"] / 1000 for entry in events]),
        "last_client_after_answer_ms": spread(after_answer(seen)),
        "events_any_client_ms": dict(zip(("p50", "p99", "max"), seen.total["events_ms"], strict=True)),
        "comments_any_client_ms": dict(zip(("p50", "p99", "max"), seen.total["comments_ms"], strict=True)),
        "to_last_per_second": number(deliveries_per_second(seen.clients, seen.entries)),
        "fan_out_per_second": number(deliveries_per_second(seen.clients, seen.entries, "first")),
        "frames_per_second": round(frames / seen.usage.wall),
        "entries_delivered_per_second": round(sum(entry["reached"] for entry in seen.entries) / seen.usage.wall),
        "entries_per_frame": round(sum(e["reached"] for e in seen.entries) / frames, 2) if frames else 0,
        "frame_bytes": round(seen.total["frame_bytes"] / frames) if frames else 0,
        "bytes_per_connection_second": round(seen.total["bytes"] / seen.clients / seen.usage.wall),
        "server_us_per_frame": round(seen.usage.server / frames * 1e6, 2) if frames else 0,
        "server_core_share": round(seen.usage.server / seen.usage.wall, 3),
        "client_core_share": round(seen.usage.clients / seen.usage.wall, 3),
        "http_ms": http(seen.acts),
    }


def faults(status: Json) -> Json:
    """What must be zero: the sequence of every client, by `prev_seq`."""
    return {name: status[name] for name in ("gaps", "doubles", "malformed")}


def _three(found: Json, unit: str = "ms") -> str:
    return f"{found['p50']:,.0f} / {found['p99']:,.0f} / {found['max']:,.0f} {unit}"


def _http_rows(loaded: Json, alone: Json) -> list[Row]:
    rows: list[Row] = []
    for kind, title in (("comment", "post a comment"), ("event", "state a position"), ("read", "read 20 comments")):
        if kind in loaded and kind in alone:
            ratio = loaded[kind]["p99"] / alone[kind]["p99"]
            rows.append((f"  {title}, nobody listening (p50/p99/max)", _three(alone[kind]), ""))
            rows.append((f"  {title}, while it fans out", _three(loaded[kind]), ""))
            rows.append(("    p99 against nobody listening", f"{ratio:.1f} ×", "≤ 3 ×"))
            if loaded[kind]["failed"]:
                rows.append(("    failed", f"{loaded[kind]['failed']:,}", "0"))
    return rows


def _quiet_rows(result: Json) -> list[Row]:
    quiet, ceiling = result["quiet"], result["ceiling_quiet"]
    return [
        (f"One event at a time ({quiet['entries']} events of {quiet['frame_bytes']:,} bytes)", "", ""),
        ("  last client has it after (p50/p99/max)", _three(quiet["events_last_client_ms"]), "p99 ≤ 250 ms"),
        ("  from the author's answer to the last client", _three(quiet["last_client_after_answer_ms"]), ""),
        ("  the raw ceiling's last client, same bytes and minute", _three(ceiling["events_last_client_ms"]), ""),
        ("  deliveries, stamp to last client: ours; ceiling", _rates(quiet, ceiling, "to_last_per_second"), ""),
        ("  share of the ceiling", f"{result['quiet_to_last_per_second_ratio']:.0%}", "≥ 70 %"),
        ("  deliveries, first to last client: ours; ceiling", _rates(quiet, ceiling, "fan_out_per_second"), ""),
        ("  processor time a delivery: ours; ceiling", _micros(quiet, ceiling), ""),
        ("  share of the ceiling by processor time", f"{_by_processor(quiet, ceiling):.0%}", "≥ 70 %"),
    ]


def _micros(ours: Json, ceiling: Json) -> str:
    return f"{ours['server_us_per_frame']:.1f}; {ceiling['server_us_per_frame']:.1f} µs"


def _by_processor(ours: Json, ceiling: Json) -> float:
    """What a neighbour on the machine cannot disturb; it charges ours with the HTTP and the database too."""
    return float(ceiling["server_us_per_frame"] / (ours["server_us_per_frame"] or math.nan))


def _rates(ours: Json, ceiling: Json, name: str) -> str:
    return f"{ours[name]:,}; {ceiling[name]:,}/s"


def _full_rows(result: Json) -> list[Row]:
    full, ceiling, options = result["full"], result["ceiling_full"], result["options"]
    reached = full["entries_that_reached_all"] / max(1, full["entries"])
    return [
        (
            f"{options['rate']:g} events/s while {options['posters']:g} comments/s are posted, {full['seconds']:.0f} s",
            "",
            "",
        ),
        ("  an event at its last client (p50/p99/max)", _three(full["events_last_client_ms"]), "p99 ≤ 250 ms"),
        ("  a comment at its last client", _three(full["comments_last_client_ms"]), ""),
        ("  an event at any client", _three(full["events_any_client_ms"]), ""),
        ("  from the author's answer to the last client", _three(full["last_client_after_answer_ms"]), ""),
        ("  entries that reached every client", f"{reached:.1%}", "100 %"),
        ("  entries delivered", f"{full['entries_delivered_per_second']:,}/s", ""),
        ("  frames sent (entries in one)", f"{full['frames_per_second']:,}/s ({full['entries_per_frame']:g})", ""),
        (
            "  bytes a frame; bytes/s a connection",
            f"{full['frame_bytes']:,}; {full['bytes_per_connection_second']:,}",
            "",
        ),
        (
            "  fan-out; ceiling with frames of this size",
            f"{full['fan_out_per_second']:,}/s; {ceiling['fan_out_per_second']:,}/s",
            "",
        ),
        ("  processor time a frame: ours; ceiling", _micros(full, ceiling), ""),
        ("  core used: server; clients", f"{full['server_core_share']:.0%}; {full['client_core_share']:.0%}", ""),
        ("  core used by the same acts with nobody listening", f"{result['alone']['server_core_share']:.0%}", ""),
    ]


def _connect_rows(result: Json) -> list[Row]:
    found = result["connecting"]
    return [
        (f"{result['options']['clients']:,} sockets", "", ""),
        ("  all connected after", f"{found['seconds']:.1f} s", ""),
        ("  server's memory a connection", f"{found['bytes_per_connection'] / 1000:.1f} kB", "≤ 36 kB"),
        ("  server's memory after the load", f"{result['memory_after'] / 1e6:,.0f} MB", ""),
    ]


def _vote_rows(result: Json) -> list[Row]:
    votes = result["votes"]
    times = f"{votes['half_ms']:,.0f} / {votes['most_ms']:,.0f} / {votes['last_ms']:,.0f} ms"
    return [
        (f"{votes['votes']:,} votes at once over the open sockets", "", ""),
        ("  acknowledged after the commit (half / 99 % / all)", times, "≤ 1,000 ms (500)"),
        ("  refused; counted", f"{votes['refused']:,}; {votes['counted']:,}", f"0; {votes['votes']:,}"),
        ("  server's processor time a vote", f"{votes['server_us_per_vote']:,} µs", ""),
    ]


def _event_rows(result: Json) -> list[Row]:
    events = result["events"]
    return [
        (f"{events['rate']:g} events/s and nothing else, gathered", "", ""),
        ("  an event at its last client (p50/p99/max)", _three(events["events_last_client_ms"]), "p99 ≤ 500 ms"),
        ("  frames sent (entries in one)", f"{events['frames_per_second']:,}/s ({events['entries_per_frame']:g})", ""),
        ("  not sent, because 1,000 were unanswered", f"{events['not_sent']:,}", "0"),
    ]


def overload(steps: Sequence[Json]) -> Json:
    """The most entries delivered a second, and how many at (at least) twice the load that gave them."""
    peak = max(steps, key=lambda step: step["entries_delivered_per_second"])
    beyond = [step for step in steps if step["rate"] >= 2 * peak["rate"]]
    share = beyond[0]["entries_delivered_per_second"] / peak["entries_delivered_per_second"] if beyond else math.nan
    return {"rate": peak["rate"], "peak": peak["entries_delivered_per_second"], "share_at_twice": share}


def _overload_rows(result: Json) -> list[Row]:
    found = overload(result["overload"])
    steps = [
        (
            f"  {step['rate']:g} events/s offered: delivered; at the last client p99",
            f"{step['entries_delivered_per_second']:,}/s; {step['events_last_client_ms']['p99']:,.0f} ms",
            "",
        )
        for step in result["overload"]
    ]
    share = "the peak was not passed" if math.isnan(found["share_at_twice"]) else f"{found['share_at_twice']:.0%}"
    return [("Ever more events", "", ""), *steps, ("  at twice the load of the peak, of the peak", share, "≥ 90 %")]


def _slow_rows(result: Json) -> list[Row]:
    slow = result["slow"]
    return [
        (f"{slow['stalled']} clients stop reading, the others as before", "", ""),
        ("  an event at its last reading client", _three(slow["seen"]["events_last_client_ms"]), "as above"),
        ("  server's memory grew by", f"{slow['memory_grown'] / 1e6:,.1f} MB", ""),
        ("  let go of by the server meanwhile", f"{slow['dropped']} of {slow['stalled']}", "all"),
        ("  told to resync (close 1013)", f"{slow['closed_1013']}", ""),
        ("  complete once they read again", "yes" if slow["complete"] else "NO", "yes"),
    ]


def _storm_rows(result: Json) -> list[Row]:
    storm = result["storm"]
    return [
        ("The server is killed (kill -9) and started again under load", "", ""),
        ("  serving again after", f"{storm['ready_seconds']:.1f} s", ""),
        ("  all sockets back after (counted from the kill)", _seconds(storm["back_seconds"]), "≤ 30 s (10)"),
        ("  all complete after", _seconds(storm["complete_seconds"]), "≤ 30 s (10)"),
        ("  attempts refused on the way", f"{storm['refused']:,}", ""),
    ]


def _seconds(value: float | None) -> str:
    return "NOT within the limit" if value is None else f"{value:.1f} s"


def _truth_rows(result: Json) -> list[Row]:
    truth, record = result["faults"], result["record"]
    return [
        ("Nothing lost, nothing doubled", "", ""),
        (
            "  gaps / doubles / unreadable, all clients",
            f"{truth['gaps']} / {truth['doubles']} / {truth['malformed']}",
            "0 / 0 / 0",
        ),
        ("  clients that have the whole record", "all" if result["complete"] else "NOT ALL", "all"),
        ("  acknowledged comments", f"{record['acknowledged']:,}", ""),
        ("  of them not in the record / twice", f"{record['lost']} / {record['doubled']}", "0 / 0"),
    ]


def _worker_rows(result: Json) -> list[Row]:
    two, one = result, result["one_worker"]
    rows: list[Row] = [("Two workers beside one, the same clients, on PostgreSQL and Redis", "", "")]
    for title, part, name in (
        ("  one event to its last client: clients a second", "quiet", "to_last_per_second"),
        ("  one event, first to last client: clients a second", "quiet", "fan_out_per_second"),
        ("  under full load: frames a second", "full", "frames_per_second"),
        ("  under full load: entries delivered a second", "full", "entries_delivered_per_second"),
    ):
        value = f"{two[part][name]:,}; {one[part][name]:,} = {two[part][name] / one[part][name]:.2f} ×"
        rows.append((title, value, "≥ 1.7 × where cores allow"))
    for title, part in (("  one event at a time, p99", "quiet"), ("  an event under full load, p99", "full")):
        times = [run[part]["events_last_client_ms"]["p99"] for run in (two, one)]
        rows.append((title, f"{times[0]:,.0f}; {times[1]:,.0f} ms", ""))
    return rows


def table(result: Json) -> str:
    rows = [*_connect_rows(result), *_quiet_rows(result), *_full_rows(result)]
    rows += [("HTTP", "", ""), *_http_rows(result["full"]["http_ms"], result["alone"])]
    rows += _vote_rows(result) if "votes" in result else []
    rows += _event_rows(result) if "events" in result else []
    rows += _overload_rows(result) if "overload" in result else []
    rows += _slow_rows(result) if "slow" in result else []
    rows += _storm_rows(result) if "storm" in result else []
    rows += _worker_rows(result) if "one_worker" in result else []
    rows += _truth_rows(result)
    machine = result["machine"]
    wire = "uncompressed" if result["options"]["plain"] else "compressed as for browsers"
    others = f"others used {machine['others']:.0%} of the machine meanwhile"
    workers = result["options"]["workers"]
    if workers >= machine["cores"]:
        others += f"; {workers} workers and the clients share {machine['cores']} cores, so this is a lower bound"
    lines = [
        f"{machine['cores']} cores, {machine['processor']}; {result['options']['database']}; {wire}; {others}",
        "",
        f"{'':<60}{'measured':<28}target",
    ]
    for label, value, target in rows:
        lines += [""] if not value else []
        lines.append(f"{label:<60}{value:<28}{target}".rstrip())
    return "\n".join(lines)
