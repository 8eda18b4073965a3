"""What a person says about a file before it is read; everything may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from situation_board.core.times import Time


class DateOrder(StrEnum):
    """Which part of 03/04/2024 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read. `zone` is the incident's: a day without a zone is a day there. `now` in milliseconds, UTC.

    `columns` maps fields to headers of the file, where a person said so. `as_of` is since when a table is so that does
    not say it itself. `actors` maps what a table calls a party to the id of an actor. `keeps_personal_data` lets e-mail
    addresses and telephone numbers through.
    """

    zone: ZoneInfo
    now: int
    date_order: DateOrder | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    source: str | None = None
    as_of: Time | None = None
    actors: Mapping[str, str] = field(default_factory=dict)
    keeps_personal_data: bool = False
