"""What went wrong, told without getting in the way: a banner with what happened, what was kept and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.gui.look import SPACE, icon

ICON = 24


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers say it, wherever the focus is."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


@dataclass(frozen=True)
class Offer:
    """What can be done about it, beside the message."""

    words: str
    picture: str
    do: Callable[[], object]


class Banner(QFrame):
    """One message above the board. A Problem that lasts stays until it is over, any other until it is closed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Problem | None = None
        self._standing_offers: Sequence[Offer] = ()
        self._shown: Problem | None = None
        self.setObjectName("banner")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._mark = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setText(self.tr("Close"))
        self._close.setIcon(icon("close"))
        self._close.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._close.setToolTip(self.tr("Close this message (Esc)"))
        self._close.clicked.connect(self.dismiss)
        self.undo = QToolButton()
        self.undo.setText(self.tr("Undo"))
        self.undo.setIcon(icon("undo"))
        self.undo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.undo.clicked.connect(self._take_back)
        self._taking_back: Callable[[], object] | None = None
        self.offers: list[QToolButton] = []
        self._lay_out()
        self.hide()

    @property
    def problem(self) -> Problem | None:
        """What is shown now."""
        return self._shown

    @property
    def text(self) -> str:
        """What is said now; "" when nothing is."""
        return self.accessibleName() if not self.isHidden() else ""

    def show_problem(self, problem: Problem, *, offers: Sequence[Offer] = ()) -> None:
        """Tell it, with what can be done about it. The latest is shown; the program goes on."""
        self._shown = problem
        self._offer_undo(None)
        self._make_offers(offers)
        happened, *rest = _sentences(problem)
        strong = f"<b>{_escaped(happened)}</b>"
        self._words.setText(" ".join([strong, *(_escaped(sentence) for sentence in rest)]))
        is_mistake = isinstance(problem, Mistake)
        self._mark.setPixmap(icon("info" if is_mistake else "warning").pixmap(QSize(ICON, ICON)))
        self._mark.setAccessibleName(self.tr("Not done") if is_mistake else self.tr("Trouble"))
        self.setAccessibleName(str(problem))
        self._close.setVisible(problem is not self._standing)
        self.show()
        announce(self, str(problem))

    def show_notice(
        self, words: str, *, undo: Callable[[], object] | None = None, offers: Sequence[Offer] = ()
    ) -> None:
        """Tell that something went well that nobody sees on the board; `undo` takes it back."""
        self._shown = None
        self._offer_undo(undo)
        self._make_offers(offers)
        self._words.setText(_escaped(words))
        self._mark.setPixmap(icon("check").pixmap(QSize(ICON, ICON)))
        self._mark.setAccessibleName(self.tr("Done"))
        self.setAccessibleName(words)
        self._close.setVisible(True)
        self.show()
        announce(self, words)

    def show_standing(self, problem: Problem | None, *, offers: Sequence[Offer] = ()) -> None:
        """A Problem that lasts, and None when it is over."""
        was_shown = self._shown is not None and self._shown is self._standing
        self._standing, self._standing_offers = problem, offers
        if problem is not None:
            self.show_problem(problem, offers=offers)
        elif was_shown:
            self._shown = None
            self.hide()

    def dismiss(self) -> None:
        """Close the message; what lasts comes back in its place."""
        self._shown = None
        if self._standing is not None:
            self.show_problem(self._standing, offers=self._standing_offers)
            return
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _make_offers(self, offers: Sequence[Offer]) -> None:
        for former in self.offers:
            former.deleteLater()
        self.offers = [self._made(offer) for offer in offers]
        for button in self.offers:
            self._row.insertWidget(self._row.indexOf(self._close), button, 0, Qt.AlignmentFlag.AlignTop)

    def _made(self, offer: Offer) -> QToolButton:
        button = QToolButton(self)
        button.setText(offer.words)
        button.setIcon(icon(offer.picture))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: offer.do())
        return button

    def _offer_undo(self, undo: Callable[[], object] | None) -> None:
        self._taking_back = undo
        self.undo.setVisible(undo is not None)

    def _take_back(self) -> None:
        if self._taking_back is not None:
            self._taking_back()

    def _lay_out(self) -> None:
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)


def _sentences(problem: Problem) -> list[str]:
    return [sentence for sentence in (problem.happened, problem.kept, problem.do) if sentence]


def _escaped(text: str) -> str:
    """Not Qt's own way of guessing: a file may be called <b>."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
