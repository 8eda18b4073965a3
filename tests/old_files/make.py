"""Makes the stored file of the present schema version and what its board shows.

Run from the checkout: python3 -m tests.old_files.make
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from situation_board.core import schema
from situation_board.core.questions.boards import Board, board
from situation_board.core.store import Store
from tests.core.filled import NOW, create, fill
from tests.core.random_work import Clock

FOLDER = Path(__file__).parent
SAMPLE_KEY = bytes(range(32))


def main() -> None:
    for protected in (False, True):
        path = FOLDER / f"version-{schema.version()}{'-protected' if protected else ''}.sitboard"
        path.unlink(missing_ok=True)
        with create(path, key=SAMPLE_KEY if protected else None, clock=Clock(NOW)) as store:
            fill(store)
            described = describe(store)
        text = json.dumps(described, indent=1, ensure_ascii=False, sort_keys=True)
        path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} KB\n")


def describe(store: Store) -> dict[str, Any]:
    """What must be read from the file for ever: the board, and how much hangs on it."""
    with store.reading() as reading:
        tables = ("actor", "location", "card", "status", "claim", "event", "route", "route_status", "verification")
        counts = {table: reading.value(f'SELECT count(*) FROM "{table}"') for table in tables}
        return {"arrival": reading.arrival, "board": board_as_words(board(reading)), "rows": counts}


def board_as_words(shown: Board) -> dict[str, list[dict[str, Any]]]:
    return {
        column.status.value: [
            {
                "place": face.place,
                "number": face.number,
                "area": face.area,
                "actors": face.actors and [actor.short_name for actor in face.actors],
                "from": face.from_actors and [actor.short_name for actor in face.from_actors],
                "basis": face.basis,
                "as_of": face.as_of.to_list(),
                "stale": face.stale,
                "claims": [face.claims_for, face.claims_against, face.best_for, face.best_against],
                "has_source": face.has_source,
                "names": [list(name) for name in face.names],
            }
            for face in column.cards
        ]
        for column in shown.columns
    }


if __name__ == "__main__":
    main()
