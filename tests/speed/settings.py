"""What a run of the bench was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`folder` is for files to write to; it is gone after the run."""

    folder: Path
    is_quick: bool = False
    is_large: bool = False

    @property
    def times(self) -> int:
        return 3 if self.is_quick else 7

    @property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of cards."""
        return (1_000, 10_000) if self.is_quick else (1_000, 10_000, 100_000)

    @property
    def checked_sizes(self) -> tuple[int, ...]:
        return (1_000,) if self.is_quick else (1_000, 10_000)

    @property
    def merges(self) -> tuple[int, ...]:
        """Numbers of changes."""
        return (1_000,) if self.is_quick else (1_000, 10_000)

    @property
    def imported_rows(self) -> tuple[int, ...]:
        """Rows of an imported file. A million take minutes."""
        return (20_000,) if self.is_quick else (100_000, 1_000_000) if self.is_large else (100_000,)

    @property
    def events(self) -> tuple[int, ...]:
        """Numbers of events, of which the first is the floor. Ten million take minutes to make, and 15 GB."""
        sizes = (10_000, 100_000, 1_000_000, 10_000_000)
        return sizes[:2] if self.is_quick else sizes if self.is_large else sizes[:3]
