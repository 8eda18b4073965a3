"""Each filter and each order of the board, against a plain reading of every row."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.actions import cards, facts, records
from situation_board.core.names import normalise
from situation_board.core.questions.cards import SHELF_LIFE, SORTS, CardFilter, card_ids
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Card, Location, Status, Verification
from situation_board.core.store import Reading, Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Basis, Column
from tests.core.conftest import Template
from tests.core.filled import DESK, NOW, Filled, ago, known
from tests.core.looking import latest_move, move_elsewhere
from tests.core.random_work import Clock, Laptop, Work, works

Templates = dict[tuple[bool, bytes | None], Template]


class Oracle:
    """The board in plain Python: everything is read, nothing is clever."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.cards = {card.id: card for card in reading.rows(Card)}
        self.places = {place.id: place for place in reading.rows(Location)}
        self.mains = dict(reading.all("SELECT thing, main FROM alias"))
        self.statuses = self._newest(reading.rows(Status))
        self.verified = self._newest(reading.rows(Verification))
        self.disputed = {subject for (subject,) in reading.all("SELECT subject FROM conflict")}

    def main(self, thing: str | None) -> str:
        return str(self.mains.get(thing, thing))

    def _newest(self, rows: list[Any]) -> dict[str, Any]:
        counting = [row for row in rows if not row.voided and row.as_of.earliest <= self.reading.now]
        ordered = sorted(counting, key=lambda row: (row.as_of.earliest, row.lamport, row.writer, row.seq))
        return {self.main(row.thing): row for row in ordered}

    def cards_of(self, column: Column, filter: CardFilter, sort: str) -> list[str]:
        live = [card for card in self.cards.values() if not card.voided and self.main(card.id) == card.id]
        here = [card for card in live if card.id in self.statuses and self.statuses[card.id].column == column]
        return [card.id for card in sorted(filter_with(self, filter, here), key=self._orders()[sort])]

    def _orders(self) -> dict[str, Callable[[Card], tuple[Any, ...]]]:
        return {
            "manual": lambda card: (card.rank, card.id),
            "newest": lambda card: (-self.statuses[card.id].as_of.earliest, card.id),
            "oldest": lambda card: (self.statuses[card.id].as_of.earliest, card.id),
            "place": lambda card: (normalise(self.place(card).name or ""), card.id),
        }

    def place(self, card: Card) -> Location:
        return self.places[self.main(card.location)]

    def involves(self, card: Card, actor: str) -> bool:
        status = self.statuses[card.id]
        named = [*(status.controllers or ()), *(status.former or ()), *(status.moving or ())]
        return self.main(actor) in {self.main(one) for one in (*named, *(status.besieged_by or ()))}

    def lies_in(self, card: Card, area: str) -> bool:
        seen: set[str] = set()
        place = self.main(card.location)
        while place not in seen:
            if place == self.main(area):
                return True
            seen.add(place)
            parent = self.places[place].parent if place in self.places else None
            place = self.main(parent) if parent else place
        return False

    def is_stale(self, card: Card) -> bool:
        status, verification = self.statuses[card.id], self.verified.get(card.id)
        seen = max(status.as_of.earliest, verification.as_of.earliest if verification else 0)
        own = getattr(self.reading.situation, f"shelf_life_{status.column}")
        life = card.shelf_life or own or SHELF_LIFE[status.column]
        return bool(self.reading.now - seen > life * HOUR)


def filter_with(oracle: Oracle, filter: CardFilter, found: list[Card]) -> list[Card]:
    tests: list[Callable[[Card], bool]] = []
    if filter.actor is not None:
        tests.append(lambda card: oracle.involves(card, filter.actor or ""))
    if filter.area is not None:
        tests.append(lambda card: oracle.lies_in(card, filter.area or ""))
    if filter.basis is not None:
        tests.append(lambda card: oracle.statuses[card.id].basis == filter.basis)
    if filter.stale is not None:
        tests.append(lambda card: oracle.is_stale(card) is filter.stale)
    if filter.conflict is not None:
        tests.append(lambda card: (card.id in oracle.disputed) is filter.conflict)
    if filter.no_source is not None:
        tests.append(lambda card: (oracle.statuses[card.id].report is None) is filter.no_source)
    return [card for card in found if all(test(card) for test in tests)]


