"""What the window remembers on this laptop: its look, its layout, recent files and recent people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings

from situation_board.core.laptop import settings_folder
from situation_board.core.portable import as_kept, from_kept
from situation_board.gui.look import Theme

if TYPE_CHECKING:
    from situation_board.core.history.since import Bookmark

RECENT_FILES = 8
RECENT_PEOPLE = 6
IDLE_MINUTES, IDLE_AT_RISK, LONGEST_IDLE = 15, 3, 240


class Settings:
    """A small file in the laptop's settings folder. What it holds is checked when it is read: people edit it."""

    def __init__(self) -> None:
        self._file = QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Theme:
        value = self._text("look/theme")
        return Theme(value) if value in set(Theme) else Theme.SYSTEM

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._file.setValue("look/theme", theme.value)

    @property
    def board(self) -> dict[str, Any]:
        """Density, sorting and strip of the board, as it gave them."""
        try:
            found = json.loads(self._text("look/board") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @board.setter
    def board(self, state: Mapping[str, Any]) -> None:
        self._file.setValue("look/board", json.dumps(state))

    @property
    def printing(self) -> dict[str, Any]:
        """What was last chosen for a printed sheet."""
        try:
            found = json.loads(self._text("printing/choices") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @printing.setter
    def printing(self, choices: Mapping[str, str]) -> None:
        if self.at_risk:  # a contact or an organisation can be among them
            return
        self._file.setValue("printing/choices", json.dumps(choices))

    def import_choices(self, signature: str) -> dict[str, Any]:
        """What was said of files with the columns of that signature when one was taken in."""
        try:
            found = json.loads(self._text(f"import/{signature}") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def remember_import(self, signature: str, choices: Mapping[str, Any]) -> None:
        if self.at_risk:
            return
        self._file.setValue(f"import/{signature}", json.dumps(choices))

    @property
    def is_right_to_left(self) -> bool | None:
        """None leaves it to the language."""
        return {"right": True, "left": False}.get(self._text("look/direction"))

    @is_right_to_left.setter
    def is_right_to_left(self, right: bool | None) -> None:
        self._file.setValue("look/direction", {True: "right", False: "left", None: ""}[right])

    @property
    def language(self) -> str:
        """A BCP 47 tag; "" is the system's."""
        return self._text("look/language")

    @property
    def recent_files(self) -> list[Path]:
        """The latest first."""
        return [from_kept(text) for text in self._texts("recent/files")]

    def remember_file(self, path: Path) -> None:
        if self.at_risk:
            return
        others = [other for other in self.recent_files if other != path]
        self._file.setValue("recent/files", [as_kept(file) for file in [path, *others][:RECENT_FILES]])

    def forget_file(self, path: Path) -> None:
        self._file.setValue("recent/files", [as_kept(file) for file in self.recent_files if file != path])

    @property
    def recent_people(self) -> list[str]:
        return self._texts("recent/people")

    def remember_person(self, person: str) -> None:
        if self.at_risk:
            return
        others = [other for other in self.recent_people if other != person]
        self._file.setValue("recent/people", [person, *others][:RECENT_PEOPLE])

    def bookmark(self, situation: str) -> Bookmark | None:
        """Up to where that situation was seen on this laptop when it was last closed."""
        from situation_board.core.history.since import Bookmark

        try:
            found = json.loads(self._text(f"seen/{situation}"))
            return Bookmark(situation, int(found["arrival"]), str(found["change"]), int(found["at"]))
        except (ValueError, TypeError, KeyError):
            return None

    def remember_bookmark(self, mark: Bookmark) -> None:
        if self.at_risk:
            return
        seen = {"arrival": mark.arrival, "change": mark.change, "at": mark.at}
        self._file.setValue(f"seen/{mark.situation}", json.dumps(seen))

    @property
    def at_risk(self) -> bool:
        """Whether this laptop may be taken: then nothing is remembered of what was opened, and more is asked."""
        return self._text("protection/at_risk") == "yes"

    @at_risk.setter
    def at_risk(self, at_risk: bool) -> None:
        self._file.setValue("protection/at_risk", "yes" if at_risk else "no")
        if at_risk:
            for name in ("recent", "seen", "printing", "import"):
                self._file.remove(name)
        self._file.sync()

    @property
    def idle_minutes(self) -> int:
        """After how long alone a protected situation is locked."""
        text = self._text("protection/idle_minutes")
        chosen = min(max(1, int(text)), LONGEST_IDLE) if text.isascii() and text.isdigit() else IDLE_MINUTES
        return min(chosen, IDLE_AT_RISK) if self.at_risk else chosen

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._file.setValue("protection/idle_minutes", str(minutes))

    def backup_folder(self, situation: str) -> Path | None:
        """Where backups of that situation go on this laptop."""
        found = self._text(f"backup/{situation}")
        return from_kept(found) if found else None

    def backup_folders(self) -> list[Path]:
        """Where backups of any situation go on this laptop."""
        found = dict.fromkeys(self._text(name) for name in self._file.allKeys() if name.startswith("backup/"))
        return [Path(folder) for folder in found if folder]

    def remember_backup_folder(self, situation: str, folder: Path | None) -> None:
        self._file.setValue(f"backup/{situation}", as_kept(folder) if folder is not None else "")

    @property
    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Geometry and docks of the window."""
        geometry, docks = self._file.value("window/geometry"), self._file.value("window/docks")
        both = isinstance(geometry, QByteArray) and isinstance(docks, QByteArray)
        return (geometry, docks) if both else None

    @layout.setter
    def layout(self, layout: tuple[QByteArray, QByteArray]) -> None:
        geometry, docks = layout
        self._file.setValue("window/geometry", geometry)
        self._file.setValue("window/docks", docks)

    def forget_layout(self) -> None:
        self._file.remove("window")

    def save(self) -> None:
        self._file.sync()

    def _text(self, name: str) -> str:
        value = self._file.value(name)
        return value if isinstance(value, str) else ""

    def _texts(self, name: str) -> list[str]:
        """A list of one is kept by Qt as its one text."""
        value = self._file.value(name)
        found = value if isinstance(value, list) else [value]
        return [text for text in found if isinstance(text, str) and text]
