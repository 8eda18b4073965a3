"""The letters of a sheet. They come with packages, are loaded at run time, and are embedded in each PDF.

One family in all sizes: IBM Plex Sans, condensed for Latin, with its Arabic, and its plain form for Cyrillic and Greek
(packaging/decisions/0014).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from situation_board.core.problems import Trouble
from situation_board.core.resources import resource_folder
from situation_board.gui.printing.paper import POINT

FILES = (
    ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-Regular.ttf"),
    ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-SemiBold.ttf"),
    ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-Bold.ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-SemiBold.ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Bold.ttf"),
    ("fontpkg_ibm_plex_sans", "IBMPlexSans[wdth,wght].ttf"),
)
FAMILIES = ("IBM Plex Sans Condensed", "IBM Plex Sans Arabic", "IBM Plex Sans")
JOINING_PAIRS = ("calt", "rlig")
"""What joins pairs of Arabic letters into shapes that a PDF cannot name; `shaping` joins those that must be."""
REGULAR, SEMI_BOLD, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold


@lru_cache(maxsize=128)
def font(points: float, weight: QFont.Weight = REGULAR) -> QFont:
    """Letters of so many points on paper."""
    load_fonts()
    made = QFont(list(FAMILIES))
    made.setPixelSize(round(points * POINT))
    made.setWeight(weight)
    made.setHintingPreference(
        QFont.HintingPreference.PreferFullHinting
    )  # advances in whole units: a third less to write
    made.setStyleStrategy(QFont.StyleStrategy.ForceOutline)
    for feature in JOINING_PAIRS:
        made.setFeature(QFont.Tag(feature), 0)
    return made


@cache
def mark_font() -> QFont:
    """For what is not seen: so small that no line is higher for it, and no other font is looked for."""
    made = QFont(font(1))
    made.setFamilies([FAMILIES[0]])
    made.setStyleStrategy(QFont.StyleStrategy.ForceOutline | QFont.StyleStrategy.NoFontMerging)
    return made


@lru_cache(maxsize=128)
def metrics(points: float, weight: QFont.Weight = REGULAR) -> QFontMetricsF:
    return QFontMetricsF(font(points, weight))


@cache
def load_fonts() -> None:
    """Once a run. Trouble when the program was installed without them."""
    for package, name in FILES:
        path = _font_path(package, name)
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            raise Trouble(
                f"A font that sheets are printed with is missing: {name}.", do="Install Situation Board anew."
            )


def _font_path(package: str, name: str) -> Path:
    """In a frozen program beside our own resources, else in the package that carries it."""
    shipped = resource_folder() / "fonts" / name
    if shipped.is_file():
        return shipped
    found = find_spec(package)
    origin = found.origin if found else None
    return Path(origin).parent / "files" / name if origin else shipped
