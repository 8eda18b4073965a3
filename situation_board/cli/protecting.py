"""Command protect: a file gets a passphrase, another one, or none; and its recovery sheet."""

from __future__ import annotations

import os
from pathlib import Path

import click

from situation_board.cli.keys import key_for_new, read_passphrase, typed_twice
from situation_board.cli.session import FILE, Session
from situation_board.core.problems import Mistake
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, is_protected, opens
from situation_board.core.protection.recovery import lines_on_paper
from situation_board.core.protection.strength import Level, strength
from situation_board.core.store.connection import KEY_BYTES, check_file, explained

FORGOTTEN = (
    "Nobody can open the file without the passphrase: not the makers of this program, nobody. Keep a recovery sheet"
    " (--recovery) in a safe place."
)
FORMER = (
    "Copies and backups made before stay as they were. Where the file was plain, its former bytes may be on the disk"
    " until they are written over."
)
GUESSED = "This passphrase can be guessed; five words that have nothing to do with each other are better."
HEADING = """Situation Board: recovery sheet

This code opens the file like its passphrase: type it where the passphrase is asked for.
Whoever has this sheet and the file can read everything. Print it, lock it away, delete this file.
It holds until the passphrase is next changed.
"""


@click.command("protect", short_help="Give a file a passphrase, another one, or none.")
@FILE
@click.option(
    "new_file", "--new-passphrase-file", metavar="F", type=click.Path(path_type=Path), help="File with the new one."
)
@click.option("--remove", is_flag=True, help="Take the protection away: anybody can read the file then.")
@click.option(
    "recovery", "--recovery", metavar="OUT", type=click.Path(path_type=Path), help="Write the recovery sheet there."
)
@click.pass_obj
def protect_command(session: Session, path: Path, new_file: Path | None, remove: bool, recovery: Path | None) -> None:
    """Give a file a passphrase, change it, or remove it. It must be open nowhere; killed at any moment there is one
    complete file. A plain file takes the one of --passphrase-file or --key-file; a protected one is opened with it,
    and takes that of --new-passphrase-file. What is not given is asked for at a terminal. With --recovery alone only
    the recovery sheet is written."""
    check_file(path, key=b"")
    key = session.key(path)
    if recovery is not None and is_protected(path) and not remove and new_file is None:
        _write_sheet(recovery, _checked(path, key))
        return
    new_key = None if remove else _new_key(session, path, new_file)
    if remove and recovery is not None:
        raise click.UsageError("A file without a passphrase has no recovery sheet.")
    change_protection(path, key=key, new_key=new_key)
    click.echo(f"{path} is protected. {FORGOTTEN}" if new_key else f"{path} is not protected any more.")
    click.echo(FORMER, err=True)
    if recovery is not None and new_key is not None:
        _write_sheet(recovery, new_key)


def _new_key(session: Session, path: Path, new_file: Path | None) -> bytes:
    if new_file is not None:
        return _warned(read_passphrase(new_file))
    if not is_protected(path):
        given = key_for_new(key_file=session.key_file, passphrase_file=session.passphrase_file)
        if given is not None:
            return given
    typed = typed_twice()
    if typed is None:
        raise Mistake("There is no new passphrase.", field="passphrase", do="Give it with --new-passphrase-file.")
    return _warned(typed)


def _warned(passphrase: str) -> bytes:
    key = fresh_key(passphrase)
    if strength(passphrase).level is Level.WEAK:
        click.echo(GUESSED, err=True)
    return key


def _checked(path: Path, key: bytes | None) -> bytes:
    """The key, proved on the file: a sheet with a wrong code would be found out too late."""
    check_file(path, key)
    if key is None or not opens(path, key):
        raise Mistake(f"The key does not open {path.name}.", field="key")
    return key


def _write_sheet(sheet: Path, key: bytes) -> None:
    """Readable by its owner only, and never in place of another file."""
    text = f"{HEADING}\n" + "\n".join(lines_on_paper(key[:KEY_BYTES])) + "\n"
    with explained(sheet):
        handle = os.open(sheet, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
    click.echo(f"The recovery sheet is in {sheet}. Print it, and delete that file.", err=True)
