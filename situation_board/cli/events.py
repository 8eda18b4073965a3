"""Commands that ask about events and their figures: events, series."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from situation_board.cli.session import AT, FILE, JSON, Session, moment, print_json
from situation_board.cli.tables import aligned
from situation_board.cli.words import term_words
from situation_board.core import times
from situation_board.core.events_json import events_json, pairs_not_added, series_json, unique_names
from situation_board.core.figures import figure_words
from situation_board.core.questions.charts import Chart, LeftOut, Limits, Mark, SeriesFilter
from situation_board.core.questions.events import EventFace, EventFilter, event_faces, event_ids
from situation_board.core.questions.origins import origin_named
from situation_board.core.questions.series_rows import series
from situation_board.core.rows import Figure
from situation_board.core.series.bounds import Bounds
from situation_board.core.series.building import Point, Series
from situation_board.core.store import Reading
from situation_board.core.vocabulary import EventKind, Quantifier

Answer = tuple[dict[str, object], str]
INDENT = "  "
KINDS = [kind.value for kind in EventKind]
LIMITS = Limits(series=2_000, points=50_000, marks=10_000)
"""Of more, `series` says how much it leaves out."""


@click.command("events")
@FILE
@click.option("--kind", type=click.Choice(KINDS, case_sensitive=False), help="Only events of this kind.")
@click.option("--dataset", metavar="THING", help="Only rows of this imported file, or by-hand.")
@AT
@JSON
@click.pass_obj
def events_command(
    session: Session, path: Path, kind: str | None, dataset: str | None, at: str | None, as_json: bool
) -> None:
    """Events in order of time with their figures, each as it was given."""
    _print(session.ask(path, _events, kind, dataset, at), as_json=as_json)


def _events(reading: Reading, kind: str | None, dataset: str | None, at: str | None) -> Answer:
    when = moment(reading, at)
    kinds = None if kind is None else (EventKind(kind.lower()),)
    asked = EventFilter(kinds=kinds, origin=None if dataset is None else origin_named(reading, dataset))
    faces = event_faces(reading, event_ids(reading, filter=asked, moment=when), moment=when)
    return events_json(faces, reading.zone), events_text(faces, reading.zone)


@click.command("series")
@FILE
@click.option("--dataset", metavar="THING", help="Only this imported file, or by-hand.")
@AT
@JSON
@click.pass_obj
def series_command(session: Session, path: Path, dataset: str | None, at: str | None, as_json: bool) -> None:
    """What the charts draw: series of figures that may be drawn as one, lone marks, and why series are not added.

    Of more than anybody reads, it tells the series with most points and says how much it leaves out: in JSON as
    left_out, with crowds that count marks by day."""
    _print(session.ask(path, _series, dataset, at), as_json=as_json)


def _series(reading: Reading, dataset: str | None, at: str | None) -> Answer:
    asked = SeriesFilter(origin=None if dataset is None else origin_named(reading, dataset))
    chart = series(reading, filter=asked, moment=moment(reading, at), limits=LIMITS)
    return series_json(chart, reading.zone), series_text(chart, reading.zone)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer[0])
    else:
        click.echo(answer[1])


# --- as text


def events_text(faces: list[EventFace], zone: ZoneInfo) -> str:
    """A line for each event, and below it one for each of its figures."""
    if not faces:
        return "No events."
    heads = aligned([_event_cells(face, zone) for face in faces])
    lines = []
    for face, head in zip(faces, heads, strict=True):
        lines += [head, *(f"{INDENT}{figure_words(figure, zone)}" for figure in face.figures)]
    return "\n".join(lines)


def _event_cells(face: EventFace, zone: ZoneInfo) -> list[str]:
    event = face.event
    return [
        span_words(event.starts, event.ends, zone),
        ", ".join(part for part in (term_words(event.kind), term_words(face.state), "STALE" * face.stale) if part),
        " to ".join(part for part in (face.place, face.destination) if part),
        face.source or "no source",
        event.text or "",
    ]


def span_words(starts: times.Time | None, ends: times.Time | None, zone: ZoneInfo) -> str:
    if starts is None or ends is None or starts == ends:
        return times.in_words(starts or ends, zone)
    return f"{times.in_words(starts, zone)} - {times.in_words(ends, zone)}"


def series_text(chart: Chart, zone: ZoneInfo) -> str:
    names = unique_names(chart)
    lines = []
    for one in chart.series:
        lines += [names[one.key], *aligned([_point_cells(one, point, zone) for point in one.points], indent=INDENT), ""]
    lines += ["No series: no figure says when and how it counts.", ""] if not chart.series else []
    if chart.marks:
        lines += ["Marks", *aligned([_mark_cells(mark, zone) for mark in chart.marks], indent=INDENT), ""]
    lines += list(_not_added_lines(chart))
    lines += ["", left_out_words(chart.left_out)] if chart.left_out else []
    return "\n".join(lines).rstrip()


def left_out_words(left_out: LeftOut) -> str:
    return (
        f"Left out, because there is too much: {left_out.series:,} series of fewer points, "
        f"{left_out.crowded:,} marks that are told by day, {left_out.untimed:,} marks without a time."
    )


def _not_added_lines(chart: Chart) -> Iterator[str]:
    names = unique_names(chart)
    pairs, more = pairs_not_added(chart)
    if pairs:
        yield "Not added"
    for pair in pairs:
        yield f"{INDENT}{names[pair.a.key]}"
        yield f"{INDENT}{names[pair.b.key]}"
        yield f"{INDENT * 2}because: {pair.why}"
    if more:
        yield f"{INDENT}... and more"


def _point_cells(one: Series, point: Point, zone: ZoneInfo) -> list[str]:
    if one.key.metric == "stock":
        expiry = f"expires {times.in_words(point.ends, zone)}" if point.ends else ""
        when = [times.in_words(point.starts, zone), expiry]
    else:
        when = [span_words(point.starts, point.ends, zone), ""]
    missing = f"{point.missing} without a number" if point.missing and point.figures else ""
    clash = "clashes with another number for the same place and time" if point.clashes else ""
    return [*when, amount_words(point.bounds, point.quantifier), "; ".join(part for part in (missing, clash) if part)]


def amount_words(bounds: Bounds, quantifier: str | None) -> str:
    """A number of a series as it may be said."""
    if bounds.missing:
        return "no number given"
    if bounds.low is not None and bounds.high is not None and bounds.low != bounds.high:
        return f"between {bounds.low:,} and {bounds.high:,}"
    number = f"{bounds.low if bounds.low is not None else bounds.high:,}"
    plain = quantifier in {None, Quantifier.EXACT, Quantifier.BETWEEN}
    return number if plain else f"{_words(quantifier)} {number}"


def _words(quantifier: str | None) -> str:
    known = next((each for each in Quantifier if each == quantifier), None)
    return known.words if known else str(quantifier)


def _mark_cells(mark: Mark, zone: ZoneInfo) -> list[str]:
    event = mark.face.event
    figure = figure_words(mark.figure, zone) if isinstance(mark.figure, Figure) else ""
    kind = ", ".join(part for part in (term_words(event.kind), term_words(mark.face.state)) if part)
    return [span_words(mark.starts, mark.ends, zone), kind, mark.face.place or "", figure or event.text or "", mark.why]
