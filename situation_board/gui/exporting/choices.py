"""What can be written, in which forms, and what a person chose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from situation_board.core.exporting.kinds import PLACED
from situation_board.core.exporting.tables import EVERYTHING, WHAT
from situation_board.core.exporting.writing import MAPS, WORKBOOK, WRITERS
from situation_board.core.schema import EXTENSION
from situation_board.core.vocabulary import HandlingLabel, SheetProfile
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP

EXTRACT, WHOLE = "extract", "whole"
JSON = ".json"
WORDS = {
    "cards": QT_TRANSLATE_NOOP("Exporting", "Cards"),
    "events": QT_TRANSLATE_NOOP("Exporting", "Events with their figures"),
    "actors": QT_TRANSLATE_NOOP("Exporting", "Actors"),
    "links": QT_TRANSLATE_NOOP("Exporting", "Links between actors"),
    "locations": QT_TRANSLATE_NOOP("Exporting", "Locations"),
    "routes": QT_TRANSLATE_NOOP("Exporting", "Routes"),
    "route-statuses": QT_TRANSLATE_NOOP("Exporting", "States of routes"),
    "statuses": QT_TRANSLATE_NOOP("Exporting", "Statuses of cards"),
    "verifications": QT_TRANSLATE_NOOP("Exporting", "Verifications"),
    "claims": QT_TRANSLATE_NOOP("Exporting", "Claims"),
    "sources": QT_TRANSLATE_NOOP("Exporting", "Sources"),
    "ratings": QT_TRANSLATE_NOOP("Exporting", "Ratings of sources"),
    "reports": QT_TRANSLATE_NOOP("Exporting", "Reports"),
    "attachments": QT_TRANSLATE_NOOP("Exporting", "List of attachments"),
    "messages": QT_TRANSLATE_NOOP("Exporting", "Messages"),
    "tasks": QT_TRANSLATE_NOOP("Exporting", "Tasks"),
    "presence": QT_TRANSLATE_NOOP("Exporting", "Presence"),
    "headcounts": QT_TRANSLATE_NOOP("Exporting", "Headcounts and postures"),
    "datasets": QT_TRANSLATE_NOOP("Exporting", "List of imported files"),
    "same-as": QT_TRANSLATE_NOOP("Exporting", "What is the same"),
    EVERYTHING: QT_TRANSLATE_NOOP("Exporting", "Everything, as one workbook"),
    EXTRACT: QT_TRANSLATE_NOOP("Exporting", "An extract: a new situation for others"),
    WHOLE: QT_TRANSLATE_NOOP("Exporting", "The whole situation with its history"),
}
"""In the order of the list."""
assert WORDS.keys() == {*WHAT, EVERYTHING, EXTRACT, WHOLE}
FORMS = {".csv": "CSV", WORKBOOK: "XLSX", ".geojson": "GeoJSON", ".kml": "KML", JSON: "JSON", EXTENSION: EXTENSION}


@dataclass(frozen=True)
class Choice:
    """What is to be written. `label` None is the situation's own; a passphrase is for an extract only."""

    what: str = "cards"
    form: str = ".csv"
    label: HandlingLabel | None = None
    profile: SheetProfile = SheetProfile.FULL
    hxl: bool = False
    with_attachments: bool = True
    passphrase: str | None = None


def what_words(what: str) -> str:
    return QCoreApplication.translate("Exporting", WORDS[what])


def forms_of(what: str) -> list[str]:
    """The ends of names that it can have."""
    if what == WHOLE:
        return [JSON]
    if what == EXTRACT:
        return [EXTENSION]
    if what == EVERYTHING:
        return [WORKBOOK]
    return [form for form in WRITERS if form not in MAPS or what in PLACED]


def has_tags(choice: Choice) -> bool:
    """Whether a row of HXL tags can stand in it."""
    return choice.form in {".csv", WORKBOOK} and choice.what not in {EXTRACT, WHOLE}
