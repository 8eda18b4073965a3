"""The command that prints a sheet into a file: a draft, an issue, or the pages of an earlier issue."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from situation_board.cli.session import AT, FILE, JSON, Session, do, moment, print_json
from situation_board.core import times
from situation_board.core.actions.snapshots import issue_sheet
from situation_board.core.jsonform import document
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find_one
from situation_board.core.questions.snapshots import Issue, issue_numbered, stored_pages
from situation_board.core.snapshot import Sheet, Standing, Wanted, take
from situation_board.core.snapshot.checking import doubts
from situation_board.core.snapshot.issuing import (
    as_of_time,
    content_text,
    row_of,
    stamped,
)
from situation_board.core.snapshot.labels import withheld
from situation_board.core.snapshot.language import LANGUAGES
from situation_board.core.snapshot.numbering import reserve_number, reserve_numbers, reserve_revision
from situation_board.core.snapshot.rendering_again import rendered_again
from situation_board.core.store import Reading, Store, wall_clock
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetProfile, SheetState
from situation_board.gui.charts.writing import write_whole

if TYPE_CHECKING:
    from situation_board.gui.printing.pages import Pages

ENDINGS = (".pdf", ".png")
PAPERS = ("a4", "letter")


LABELS = tuple(label.value for label in HandlingLabel)
KINDS = tuple(kind.value for kind in SheetKind)
USUAL_BOXES = 12
OF_A_REPRINT = ("language", "profile")
"""What a reprint can have other than the issue, beside its paper: the same data again."""
PROFILES = tuple(profile.value for profile in SheetProfile)


def _one_of(values: Iterable[str]) -> click.Choice[str]:
    return click.Choice(list(values), case_sensitive=False)


def _checked_ending(context: click.Context, parameter: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter("it ends in .pdf or .png, which says what is written.")
    return path


@click.command("snapshot", short_help="Print the sheet for the wall, or an issue of it.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), callback=_checked_ending)
@click.option("--issue", is_flag=True, help="Issue it under a number; without this it is a draft.")
@click.option(
    "--reprint",
    metavar="NUMBER",
    help="The very pages of that issue; with --paper, --profile or --language a new rendering.",
)
@AT
@click.option("--since", metavar="M", help="Since when changes are told; else since the previous issue.")
@click.option("--label", type=_one_of(LABELS), help="Only what may be told under it.")
@click.option("--profile", type=_one_of(PROFILES), help="How much it tells; full, or that of the issue.")
@click.option("--paper", type=_one_of(PAPERS), help="a4 when not said, or the paper of the issue.")
@click.option("--language", type=_one_of(LANGUAGES), help="Language of the sheet; en, or that of the issue.")
@click.option("--cleared-by", metavar="ROLE", help="Who cleared the issue.")
@click.option("--corrects", metavar="NUMBER", help="The issue that this one replaces; with --issue and --what.")
@click.option("--what", metavar="TEXT", help="What a correction changes, in one line.")
@click.option("--kind", type=_one_of(KINDS), help="Which sheet; status when not said.")
@click.option("--title", metavar="TEXT", help="Title; the situation's name when not said.")
@click.option("--contact", metavar="TEXT", help="Whom to ask.")
@click.option("--distribution", metavar="TEXT", help="To whom it goes.")
@click.option("--next", "next_issue", metavar="T", help="When the next issue comes.")
@click.option("--card", metavar="CARD", help="The card of a dossier.")
@click.option("--numbers", metavar="N", type=click.IntRange(1, 200), help="Boxes of a capture form; 12 when not said.")
@JSON
@click.pass_obj
def snapshot_command(
    session: Session,
    /,
    path: Path,
    out: Path,
    issue: bool,
    reprint: str | None,
    paper: str | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Write a sheet that tells the situation: OUT.pdf, or OUT.png with one picture for each page. The paths are
    printed. An issue keeps its pages: a reprint has the same bytes. In another language, profile or on other paper it
    is a new rendering of the same data, which says so. Needs no display."""
    if issue and reprint is not None:
        raise click.UsageError("An issue is new, a reprint is not: choose one of them.")
    if said["corrects"] is not None and not issue:
        raise click.UsageError("A correction is an issue: --corrects goes with --issue.")
    choices = _Choices(**said)
    with session.store(path) as store:
        if reprint is not None:
            made = _reprinted(store, reprint, out, choices, paper)
        elif issue:
            made = _issued(session, store, out, choices, paper or PAPERS[0])
        else:
            made = _drafted(store, out, choices, paper or PAPERS[0])
    if reprint is None:
        _tell_doubts(made.sheet)
    made.tell(as_json=as_json)


