"""What the handover window asks: the list as it is now, and those that were handed over before."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from situation_board.core.due import parse_due
from situation_board.core.handover import Handing, handing, handovers
from situation_board.core.history.since import time_said
from situation_board.core.problems import Mistake
from situation_board.core.rows import Handover
from situation_board.core.store import Reading


@dataclass(frozen=True)
class HandoverPage:
    """The list as it is now, those that are kept, the latest first, and who is on duty."""

    now: Handing
    kept: tuple[Handover, ...]
    person: str | None
    zone: ZoneInfo


def handover_page(reading: Reading, *, since: str, next_sheet: str) -> HandoverPage:
    """`since` and `next_sheet` are times as people write them; "" leaves them open. Mistake when one is none."""
    start = time_said(reading, since) if since.strip() else None
    due = parse_due(next_sheet, zone=reading.zone, now=reading.now) if next_sheet.strip() else None
    listing = handing(reading, since=start, next_sheet=due)
    if since.strip() and start is not None and start > listing.until:
        raise Mistake("That time is in the future.", field="since", do="Give the time at which the shift began.")
    return HandoverPage(listing, tuple(handovers(reading)), reading.identity.person, reading.zone)
