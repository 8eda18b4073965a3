"""Cards on their way: our own kind of data, which says from which situation they come."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData

CARDS_TYPE = "application/x-situation-board-cards"


@dataclass(frozen=True)
class Cards:
    situation: str
    ids: tuple[str, ...]


def to_mime(cards: Cards) -> QMimeData:
    data = QMimeData()
    data.setData(CARDS_TYPE, QByteArray(json.dumps({"situation": cards.situation, "cards": cards.ids}).encode()))
    return data


def from_mime(data: QMimeData, *, situation: str) -> tuple[str, ...]:
    """The cards, or none when it is something else or of another situation."""
    if not situation or not data.hasFormat(CARDS_TYPE):
        return ()
    try:
        said = json.loads(bytes(data.data(CARDS_TYPE).data()))
        cards = tuple(str(card) for card in said["cards"])
    except (ValueError, TypeError, KeyError):
        return ()
    return cards if said["situation"] == situation else ()
