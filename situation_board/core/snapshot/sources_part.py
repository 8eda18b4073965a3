"""Who publishes what stands on a sheet, and what its signs mean."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from situation_board.core.rows import Report, Source
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import LegendLine, SourceLine
from situation_board.core.snapshot.view import View
from situation_board.core.vocabulary import Basis, Credibility, Reliability

CITING = {
    "status": "report",
    "route_status": "report",
    "verification": "report",
    "claim": "report",
    "event": "report",
}
PUBLISHING = {"claim": "publisher", "event": "source"}


def sources(view: View, rows: Mapping[str, Iterable[str]]) -> tuple[SourceLine, ...]:
    """The sources of those rows (table -> ids), with the reports of each; what names none is not among them."""
    reports, used = _cited(view, rows)
    by_source: dict[str, list[str]] = defaultdict(list)
    view.fetch(Report, reports)
    for report in reports:
        row = view.get(Report, report)
        if row is not None and row.source is not None:
            by_source[view.main(row.source)].append(_report_words(view, row))
            used.setdefault(view.main(row.source), 0)
    view.fetch(Source, used)
    lines = [_line(view, source, by_source[source], count) for source, count in used.items()]
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: (-line.used, line.name)))


def _cited(view: View, rows: Mapping[str, Iterable[str]]) -> tuple[dict[str, int], dict[str, int]]:
    """Reports that rows rest on, and sources that they name; each with how often."""
    reports: dict[str, int] = defaultdict(int)
    used: dict[str, int] = defaultdict(int)
    for table, ids in rows.items():
        publisher = PUBLISHING.get(table)
        column = f"t.{publisher}" if publisher else "NULL"
        lines = view.reading.all(
            f"""SELECT t.{CITING[table]}, {column}, (SELECT source FROM report r WHERE r.id = t.report)
                FROM "{table}" t WHERE t.id IN (SELECT value FROM json_each(?))""",
            json.dumps(list(ids)),
        )
        for report, source, of_report in lines:
            if report is not None:
                reports[report] += 1
            named = source or of_report
            if named is not None:
                used[view.main(named)] += 1
    return dict(reports), dict(used)


def _report_words(view: View, report: Report) -> str:
    parts = [
        view.free(report.title) or "",
        view.free(report.reference) or "",
        view.time(report.published) if report.published else "",
    ]
    return ", ".join(part for part in parts if part)


def _line(view: View, source: str, reports: list[str], used: int) -> SourceLine | None:
    row = view.get(Source, source)
    if row is None:
        return None
    letter = view.reliability(source)
    return SourceLine(
        name=view.source_name(row.id) or "",
        kind_words=view.language.term(row.kind) if row.kind else "",
        reliability=view.language.each(lambda tongue: _reliability_in(letter, tongue)),
        reports=tuple(sorted(report for report in reports if report)),
        used=used,
    )


def _reliability_in(letter: str | None, tongue: Tongue) -> str:
    """The letter with its words; F means that it cannot be judged, which is not the worst."""
    if letter is None:
        return tongue.say("unrated")
    known = next((term for term in Reliability if term == letter), None)
    return f"{letter} {tongue.term(known)}" if known else letter


# --- legend

MARKS = (
    ("mark:stale", "longer ago than its shelf life: ask again before relying on it"),
    ("mark:no_source", "no report is attached"),
    ("mark:conflict", "laptops disagree: both values stand until a person decides"),
    ("mark:unrated", "nobody has graded it yet; that says nothing against it"),
    ("mark:open_bound", "at least that many, or at most: the true number is not known"),
)


def legend(view: View) -> tuple[LegendLine, ...]:
    """The kinds of evidence, the marks, and both axes of grading, whose F and 6 mean unknown."""
    language = view.language
    evidence = [_legend_line(f"basis:{basis}", language.term(basis), language.say(BASES[basis])) for basis in Basis]
    marks = [_legend_line(term, language.say(SIGNS[term]), language.say(words)) for term, words in MARKS]
    grades = [
        _legend_line(f"grade:{grade}", str(grade), language.term(grade)) for grade in (*Reliability, *Credibility)
    ]
    return (*evidence, *marks, *grades)


def _legend_line(term: str, sign: str, words: str) -> LegendLine:
    return LegendLine(term=term, sign=sign, words=words)


SIGNS = {
    "mark:stale": "stale",
    "mark:no_source": "no source",
    "mark:conflict": "conflict between laptops",
    "mark:unrated": "unrated",
    "mark:open_bound": "open end",
}
BASES = {
    Basis.CLAIMED: "a named party says so",
    Basis.REPORTED: "somebody who is no party reports it",
    Basis.ASSESSED: "our own assessment, with a role and a reason",
    Basis.CONFIRMED: "confirmed by several independent sources",
}