@dataclass(frozen=True)
class _Choices:
    """What was asked for on the command line; None was not said."""

    at: str | None
    since: str | None
    label: str | None
    profile: str | None
    language: str | None
    cleared_by: str | None
    corrects: str | None
    what: str | None
    kind: str | None
    card: str | None
    numbers: int | None
    title: str | None
    contact: str | None
    distribution: str | None
    next_issue: str | None

    def wanted(self, reading: Reading) -> Wanted:
        kind = SheetKind(self.kind or SheetKind.STATUS)
        is_form = kind is SheetKind.CAPTURE
        return Wanted(
            kind=kind,
            card=find_one(reading, self.card, ["card"], field="card").id if self.card else None,
            numbers=reserve_numbers(reading, self.numbers or USUAL_BOXES) if is_form else (),
            label=HandlingLabel(self.label) if self.label else None,
            profile=SheetProfile(self.profile or SheetProfile.FULL),
            language=self.language or "en",
            moment=moment(reading, self.at),
            since=moment(reading, self.since),
            title=self.title,
            contact=self.contact,
            distribution=self.distribution,
            next_issue=_time(reading, self.next_issue),
        )

    @property
    def said(self) -> list[str]:
        return [field.name for field in dataclasses.fields(self) if getattr(self, field.name) is not None]


def _time(reading: Reading, text: str | None) -> Time | None:
    return None if text is None else times.parse(text, zone=reading.zone, now=reading.now)


@dataclass(frozen=True)
class _Made:
    """What was written, and what there is to say of it."""

    paths: tuple[Path, ...]
    sheet: Sheet
    state: SheetState
    as_of: dict[str, str] | None
    pages: int
    file_sha256: str
    left_out: tuple[str, ...]

    def tell(self, *, as_json: bool) -> None:
        if as_json:
            print_json(self._json())
            return
        for path in self.paths:
            click.echo(path)
        if self.sheet.header.number is not None:
            click.echo(f"{self.sheet.header.number}, {self.state.words}")

    def _json(self) -> dict[str, Any]:
        return document(
            number=self.sheet.header.number,
            state=self.state.value,
            pages=self.pages,
            content_sha256=self.sheet.content_sha256,
            file_sha256=self.file_sha256,
            label=self.sheet.header.label.value,
            as_of=self.as_of,
            left_out=list(self.left_out),
        )


def _tell_doubts(sheet: Sheet) -> None:
    """What somebody should look at before it is handed out."""
    for doubt in doubts(sheet):
        piece = f" ({doubt.piece})" if doubt.piece else ""
        click.echo(f"Look at it: {_one_line(doubt.what)}: {doubt.kind.words}{piece}", err=True)


def _one_line(text: str) -> str:
    return text.replace("\n", " / ")


def _drafted(store: Store, out: Path, choices: _Choices, paper: str) -> _Made:
    with store.reading() as reading:
        sheet = take(reading, choices.wanted(reading))
        _tell_withheld(reading, choices)
        as_of = times.to_json(as_of_time(reading, sheet.header), reading.zone)
    laid_out = _laid_out(sheet, paper)
    return _made(out, laid_out, _pdf(laid_out), sheet.header.state, as_of)


def _issued(session: Session, store: Store, out: Path, choices: _Choices, paper: str) -> _Made:
    """The pages are kept as PDF, whatever OUT is."""
    with store.reading() as reading:
        wanted = choices.wanted(reading)
        draft = take(reading, wanted)
        _tell_withheld(reading, choices)
        now = session.now_in(reading.situation.timezone or "UTC") or wall_clock
        replaced = issue_numbered(reading, choices.corrects) if choices.corrects else None
        former = replaced.row.number if replaced else None
        standing = Standing(
            state=SheetState.ISSUED,
            number=reserve_revision(reading, former) if former else reserve_number(reading),
            replaces=former,
            correction=choices.what,
            cleared_by=choices.cleared_by,
            issued_by=reading.identity.person,
            issued_at=now(),
        )
        sheet = stamped(reading, draft, standing)
        row = row_of(reading, sheet, standing, wanted, paper=paper, replaces=replaced.sheet if replaced else None)
        as_of = times.to_json(row.as_of, reading.zone)
    laid_out = _laid_out(sheet, paper)
    pdf = _pdf(laid_out)
    do(store, issue_sheet, row, content=content_text(sheet), pages=pdf)
    return _made(out, laid_out, pdf, SheetState.ISSUED, as_of)


