"""Commands on a file as a whole: new, open, info, check."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from situation_board.cli import text
from situation_board.cli.session import FILE, JSON, Session, print_json
from situation_board.cli.window import open_window
from situation_board.core.jsonform import findings_json, summary_json
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading, Store

DAMAGED = 3


@click.command("new")
@FILE
@click.option("--name", help="What the situation is called.")
@click.option("--timezone", metavar="ZONE", help="The incident's time zone, such as Asia/Damascus; it cannot change.")
@click.option("--sample", is_flag=True, help="Make the sample situation instead of an empty one.")
@click.option(
    "--from-json",
    "source",
    metavar="IN",
    type=click.Path(path_type=Path),
    help="Make it again from a whole situation that was exported as JSON.",
)
@JSON
@click.pass_obj
def new_command(
    session: Session,
    path: Path,
    name: str | None,
    timezone: str | None,
    sample: bool,
    source: Path | None,
    as_json: bool,
) -> None:
    """Make a new situation; with --passphrase-file or --key-file a protected one. With --from-json it is the same
    situation as the exported one, history and all: it merges with it."""
    if source is not None:
        if sample or name or timezone:
            raise click.UsageError("--from-json takes name, time zone and content from the file.")
        store = _new_from_json(session, path, source)
    else:
        make = _new_sample if sample else _new_situation
        store = make(session, path, name, timezone)
    with store, store.reading() as reading:
        answer, words = _summary(reading)
    if as_json:
        print_json(answer)
    else:
        click.echo(f"{path}\n{words}")


def _new_from_json(session: Session, path: Path, source: Path) -> Store:
    from situation_board.core.importing.files import GivenFile
    from situation_board.core.importing.whole_situation import WholeSituation
    from situation_board.core.store.making_again import make_again

    whole, key = WholeSituation(GivenFile(source)), session.new_key()
    make_again(path, whole.changes(), whole.contents(), key=key)
    return Store.open(path, identity=session.identity(), key=key)


def _new_sample(session: Session, path: Path, name: str | None, timezone: str | None) -> Store:
    from situation_board.core.actions import situations
    from situation_board.core.sample import TIMEZONE, create_sample

    if timezone not in {None, TIMEZONE}:
        raise Mistake(f"The sample's time zone is {TIMEZONE}.", field="timezone")
    store = create_sample(path, identity=session.identity(), key=session.new_key(), now=session.now_in(TIMEZONE))
    if name is not None:
        store.do(situations.edit_situation, name=name)
    return store


def _new_situation(session: Session, path: Path, name: str | None, timezone: str | None) -> Store:
    from situation_board.core.actions import situations

    for option, value in (("--name", name), ("--timezone", timezone)):
        if value is None:
            raise click.UsageError(f"Missing option {option!r}.")
    assert name is not None and timezone is not None
    first = partial(situations.start_situation, name=name, timezone=timezone)
    now = session.now_in(timezone)
    return Store.create(path, first, identity=session.identity(), key=session.new_key(), now=now)


@click.command("open")
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def open_command(session: Session, path: Path | None) -> None:
    """Open a situation in the window; without FILE the last one, or the start page."""
    open_window(path, key=session.key(path, ask=False) if path else None, person=session.person)


@click.command("info", short_help="Name, time zone, counts, latest arrival, this laptop.")
@FILE
@JSON
@click.pass_obj
def info_command(session: Session, path: Path, as_json: bool) -> None:
    """Name, time zone, counts, the latest arrival, and this laptop's name in the history."""
    answer, words = session.ask(path, _summary)
    if as_json:
        print_json(answer)
    else:
        click.echo(words)


def _summary(reading: Reading) -> tuple[dict[str, object], str]:
    from situation_board.core.questions.summary import summary

    found = summary(reading)
    return summary_json(found, reading.zone), text.summary_text(found, reading.zone)


@click.command("check", short_help="Is the file sound, and does it equal its log?")
@FILE
@JSON
@click.pass_context
def check_command(context: click.Context, path: Path, as_json: bool) -> None:
    """Is the file sound, do its tables equal its log, does every reference lead somewhere? Exits 3 when not."""
    from situation_board.core.integrity import check

    findings = context.ensure_object(Session).ask(path, check)
    if as_json:
        print_json(findings_json(findings))
    else:
        click.echo(text.findings_text(findings))
    if not findings.clean:
        context.exit(DAMAGED)
