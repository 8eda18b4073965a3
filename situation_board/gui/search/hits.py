"""A line of results: the title, and below it what kind of thing it is and where the words were found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from situation_board.core.questions.search import Hit
from situation_board.gui.entry.wording import isolated, table_word
from situation_board.gui.look import icon

HIT = Qt.ItemDataRole.UserRole
ICONS = {
    "actor": "actor",
    "card": "card",
    "location": "location",
    "route": "route",
    "source": "source",
    "report": "source",
    "link": "link",
    "claim": "claimed",
    "message": "message",
    "task": "task",
    "presence": "presence",
}


def hit_item(hit: Hit) -> QListWidgetItem:
    snippet = " ".join(hit.snippet.split())
    below = " · ".join(part for part in (table_word(hit.table), isolated(snippet)) if part)
    item = QListWidgetItem(icon(ICONS.get(hit.table, "info")), f"{isolated(hit.title)}\n{below}")
    item.setToolTip(item.text())
    item.setData(HIT, hit)
    return item
