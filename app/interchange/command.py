"""`convenor import …`: what the person at the terminal sees of an import. Data goes to stdout, the rest to stderr."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.core.db import Database
from app.interchange.service import BrokenExport, Imported, import_polis
from app.interchange.tables import Fault

_HELP = """Take over a Polis conversation from its export.

DIRECTORY holds comments.csv and votes.csv or participants-votes.csv (or both), perhaps summary.csv. The same
directory again changes nothing; after an interruption, start it again.

A participant is a distinct `participant` or `voter-id`. A vote is the latest by one participant on one statement,
by timestamp (equal ones: the lower in the file); without votes.csv it is a cell of participants-votes.csv. Rejected
statements (moderated = -1) are taken over with their votes but neither shown nor summarised. comments.csv counts
votes that were changed later too, so its totals can be higher. Which of 1 and -1 is agree is found from the totals.

A broken row is reported as file:line: what is wrong. Then nothing is imported and the exit code is 1, unless
--skip-broken is given: then every sound row is imported and no broken one.
"""
POLIS_HELP = "\n\n".join(" ".join(paragraph.split()) for paragraph in _HELP.split("\n\n"))


async def polis(database: Database, directory: Path, *, slug: str | None, skip_broken: bool, as_json: bool) -> int:
    """Import, tell what happened, give the exit code."""
    bar = Progress(
        TextColumn("importing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task = bar.add_task("import", total=None)
    try:
        with bar:
            imported = await import_polis(
                database,
                directory,
                slug=slug,
                skip_broken=skip_broken,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except BrokenExport as broken:
        _report(directory, broken.faults, broken.count)
        typer.echo(f"convenor: {broken.detail}", err=True)
        return 1
    _report(directory, imported.faults, imported.skipped)
    typer.echo(_as_json(imported) if as_json else _in_words(imported))
    return 0


def opinions(directory: Path, *, as_json: bool) -> str:
    """What came out of an exported conversation, with everybody's group, without a database."""
    from app.interchange.conversation import read_conversation
    from app.opinions.results.command import opinions_text

    exported = read_conversation(directory)
    names = [str(participant) for participant in exported.participants]
    return opinions_text(exported.conversation, exported.texts, names, as_json=as_json)


def _report(directory: Path, faults: list[Fault], count: int) -> None:
    for fault in faults:
        typer.echo(f"{directory / fault.file}:{fault.line}: {fault.message}", err=True)
    if count > len(faults):
        typer.echo(f"… and {count - len(faults):,} more", err=True)


def _as_json(imported: Imported) -> str:
    values = asdict(imported)
    values["errors"] = [str(fault) for fault in imported.faults]
    del values["faults"]
    return json.dumps(values, ensure_ascii=False, indent=1)


def _in_words(imported: Imported) -> str:
    if imported.created:
        done = "imported"
    elif imported.changed:
        done = f"{imported.changed:,} rows added or renewed"
    else:
        done = "already here, nothing changed"
    lines = [
        f"{imported.consultation}: {done}",
        f"  {imported.title}",
        f"  participants  {imported.participants:>9,}",
        f"  statements    {imported.statements:>9,}   {imported.statements_shown:,} of them accepted and shown",
        f"  votes         {imported.votes:>9,}   the latest of each; {imported.votes_cast:,} were cast",
        f"  {imported.agree_is} is agree ({imported.agree_known_from})",
    ]
    if imported.skipped:
        lines.append(f"  {imported.skipped:,} broken rows left out, listed above")
    return "\n".join(lines)
