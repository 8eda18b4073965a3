"""The report on a file in the window's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QLocale

from situation_board.core.importing.examining import Examined, FigureSum
from situation_board.core.importing.incoming import GivenPlace
from situation_board.core.importing.notes import CELLS
from situation_board.core.importing.placing import Found, Placed
from situation_board.core.importing.seeing import BY_NEED, FileSeen
from situation_board.core.times import at, day
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, FigureRole, FigureUnit, Metric
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated, table_word, time_words, words_of

Row = tuple[str, ...]
FOUND = {
    Found.KNOWN: QT_TRANSLATE_NOOP("Import", "known here"),
    Found.GAZETTEER: QT_TRANSLATE_NOOP("Import", "in the gazetteer"),
    Found.NEW: QT_TRANSLATE_NOOP("Import", "new, with coordinates"),
    Found.UNLOCATED: QT_TRANSLATE_NOOP("Import", "new, without coordinates"),
    Found.AMBIGUOUS: QT_TRANSLATE_NOOP("Import", "ambiguous: left out of its rows"),
}
OTHERS = {"control": QT_TRANSLATE_NOOP("Import", "who holds a place")}


def translated(text: str) -> str:
    return QCoreApplication.translate("Import", text)


def report_html(seen: FileSeen, locale: QLocale, *, mirrored: bool = False) -> str:
    """What the file is and what an import of it would do; `mirrored` from right to left."""
    examined = seen.examined
    number = _number(locale)
    parts = [
        _heading(translated("What it is")),
        _paragraph(f"{examined.format.words}: {examined.why}."),
        _paragraph(_rows_words(examined, number) + _dates_words(seen)),
        _heading(translated("Places")),
        _paragraph(_places_words(examined, number)),
        *_figures(examined, number, mirrored),
        *_decisions(examined, number, mirrored),
    ]
    return "".join(parts)


def summary_words(examined: Examined, locale: QLocale) -> str:
    """The same in a line, for screen readers."""
    return _rows_words(examined, _number(locale))


def place_rows(examined: Examined, most: int) -> list[Row]:
    """So many different places: what the file calls it, how it was found, what it may be."""
    placed = sorted(examined.places, key=lambda each: BY_NEED.index(each[1].found))
    return [_place_row(given, found) for given, found in placed[:most]]


def place_headings() -> Row:
    return (translated("In the file"), translated("Lies in"), translated("Found"), translated("May be"))


def rejected_rows(examined: Examined) -> list[Row]:
    """Whole rows first, then the cells of others."""
    only = translated("{0}: only this cell is left out")
    rows: list[Row] = [(str(each.line), each.column or "", isolated(each.why)) for each in examined.rejected]
    return rows + [(str(each.line), each.column or "", only.format(isolated(each.why))) for each in examined.cells]


def rejected_headings() -> Row:
    return (translated("Line"), translated("Column"), translated("Why it is not taken in"))


def rejected_words(examined: Examined, locale: QLocale) -> str:
    """Above the list of them: how many are listed, and where the list goes on."""
    if not examined.rejected_rows and not examined.cells:
        return translated("Every row is taken in.")
    keep = translated("“Save report” keeps this as a table, for whoever made the file.")
    return f"{_listed_words(len(examined.rejected), examined.rejected_rows, locale)} {keep}".strip()


def places_listed_words(examined: Examined, listed: int, locale: QLocale) -> str:
    """Above the list of places; "" where it is whole."""
    return _listed_words(listed, examined.count(*BY_NEED), locale)


def _listed_words(listed: int, whole: int, locale: QLocale) -> str:
    said = translated("The first {0} of {1} are listed.").format(*map(_number(locale), (listed, whole)))
    return said if listed < whole else ""


def kind_words(kind: str) -> str:
    if kind in OTHERS:
        return translated(OTHERS[kind])
    return words_of(EventKind(kind)) if kind in set(EventKind) else table_word(kind)


def _place_row(given: GivenPlace, placed: Placed) -> Row:
    name = given.name or given.pcode or f"{given.latitude}, {given.longitude}"
    candidates = "; ".join(placed.candidates)
    return (name, ", ".join(given.areas), translated(FOUND[placed.found]), candidates)


def _number(locale: QLocale) -> Callable[[int], str]:
    return lambda count: isolated(locale.toString(count))


def _rows_words(examined: Examined, number: Callable[[int], str]) -> str:
    said = translated("Rows: {0}. Taken in: {1}. Not taken in: {2}.").format(
        number(examined.rows), number(examined.loadable), number(examined.rejected_rows)
    )
    cells = sum(each.rows for each in examined.decisions if each.what == CELLS)
    said += " " + translated("Single cells left out: {0}.").format(number(cells)) if cells else ""
    kinds = ", ".join(f"{kind_words(kind)} {number(count)}" for kind, count in examined.kinds)
    return f"{said} {translated('Of these: {0}.').format(kinds)}" if kinds else said


def _dates_words(seen: FileSeen) -> str:
    first, last = seen.examined.first, seen.examined.last
    if first is None or last is None:
        return ""
    zone = seen.options.zone
    days = [isolated(time_words(day(at(moment, zone).date(), zone), zone)) for moment in (first, last - 1)]
    said = translated("They speak of {0} to {1}.") if days[0] != days[1] else translated("They speak of {0}.")
    return " " + said.format(*days)


def _places_words(examined: Examined, number: Callable[[int], str]) -> str:
    counted = [(found, examined.count(found)) for found in BY_NEED]
    said = "; ".join(f"{number(count)} {translated(FOUND[found])}" for found, count in counted if count)
    return f"{said}." if said else translated("It names no places.")


def _figures(examined: Examined, number: Callable[[int], str], mirrored: bool) -> Iterator[str]:
    if not examined.figures:
        return
    yield _heading(translated("Figures, to check against the publisher; never a total"))
    headings = (
        *(translated("Category"), translated("Metric"), translated("Unit"), translated("Numbers of its rows, added")),
        *(translated("Rows"), translated("Without a number")),
    )
    yield _table(headings, [_figure_row(each, number) for each in examined.figures], mirrored)


def _figure_row(figure: FigureSum, number: Callable[[int], str]) -> Row:
    added = number(figure.number)
    if (figure.low, figure.high) != (figure.number, figure.number):
        added += f" ({number(figure.low)}–{number(figure.high)})"
    category = words_of(FigureCategory(figure.category))
    who = f"{category}, {words_of(FigureGroup(figure.group))}" if figure.group is not None else category
    who += f", {words_of(FigureRole(figure.role))}" if figure.role != FigureRole.RECOMMENDED else ""
    words = [who, words_of(Metric(figure.metric))]
    return (*words, words_of(FigureUnit(figure.unit)), added, number(figure.rows), number(figure.missing))


def _decisions(examined: Examined, number: Callable[[int], str], mirrored: bool) -> Iterator[str]:
    """What touches rows comes first; what the columns are taken for has a page of its own."""
    if not examined.decisions:
        return
    yield _heading(translated("What was decided"))
    by_rows = sorted(examined.decisions, key=lambda each: not each.rows)
    rows: list[Row] = [(each.what, number(each.rows) if each.rows else "") for each in by_rows]
    yield _table((translated("Decision"), translated("Rows")), rows, mirrored)


def _heading(words: str) -> str:
    return f"<h3>{escaped(words)}</h3>"


def _paragraph(words: str) -> str:
    return f"<p>{escaped(isolated(words))}</p>"


def _table(headings: Row, rows: list[Row], mirrored: bool) -> str:
    """Tables of rich text are not mirrored by Qt."""
    if mirrored:
        headings, rows = headings[::-1], [row[::-1] for row in rows]
    lead = "right" if mirrored else "left"
    head = "".join(f'<th align="{lead}">{escaped(each)}</th>' for each in headings)
    body = "".join("<tr>" + "".join(f"<td>{escaped(isolated(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    side = ' align="right"' if mirrored else ""
    return f'<table cellpadding="4" cellspacing="0"{side}><tr>{head}</tr>{body}</table>'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