def either(*values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values)


FILTERS = st.builds(
    CardFilter,
    actor=either(*(known(f"actor {name}") for name in ("Gov", "HTS", "SNA", "UN"))),
    area=either(known("Homs Governorate"), known("Aleppo Governorate"), known("Homs")),
    basis=either(*Basis),
    stale=either(True, False),
    conflict=either(True, False),
    no_source=either(True, False),
)


def every_column(reading: Reading, filter: CardFilter, sort: str, moment: KnownThen | None = None) -> dict[str, Any]:
    return {c.value: card_ids(reading, c, filter=filter, sort=sort, moment=moment) for c in Column}


class TestAgainstAPlainReading:
    @given(filter=FILTERS, sort=st.sampled_from(sorted(SORTS)), later=st.integers(0, 200))
    def test_the_filled_board(
        self, filled_store: Store, clock: Clock, filter: CardFilter, sort: str, later: int
    ) -> None:
        clock.now = NOW + later * HOUR
        with filled_store.reading() as reading:
            oracle = Oracle(reading)
            expected = {column.value: oracle.cards_of(column, filter, sort) for column in Column}
            assert every_column(reading, filter, sort) == expected

    @given(filter=FILTERS, sort=st.sampled_from(sorted(SORTS)))
    def test_the_filled_board_as_it_was_known(self, filled_store: Store, filter: CardFilter, sort: str) -> None:
        with filled_store.reading() as reading:
            known_then = every_column(reading, filter, sort, KnownThen(reading.arrival))
            assert known_then == every_column(reading, filter, sort)

    @given(work=works(15), filters=st.lists(FILTERS, min_size=3, max_size=6))
    def test_the_board_after_random_work(
        self, path: Path, templates: Templates, work: list[Work], filters: list[CardFilter]
    ) -> None:
        shutil.copyfile(templates[True, None].path, path)
        clock = Clock(NOW)
        with Store.open(path, identity=DESK, now=clock) as store:
            laptop = Laptop.__new__(Laptop)
            laptop.store, laptop.clock, laptop.path, laptop.identity = store, clock, path, DESK
            for one in work:
                laptop.do(one)
            with store.reading() as reading:
                oracle = Oracle(reading)
                for filter in filters:
                    for sort in SORTS:
                        expected = {column.value: oracle.cards_of(column, filter, sort) for column in Column}
                        assert every_column(reading, filter, sort) == expected


def found(store: Store, filter: CardFilter, *columns: Column) -> set[str]:
    with store.reading() as reading:
        ids = [card for column in columns or Column for card in card_ids(reading, column, filter=filter)]
        names = dict(reading.all("SELECT card, place FROM board"))
        return {names[card] for card in ids}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("homs", {"homs"}),
        ("Hom", {"homs"}),
        ("HOMS", {"homs"}),
        ("حمص", {"homs"}),
        ("him", {"homs"}),
        ("tall rif", {"tall rifat"}),
        ("#5", {"aleppo"}),
        ("nowhere", set()),
        ("  ", None),
        ('"', None),
        ("* OR homs", set()),
        ("homs AND NOT", set()),
    ],
)
def test_a_text_finds_cards_by_any_spelling_and_number(filled_store: Store, text: str, places: set[str] | None) -> None:
    everything = found(filled_store, CardFilter())
    if places is None:
        assert found(filled_store, CardFilter(text=text)) in (everything, set())
    else:
        assert found(filled_store, CardFilter(text=text)) == places


