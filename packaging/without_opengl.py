"""Stands in for two parts of Qt that the charts' library loads and, as we use it, never calls.

With their libraries they are 11 MB on Windows. Drawing with OpenGL is off in pyqtgraph unless somebody asks for it;
what it wants of them before that is that they are there, and one class to derive another from.
"""

from __future__ import annotations

import sys
from types import ModuleType


def stand_in() -> None:
    """Before anything else imports them."""
    for name in ("QtOpenGL", "QtOpenGLWidgets"):
        sys.modules[f"PySide6.{name}"] = ModuleType(f"PySide6.{name}")
    sys.modules["PySide6.QtOpenGLWidgets"].QOpenGLWidget = type("QOpenGLWidget", (), {})  # type: ignore[attr-defined]
