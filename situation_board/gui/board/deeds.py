"""Actions on several cards that are undone as one, put together from those of the core."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core.actions import cards, records
from situation_board.core.problems import Mistake
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Column
from situation_board.gui.board.questions import last_columns_on_board


def bring_back(
    reading: Reading,
    ids: Sequence[str],
    *,
    as_of: Time | None = None,
    report: str | None = None,
    beside: Sequence[Draft] = (),
) -> Changes:
    """Put held cards back on the board, each where it stood before. The rest as for `move_cards`."""
    columns = last_columns_on_board(reading, list(ids))
    groups = [(column, [card for card in ids if columns[card] is column]) for column in Column]
    return _together(
        [
            cards.move_cards(reading, group, column, as_of=as_of, report=report, beside=beside)
            for column, group in groups
            if group
        ]
    )


def strike_cards(reading: Reading, ids: Sequence[str], *, why: str | None) -> Changes:
    return _together([records.strike(reading, card, why=why) for card in ids])


def _together(parts: Sequence[Changes]) -> Changes:
    if not parts:
        raise Mistake("No card is selected.")
    drafts: list[Draft] = []
    for draft in (draft for part in parts for draft in part.drafts):
        if draft not in drafts:  # a report that several rest on is made once
            drafts.append(draft)
    return Changes(
        parts[0].label,
        drafts,
        tuple(card for part in parts for card in part.ids),
        notes=tuple(sorted({note for part in parts for note in part.notes})),
    )
