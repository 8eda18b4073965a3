"""How everything looks: palettes, spacing, icons, the shapes of a basis, the stripes of actors.

One accent, the system's font, spacing in steps of 4 and 8. Nothing is told by colour alone: a basis has a shape and a
word, an actor a colour and a pattern, a mark an icon and a word.
"""

from situation_board.gui.look.icons import icon, icon_names, icon_pixmap, paint_icon
from situation_board.gui.look.palettes import Theme, Tones, apply_theme, is_dark, palette, tones
from situation_board.gui.look.sizes import fitting
from situation_board.gui.look.stripes import Pattern, Stripe, paint_stripes, stripe

HALF = 4
SPACE = 8
"""The two steps of spacing, in pixels at 100 %."""

BASIS_ICONS = {
    "claimed": "claimed",
    "reported": "reported",
    "assessed": "assessed",
    "confirmed": "confirmed",
    None: "basis-unknown",
}
"""A basis's shape: open bubble, half disc, diamond, filled square with a tick, broken circle where it is not stated."""

__all__ = [
    "BASIS_ICONS",
    "HALF",
    "SPACE",
    "Pattern",
    "Stripe",
    "Theme",
    "Tones",
    "apply_theme",
    "fitting",
    "icon",
    "icon_names",
    "icon_pixmap",
    "is_dark",
    "paint_icon",
    "paint_stripes",
    "palette",
    "stripe",
    "tones",
]
