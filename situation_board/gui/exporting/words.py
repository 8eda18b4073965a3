"""What a look at a file for others tells, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated
from situation_board.gui.exporting.choices import WHOLE, Choice
from situation_board.gui.exporting.doing import Look

TABLES = {
    "card": QT_TRANSLATE_NOOP("Exporting", "cards"),
    "status": QT_TRANSLATE_NOOP("Exporting", "statuses"),
    "verification": QT_TRANSLATE_NOOP("Exporting", "verifications"),
    "claim": QT_TRANSLATE_NOOP("Exporting", "claims"),
    "event": QT_TRANSLATE_NOOP("Exporting", "events"),
    "route": QT_TRANSLATE_NOOP("Exporting", "routes"),
    "route_status": QT_TRANSLATE_NOOP("Exporting", "states of routes"),
    "link": QT_TRANSLATE_NOOP("Exporting", "links"),
    "actor": QT_TRANSLATE_NOOP("Exporting", "actors"),
    "location": QT_TRANSLATE_NOOP("Exporting", "locations"),
    "source": QT_TRANSLATE_NOOP("Exporting", "sources"),
    "rating": QT_TRANSLATE_NOOP("Exporting", "ratings"),
    "report": QT_TRANSLATE_NOOP("Exporting", "reports"),
    "attachment": QT_TRANSLATE_NOOP("Exporting", "attachments"),
    "message": QT_TRANSLATE_NOOP("Exporting", "messages"),
    "task": QT_TRANSLATE_NOOP("Exporting", "tasks"),
    "presence": QT_TRANSLATE_NOOP("Exporting", "presences"),
    "presence_status": QT_TRANSLATE_NOOP("Exporting", "headcounts"),
    "dataset": QT_TRANSLATE_NOOP("Exporting", "imported files"),
    "same_as": QT_TRANSLATE_NOOP("Exporting", "things said to be the same"),
}


def look_words(look: Look, choice: Choice, locale: QLocale) -> str:
    """What would stand in the file and what not, a line each."""
    if choice.what == WHOLE:
        changes = _said("{0} changes, as strict as the strictest of them: {1}.")
        return changes.format(_number(look.changes or 0, locale), isolated(look.label.value))
    told = _said("Told under {0}: {1}.").format(isolated(look.label.value), counts(look.told, locale))
    left = _said("Left out, as stricter: {0}.").format(counts(look.withheld, locale)) if look.withheld else ""
    none = "" if look.withheld else _said("Nothing is left out as stricter.")
    open_ones = _said("Open conflicts: {0}. An extract tells the later value only: answer them first.")
    conflicts = open_ones.format(_number(look.conflicts, locale)) if look.conflicts else ""
    return "\n".join(line for line in (told, left or none, conflicts) if line)


def counts(found: dict[str, int], locale: QLocale) -> str:
    """ "8 cards, 3 events": the most of it first."""
    said = sorted(((count, table) for table, count in found.items() if count and table in TABLES), reverse=True)
    words = [f"{_number(count, locale)} {_said(TABLES[table])}" for count, table in said]
    return ", ".join(words) or _said("nothing")


def _number(count: int, locale: QLocale) -> str:
    return isolated(locale.toString(count))


def _said(words: str) -> str:
    return QCoreApplication.translate("Exporting", words)
