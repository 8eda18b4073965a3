"""The command that writes a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli.session import AT, FILE, JSON, Session, moment, print_json
from situation_board.core.exporting.tables import EVERYTHING, WHAT, exporting
from situation_board.core.exporting.whole import WholeWritten, write_whole
from situation_board.core.jsonform import document
from situation_board.core.problems import Mistake
from situation_board.core.steps import end_of
from situation_board.core.vocabulary import HandlingLabel

LABELS = [label.value for label in HandlingLabel]


@click.command("export", short_help="Write a file for others.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--what", type=click.Choice([*WHAT, EVERYTHING]), help="What is written; cards when not said.")
@click.option("--label", type=click.Choice(LABELS, case_sensitive=False), help="Only what may be handled so.")
@click.option("--hxl", is_flag=True, help="With a row of HXL tags below the headers of a table.")
@click.option("--no-attachments", is_flag=True, help="OUT.json without the bytes of pictures, documents and sheets.")
@AT
@JSON
@click.pass_obj
def export_command(
    session: Session,
    path: Path,
    out: Path,
    what: str | None,
    label: str | None,
    hxl: bool,
    no_attachments: bool,
    at: str | None,
    as_json: bool,
) -> None:
    """Write OUT.csv, OUT.xlsx, OUT.geojson or OUT.kml; “everything” is a workbook with a sheet a kind. Every row
    carries handling label, as-of, situation and exercise mark. What is stricter than the label is left out as if nobody
    had entered it. The file is read back and compared before it takes its place. Tables can be imported again:
    nothing is doubled.

    OUT.json is the whole situation with its history, as strict as the strictest in it: “new --from-json” makes it
    again, “merge” takes it in. For what may be told under a label see “extract”."""
    if out.suffix.lower() == ".json":
        _check_whole(what, label, at, hxl)
        _say_whole(_write_whole(session, path, out, not no_attachments), as_json)
        return
    chosen = HandlingLabel(label.upper()) if label else None
    with session.store(path) as store:
        steps = exporting(
            store.reading, out, what or "cards", label=chosen, hxl=hxl, at=lambda reading: moment(reading, at)
        )
        written = end_of(steps)
    if as_json:
        columns = list(written.columns[0]) if what != EVERYTHING else []
        print_json(document(out=str(out), what=what or "cards", rows=written.rows, columns=columns))
    else:
        click.echo(out)


# --- the whole situation


def _check_whole(what: str | None, label: str | None, at: str | None, hxl: bool) -> None:
    """The whole situation is everything, as it is."""
    if what not in {None, EVERYTHING} or at or hxl:
        raise Mistake(
            "JSON is written of the whole situation only.", field="what", do="Take .csv, .xlsx, .geojson or .kml."
        )
    if label:
        raise Mistake(
            "The whole situation cannot be written under a label.",
            field="label",
            do="Make an extract under that label (“extract”), and export that as JSON.",
        )


def _write_whole(session: Session, path: Path, out: Path, with_attachments: bool) -> WholeWritten:
    with session.store(path) as store:
        return end_of(write_whole(store.reading, out, with_attachments=with_attachments))


def _say_whole(written: WholeWritten, as_json: bool) -> None:
    if as_json:
        print_json(
            document(
                out=str(written.path),
                what=EVERYTHING,
                rows=written.rows,
                columns=[],
                changes=written.changes,
                contents=written.contents,
                left_out=written.left_out,
            )
        )
        return
    click.echo(written.path)
    if written.left_out:
        click.echo(f"Left out: the bytes of {written.left_out} pictures, documents and sheets.", err=True)
