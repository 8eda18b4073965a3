"""Searching 100,000 reports: what the window asks for while one types, beside a plain LIKE scan of the same texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from situation_board.core.actions import situations
from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import known_id
from situation_board.core.questions.search import Order, look_for
from situation_board.core.questions.search_filter import SearchFilter
from situation_board.core.rows import Report, Source
from situation_board.core.store import Draft, Reading, Store
from tests.speed.generated import ARABIC, IDENTITY, NOW, SYLLABLES, Log, place_name, short
from tests.speed.measuring import Line, against, alternating
from tests.speed.settings import Settings

STEP = 10_000
SHOWN = 50


def searches(settings: Settings) -> Iterator[Line]:
    """A word in every report, one in some, a name in both scripts, unfinished, narrowed by a filter.

    The goal is the first results in under 50 ms, whatever is typed.
    """
    reports = 10_000 if settings.is_quick else 100_000
    path = settings.folder / "reports.sitboard"
    make_reports(path, reports)
    with Store.open(path, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        for what, ours, like in _pairs(reading, reports):
            times = alternating({"search": ours, "LIKE scan": like}, times=settings.times)
            yield against("Search", f"{what}, {short(reports)} reports", times, ours="search", floor="LIKE scan")


def _pairs(reading: Reading, reports: int) -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
    rare = place_name(reports // 2, SYLLABLES)
    asked = {
        "a word of every report": "convoy",
        "the beginning of it": "con",
        "a word of one in fifty": "flood",
        "a name": rare,
        "a name in Arabic": place_name(reports // 2, ARABIC),
    }
    for what, text in asked.items():
        yield what, partial(_first, reading, text), partial(_like, reading, text)
    by_source = SearchFilter(source=known_id("bench source", "1"))
    yield (
        "a word of every report, by source",
        partial(_first, reading, "convoy", by_source),
        partial(_like, reading, "convoy"),
    )
    ranked = partial(look_for, reading, "convoy", order=Order.RANK, limit=SHOWN)
    yield "a word of every report, by rank as asked", ranked, partial(_like, reading, "convoy")


def _first(reading: Reading, text: str, filter: SearchFilter = SearchFilter()) -> None:  # noqa: B008 - frozen
    assert look_for(reading, text, filter=filter, limit=SHOWN).hits


def _like(reading: Reading, text: str) -> None:
    sql = "SELECT id, title FROM report WHERE title LIKE ?1 OR excerpt LIKE ?1 ORDER BY key DESC"
    assert reading.all(sql, f"%{text}%")


def make_reports(path: Path, count: int) -> None:
    """So many reports of two sources, as if taken in from another laptop."""
    first = partial(situations.start_situation, name="Generated", timezone="Asia/Damascus")
    with Store.create(path, first, identity=IDENTITY, now=lambda: NOW) as store:
        log = Log(lamport=100)
        with store.reading() as reading:
            sources = [new_record(reading, _source(number)) for number in range(2)]
        store.take_in(log.changes("bench", sources))
        for start in range(0, count, STEP):
            with store.reading() as reading:
                drafts = [_report(reading, number) for number in range(start, min(start + STEP, count))]
            store.take_in(log.changes("bench", drafts))


def _source(number: int) -> Source:
    return Source(id=known_id("bench source", str(number)), name=f"Agency {number}")


def _report(reading: Reading, number: int) -> Draft:
    place, arabic = place_name(number, SYLLABLES), place_name(number, ARABIC)
    flood = " after the flood" if number % 50 == 0 else ""
    report = Report(
        id=known_id("bench long report", str(number)),
        source=known_id("bench source", str(number % 2)),
        title=f"Convoy at {place.title()}",
        excerpt=f"A convoy passed {place} ({arabic}){flood}. The road was open by day and closed by night.",
    )
    return new_record(reading, report)