@given(st.text(max_size=12))
def test_any_text_may_be_asked_for(filled_store: Store, text: str) -> None:
    assert found(filled_store, CardFilter(text=text)) <= found(filled_store, CardFilter())


def test_a_text_finds_what_notes_say(filled_store: Store, filled: Filled) -> None:
    filled_store.do(cards.edit_card, filled.card["Hama"], {"note": "The old bridge is mined"})
    filled_store.do(cards.move_cards, [filled.card["Idlib"]], Column.FALLEN, note="column at the bridge")
    assert found(filled_store, CardFilter(text="bridge")) == {"hama", "idlib"}


def test_filters_narrow_each_other(filled_store: Store, filled: Filled) -> None:
    asked = CardFilter(actor=filled.actor["HTS"], area=filled.place["Homs Governorate"], no_source=False)
    assert found(filled_store, asked) == {"homs"}
    asked = CardFilter(actor=filled.actor["HTS"], area=filled.place["Homs Governorate"], no_source=True)
    assert found(filled_store, asked) == {"rastan"}
    assert CardFilter().asks is False and asked.asks is True


def test_an_actor_is_found_by_any_of_its_ids(filled_store: Store, filled: Filled) -> None:
    filled_store.do(facts.same_as, filled.actor["HTS"], filled.actor["SNA"])
    both = found(filled_store, CardFilter(actor=filled.actor["HTS"]))
    assert both == found(filled_store, CardFilter(actor=filled.actor["SNA"]))
    assert both >= {"homs", "tall rifat"}


def test_an_area_holds_what_lies_in_it_at_any_depth(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.place["Hama"], {"parent": filled.place["Rastan"]})
    inside = found(filled_store, CardFilter(area=filled.place["Homs Governorate"]))
    assert inside == {"homs", "rastan", "palmyra", "hama"}


def test_areas_that_lie_in_each_other_are_no_endless_search(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.place["Homs Governorate"], {"parent": filled.place["Homs"]})
    assert found(filled_store, CardFilter(area=filled.place["Homs"])) >= {"homs", "rastan"}


def test_a_conflict_is_found(filled_store: Store, filled: Filled) -> None:
    card = filled.card["Homs"]
    seen = latest_move(filled_store, card)
    filled_store.do(cards.move_cards, [card], Column.FALLEN)
    move_elsewhere(filled_store, card, Column.HELD, seen=(seen,))
    assert found(filled_store, CardFilter(conflict=True)) == {"homs"}
    assert "homs" not in found(filled_store, CardFilter(conflict=False))


def test_a_verification_with_a_time_still_to_come_makes_nothing_fresh(filled_store: Store, filled: Filled) -> None:
    """From a laptop whose clock is ahead."""
    from dataclasses import replace

    from tests.core.test_store_migration import unread_change

    ahead = {"as_of": ago(-20).to_list(), "checked_with": "radio"}
    change = unread_change(filled_store, table="verification", row="v", slot="verification", fields=ahead, seq=1)
    change = replace(change, subject=filled.card["Palmyra"])
    filled_store.take_in([replace(change, sha256=change.digest())])
    assert "palmyra" in found(filled_store, CardFilter(stale=True))


def test_what_was_verified_under_another_id_of_the_card_is_fresh(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.add_record, Location(id="tadmur", name="Tadmur"))
    status = Status(id="", thing="", column=Column.CONTESTED, as_of=ago(40))
    second = filled_store.do(cards.add_card, location="tadmur", status=status).ids[0]
    filled_store.do(cards.verify, [second], checked_with="radio", as_of=ago(1))
    filled_store.do(facts.same_as, "tadmur", filled.place["Palmyra"])
    with filled_store.reading() as reading:
        [main] = [card for card in card_ids(reading, Column.CONTESTED) if card in {second, filled.card["Palmyra"]}]
        assert main not in card_ids(reading, Column.CONTESTED, filter=CardFilter(stale=True))
