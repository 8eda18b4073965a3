"""The command `situation-board`: its commands, its global options, and what each failure ends in.

Exit codes: 0 done, 1 the person's mistake, 2 usage, 3 the machine's trouble, 4 our bug. A command's module is loaded
when the command is asked for, so that each starts quickly.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

import click

import situation_board
from situation_board.cli.json_forms import SELF_CHECK, json_help
from situation_board.cli.session import GLOBAL_OPTIONS, Session
from situation_board.core.importing.apart import ARGUMENT
from situation_board.core.problems import Mistake, Problem, Trouble

DONE, MISTAKE, USAGE, TROUBLE, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 130
DEBUG = "SITBOARD_DEBUG"
ENDING = ".sitboard"

COMMANDS = {
    "open": "files",
    "demo": "demo",
    "new": "files",
    "info": "files",
    "board": "reading",
    "show": "reading",
    "add": "entering",
    "edit": "entering",
    "order": "cards",
    "move": "cards",
    "verify": "cards",
    "strike": "entering",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "diff": "history",
    "search": "reading",
    "events": "events",
    "series": "events",
    "chart": "chart",
    "snapshot": "snapshot",
    "import": "importing",
    "export": "exporting",
    "extract": "extracting",
    "merge": "merging",
    "same": "merging",
    "resolve": "merging",
    "check": "files",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "salvage": "safekeeping",
    "expunge": "safekeeping",
    "protect": "protecting",
}
"""Command -> the module of this package that holds it, in the order of the help."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A file alone is opened: so is one that is dropped on the program's icon."""
        is_file = args[0] not in COMMANDS and args[0].lower().endswith(ENDING)
        return super().resolve_command(ctx, ["open", *args] if is_file else args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"situation_board.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        command.params += [option for option in GLOBAL_OPTIONS if option not in command.params]
        command.epilog = json_help(cmd_name)
        return command


@click.group(
    cls=_Commands,
    params=list(GLOBAL_OPTIONS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="A THING is an id, a unique beginning of one (6 or more), or a unique name in any spelling; location:Homs"
    " is the place where Homs alone is its card. A moment M is a time (what was true then) or #N (what this file knew"
    " at arrival N, see info). Exit codes: 0 done, 1 your mistake, 2 usage, 3 the machine's trouble, 4 our bug.",
)
@click.version_option(situation_board.__version__, prog_name="Situation Board")
@click.option("--self-check", is_flag=True, help=SELF_CHECK)
@click.pass_context
def situation_board_command(context: click.Context, self_check: bool) -> None:
    """Situation Board: places, who holds them and since when. Without a command it opens the window; a FILE alone opens
    that file in it. A window that is there already is used."""
    session = context.ensure_object(Session)
    if self_check:
        from situation_board.cli.self_check import check_installation

        context.exit(check_installation())
    if context.invoked_subcommand is None:
        from situation_board.cli.window import open_window

        open_window(None, person=session.person)


def main() -> None:
    """What the shell starts; and what the window starts to import a large file."""
    if sys.argv[1:2] == [ARGUMENT]:
        from situation_board.core.importing.apart.serving import serve

        serve(int(sys.argv[2]))
        return
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    _speak_utf8()
    try:
        with situation_board_command.make_context("situation-board", list(arguments)) as context:
            situation_board_command.invoke(context)
        sys.stdout.flush()
        return DONE
    except BaseException as error:
        return _failed(error)


def _failed(error: BaseException) -> int:
    match error:
        case click.UsageError():
            error.show()
            return USAGE
        case Mistake():
            _tell(error)
            return MISTAKE
        case Trouble() | Problem():
            _tell(error)
            return TROUBLE
        case click.Abort() | KeyboardInterrupt():
            return INTERRUPTED
        case click.exceptions.Exit():
            return error.exit_code
        case BrokenPipeError():
            _stop_writing()
            return DONE
        case OSError():  # of the output: those of the situation file are Trouble already
            _tell(Trouble(f"{error.strerror or error}.", kept="What was saved before is kept."))
            return TROUBLE
        case Exception():
            return _bug(error)
        case _:
            raise error


def _tell(problem: Problem) -> None:
    candidates: Sequence[Any] = problem.candidates if isinstance(problem, Mistake) else ()
    click.echo(" ".join(part for part in (problem.happened, problem.kept, problem.do) if part), err=True)
    for candidate in candidates:
        click.echo(f"  {candidate}", err=True)


def _bug(error: Exception) -> int:
    """Ours: a report without the user's data, and one line; the traceback only for who asks for it."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    from situation_board.core.crash_report import write_report

    report = write_report(error)
    where = f" A report without your data is in {report}." if report else ""
    click.echo(f"Something in the program went wrong; what was saved before is kept.{where}", err=True)
    return BUG


def _stop_writing() -> None:
    """Whoever read our output has seen enough; what is left in the buffer goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _speak_utf8() -> None:
    """Names are in every script, and a pipe or an old console must not stop them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
