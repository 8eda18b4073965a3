"""The last step of an import. What it takes is made ready beforehand, while others may write."""

from __future__ import annotations

from functools import partial

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.loading import load
from situation_board.core.importing.preparing import Prepared, Read
from situation_board.core.importing.staging import Write
from situation_board.core.store import Saved, Store
from situation_board.core.store.writing import Beginning, Ready, make_ready

ATTEMPTS = 5
"""So often somebody may come first. After that it is worked out while nobody else can write."""


def save(read: Read, write: Write, gazetteer: Gazetteer, prepared: Prepared) -> Saved:
    """Save what was prepared. Mistake when the very same file stands already."""
    for _ in range(ATTEMPTS):
        ready = _ready(read, write(lambda store: store.beginning()), gazetteer, prepared)
        saved: Saved | None = write(partial(Store.do_ready, ready=ready)) if ready is not None else None
        if saved is not None:
            return saved
    saved = write(lambda store: store.do(load, gazetteer, prepared))
    assert saved is not None
    return saved


def _ready(read: Read, beginning: Beginning, gazetteer: Gazetteer, prepared: Prepared) -> Ready | None:
    with read() as reading:
        if reading.arrival != beginning.arrival:
            return None
        return make_ready(reading.connection, load(reading, gazetteer, prepared), beginning)
