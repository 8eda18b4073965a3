"""What this program is and on whose work it stands, with the licences of all that is shipped."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QCoreApplication

import situation_board
from situation_board.core.resources import resource_folder
from situation_board.core.sqlite import sqlite3
from situation_board.gui.reading_page import Page

LIBRARIES = (
    ("Qt for Python (PySide6, shiboken6) and Qt", "LGPL-3.0-only", "qt.io"),
    ("SQLCipher and SQLite, through sqlcipher3", "BSD-3-Clause; public domain; zlib", "zetetic.net, sqlite.org"),
    ("OpenSSL", "Apache-2.0", "openssl.org"),
    ("sqlite-utils", "Apache-2.0", "sqlite-utils.datasette.io"),
    ("pyqtgraph", "MIT", "pyqtgraph.org"),
    ("NumPy", "BSD-3-Clause", "numpy.org"),
    ("RapidFuzz", "MIT", "rapidfuzz.github.io"),
    ("click", "BSD-3-Clause", "palletsprojects.com"),
    ("platformdirs", "MIT", "platformdirs.readthedocs.io"),
    ("python-calamine and calamine", "MIT", "github.com/dimastbk/python-calamine"),
    ("pyshp", "MIT", "github.com/GeospatialPython/pyshp"),
    ("defusedxml", "PSF-2.0", "github.com/tiran/defusedxml"),
    ("charset-normalizer", "MIT", "charset-normalizer.readthedocs.io"),
    ("argon2-cffi and Argon2", "MIT; CC0-1.0 or Apache-2.0", "argon2-cffi.readthedocs.io"),
    ("segno", "BSD-3-Clause", "segno.readthedocs.io"),
    ("IBM Plex Sans, Condensed and Arabic: the letters of printed sheets", "OFL-1.1", "ibm.com/plex"),
    ("tzdata, the IANA time zones", "Apache-2.0; public domain", "iana.org/time-zones"),
    ("Python", "PSF-2.0", "python.org"),
)


def about_pages() -> list[Page]:
    """About, and the licence of the program itself."""
    tr = QCoreApplication.translate
    pages = [Page(tr("About", "About"), _about()), Page(tr("About", "Libraries"), _libraries())]
    packed = resource_folder().parent / "licences"
    for title, name in (
        (tr("About", "Everything inside"), "components.txt"),
        (tr("About", "Putting in another Qt"), "README.txt"),
    ):
        if (packed / name).is_file():  # in a frozen program
            pages.append(Page(title, f"```\n{(packed / name).read_text(encoding='utf-8')}\n```"))
    licence = resource_folder().parent / "LICENSE"
    if licence.is_file():
        pages.append(Page(tr("About", "Licence"), f"```\n{licence.read_text(encoding='utf-8')}\n```"))
    return pages


def _about() -> str:
    tr = QCoreApplication.translate
    versions = (
        f"Python {platform.python_version()} · Qt for Python {PySide6.__version__} · SQLite {sqlite3.sqlite_version}"
    )
    return "\n\n".join(
        [
            f"# Situation Board {situation_board.__version__}",
            tr("About", "A board of places: who holds each, since when, and who says so. Works without a network."),
            tr("About", "Free software under the Apache License 2.0. It comes without any warranty."),
            f"## {tr('About', 'Places')}",
            tr(
                "About",
                "Names and positions of places come from GeoNames (geonames.org), licensed under the Creative Commons"
                " Attribution 4.0 licence (CC BY 4.0), changed: chosen, normalised, and completed by hand.",
            ),
            tr("About", "Names and boundaries shown do not imply any opinion on the legal status of a territory."),
            f"## {tr('About', 'Versions')}",
            versions,
        ]
    )


def _libraries() -> str:
    tr = QCoreApplication.translate
    lines = [f"| {name} | {licence} | {home} |" for name, licence, home in LIBRARIES]
    return "\n".join(
        [
            f"# {tr('About', 'Libraries')}",
            "",
            tr(
                "About",
                "Qt for Python is used under the GNU Lesser General Public License 3; you may replace its files with"
                " your own build.",
            ),
            "",
            f"| {tr('About', 'Library')} | {tr('About', 'Licence')} | {tr('About', 'From')} |",
            "|---|---|---|",
            *lines,
        ]
    )
