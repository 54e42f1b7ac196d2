"""`convenor`: everything an operator does from the command line. Each command is thin; the work is in the features."""

import asyncio
import json
import secrets
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import SecretStr

from app.accounts import queries as account_queries
from app.accounts import service as accounts
from app.config import Settings, get_settings
from app.consultations import queries as consultation_queries
from app.core.bus import make_bus
from app.core.db import Database
from app.core.errors import ConvenorError, Invalid, NotFound
from app.interchange import command as interchange
from app.record import archive, chain
from app.record.events import Audience

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Convenor: multistakeholder consultations.",
)
export_app = typer.Typer(no_args_is_help=True, help="Write data out.")
app.add_typer(export_app, name="export")
import_app = typer.Typer(no_args_is_help=True, help="Take data over from elsewhere.")
app.add_typer(import_app, name="import")

ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Database]:
    """A database whose commits poke the same bus as the service's, so that open pages see them at once."""
    bus = make_bus(settings.bus_url)
    found = Database(settings.async_database_url, poke=bus.poke)
    try:
        yield found
    finally:
        await found.close()
        await bus.stop()


@app.command()
def serve(
    demo: Annotated[bool, typer.Option(help="Fill an empty database with the demo and print sign-in links.")] = False,
) -> None:
    """Migrate the database and start the service."""
    from app import server

    settings = demo_settings(get_settings()) if demo else get_settings()
    upgrade(settings)
    if demo:
        from app.demo import seed

        typer.echo(asyncio.run(_seed(settings, seed.run)))
    server.run(settings)


@app.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    upgrade(get_settings())


@app.command()
def account(
    email: str,
    name: str,
    may_convene: Annotated[bool, typer.Option(help="May convene consultations.")] = False,
    password: Annotated[bool, typer.Option(help="Read a password from standard input.")] = False,
) -> None:
    """Make an account (or change its password) and print a one-time sign-in link."""
    secret = sys.stdin.readline().strip() if password else None
    typer.echo(asyncio.run(_account(get_settings(), email, name, secret, may_convene=may_convene)))


@app.command()
def link(email: str) -> None:
    """Print a new one-time sign-in link for an account."""
    typer.echo(asyncio.run(_link(get_settings(), email)))


@export_app.command("record")
def export_record(
    slug: str,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    everything: Annotated[bool, typer.Option(help="Also what only participants and officers may see.")] = False,
) -> None:
    """Write a consultation's record to a file that anyone can verify."""
    audiences = frozenset(Audience) if everything else frozenset({Audience.PUBLIC})
    asyncio.run(_export(get_settings(), slug, output, audiences))
    typer.echo(f"{output}: {next(chain.described(chain.verify(output)))}")


@import_app.command("polis", help=interchange.POLIS_HELP)
def import_polis(
    directory: Annotated[Path, typer.Argument(help="Where the files of the export are.")],
    slug: Annotated[str | None, typer.Option(help="Of the consultation; else from the directory's name.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Import the sound rows all the same.")] = False,
) -> None:
    settings = get_settings()
    upgrade(settings)
    raise typer.Exit(asyncio.run(_import_polis(settings, directory, slug, skip_broken=skip_broken, as_json=as_json)))


@app.command()
def summary(
    slug: str,
    form: Annotated[
        Literal["md", "html", "json", "docx", "pdf", "akn"], typer.Option("--format", help="How to print it.")
    ] = "md",
    output: Annotated[Path | None, typer.Option(help="Write it to this file instead.")] = None,
    language: Annotated[
        Literal["ar", "zh", "en", "fr", "ru", "es"] | None,
        typer.Option(help="Draft it from the record in this language, if the published text is not in it."),
    ] = None,
    arranged: Annotated[
        Path | None,
        typer.Option(help="A fresh draft whose sentences CONVENOR_LLM_URL has arranged; the audit goes to this file."),
    ] = None,
) -> None:
    """Print the chair's summary: the published text, or else a fresh draft from the record, which is not kept.

    The same record gives the same bytes. As JSON, `claims` holds every counted phrase with its numbers, groups and
    sources.
    """
    if arranged:
        if output or form in {"docx", "pdf", "akn"}:
            raise typer.BadParameter("this draft is printed, as md, html or json", param_hint="--arranged")
        text, audit = asyncio.run(_arranged(get_settings(), slug, form, language))
        arranged.write_text(audit, encoding="utf-8")
        typer.echo(text)
    elif output:
        output.write_bytes(asyncio.run(_summary_file(get_settings(), slug, form, language)))
    elif form in {"docx", "pdf", "akn"}:
        raise typer.BadParameter("this format goes to a file: add --output FILE", param_hint="--format")
    else:
        typer.echo(asyncio.run(_summary(get_settings(), slug, form, language)))


