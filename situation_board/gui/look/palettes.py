"""The light and the dark palette, and the few further tones that a palette has no role for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


class Theme(StrEnum):
    """What a person chooses; *system* follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


LIGHT = {
    Role.Window: "#eef0f3",
    Role.WindowText: "#1a2027",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f6f7f9",
    Role.Text: "#1a2027",
    Role.PlaceholderText: "#5a6572",
    Role.Button: "#f6f7f9",
    Role.ButtonText: "#1a2027",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#1f262e",
    Role.ToolTipText: "#f2f4f6",
    Role.Highlight: "#14639e",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#14639e",
    Role.Link: "#14639e",
    Role.LinkVisited: "#6a4c93",
    Role.Light: "#ffffff",
    Role.Midlight: "#e3e6ea",
    Role.Mid: "#c6ccd3",
    Role.Dark: "#98a2ad",
    Role.Shadow: "#5a6572",
}
DARK = {
    Role.Window: "#14171b",
    Role.WindowText: "#e7ebef",
    Role.Base: "#1f242a",
    Role.AlternateBase: "#1a1e23",
    Role.Text: "#e7ebef",
    Role.PlaceholderText: "#9ba7b4",
    Role.Button: "#262c33",
    Role.ButtonText: "#e7ebef",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#e7ebef",
    Role.ToolTipText: "#14171b",
    Role.Highlight: "#62b0ea",
    Role.HighlightedText: "#0c1116",
    Role.Accent: "#62b0ea",
    Role.Link: "#7cbcf0",
    Role.LinkVisited: "#bda4e0",
    Role.Light: "#3a434d",
    Role.Midlight: "#2b3239",
    Role.Mid: "#3c4650",
    Role.Dark: "#0e1114",
    Role.Shadow: "#000000",
}
BOXES = ("QCheckBox", "QRadioButton")
"""What shows whether it is ticked by a mark in a box, whose edge Fusion makes darker than the window."""
BOX_IN_DARK = "#66707c"
DISABLED_ROLES = (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText)
DISABLED = {False: "#8a949f", True: "#6b7682"}


def palette(*, dark: bool) -> QPalette:
    """Our own palette. Set it explicitly: asking Qt for a colour scheme does not give one everywhere."""
    made = QPalette()
    for role, colour in (DARK if dark else LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in DISABLED_ROLES:
        made.setColor(Group.Disabled, role, QColor(DISABLED[dark]))
    made.setColor(Group.Disabled, Role.Highlight, made.color(Role.Mid))
    return made


def apply_theme(theme: Theme) -> None:
    """Dress the application. A desktop in high contrast is left as it is: its user needs just that."""
    QApplication.setStyle("Fusion")
    if theme is Theme.SYSTEM and _is_high_contrast(QPalette()):
        return
    chosen = palette(dark=_wants_dark(theme))
    QApplication.setPalette(chosen)
    if is_dark(chosen):
        chosen.setColor(Role.Base, QColor(BOX_IN_DARK))
    for box in BOXES:
        QApplication.setPalette(chosen, box)  # type: ignore[arg-type]  # the stubs want bytes, the call a text


def _wants_dark(theme: Theme) -> bool:
    if theme is Theme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme is Theme.DARK


def is_dark(of: QPalette) -> bool:
    return of.color(Role.Base).lightnessF() < 0.5


@dataclass(frozen=True)
class Tones:
    """The colours that our own painting uses, made from a palette."""

    ground: QColor
    card: QColor
    hovered: QColor
    chosen: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    attention: QColor
    alarm: QColor
    past: QColor
    placeholder: QColor
    high_contrast: bool


def tones(of: QPalette) -> Tones:
    """Made once per palette."""
    key = of.cacheKey()
    if key not in _tones:
        if len(_tones) > 32:
            _tones.clear()
        _tones[key] = _high_contrast_tones(of) if _is_high_contrast(of) else _usual_tones(of)
    return _tones[key]


_tones: dict[int, Tones] = {}


def _usual_tones(of: QPalette) -> Tones:
    dark = is_dark(of)
    card, window, accent = of.color(Role.Base), of.color(Role.Window), of.color(Role.Highlight)
    return Tones(
        ground=_mixed(window, card, 0.35) if dark else _mixed(window, of.color(Role.Mid), 0.12),
        card=card,
        hovered=_mixed(card, accent, 0.05),
        chosen=_mixed(card, accent, 0.17 if dark else 0.11),
        border=_mixed(card, of.color(Role.Text), 0.16),
        text=of.color(Role.Text),
        muted=of.color(Role.PlaceholderText),
        accent=accent,
        on_accent=of.color(Role.HighlightedText),
        attention=QColor("#f0b952" if dark else "#8a5300"),
        alarm=QColor("#ff8f85" if dark else "#b3211b"),
        past=_mixed(window, QColor("#c9952f"), 0.16 if dark else 0.22),
        placeholder=_mixed(card, of.color(Role.Text), 0.09),
        high_contrast=False,
    )


def _high_contrast_tones(of: QPalette) -> Tones:
    text, card = of.color(Role.Text), of.color(Role.Base)
    return Tones(
        ground=of.color(Role.Window),
        card=card,
        hovered=card,
        chosen=of.color(Role.Highlight),
        border=text,
        text=text,
        muted=text,
        accent=of.color(Role.Highlight),
        on_accent=of.color(Role.HighlightedText),
        attention=text,
        alarm=text,
        past=of.color(Role.Window),
        placeholder=text,
        high_contrast=True,
    )


def _is_high_contrast(of: QPalette) -> bool:
    """The desktops' high contrast palettes set pure black against pure white, or nearly, also round the fields.

    Qt's own palette, where there is no desktop to ask, has black on white in fields but a grey window.
    """
    grounds = ((Role.Text, Role.Base), (Role.WindowText, Role.Window))
    return all(contrast(of.color(ink), of.color(ground)) > 19.5 for ink, ground in grounds)


def contrast(a: QColor, b: QColor) -> float:
    """The contrast ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(a: QColor, b: QColor, share: float) -> QColor:
    """`a` with that share of `b` in it."""
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )
