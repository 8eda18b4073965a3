"""The disk image as dmgbuild lays it out: the application, and beside it the folder that it is dragged to.

Read by dmgbuild, which gives `defines`; packaging/bundling/macos_package.py starts it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

defines: dict[str, Any] = globals().get("defines", {})  # given by dmgbuild
application = Path(defines.get("application", "Situation Board.app"))

format = "ULFO"  # read by macOS 10.11 and newer, a fifth smaller than the older one
filesystem = "HFS+"  # nothing has to be converted on an old Mac
files = [str(application)]
symlinks = {"Applications": "/Applications"}
icon = defines.get("icon")

window_rect = ((200, 200), (560, 340))
default_view = "icon-view"
show_status_bar = show_toolbar = show_sidebar = show_pathbar = False
icon_size = 112
text_size = 13
icon_locations = {application.name: (150, 150), "Applications": (410, 150)}
