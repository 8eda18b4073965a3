"""One field of a thing: its caption and its value as text, which becomes an editor where it stands."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Problem
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import beginning_here, without_marks
from situation_board.gui.inspector.editors import Editor
from situation_board.gui.inspector.marks import Mark
from situation_board.gui.look import icon

IDLE_MILLISECONDS = 2000
CAPTION_WIDTH = 88
MakeEditor = Callable[[QWidget], Editor]


class After(Enum):
    """What becomes of the editor once its value is saved."""

    STAY = auto()
    CLOSE = auto()
    CLOSE_AND_FOCUS = auto()


class FieldRow(QWidget):
    """Shown as text; an editor on click, F2, Enter or typing.

    `wanted` asks for a value to be saved; whoever does it answers with `saved` or `failed`. Enter, leaving and two
    idle seconds save, each value once; Escape goes back to what stood there when the editor opened.
    """

    wanted = Signal(str, object)

    def __init__(
        self, name: str, caption: str, make_editor: MakeEditor | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.caption = QLabel(caption, self)
        self.caption.setFixedWidth(CAPTION_WIDTH)
        self.caption.setWordWrap(True)
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.caption.setContentsMargins(0, 3, 0, 0)
        self.mark = Mark(self)
        self.value = ValueText(self, can_edit=make_editor is not None)
        self.value.setAccessibleName(caption)
        self.value.opened.connect(self.open_editor)
        self.error = ErrorLine(self)
        self.editor: Editor | None = None
        self.problem: Problem | None = None
        self.may_open: Callable[[], bool] = lambda: True
        self.value.menu_wanted.connect(self._show_menu)
        self.fill_menu: Callable[[QMenu], None] | None = None
        """Adds what else can be done with the value."""
        self._make_editor = make_editor
        self._typed: object = None
        self._at_opening: object = None
        self._sent: object = None
        self._in_store: object = None
        self._is_open = False
        self._after = After.STAY
        self._is_waiting = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MILLISECONDS)
        self._idle.timeout.connect(lambda: self._save(After.STAY))
        self._lay_out()

    def _lay_out(self) -> None:
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(2)
        self._side.addWidget(self.value)
        self._side.addWidget(self.error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._side, 1)

    def _show_menu(self, menu: QMenu) -> None:
        if self.fill_menu is not None:
            self.fill_menu(menu)

    # --- what it shows

    def show_value(self, text: str, typed: object, *, is_known: bool = True) -> None:
        """The value in words and as it is edited. An open editor is left as it is."""
        self._typed = typed
        self.value.show_words(text, is_known=is_known)

    def set_caption(self, caption: str) -> None:
        self.caption.setText(caption)
        self.value.setAccessibleName(caption)

    @property
    def can_edit(self) -> bool:
        return self._make_editor is not None

    @property
    def is_open(self) -> bool:
        return self._is_open

    # --- opening and closing

    def open_editor(self) -> None:
        if self._make_editor is None or self.is_open or not self.may_open():
            return
        if self.editor is None:
            self.editor = self._made_editor(self._make_editor)
        self.editor.set_typed(self._typed)
        self._at_opening = self._sent = self._in_store = self.editor.typed()
        self._is_open, self._is_waiting = True, False
        self._forget_problem()
        self.editor.show()
        self.value.hide()
        self.editor.start()

    def _made_editor(self, make: MakeEditor) -> Editor:
        editor = make(self)
        editor.setAccessibleName(self.caption.text())
        proxy = editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(self.caption.text())
        self._side.insertWidget(0, editor)
        QWidget.setTabOrder(self.value, editor)
        editor.edited.connect(self._edited)
        editor.done.connect(lambda: self._save(After.CLOSE_AND_FOCUS, again=True))
        editor.all_done.connect(lambda: self._save(After.CLOSE_AND_FOCUS, again=True))
        editor.left.connect(lambda: self._save(After.CLOSE))
        editor.given_up.connect(self._give_up)
        return editor

    def finish(self) -> None:
        """Save what stands in an open editor and close it."""
        if self.is_open:
            self._save(After.CLOSE)

    def discard(self) -> None:
        """Close an open editor as it is; the row is about to show another thing."""
        if self.is_open:
            self._close_editor(focus=False)

    def _close_editor(self, *, focus: bool) -> None:
        self._idle.stop()
        self._is_open = False
        self.value.show()
        if focus:
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.editor is not None:
            self.editor.hide()
        self._forget_problem()

    # --- saving

    def _edited(self) -> None:
        if self.is_open and self.editor is not None and self.editor.saves_when_idle:
            self._idle.start()

    def _save(self, after: After, *, again: bool = False) -> None:
        """Ask for the value once; `again` also when it was refused before."""
        self._idle.stop()
        if not self.is_open or self.editor is None:
            return
        typed = self.editor.typed()
        was_refused = self.error.is_shown()
        if typed == self._sent and not (again and was_refused):
            if not was_refused and not self._is_waiting:
                self._finish(after)
            elif after is not After.STAY:
                self._after = after
            return
        self._sent, self._after, self._is_waiting = typed, after, True
        self.wanted.emit(self.name, typed)

    def _finish(self, after: After) -> None:
        if after is not After.STAY:
            self._close_editor(focus=after is After.CLOSE_AND_FOCUS)

    def saved(self) -> None:
        """What was asked for is in the store."""
        self._is_waiting = False
        self._in_store = self._sent
        self._forget_problem()
        if self.is_open and self.editor is not None and self.editor.typed() == self._sent:
            self._finish(self._after)
        self._after = After.STAY

    def failed(self, problem: Problem) -> None:
        """It is not; what was typed stays, with the reason beside it."""
        self._is_waiting = False
        self._after = After.STAY
        if self.is_open:
            self.problem = problem
            self.error.show_problem(problem)
            if self.editor is not None and self.editor.holds(QApplication.focusWidget()):
                self.editor.refused()

    def _forget_problem(self) -> None:
        self.problem = None
        self.error.clear()

    def _give_up(self) -> None:
        is_changed = self._is_waiting or self._in_store != self._at_opening
        self._close_editor(focus=True)
        if is_changed:
            self.wanted.emit(self.name, self._at_opening)


class ValueText(QLabel):
    """A value in words that can be opened for editing, by mouse and by keyboard."""

    opened = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget, *, can_edit: bool) -> None:
        super().__init__(parent)
        self._can_edit = can_edit
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(4, 3, 4, 3)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if can_edit:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
            self.setToolTip(self.tr("Click, F2 or Enter to edit"))
        else:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_words(self, text: str, *, is_known: bool) -> None:
        self.setForegroundRole(QPalette.ColorRole.Text if is_known else QPalette.ColorRole.PlaceholderText)
        self.setText(beginning_here(text, self.layoutDirection()))
        self.setAccessibleDescription(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._can_edit and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._can_edit:
            menu.addAction(icon("edit"), self.tr("Edit"), self.opened.emit)
        menu.addAction(icon("copy"), self.tr("Copy"), self._copy)
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        """Without the marks of direction, which other programs may show."""
        QGuiApplication.clipboard().setText(without_marks(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif self._can_edit and event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground under the mouse says that this can be edited; the focus has its frame."""
        if self._can_edit and (self.underMouse() or self.hasFocus()):
            painter = QPainter(self)
            painter.fillRect(self.rect(), self.palette().alternateBase())
            if self.hasFocus():
                option = QStyleOptionFocusRect()
                option.initFrom(self)
                self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
            painter.end()
        super().paintEvent(event)