def _tell_withheld(reading: Reading, choices: _Choices) -> None:
    """For who prints it: the sheet itself does not say how much it does not tell."""
    counts = withheld(reading, HandlingLabel(choices.label)) if choices.label else {}
    if any(counts.values()):
        words = ", ".join(f"{table.replace('_', ' ')} {count}" for table, count in counts.items() if count)
        click.echo(f"Not told under {choices.label}, which the sheet does not say: {words}.", err=True)


# --- an earlier issue


def _reprinted(store: Store, number: str, out: Path, choices: _Choices, asked_paper: str | None) -> _Made:
    """The stored bytes; on other paper, in another language or profile the same data again, which says so."""
    with store.reading() as reading:
        issue = issue_numbered(reading, number)
        _refuse_another_content(issue, choices)
        sheet = rendered_again(
            reading,
            issue,
            language=choices.language,
            profile=SheetProfile(choices.profile) if choices.profile else None,
            paper=asked_paper,
        )
        stored = stored_pages(reading, issue) if sheet.notice is None else None
        as_of = times.to_json(issue.row.as_of, reading.zone)
    _warn(issue)
    laid_out = _laid_out(sheet, asked_paper or issue.row.paper or PAPERS[0])
    return _made(out, laid_out, stored if stored is not None else _pdf(laid_out), issue.state, as_of)


def _refuse_another_content(issue: Issue, choices: _Choices) -> None:
    """What was issued was told for one label, at one time."""
    others = [name for name in choices.said if name not in OF_A_REPRINT]
    if others:
        raise Mistake(
            f"A reprint of {issue.row.number} tells what was handed out.",
            field=others[0],
            kept="Nothing was written.",
            do=f"For another content make a new sheet of what was known then: --at #{issue.row.arrival}.",
        )


def _warn(issue: Issue) -> None:
    if issue.state is SheetState.WITHDRAWN:
        click.echo(f"{issue.row.number} was withdrawn: {issue.withdrawn_why}.", err=True)
    elif issue.replaced_by is not None:
        click.echo(f"{issue.row.number} was replaced by {issue.replaced_by}.", err=True)


# --- painting


def _laid_out(sheet: Sheet, paper: str) -> Pages:
    """With Qt, but without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever screen there is or is said to be
    from situation_board.gui.app import make_application
    from situation_board.gui.printing.pages import pages_of
    from situation_board.gui.printing.paper import Paper, PaperSize

    make_application()
    return pages_of(sheet, paper=Paper(PaperSize(paper)))


def _pdf(laid_out: Pages) -> bytes:
    from situation_board.gui.printing.pdf import pdf_bytes

    return pdf_bytes(laid_out)


def _made(out: Path, laid_out: Pages, pdf: bytes, state: SheetState, as_of: dict[str, str] | None) -> _Made:
    """`file_sha256` is of the pages as PDF, also where pictures are written."""
    paths = _write_pictures(out, laid_out) if out.suffix.lower() == ".png" else _write_pdf(out, pdf)
    sheet = laid_out.sheet
    return _Made(
        paths=paths,
        sheet=sheet,
        state=state,
        as_of=as_of,
        pages=laid_out.count,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        left_out=(*(_one_line(line.text) for line in sheet.left_out), *laid_out.left_out),
    )


def _write_pdf(out: Path, pdf: bytes) -> tuple[Path, ...]:
    write_whole(out, pdf)
    return (out,)


def _write_pictures(out: Path, laid_out: Pages) -> tuple[Path, ...]:
    """OUT.png, OUT-2.png and so on."""
    from situation_board.gui.printing.rendering import png_bytes

    paths = [out, *(out.with_stem(f"{out.stem}-{page}") for page in range(2, laid_out.count + 1))]
    for page, path in enumerate(paths):
        write_whole(path, png_bytes(laid_out, page))
    return tuple(paths)
