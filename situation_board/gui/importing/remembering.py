"""What was said of files with the same columns, kept on this laptop."""

from __future__ import annotations

from dataclasses import dataclass, field

from situation_board.core.importing.options import DateOrder
from situation_board.gui.settings import Settings


@dataclass(frozen=True)
class Remembered:
    """What a person said of such a file the last time."""

    columns: dict[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    source: str = ""


def recall(settings: Settings, signature: str) -> Remembered | None:
    """None when nothing was said yet, or what is kept cannot be read."""
    kept = settings.import_choices(signature) if signature else {}
    columns, order = kept.get("columns"), kept.get("date_order")
    if not isinstance(columns, dict):
        return None
    return Remembered(
        {str(name): str(header) for name, header in columns.items()},
        DateOrder(order) if order in set(DateOrder) else None,
        str(kept.get("source") or ""),
    )


def forget(settings: Settings, signature: str) -> None:
    settings.remember_import(signature, {})


def remember(settings: Settings, signature: str, said: Remembered) -> None:
    if signature and said != Remembered():
        settings.remember_import(
            signature, {"columns": said.columns, "date_order": said.date_order, "source": said.source}
        )
