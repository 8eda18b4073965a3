"""What the commands share: who works, with which key, at what time; opening files and saying what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

if TYPE_CHECKING:
    from situation_board.core.questions.moments import Moment
    from situation_board.core.store import Changes, Identity, Reading, Saved, Store

Arguments = ParamSpec("Arguments")

NOTES = {
    "not_current": "A later status of it stands; this one is kept in the history and changes nothing on the board.",
    "still_used": "Other things still refer to it; they show it as struck.",
    "confirmed_alone": "It is rated as confirmed by other sources, but no independent source says the same.",
    "left_without_source": "Cards or routes rested on this report alone: they have no source now and are to be "
    "verified.",
}
"""What an action wants people to know, by its code; a note that is no code is said as it is."""


@dataclass
class Session:
    """The global options of one run."""

    person: str | None = None
    key_file: Path | None = None
    passphrase_file: Path | None = None
    now_text: str | None = None

    def identity(self) -> Identity:
        from situation_board.core.laptop import laptop_identity

        return laptop_identity(self.person)

    def key(self, path: Path, *, ask: bool = True, may_be_damaged: bool = False) -> bytes | None:
        """The key of a file: from the key file, the passphrase file, or asked for where somebody can answer."""
        if self.key_file or self.passphrase_file or ask:
            from situation_board.cli.keys import key_of

            given = {"key_file": self.key_file, "passphrase_file": self.passphrase_file}
            return key_of(path, **given, ask=ask, may_be_damaged=may_be_damaged)
        return None

    def new_key(self) -> bytes | None:
        """The key for a file that is made now; None makes a plain one."""
        from situation_board.cli.keys import key_for_new

        return key_for_new(key_file=self.key_file, passphrase_file=self.passphrase_file)

    def now_in(self, timezone: str) -> Callable[[], int] | None:
        """The time that --now gives, read in that zone; None to take the clock, or when the situation was closed."""
        if self.now_text is None:
            return None
        from situation_board.core import times
        from situation_board.core.store import wall_clock

        given = times.parse(self.now_text, zone=times.zone_named(timezone), now=wall_clock()).earliest
        return lambda: given

    @contextmanager
    def store(self, path: Path) -> Iterator[Store]:
        """The file, open for as long as the command needs it."""
        from situation_board.core.store import Store

        identity, key = self.identity(), self.key(path)
        now = self.now_in(self._timezone(path, key)) if self.now_text else None
        with Store.open(path, identity=identity, key=key, now=now) as store:
            yield store

    def _timezone(self, path: Path, key: bytes | None) -> str:
        from situation_board.core.store import Store

        with Store.open(path, key=key) as store, store.reading() as reading:
            return reading.situation.timezone or "UTC"

    def ask(
        self,
        path: Path,
        question: Callable[Concatenate[Reading, Arguments], Any],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Any:
        """The answer to a question about a file."""
        with self.store(path) as store, store.reading() as reading:
            return question(reading, *args, **kwargs)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that keeps a global option, given before or after the command."""

    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        session = context.ensure_object(Session)
        if value is not None:
            setattr(session, name, value)

    return keep


GLOBAL_OPTIONS = (
    click.Option(
        ["--person"], metavar="TEXT", expose_value=False, callback=_set("person"), help="Who works: role or initials."
    ),
    click.Option(
        ["--key-file"],
        type=click.Path(path_type=Path),
        envvar="SITBOARD_KEY_FILE",
        expose_value=False,
        callback=_set("key_file"),
        help="File with the key of a protected situation; or SITBOARD_KEY_FILE.",
    ),
    click.Option(
        ["--passphrase-file"],
        type=click.Path(path_type=Path),
        envvar="SITBOARD_PASSPHRASE_FILE",
        expose_value=False,
        callback=_set("passphrase_file"),
        help="File with the passphrase, or the code of the recovery sheet; without it a terminal is asked.",
    ),
    click.Option(["--now"], metavar="T", expose_value=False, callback=_set("now_text"), help="Take this time as now."),
)

FILE = click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
JSON = click.option("as_json", "--json", is_flag=True, help="One JSON object instead of text.")
AT = click.option("at", "--at", metavar="M", help="At a time, or at #N.")


def print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def moment(reading: Reading, text: str | None) -> Moment:
    """The moment of an option; None is now."""
    from situation_board.core.questions.moments import parse_moment

    return None if text is None else parse_moment(reading, text)


def do(
    store: Store,
    action: Callable[Concatenate[Reading, Arguments], Changes],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Saved:
    """Do it, and say on stderr what its person should know."""
    saved = store.do(action, *args, **kwargs)
    for note in saved.notes:
        click.echo(NOTES.get(note, note), err=True)
    return saved


def tell(store: Store, saved: Saved, *, as_json: bool) -> None:
    """What was saved, as JSON or in words with the ids."""
    from situation_board.core.jsonform import saved_json

    if as_json:
        print_json(saved_json(saved))
    elif not saved.change:
        click.echo("There was nothing to change.")
    else:
        click.echo(_words_of(store, saved))


def _words_of(store: Store, saved: Saved) -> str:
    from situation_board.core.history.lines import action_words, roots
    from situation_board.core.questions.naming import short_id

    with store.reading() as reading:
        ids = ", ".join(short_id(reading, thing) for thing in saved.ids)
        done = "; ".join(action_words(reading, root) for root in roots(reading, saved.change))
        label = reading.value("SELECT label FROM log WHERE action = ?", saved.change)
    words = {"undo": f"Undone: {done}", "redo": f"Done again: {done}"}.get(label, done)
    return f"{words}\n[{ids}]" if ids else words