@app.command()
def points(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find the points made in written contributions (CSV: id, author, group, language, stance, text).

    Every label is a sentence of a contribution, unchanged. All cells but id and text may be empty. A file that cannot
    be used is refused with exit code 2.
    """
    from app.points import command

    _engine(lambda: command.points_text(file, as_json=as_json))


@app.command()
def match(
    arguments: Annotated[Path, typer.Option(help="CSV: arg_id, argument, topic, stance.")],
    key_points: Annotated[Path, typer.Option(help="CSV: key_point_id, key_point, topic, stance.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every pair as a JSON list.")] = False,
) -> None:
    """Score how well arguments match key points of the same topic and stance, by their words alone.

    A file that cannot be used is refused with exit code 2.
    """
    from app.points import command

    _engine(lambda: command.match_text(arguments, key_points, as_json=as_json))


@app.command()
def opinions(
    source: Annotated[str, typer.Argument(metavar="DIR|SLUG", help="Of a Polis export, or of a consultation.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find opinion groups in votes on statements, whether they are stable, and which statements all groups agree on.

    Of a directory everybody's group is printed too. The same votes give the same bytes. A file that cannot be used is
    refused with exit code 2.
    """
    from app.interchange.tables import Unreadable

    if not Path(source).is_dir():
        typer.echo(asyncio.run(_opinions(get_settings(), source, as_json=as_json)))
        return
    try:
        typer.echo(interchange.opinions(Path(source), as_json=as_json))
    except Unreadable as refusal:
        typer.echo(f"convenor: {refusal}", err=True)
        raise typer.Exit(2) from None


@app.command()
def tally(
    file: Annotated[Path, typer.Argument(help="PrefLib (.soc .soi .toc .toi .cat) or Pabulib (.pb), perhaps .gz.")],
    method: Annotated[
        Literal["approval", "score", "borda", "schulze", "stv", "pav", "phragmen", "mes"], typer.Option()
    ],
    seats: Annotated[int | None, typer.Option(help="How many are chosen; else the budget decides, or one is.")] = None,
    groups: Annotated[
        Path | None, typer.Option(help="CSV: ballot, group, perhaps count; also counts with equal weight per group.")
    ] = None,
    seed: Annotated[str, typer.Option(help="Of the lot that breaks ties when nothing else does.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count a file of ballots and say how the result came about.

    A ballot in --groups is a voter_id (Pabulib) or the number of the order in the file (PrefLib). What each method does
    is in docs/ballots-rules.md. A file that cannot be used is refused with exit code 2.
    """
    from app.ballots.tally.outcome import Method
    from app.ballots.tally.profile import BadBallots
    from app.interchange.ballots import command

    try:
        text, notes = command.tally_text(file, Method(method), seats=seats, groups=groups, seed=seed, as_json=as_json)
    except BadBallots as refusal:
        typer.echo(f"convenor: {refusal}", err=True)
        raise typer.Exit(2) from None
    for note in notes:
        typer.echo(f"convenor: {note}", err=True)
    typer.echo(text)


def _engine(work: Callable[[], str]) -> None:
    """Print what it gives; a file that cannot be used is a sentence and exit code 2."""
    from app.points.reading import UnreadableTable

    try:
        typer.echo(work())
    except UnreadableTable as refusal:
        typer.echo(f"convenor: {refusal}", err=True)
        raise typer.Exit(2) from None


@app.command()
def verify(
    file: Path,
    head: Annotated[str | None, typer.Option(help="Also compare a record's head with this hash.")] = None,
    receipt: Annotated[list[Path] | None, typer.Option(help="Also look for a receipt's ballot.")] = None,
    openings: Annotated[Path | None, typer.Option(help="A teller's file: count the single ballots again.")] = None,
) -> None:
    """Check an exported record, or a ballot's bundle. Exit 0 when it is valid; 1 saying what is wrong."""
    from app.ballots import command

    if command.is_bundle(file):
        found = list(command.described(file, receipt or [], openings))
        typer.echo("\n".join(line for _, line in found))
        raise typer.Exit(0 if all(holds for holds, _ in found) else 1)
    verdict = chain.verify(file)
    for line in chain.described(verdict):
        typer.echo(line)
    if verdict.fault:
        raise typer.Exit(1)
    if head and head != verdict.head:
        typer.echo(f"NOT THE RECORD YOU MEAN: its head is not {head}")
        raise typer.Exit(1)


@app.command()
def openapi() -> None:
    """Print the API's description (the snapshot from which the pages' types are made)."""
    from app.main import create_app

    typer.echo(json.dumps(create_app().openapi(), indent=1, sort_keys=True, ensure_ascii=False))


def upgrade(settings: Settings) -> None:
    """Migrations to the head, on the database these settings name."""
    from alembic import command
    from alembic.config import Config

    if settings.is_sqlite:
        Path(settings.database_url.partition(":///")[2]).parent.mkdir(parents=True, exist_ok=True)
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("sqlalchemy.url", settings.async_database_url.replace("%", "%%"))
    command.upgrade(config, "head")


def demo_settings(settings: Settings) -> Settings:
    """The demo signs with a secret of its own, made on first start and kept beside its database."""
    if "secret" in settings.model_fields_set:
        return settings.model_copy(update={"demo": True})
    file = ROOT / "var" / "demo-secret"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o600)
        file.write_text(secrets.token_urlsafe(32))
    return Settings(demo=True, secret=SecretStr(file.read_text()))


async def _seed(settings: Settings, seeding: Callable[[Database, Settings], Awaitable[str]]) -> str:
    async with database(settings) as db:
        return await seeding(db, settings)


async def _account(settings: Settings, email: str, name: str, secret: str | None, *, may_convene: bool) -> str:
    async with database(settings) as db, db.write() as session:
        person = await accounts.ensure_account(session, email, name, may_convene=may_convene)
        person.may_convene = person.may_convene or may_convene
        if secret:
            await accounts.set_password(session, person, secret)
        token = await accounts.issue_link(session, person.id, timedelta(hours=settings.link_hours))
    return f"{settings.base_url}/sign-in?token={token}"


async def _link(settings: Settings, email: str) -> str:
    async with database(settings) as db, db.write() as session:
        person = await account_queries.by_email(session, email)
        if person is None:
            raise NotFound(f"There is no account for {email}.")
        token = await accounts.issue_link(session, person.id, timedelta(hours=settings.link_hours))
    return f"{settings.base_url}/sign-in?token={token}"


async def _export(settings: Settings, slug: str, output: Path, audiences: frozenset[Audience]) -> None:
    async with database(settings) as db, db.read() as session:
        consultation = await consultation_queries.by_ref(session, slug)
        if consultation is None:
            raise NotFound(f"There is no consultation called {slug}.")
        exported = await archive.export(session, consultation.id, consultation.slug, audiences)
    with exported as file, output.open("wb") as target:
        shutil.copyfileobj(file, target)


async def _import_polis(
    settings: Settings, directory: Path, slug: str | None, *, skip_broken: bool, as_json: bool
) -> int:
    async with database(settings) as db:
        return await interchange.polis(db, directory, slug=slug, skip_broken=skip_broken, as_json=as_json)


async def _opinions(settings: Settings, slug: str, *, as_json: bool) -> str:
    from app.opinions.results import command

    async with database(settings) as db:
        return await command.of_consultation(db, slug, as_json=as_json)


async def _summary_file(settings: Settings, slug: str, form: str, language: str | None) -> bytes:
    from app.summaries import command
    from app.summaries.export.formats import ExportFormat

    async with database(settings) as db:
        return await command.summary_file(db, slug, ExportFormat(form), language)


async def _summary(settings: Settings, slug: str, form: str, language: str | None) -> str:
    from app.summaries import command

    async with database(settings) as db:
        return await command.summary_text(db, slug, command.Format(form), language)


async def _arranged(settings: Settings, slug: str, form: str, language: str | None) -> tuple[str, str]:
    from app.summaries import command

    if not settings.llm_url:
        raise Invalid("CONVENOR_LLM_URL names no endpoint that could arrange the sentences.", code="no_llm")
    async with database(settings) as db:
        return await command.arranged_text(db, settings, slug, command.Format(form), language)


def main() -> None:
    """Refusals are sentences for the operator, not traces."""
    try:
        app()
    except ConvenorError as refusal:
        typer.echo(f"convenor: {refusal.detail}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
