"""How reliable a source is thought to be, from a date on."""

from __future__ import annotations

from situation_board.core import times
from situation_board.core.actions.drafting import new_fact, not_in_future
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Rating, Source
from situation_board.core.store import Changes, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Reliability


def rate_source(
    reading: Reading,
    source: str,
    reliability: Reliability | None,
    *,
    why: str,
    as_of: Time | None = None,
    rated_by: str | None = None,
) -> Changes:
    """Rate a source A to F, or unrate it again with None; the reason is asked for.

    It holds from `as_of` on, else from now: what was thought before stays true of its time. `rated_by` is a role; who
    is on duty when not given. Notes "not_current" where a later rating stands.
    """
    main = reading.main(source)
    found = reading.row(Source, main)
    if found is None or found.voided:
        raise Mistake("There is no such source.", field="source")
    time = as_of or times.exactly(reading.now)
    not_in_future(reading, time)
    rating = Rating(
        id=new_id(),
        thing=main,
        reliability=reliability,
        as_of=time,
        why=why,
        rated_by=rated_by or reading.identity.person,
    )
    notes = ("not_current",) if _has_later(reading, main, time) else ()
    return Changes("rate_source", [new_fact(reading, rating)], (main,), notes=notes)


def _has_later(reading: Reading, source: str, time: Time) -> bool:
    marks = ", ".join("?" * len(reading.aliases(source)))
    later = f"SELECT 1 FROM rating WHERE thing IN ({marks}) AND voided = 0 AND as_of_earliest > ?"
    return reading.value(later, *reading.aliases(source), time.earliest) is not None
