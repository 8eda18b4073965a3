"""Our own people and partners: headcounts with their time, stale after a day, and strict unless said otherwise."""

from __future__ import annotations

import dataclasses

import pytest

from situation_board.core import history
from situation_board.core.actions import presence, records
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.questions.presence import PresenceLine, presence_ids, presence_lines
from situation_board.core.rows import Presence, PresenceStatus
from situation_board.core.store import Store
from situation_board.core.times import Precision
from situation_board.core.vocabulary import HandlingLabel, Posture, PresenceKind
from tests.core.filled import Filled, ago


def add(store: Store, filled: Filled, place: str = "Homs", *, status: PresenceStatus | None = None) -> str:
    new = Presence(id="", organisation=filled.actor["UN"], location=filled.place[place])
    return store.do(presence.add_presence, new, status=status).ids[0]


def said(headcount: int | None = None, posture: Posture | None = None, *, hours: float | None = 1) -> PresenceStatus:
    as_of = None if hours is None else ago(hours)
    return PresenceStatus(id="", thing="", headcount=headcount, posture=posture, as_of=as_of)


def count(store: Store, thing: str, status: PresenceStatus) -> None:
    store.do(presence.set_presence_status, dataclasses.replace(status, thing=thing))


def line(store: Store, thing: str, moment: object = None) -> PresenceLine:
    with store.reading() as reading:
        return presence_lines(reading, [thing], moment)[0]  # type: ignore[arg-type]


def test_an_office_with_its_headcount_is_one_step(filled_store: Store, filled: Filled) -> None:
    found = line(filled_store, add(filled_store, filled, status=said(12, Posture.RESTRICTED)))
    assert (found.organisation, found.place, found.headcount) == ("United Nations", "Homs", 12)
    assert (found.posture, found.as_of, found.stale) == (Posture.RESTRICTED, ago(1), False)
    assert found.presence.kind is PresenceKind.OFFICE
    filled_store.do(history.undo)
    with filled_store.reading() as reading:
        assert presence_ids(reading) == [filled.presence]


def test_it_is_strict_unless_another_label_is_set(filled_store: Store, filled: Filled) -> None:
    thing = add(filled_store, filled)
    assert line(filled_store, thing).label is HandlingLabel.AMBER_STRICT
    filled_store.do(records.edit_thing, thing, {"label": HandlingLabel.GREEN})
    assert line(filled_store, thing).label is HandlingLabel.GREEN


def test_the_latest_headcount_counts_and_zero_is_not_missing(filled_store: Store, filled: Filled) -> None:
    thing = add(filled_store, filled, status=said(12, hours=5))
    count(filled_store, thing, said(0, Posture.EVACUATED, hours=2))
    count(filled_store, thing, said(9, hours=9))
    assert (line(filled_store, thing).headcount, line(filled_store, thing).posture) == (0, Posture.EVACUATED)
    assert line(filled_store, thing, TrueThen(ago(4).earliest)).headcount == 12


def test_without_a_time_it_is_recorded_now_and_not_stated(filled_store: Store, filled: Filled) -> None:
    as_of = line(filled_store, add(filled_store, filled, status=said(3, hours=None))).as_of
    assert as_of is not None and as_of.precision is Precision.NOT_STATED


def test_a_headcount_is_stale_after_a_day(filled_store: Store, filled: Filled) -> None:
    thing = add(filled_store, filled, status=said(12, hours=25))
    assert line(filled_store, thing).stale
    count(filled_store, thing, said(12, hours=23))
    assert not line(filled_store, thing).stale


def test_nobody_counted_is_neither_stale_nor_none(filled_store: Store, filled: Filled) -> None:
    found = line(filled_store, add(filled_store, filled))
    assert (found.headcount, found.as_of, found.stale) == (None, None, False)


@pytest.mark.parametrize(
    ("status", "field"),
    [(said(), "headcount"), (said(-1), "headcount"), (said(2_000_000), "headcount"), (said(3, hours=-1), "as_of")],
    ids=["nothing", "fewer than nobody", "too many", "to come"],
)
def test_what_cannot_be_is_refused(filled_store: Store, filled: Filled, status: PresenceStatus, field: str) -> None:
    with pytest.raises(Mistake) as told:
        add(filled_store, filled, status=status)
    assert told.value.field == field


def test_a_headcount_is_of_something_that_is_there(filled_store: Store, filled: Filled) -> None:
    with pytest.raises(Mistake, match="no such office"):
        count(filled_store, "nothing", said(3))


def test_they_are_listed_by_place_and_those_of_one_place_alone(filled_store: Store, filled: Filled) -> None:
    homs, aleppo = add(filled_store, filled), add(filled_store, filled, "Aleppo")
    with filled_store.reading() as reading:
        assert presence_ids(reading) == [aleppo, homs, filled.presence]
        assert presence_ids(reading, at=filled.place["Homs"]) == [homs]
        assert presence_ids(reading, at=filled.place["Daraa"]) == []


def test_the_past_shows_what_was_known(filled_store: Store, filled: Filled) -> None:
    thing = add(filled_store, filled, status=said(12, hours=5))
    with filled_store.reading() as reading:
        known = KnownThen(reading.arrival)
    count(filled_store, thing, said(4, hours=3))
    assert line(filled_store, thing, known).headcount == 12
