"""The model of one column: ids in order, and the faces of those that are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import Situation as SituationRow
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board.differences import Insert, Move, Remove, Step, apply_step, steps_between
from situation_board.gui.board.faces import Faces
from situation_board.gui.board.mime import CARDS_TYPE, Cards, to_mime
from situation_board.gui.board.words import card_sentences, column_words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NO_PARENT = QModelIndex()
FEW = 8


class ColumnModel(QAbstractTableModel):
    """Follows the store: it is told the ids that stand in its column, and tells views the smallest difference."""

    def __init__(self, situation: Situation, column: Column, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self.settings: SituationRow | None = None
        self.zone = ZoneInfo("UTC")
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = None
        self._lit: frozenset[str] = frozenset()
        self._faces = Faces(situation, self._faces_arrived, self)

    # --- what it holds

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    def card(self, row: int) -> str:
        return self._ids[row]

    def face(self, row: int) -> CardFace | None:
        """The face of the card in that row; None until it is fetched, which this starts."""
        return self._faces.face(self._ids[row])

    def known_face(self, card: str) -> CardFace | None:
        return self._faces.known(card)

    def rows_of(self, cards: Iterable[str]) -> list[int]:
        """The rows of those cards that stand here, in order."""
        wanted = list(cards)
        if len(wanted) <= FEW:
            return sorted(row for card in wanted if (row := self._row(card)) is not None)
        if self._rows is None:
            self._rows = {card: row for row, card in enumerate(self._ids)}
        return sorted(self._rows[card] for card in wanted if card in self._rows)

    def _row(self, card: str) -> int | None:
        try:
            return self._ids.index(card)
        except ValueError:
            return None

    # --- lights

    def light_up(self, cards: frozenset[str]) -> None:
        """Point these out, and no others. What is selected stays so."""
        if cards != self._lit:
            self._lit = cards
            self._show_again()

    def is_lit(self, card: str) -> bool:
        return card in self._lit

    # --- following the store

    def show_ids(self, ids: list[str]) -> None:
        """Take over what stands in the column now. Views keep selection and scroll."""
        steps = steps_between(self._ids, ids)
        self._rows = None
        if steps is None:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
            return
        for step in steps:
            self._take(step)

    def _take(self, step: Step) -> None:
        match step:
            case Insert(first, new):
                self.beginInsertRows(NO_PARENT, first, first + len(new) - 1)
                apply_step(self._ids, step)
                self.endInsertRows()
            case Remove(first, count):
                self.beginRemoveRows(NO_PARENT, first, first + count - 1)
                apply_step(self._ids, step)
                self.endRemoveRows()
            case Move(first, count, to):
                self.beginMoveRows(NO_PARENT, first, first + count - 1, NO_PARENT, to)
                apply_step(self._ids, step)
                self.endMoveRows()

    def give_faces(self, faces: Sequence[CardFace]) -> None:
        """Take faces that came with the ids."""
        self._faces.give(faces)

    def refresh(self, looked_at: Iterable[str] = ()) -> None:
        """Something of the cards may have changed: those looked at are asked for again."""
        self._faces.refresh(looked_at)

    def set_moment(self, moment: Moment) -> None:
        self._faces.set_moment(moment)
        self._show_again()

    def set_situation(self, settings: SituationRow, zone: ZoneInfo) -> None:
        """What the words of every card depend on."""
        if (settings, zone) != (self.settings, self.zone):
            self.settings, self.zone = settings, zone
            self._show_again()

    def _faces_arrived(self, cards: Sequence[str]) -> None:
        """Only rows that look otherwise are painted again."""
        for row in self.rows_of(cards):
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _show_again(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    # --- what views ask

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        face = self.face(index.row())
        if role == Role.DisplayRole:
            return face.place if face else ""
        if face is None:
            return self.tr("being read") if role == Role.AccessibleTextRole else None
        sentences = card_sentences(face, self.zone, self.settings)
        if self.is_lit(face.id):
            sentences.append(self.tr("has events in the chosen span of time"))
        return ". ".join(sentences) if role == Role.AccessibleTextRole else "\n".join(sentences)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole) and orientation == Qt.Orientation.Horizontal:
            return column_words(self.column, self.settings)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # --- dragging; what a drop does is the board's business

    def mimeTypes(self) -> list[str]:
        return [CARDS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        cards = [self._ids[index.row()] for index in indexes]
        return to_mime(Cards(self.settings.id if self.settings else "", tuple(cards)))

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """A drop changes the store, and the model follows the news; nothing is dropped into the model itself."""
        return False


_TEXT_ROLES = {int(Role.DisplayRole), int(Role.AccessibleTextRole), int(Role.ToolTipRole)}
