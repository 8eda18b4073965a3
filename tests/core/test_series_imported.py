"""Series of imported files: what was known before an import, a replacement or a withdrawal is told as it was."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path

from situation_board.core import times
from situation_board.core.actions import records, situations
from situation_board.core.actions.drafting import new_record, strike_row
from situation_board.core.encoding import values_of
from situation_board.core.figures import parse_figures
from situation_board.core.history import undo
from situation_board.core.integrity import check
from situation_board.core.questions.charts import ALL_FIGURES, EVERYTHING, Mark
from situation_board.core.questions.figures_then import difference_then, everything_then
from situation_board.core.questions.moments import KnownThen
from situation_board.core.questions.series_rows import chart_from
from situation_board.core.questions.totals import without_events
from situation_board.core.rows import Dataset, Event, Location, Source
from situation_board.core.series.building import Series
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.store.datasets import DatasetRow, packed
from situation_board.core.vocabulary import EventKind, LocationKind
from tests.core.filled import DESK

ZONE = times.zone_named("Asia/Damascus")
NOW = times.parse("2025-01-15", zone=ZONE, now=0).earliest


def event(number: int, people: int) -> DatasetRow:
    made = Event(
        id="",
        thing="",
        kind=EventKind.DISPLACEMENT,
        location="Homs",
        source="OCHA",
        starts=times.parse(f"2024-12-0{number}", zone=ZONE, now=0),
        figures=parse_figures(f"{people} displaced, flow; {people} killed", ZONE),
    )
    return DatasetRow(str(number), number, {name: value for name, value in values_of(made).items() if value})


def bring(reading: Reading, name: str, rows: list[DatasetRow], former: str | None = None) -> Changes:
    """As an import saves a file, in place of a former one."""
    part = packed(rows)
    contents = json.dumps([hashlib.sha256(part).hexdigest()])
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    dataset = Dataset(
        id=name, name=name, origin="test", format="test", file_sha256=sha256, contents=contents, rows=len(rows)
    )
    drafts = [new_record(reading, dataset)]
    if former is not None:
        [old] = reading.rows(Dataset, "id = ?", former)
        drafts.append(strike_row(old, "replaced"))
    return Changes("import", drafts, (name,), contents=(part,))


def told(reading: Reading, arrival: int, *, is_plain: bool) -> tuple[tuple[Series, ...], tuple[Mark, ...]]:
    moment = KnownThen(arrival)
    then = (everything_then if is_plain else difference_then)(reading, moment)
    chart = chart_from(reading, then, filter=ALL_FIGURES, moment=moment, limits=EVERYTHING)
    return tuple(without_events(each) for each in chart.series), chart.marks


def test_at_each_change_series_of_imported_rows_are_what_the_rules_make_of_all_that_was_known(tmp_path: Path) -> None:
    start = partial(situations.start_situation, name="winter", timezone=ZONE.key)
    with Store.create(tmp_path / "winter.sitboard", start, identity=DESK, now=lambda: NOW) as store:
        store.do(records.add_record, Location(id="Region", name="Region", kind=LocationKind.GOVERNORATE))
        store.do(records.add_record, Location(id="Homs", name="Homs", kind=LocationKind.TOWN, parent="Region"))
        store.do(records.add_record, Source(id="OCHA", name="OCHA"))
        store.do(bring, "first", [event(1, 10), event(2, 20)])
        store.do(bring, "second", [event(2, 25), event(3, 30)], "first")
        store.do(undo)
        with store.reading() as reading:
            numbers = set()
            for arrival in range(1, reading.arrival + 1):
                known = told(reading, arrival, is_plain=False)
                assert known == told(reading, arrival, is_plain=True)
                numbers.add(tuple(point.bounds.low for each in known[0] for point in each.points))
            assert {(), (10, 20), (25, 30)} <= numbers
            assert check(reading).found == ()
