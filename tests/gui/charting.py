"""Situations with figures to draw, and looking for what was drawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QColor, QImage

from situation_board.core import times
from situation_board.core.actions.facts import record_event
from situation_board.core.actions.records import add_record
from situation_board.core.actions.situations import start_situation
from situation_board.core.figures import parse_figures
from situation_board.core.ids import new_id
from situation_board.core.rows import Event, Location, Source
from situation_board.core.store import Store
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, LocationKind
from situation_board.gui.charts.asking import Answer, Subject, chart_answer
from tests.gui.fixtures import HERE

ZONE = ZoneInfo("Asia/Damascus")
SINCE = "cumulative, since 2024-11-27"


def day(text: str) -> Time:
    return times.parse(text, zone=ZONE, now=0)


def empty_file(path: Path) -> Path:
    start = partial(start_situation, name="Figures", timezone="Asia/Damascus")
    Store.create(path, start, identity=HERE).close()
    return path


class Scribe:
    """Writes events into a file; sources and places are made when they are first named."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._ids: dict[str, str] = {}

    def event(
        self,
        figures: str,
        *,
        on: str,
        source: str = "OCHA",
        place: str = "Syria",
        kind: EventKind = EventKind.DISPLACEMENT,
        text: str | None = None,
    ) -> str:
        event = Event(
            id=new_id(),
            thing="",
            kind=kind,
            text=text,
            location=self._place(place),
            starts=day(on),
            figures=parse_figures(figures, ZONE),
            source=self._source(source),
        )
        return self.store.do(record_event, event).ids[0]

    def _place(self, name: str) -> str:
        kind = LocationKind.COUNTRY if name == "Syria" else LocationKind.TOWN
        return self._made(f"place {name}", Location(id=new_id(), name=name, kind=kind))

    def _source(self, name: str) -> str:
        return self._made(f"source {name}", Source(id=new_id(), name=name))

    def _made(self, name: str, row: Location | Source) -> str:
        if name not in self._ids:
            self.store.do(add_record, row)
            self._ids[name] = row.id
        return self._ids[name]


def published_case(path: Path) -> Path:
    """Two agencies in December 2024: a range, a peak, and a later number of another source with people who returned."""
    with Store.open(empty_file(path), identity=HERE) as store:
        scribe = Scribe(store)
        figures = f"between 800,000 and 1,000,000 displaced people, {SINCE}, until 2024-12-09"
        scribe.event(figures, on="2024-12-09", source="UNHCR")
        figures = f"1,100,000 displaced people, {SINCE}, until 2024-12-13"
        scribe.event(figures, on="2024-12-13", source="UNHCR")
        until = "until 2024-12-31"
        figures = f"664,000 displaced people, {SINCE}, {until}; 486,000 returned people, {SINCE}, {until}"
        scribe.event(figures, on="2024-12-31", source="OCHA")
    return path


DISPLACEMENT = Subject()


def answer_of(path: Path, subject: Subject = DISPLACEMENT) -> Answer:
    with Store.open(path, identity=HERE) as store, store.reading() as reading:
        return chart_answer(reading, subject)


def middle_of(image: QImage, colour: QColor, x: float, y: float, reach: int) -> tuple[float, float] | None:
    """The middle of what has that colour around a pixel; None where nothing has."""
    found = [
        (across, down)
        for across in range(round(x) - reach, round(x) + reach + 1)
        for down in range(round(y) - reach, round(y) + reach + 1)
        if image.rect().contains(across, down) and image.pixelColor(across, down).rgb() == colour.rgb()
    ]
    if not found:
        return None
    return tuple((min(each[n] for each in found) + max(each[n] for each in found)) / 2 for n in (0, 1))  # type: ignore[return-value]
