"""Lines of the history in the window's words: what was done to what, with before and after."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from situation_board.core.history import Fold, HistoryLine, Part
from situation_board.core.history.folds import MOST_NAMED
from situation_board.core.history.lines import Imported
from situation_board.gui.changes.words import arrow
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, caption_of, isolated, table_word

DEEDS = {
    "move_card": QT_TRANSLATE_NOOP("History", "cards moved"),
    "order_card": QT_TRANSLATE_NOOP("History", "cards put in order"),
    "change_controller": QT_TRANSLATE_NOOP("History", "control changed"),
    "swap_parties": QT_TRANSLATE_NOOP("History", "parties swapped"),
    "verify": QT_TRANSLATE_NOOP("History", "verified"),
    "record_event": QT_TRANSLATE_NOOP("History", "events recorded"),
    "set_route_status": QT_TRANSLATE_NOOP("History", "state of a route set"),
    "set_presence_status": QT_TRANSLATE_NOOP("History", "headcount set"),
    "rate_source": QT_TRANSLATE_NOOP("History", "sources rated"),
    "same_as": QT_TRANSLATE_NOOP("History", "joined as the same"),
    "resolve": QT_TRANSLATE_NOOP("History", "conflicts answered"),
    "log_message": QT_TRANSLATE_NOOP("History", "messages logged"),
    "triage": QT_TRANSLATE_NOOP("History", "messages dealt with"),
    "settle_task": QT_TRANSLATE_NOOP("History", "tasks settled"),
    "ask_to_check": QT_TRANSLATE_NOOP("History", "handed to somebody to check"),
    "attach": QT_TRANSLATE_NOOP("History", "attached"),
    "hand_over": QT_TRANSLATE_NOOP("History", "shift handed over"),
    "take_over": QT_TRANSLATE_NOOP("History", "shift taken over"),
    "import": QT_TRANSLATE_NOOP("History", "file imported"),
    "start_situation": QT_TRANSLATE_NOOP("History", "situation begun"),
    "draft_sheet": QT_TRANSLATE_NOOP("History", "sheet drafted"),
    "clear_sheet": QT_TRANSLATE_NOOP("History", "sheet cleared"),
    "withdraw_sheet": QT_TRANSLATE_NOOP("History", "sheet withdrawn"),
    "undo": QT_TRANSLATE_NOOP("History", "undone"),
    "redo": QT_TRANSLATE_NOOP("History", "done again"),
}
"""What a kind of action is called, where it is not adding, editing or striking something."""
KINDS = {
    "add_": QT_TRANSLATE_NOOP("History", "added: {0}"),
    "edit_": QT_TRANSLATE_NOOP("History", "edited: {0}"),
    "strike_": QT_TRANSLATE_NOOP("History", "struck: {0}"),
}


def line_words(line: HistoryLine) -> str:
    """What one action did; each thing once."""
    if line.imported is not None:
        return import_words(line.imported, taken_back=line.label)
    said = "; ".join(dict.fromkeys(_part_words(part) for part in line.parts)) or deed_words(line.label)
    if line.label in {"undo", "redo"}:
        return f"{deed_words(line.label)}: {said}"
    return said


def import_words(imported: Imported, *, taken_back: str = "import") -> str:
    """ "file imported: idu.json, 113 rows, Location: 52"."""
    counts = [_translated("{0} rows").format(isolated(str(imported.rows)))] if imported.rows else []
    counts += [f"{table_word(table)}: {isolated(str(count))}" for table, count in imported.made]
    words = f"{deed_words('import')}: {', '.join([isolated(imported.name), *counts])}"
    return words if taken_back == "import" else f"{deed_words(taken_back)}: {words}"


def run_words(fold: Fold) -> str:
    """ "cards moved, 5 times: Homs, Hama, Daraa and 2 more"."""
    names = ", ".join(isolated(name) for name in fold.names[:MOST_NAMED])
    left = len(fold.names) - MOST_NAMED
    if left > 0:
        names = _translated("{0} and {1} more").format(names, isolated(str(left)))
    times = isolated(str(len(fold.lines)))
    return _translated("{0}, {1} times: {2}").format(deed_words(fold.lines[0].label), times, names)


def deed_words(label: str) -> str:
    """What a kind of action is called."""
    if label in DEEDS:
        return _translated(DEEDS[label])
    for beginning, sentence in KINDS.items():
        if label.startswith(beginning):
            return _translated(sentence).format(table_word(label.removeprefix(beginning)))
    return label.replace("_", " ")


def _part_words(part: Part) -> str:
    name = isolated(part.name)
    if part.did == "edited":
        before, after = (isolated(words or "") or "–" for words in (part.before, part.after))
        return f"{name}: {caption_of(part.field, table=part.table)} {before} {arrow()} {after}"
    sentence = {
        "added": _translated("{0} added: {1}"),
        "struck": _translated("{0} struck: {1}"),
        "restored": _translated("{0} restored: {1}"),
    }.get(part.did, f"{{0}} {part.did}: {{1}}")
    aside = f" ({isolated(part.after)})" if part.after and part.after != part.name else ""
    return sentence.format(table_word(part.table), name) + aside


def _translated(text: str) -> str:
    return QCoreApplication.translate("History", text)
