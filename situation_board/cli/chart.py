"""The command that draws a chart into a file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from situation_board.cli.session import AT, FILE, Session, moment
from situation_board.core.store import Reading
from situation_board.gui.charts.asking import Answer, ChartKind, Subject, chart_answer
from situation_board.gui.charts.drawing import drawing_of, most_told
from situation_board.gui.charts.table import csv_bytes
from situation_board.gui.charts.writing import write_whole

ENDINGS = (".png", ".svg", ".csv")
KINDS = (ChartKind.DISPLACEMENT, ChartKind.EVACUATION)


def _checked_ending(context: click.Context, parameter: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter("it ends in .png, .svg or .csv, which says what is written.")
    return path


@click.command("chart", short_help="Draw what series tells, as a picture or a table.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), callback=_checked_ending)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in KINDS], case_sensitive=False),
    default=ChartKind.DISPLACEMENT.value,
    show_default=True,
)
@AT
@click.pass_obj
def chart_command(session: Session, path: Path, out: Path, kind: str, at: str | None) -> None:
    """Draw the series and marks of a situation: OUT.png and OUT.svg are pictures, OUT.csv the same numbers as a table.
    The path is printed. Needs no display."""
    answer = session.ask(path, _answer, ChartKind(kind.lower()), at)
    if out.suffix.lower() == ".csv":
        write_whole(out, csv_bytes(answer, drawing_of(answer)))
    else:
        draw_chart(answer, out)
    click.echo(out)


def _answer(reading: Reading, kind: ChartKind, at: str | None) -> Answer:
    return chart_answer(reading, Subject(kind, moment=moment(reading, at)))


def draw_chart(answer: Answer, out: Path) -> None:
    """With Qt, but without a screen. Of very many series those that are told most; the table has all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever screen there is or is said to be
    from situation_board.gui.app import make_application
    from situation_board.gui.charts.saving import save_chart

    make_application()
    drawing = drawing_of(answer)
    save_chart(out, answer, drawing.only(most_told(drawing.series)))
