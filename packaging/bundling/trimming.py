"""What the bundle leaves out, and why. After each line added here the frozen program is to be run.

What must stay although it looks useless: pyqtgraph.multiprocess (pyqtgraph imports it), OpenBLAS (numpy is linked with
it). Nothing is stripped of its symbols, because that breaks OpenBLAS; but notes for debuggers
are taken out of Python and SQLCipher, whose makers leave them in: 40 MB.
"""

from __future__ import annotations

import fnmatch
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""As PyInstaller lists a file: where it comes to lie, where it is, of which kind."""

MODULES_LEFT_OUT = [
    # Python's own that open a network or a terminal, or serve development; the store has an SQLite of its own
    *(
        "ssl",
        "_ssl",
        "_hashlib",
        "sqlite3",
        "_sqlite3",
        "readline",
        "curses",
        "_curses",
        "tkinter",
        "_tkinter",
        "turtle",
        "idlelib",
    ),
    *("lib2to3", "ensurepip", "venv", "pydoc_data", "test", "xmlrpc"),
    # Installed beside what we use, and not used
    *("pip", "setuptools", "pkg_resources", "wheel", "_distutils_hack", "PyInstaller", "packaging"),
    *("numpy.f2py", "numpy.distutils", "numpy.random", "numpy.fft", "numpy.polynomial", "numpy.testing"),
    *("pyqtgraph.examples", "pyqtgraph.opengl", "fontpkg", "fontpkg_ibm_plex_sans"),
    *("fontpkg_ibm_plex_sans_arabic", "fontpkg_ibm_plex_sans_condensed"),  # their files lie in resources/fonts
    *("pyqtgraph.jupyter", "pyqtgraph.flowchart", "pyqtgraph.canvas", "pyqtgraph.console", "pyqtgraph.dockarea"),
    *("PySide6.QtTest", "PySide6.QtSql", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtXml"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),  # packaging/without_opengl.py stands in for them
    # Parts of libraries for their own tests, and faster ways that fall back to ordinary ones
    *("numpy._core._simd", "numpy._core._multiarray_tests", "numpy._core._rational_tests"),
    *("numpy._core._umath_tests", "numpy._core._struct_ufunc_tests", "numpy._core._operand_flag_tests"),
    *("rapidfuzz.fuzz_cpp_avx2", "rapidfuzz.distance.metrics_cpp", "rapidfuzz.distance.metrics_cpp_avx2"),
]
MODULES_LEFT_OUT_ON_WINDOWS = ["PySide6.QtDBus"]
"""Tells of sleep on Linux."""

FILES_LEFT_OUT = [
    # Screens of embedded devices and remote ones; an on-screen keyboard that needs QML
    *(
        "*platforms/*eglfs*",
        "*platforms/*linuxfb*",
        "*platforms/*minimalegl*",
        "*platforms/*vnc*",
        "*platforms/*vkkhr*",
    ),
    *("*platforms/*direct2d*", "*platforms/*qminimal*"),
    *("*/egldeviceintegrations/*", "*EglFS*", "*EglFs*", "*/generic/*", "*virtualkeyboard*"),
    # The desktop's file dialogs come through the portal; the plugin for GTK would bring all of GTK
    "*platformthemes/*gtk3*",
    # Nothing is fetched
    *("*/tls/*", "*/networkinformation/*"),
    # Pictures that no report has
    *("*imageformats/*pdf*", "*imageformats/*tga*", "*imageformats/*tiff*", "*imageformats/*wbmp*"),
    # Words of Qt in languages that the program does not speak
    "*/Qt/translations/*",
    "PySide6/translations/*",
    # A renderer of OpenGL in software, 20 MB: nothing of ours is drawn with OpenGL
    "*opengl32sw.dll",
    # Data of libraries that is for developers
    *("pyqtgraph/icons/peegee/*", "pyqtgraph/examples/*", "*.pyi", "numpy/*/tests/*", "*/numpy/random/lib/*"),
]

SYSTEM_LIBRARIES_KEPT = [
    # A small desktop may lack these, and the window needs them
    *("libxcb-cursor.so*", "libxcb-glx.so*", "libxcb-icccm.so*", "libxcb-image.so*", "libxcb-keysyms.so*"),
    *("libxcb-randr.so*", "libxcb-render.so*", "libxcb-render-util.so*", "libxcb-shape.so*", "libxcb-shm.so*"),
    *("libxcb-sync.so*", "libxcb-util.so*", "libxcb-xfixes.so*", "libxcb-xkb.so*", "libxkbcommon*.so*"),
    # What Python is linked with, and desktops have in different versions
    *("libpython3*", "libffi.so*", "libbz2.so*", "liblzma.so*", "libmpdec.so*"),
]
"""Of Linux itself. All others are on every desktop, and the desktop's own fit it best."""


def trimmed(entries: Iterable[Entry], *, own: Iterable[str]) -> list[Entry]:
    """Without what is left out; `own` are the folders of Python and its packages, all else is the system's."""
    folders = [Path(folder).resolve() for folder in own]
    return [entry for entry in entries if not is_left_out(entry[0]) and is_ours_or_kept(entry, folders)]


def is_left_out(name: str) -> bool:
    spoken = name.replace("\\", "/")
    return any(fnmatch.fnmatch(spoken, pattern) for pattern in FILES_LEFT_OUT)


def is_ours_or_kept(entry: Entry, folders: list[Path]) -> bool:
    name, source, kind = entry
    if sys.platform != "linux" or kind not in ("BINARY", "EXTENSION"):
        return True
    is_ours = any(Path(source).resolve().is_relative_to(folder) for folder in folders)
    return is_ours or any(fnmatch.fnmatch(PurePath(name).name, pattern) for pattern in SYSTEM_LIBRARIES_KEPT)


def without_debugging(entries: Iterable[Entry], *, python: str, into: Path) -> list[Entry]:
    """On Linux: those of Python itself and of SQLCipher replaced by copies without notes for debuggers."""
    return [
        (name, str(_copy_without_debugging(Path(source), into)), kind) if _has_notes(source, kind, python) else entry
        for entry in entries
        for name, source, kind in [entry]
    ]


def _has_notes(source: str, kind: str, python: str) -> bool:
    is_library = sys.platform == "linux" and kind in ("BINARY", "EXTENSION")
    return is_library and (Path(source).is_relative_to(python) or "sqlcipher3" in source)


def _copy_without_debugging(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["objcopy", "--strip-debug", file, folder / file.name], check=True)
    return folder / file.name
