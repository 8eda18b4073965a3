"""What a person chooses for a sheet, and is remembered for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from situation_board.core.snapshot.language import LANGUAGES
from situation_board.core.snapshot.wanted import PARTS
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetPart, SheetProfile
from situation_board.gui.printing.pages import Extent
from situation_board.gui.printing.paper import Paper, PaperSize

ANY = ""
"""The label that the parts of the sheet ask for."""


@dataclass(frozen=True)
class Choices:
    """Plain texts, as they are kept in the settings; what a newer program kept and is unknown here is not taken."""

    kind: str = SheetKind.STATUS.value
    profile: str = SheetProfile.FULL.value
    label: str = ANY
    language: str = "en"
    digits: str = "western"
    months: str = "levantine"
    paper_size: str = PaperSize.A4.value
    way: str = "portrait"
    extent: str = Extent.ONE_PAGE.value
    prepared_by: str = ""
    contact: str = ""
    distribution: str = ""
    without: str = ""
    """The parts that are not printed, with commas between them; "" prints all."""

    @property
    def parts(self) -> tuple[SheetPart, ...] | None:
        """Those that are printed; None is all that a sheet of the kind has."""
        gone = set(self.without.split(",")) - {""}
        if not gone:
            return None
        return tuple(part for part in PARTS[SheetKind(self.kind)] if part.value not in gone)

    @property
    def paper(self) -> Paper:
        return Paper(PaperSize(self.paper_size), landscape=self.way == "landscape")

    def to_settings(self, *, words: bool = True) -> dict[str, str]:
        """`words`: also what was typed, such as a contact; the settings are plain, a protected situation is not."""
        kept = {name: str(value) for name, value in asdict(self).items()}
        return kept if words else {name: value for name, value in kept.items() if name in ALLOWED or name == "without"}


ALLOWED: dict[str, tuple[str, ...]] = {
    "kind": tuple(kind.value for kind in SheetKind),
    "profile": tuple(profile.value for profile in SheetProfile),
    "label": (ANY, *(label.value for label in HandlingLabel)),
    "language": tuple(LANGUAGES),
    "digits": ("western", "arabic"),
    "months": ("levantine", "standard"),
    "paper_size": tuple(size.value for size in PaperSize),
    "way": ("portrait", "landscape"),
    "extent": tuple(extent.value for extent in Extent),
}


def choices_from(settings: Mapping[str, Any]) -> Choices:
    """What the settings hold, as far as it makes sense: people edit them."""
    known = {field.name for field in fields(Choices)}
    texts = {name: value for name, value in settings.items() if name in known and isinstance(value, str)}
    return Choices(**{name: value for name, value in texts.items() if value in ALLOWED.get(name, (value,))})
