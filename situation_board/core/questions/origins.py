"""Where events come from: which imported file, or somebody's hand."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find_one
from situation_board.core.rows import Dataset
from situation_board.core.store import Reading

BY_HAND = "by-hand"
"""Asks for what was entered by hand, where a dataset's id asks for the rows of an imported file."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """An imported file that counts."""

    id: str
    name: str
    rows: int


def imported_files(reading: Reading) -> list[ImportedFile]:
    """The files of which rows count now, by name."""
    standing = reading.rows(Dataset, "id IN (SELECT dataset FROM standing) ORDER BY name, key")
    return [ImportedFile(row.id, _short_name(row), row.rows or 0) for row in standing]


def _short_name(row: Dataset) -> str:
    """The file's name, unless somebody gave it another."""
    name, file_name = row.name or "", row.file_name or ""
    return file_name if file_name and name.endswith(file_name) else name or row.id[:8]


def origin_named(reading: Reading, text: str) -> str:
    """A dataset by its id or name, or "by-hand". Mistake where there is none."""
    if text.strip().lower().replace(" ", "-") == BY_HAND:
        return BY_HAND
    try:
        return find_one(reading, text, ["dataset"], field="dataset").id
    except Mistake as mistake:
        do = f"Give the id or name of an imported file, or {BY_HAND}."
        raise Mistake(mistake.happened, field="dataset", candidates=mistake.candidates, do=do) from mistake


def origin_condition(origin: str, event: str) -> tuple[str, list[object]]:
    """SQL for the rows of `event` (an alias of the table) that come from there."""
    return (f"{event}.dataset IS NULL", []) if origin == BY_HAND else (f"{event}.dataset = ?", [origin])
