"""An edit may name something that the same action adds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from situation_board.core.actions.cards import add_card, current_status, edit_card
from situation_board.core.actions.drafting import new_record
from situation_board.core.actions.facts import add_claim
from situation_board.core.actions.records import add_record, edit_thing
from situation_board.core.actions.situations import start_situation
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Actor, Claim, Location, Source, Status
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.vocabulary import ClaimVerb, Column, Stance


def make_store(folder: Path) -> Store:
    return Store.create(folder / "a.sitboard", partial(start_situation, name="A", timezone="Asia/Damascus"))


def test_a_card_is_edited_to_a_new_actor_in_one_action(tmp_path: Path) -> None:
    place, actor = Location(id=new_id(), name="Homs"), Actor(id=new_id(), name="HTS")

    def edit(reading: Reading) -> Changes:
        return edit_card(reading, card, {"moving": (actor.id,)}, beside=[new_record(reading, actor)])

    with make_store(tmp_path) as store:
        store.do(add_record, place)
        first = Status(id="", thing="", column=Column.CONTESTED)
        (card,) = store.do(add_card, location=place.id, status=first).ids
        store.do(edit)
        with store.reading() as reading:
            assert current_status(reading, card).moving == (actor.id,)
        store.do(undo)
        with store.reading() as reading:
            assert current_status(reading, card).moving is None
            found = reading.row(Actor, actor.id)
            assert found is not None and found.voided


def test_a_source_is_edited_to_a_new_actor_in_one_action(tmp_path: Path) -> None:
    source, actor = Source(id=new_id(), name="Radio"), Actor(id=new_id(), name="Ministry")

    def edit(reading: Reading) -> Changes:
        return edit_thing(reading, source.id, {"actor": actor.id}, beside=[new_record(reading, actor)])

    with make_store(tmp_path) as store:
        store.do(add_record, source)
        store.do(edit)
        with store.reading() as reading:
            found = reading.row(Source, source.id)
            assert found is not None and found.actor == actor.id


def test_a_claim_of_a_new_speaker_is_one_action(tmp_path: Path) -> None:
    about, speaker = Actor(id=new_id(), name="Army"), Actor(id=new_id(), name="Ministry")
    claim = Claim(
        id="",
        thing="",
        about=about.id,
        speaker=speaker.id,
        verb=ClaimVerb.SAID,
        stance=Stance.SUPPORTS,
        text="It holds.",
    )

    def say(reading: Reading) -> Changes:
        return add_claim(reading, claim, beside=[new_record(reading, speaker)])

    with make_store(tmp_path) as store:
        store.do(add_record, about)
        (made,) = store.do(say).ids
        with store.reading() as reading:
            found = reading.row(Claim, made)
            assert found is not None and found.speaker == speaker.id


def test_an_edit_to_something_unknown_is_a_mistake(tmp_path: Path) -> None:
    source = Source(id=new_id(), name="Radio")
    with make_store(tmp_path) as store:
        store.do(add_record, source)
        with pytest.raises(Mistake):
            store.do(edit_thing, source.id, {"actor": new_id()})
