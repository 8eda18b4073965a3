"""The report of an import in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MOST_REJECTED_SHOWN = 20


def imported_text(answer: Mapping[str, Any], name: str, *, dry_run: bool) -> str:
    """The report of an import: what it is, what it brings, what was decided, what was left out."""
    what = "would be taken in" if dry_run else "were taken in"
    lines = [f"{name}: {answer['format']} ({answer['why']})", f"{answer['rows']} rows, {answer['loaded']} {what}"]
    if answer["first_date"]:
        lines.append(f"from {answer['first_date']} to {answer['last_date']}")
    lines += [f"{count} × {kind}" for kind, count in answer["kinds"].items()]
    lines += map(_sum, answer["figures"])
    places = answer["locations"]
    lines.append(f"places: {places['found']} found, {places['unlocated']} unlocated, {places['ambiguous']} ambiguous")
    lines += _decided(answer)
    if answer["replaced"]:
        differs = answer["replaced"]
        lines.append(
            f"replaces the former import: {differs['added']} new, {differs['changed']} changed, {differs['gone']} gone,"
            f" {differs['same']} the same"
        )
        lines += [
            f"said of a gone row: {each['table'].replace('_', ' ')} {each['id']}, {each['text'] or each['event']}"
            for each in differs["left_behind"]
        ]
    return "\n".join(lines)


def _sum(figure: Mapping[str, Any]) -> str:
    role = figure["role"] if figure["role"] != "recommended" else ""
    kind = (figure["category"], figure["group"], figure["metric"].replace("_", " "), figure["unit"], role)
    said = f"{figure['sum']:,} in {figure['rows']} rows (to check against the publisher, not a total)"
    return f"{', '.join(each for each in kind if each)}: {said}"


def _decided(answer: Mapping[str, Any]) -> list[str]:
    lines = [
        f"decided: {each['what']}" + (f" ({each['rows']} rows)" if each["rows"] else "") for each in answer["decisions"]
    ]
    lines += [f"open: {each['what']}" for each in answer["questions"]]
    lines += [f"holder: {name} ({rows} rows)" for name, rows in answer["holders"].items()]
    lines += [
        f"left out: row {each['row']}{', ' + each['column'] if each['column'] else ''}: {each['why']}"
        for each in answer["rejected"][:MOST_REJECTED_SHOWN]
    ]
    more = answer["rejected_rows"] - MOST_REJECTED_SHOWN
    lines += [f"left out: {more} more rows"] if more > 0 else []
    return [*lines, *_cells(answer["cells"])]


def _cells(cells: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [f"left out of row {each['row']}: {each['column']}: {each['why']}" for each in cells[:MOST_REJECTED_SHOWN]]
    more = len(cells) - MOST_REJECTED_SHOWN
    return [*lines, f"left out: {more} more cells"] if more > 0 else lines
