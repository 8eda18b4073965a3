"""Commands that keep the work safe: backup, restore, salvage, expunge."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from situation_board.cli.session import FILE, JSON, Session, print_json
from situation_board.core.jsonform import document

if TYPE_CHECKING:
    from situation_board.core.safekeeping.expunging import Expunged
    from situation_board.core.safekeeping.restoring import Restored
    from situation_board.core.safekeeping.salvage import Salvaged

INCOMPLETE = 3
MOST_NAMED = 20


@click.command("backup", short_help="A verified copy, or one more in a folder of backups.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def backup_command(session: Session, path: Path, out: Path, as_json: bool) -> None:
    """Write a copy to OUT, open it and compare it with FILE; only then it gets its name. It has the same key. An
    earlier copy of that name is replaced, anything else is left alone.

    Where OUT is a folder the copy is one of several there: one an hour is kept for a day, one a day for a week, one a
    week for eight weeks.
    """
    from situation_board.core.safekeeping.backup import back_up, write_verified
    from situation_board.core.store import wall_clock

    with session.store(path) as store:
        if out.is_dir():
            made = back_up(store, out, now=wall_clock())
            target, head, removed = made.backup.path, made.head, made.removed
        else:
            target, head, removed = out, write_verified(store, out), 0
    if as_json:
        print_json(document(backup=str(target), arrival=head.arrival, changes=head.changes, removed=removed))
    else:
        older = f" Older backups removed: {removed}." if removed else ""
        click.echo(f"{target}\nVerified: {head.changes} changes, up to #{head.arrival}.{older}")


@click.command("restore", short_help="Put a backup in the file's place.")
@FILE
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be lost.")
@JSON
@click.pass_obj
def restore_command(session: Session, path: Path, backup: Path, dry_run: bool, as_json: bool) -> None:
    """Put BACKUP in the place of FILE, which may be damaged or gone. What FILE held is kept beside it under another
    name; “merge” brings its changes back."""
    from situation_board.core.safekeeping.restoring import restore

    told = restore(path, backup, key=session.key(backup), dry_run=dry_run)
    if as_json:
        aside = str(told.aside) if told.aside else None
        print_json(
            document(
                dry_run=dry_run, arrival=told.head.arrival, lost=told.lost, lost_words=list(told.words), aside=aside
            )
        )
    else:
        click.echo("\n".join(_restored_lines(told, dry_run)))


@click.command("expunge", short_help="Take a name that endangers somebody out of the file, for good.")
@FILE
@click.argument("thing", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.option("--why", metavar="TEXT", required=True, help="The reason, without saying what.")
@click.option("--text", metavar="WORDS", help="Only these words of the field; - reads them from the input.")
@JSON
@click.pass_obj
def expunge_command(
    session: Session, path: Path, thing: str, field: str, why: str, text: str | None, as_json: bool
) -> None:
    """Black out FIELD of the thing ID in everything that FILE ever knew of it. Nobody can undo it.

    The field “bytes” is the content of an attachment or an issued sheet. Issued sheets that print the words go, too.
    Merging takes the words out of other laptops' files. Backups and copies made before still hold them.
    """
    from situation_board.core.safekeeping.expunging import expunge

    words = sys.stdin.read().strip() if text == "-" else text
    with session.store(path) as store:
        done = expunge(store, thing, field, why=why, text=words)
    if as_json:
        print_json(
            document(
                change=done.saved.change,
                ids=list(done.saved.ids),
                changes=done.changes,
                contents=done.contents,
                elsewhere=list(done.elsewhere),
                has_traces=done.has_traces,
            )
        )
    else:
        click.echo("\n".join(_expunged_lines(done)))


def _expunged_lines(done: Expunged) -> Iterator[str]:
    yield f"Expunged for good: in {done.changes} changes; pictures, sheets and parts removed: {done.contents}."
    yield "Backups, copies and sheets made before still hold it: destroy them, and merge with the other laptops."
    if done.elsewhere:
        yield "The same words still stand in:"
        yield from (f"  {thing}" for thing in done.elsewhere)
    if done.has_traces:
        yield "Traces stay, as another program has the file open or the disk is full: end that, and open the file once."


def _restored_lines(told: Restored, dry_run: bool) -> Iterator[str]:
    yield f"The backup holds {told.head.changes} changes, up to #{told.head.arrival}."
    if told.lost is None:
        yield "What the file holds now cannot be read."
    elif told.lost:
        verb = "would be" if dry_run else "are"
        yield f"Changes that the file holds and the backup does not: {told.lost}. They {verb} not in the restored file:"
        yield from (f"  {words}" for words in told.words)
    else:
        yield "The backup holds everything that the file holds."
    if told.aside is not None:
        yield f"The former file is kept: {told.aside}"
        yield "“merge” brings the changes in it back."


@click.command("salvage", short_help="Bring what can be read out of a damaged file.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@JSON
@click.pass_context
def salvage_command(context: click.Context, path: Path, out: Path, as_json: bool) -> None:
    """Bring everything that can be read in FILE into OUT, and say what is missing. Exits 3 when something is.

    FILE is only read. OUT is the same situation: it merges with backups and with other laptops' files.
    """
    from situation_board.core.safekeeping.salvage import salvage

    session = context.ensure_object(Session)
    told = salvage(path, out, key=session.key(path, may_be_damaged=True), identity=session.identity())
    if as_json:
        print_json(
            document(
                out=str(told.path),
                changes=told.changes,
                contents=told.contents,
                from_tables=told.from_tables,
                lost_changes=told.lost_changes,
                may_lack_latest=told.may_lack_latest,
                same_situation=told.is_same_situation,
                missing=list(told.missing),
            )
        )
    else:
        click.echo("\n".join(_salvaged_lines(told)))
    if not told.is_complete:
        context.exit(INCOMPLETE)


def _salvaged_lines(told: Salvaged) -> Iterator[str]:
    yield f"{told.path}\nBrought out: {told.changes} changes, {told.contents} pictures, documents and imported parts."
    if told.is_complete:
        yield "Nothing is missing."
    if told.from_tables:
        yield f"Things whose history is lost, taken as they last were: {told.from_tables}."
    if told.lost_changes:
        yield f"Changes that could not be read: {told.lost_changes}."
    if told.may_lack_latest:
        yield "The end of the history could not be read: there may have been later changes."
    if not told.is_same_situation:
        yield "Which situation it was could not be read: this is a new one, and cannot be merged with the others."
    if told.missing:
        yield "Missing besides:"
        yield from (f"  {what}" for what in told.missing[:MOST_NAMED])
    if len(told.missing) > MOST_NAMED:
        yield f"  and {len(told.missing) - MOST_NAMED} more; see “check”"
    if not told.is_complete:
        yield "Merge the latest backup, or another laptop's file, into it: that brings back what they hold."
