"""Extracts for others: how a situation knows that it is one. It is marked in the change that made it, for good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from situation_board.core import times
from situation_board.core.sqlite import Connection
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel, SheetProfile

MARK = "extract"
"""The field of the first change that makes an extract one. No table folds it, so nobody can edit it away."""


@dataclass(frozen=True, slots=True)
class Extract:
    """Under which label and how it was made, and as of when it tells."""

    label: HandlingLabel
    profile: SheetProfile
    as_of: Time


def mark_of(extract: Extract) -> dict[str, Any]:
    """What the first change says."""
    return {"label": extract.label.value, "profile": extract.profile.value, "as_of": extract.as_of.to_list()}


def extract_of(reading: Reading) -> Extract | None:
    """None for a situation that is no extract."""
    said = mark_in(reading.connection)
    if said is None:
        return None
    try:
        return Extract(HandlingLabel(said["label"]), SheetProfile(said["profile"]), Time.from_list(said["as_of"]))
    except (KeyError, ValueError, TypeError):  # a newer program's words: it is an extract, and as strict as can be
        return Extract(HandlingLabel.RED, SheetProfile.FULL, times.exactly(0))


def mark_in(connection: Connection) -> Mapping[str, Any] | None:
    """The mark in a file's log."""
    lines = connection.execute("SELECT fields FROM log WHERE \"table\" = 'situation' AND slot = 'new'").fetchall()
    found = [json.loads(line[0]) for line in lines]
    marks = [fields[MARK] for fields in found if isinstance(fields, dict) and isinstance(fields.get(MARK), dict)]
    return marks[0] if marks else None
