"""What a search can be narrowed to, in which order it answers, and searches that are kept."""

from __future__ import annotations

import pytest

from situation_board.core import history
from situation_board.core.actions import facts, messages, presence, records, situations, sources
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.questions import search as searching
from situation_board.core.questions.search import Order, look_for
from situation_board.core.questions.search_filter import (
    GRADES,
    Criteria,
    SearchFilter,
    criteria_from_json,
    criteria_to_json,
)
from situation_board.core.rows import Event, Message, Name, Presence, Report, SavedSearch
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column, Credibility, EventKind, HandlingLabel, PresenceKind, Reliability
from tests.core.filled import Filled
from tests.core.looking import move_elsewhere


def found(store: Store, text: str = "", **asked: object) -> set[tuple[str, str]]:
    with store.reading() as reading:
        results = look_for(reading, text, filter=SearchFilter(**asked), limit=500)  # type: ignore[arg-type]
    return {(hit.table, hit.title) for hit in results.hits}


def titles(store: Store, text: str = "", order: Order = Order.BEST) -> list[str]:
    with store.reading() as reading:
        return [hit.title for hit in look_for(reading, text, order=order).hits]


def test_a_kind_of_thing_can_be_asked_for(filled_store: Store) -> None:
    assert found(filled_store, "homs", tables=("card",)) == {("card", "Homs")}
    assert {table for table, _ in found(filled_store, tables=("actor",))} == {"actor"}


def test_an_actor_is_in_what_names_it_and_in_cards_by_their_status(filled_store: Store, filled: Filled) -> None:
    told = found(filled_store, actor=filled.actor["SDF"])
    assert told == {("actor", "Syrian Democratic Forces"), ("card", "Tall Rifat")}


def test_an_area_takes_all_that_lies_in_it_and_speaks_of_it(filled_store: Store, filled: Filled) -> None:
    told = found(filled_store, area=filled.place["Homs Governorate"])
    assert {name for table, name in told if table == "card"} == {"Homs", "Rastan", "Palmyra"}
    assert ("claim", "We are inside the city.") in told
    assert ("route", "M5") in told
    assert ("location", "Aleppo") not in told


def test_a_source_is_in_its_reports_and_in_what_rests_on_them(filled_store: Store, filled: Filled) -> None:
    told = found(filled_store, source=filled.source)
    assert {("source", "The Wire"), ("report", "Fighting on the road"), ("card", "Damascus")} <= told
    assert ("event", "People leave the north-west") in told
    assert ("card", "Hama") not in told


@pytest.mark.parametrize("short", [0, 5_000])
def test_a_column_is_in_its_cards_and_what_speaks_of_them(
    filled_store: Store, monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    monkeypatch.setattr("situation_board.core.questions.search_filter.SHORT_COLUMN", short)
    told = found(filled_store, column=Column.CONTESTED)
    assert {("card", "Homs"), ("location", "Homs"), ("claim", "The city is calm.")} <= told
    assert {name for table, name in told if table == "card"} == {"Homs", "Palmyra"}


def test_grades_are_those_of_now(filled_store: Store, filled: Filled) -> None:
    assert found(filled_store, grade="2", tables=("claim",)) == {("claim", "We are inside the city.")}
    assert found(filled_store, grade="unrated", tables=("claim",)) == {("claim", "Shelling in the north.")}
    filled_store.do(records.edit_thing, filled.claim[0], {"credibility": Credibility.FOUR})
    assert found(filled_store, grade="2") == set()
    assert found(filled_store, grade="4") == {("claim", "We are inside the city.")}


def test_a_reliability_is_of_the_source_and_what_it_published(filled_store: Store, filled: Filled) -> None:
    assert ("source", "The Wire") in found(filled_store, grade="unrated")
    filled_store.do(sources.rate_source, filled.source, Reliability.B, why="right so far")
    told = found(filled_store, grade="B")
    assert {("source", "The Wire"), ("report", "Fighting on the road")} <= told
    assert ("source", "The Wire") not in found(filled_store, grade="unrated")


def test_a_grade_that_there_is_not_is_refused(filled_store: Store) -> None:
    with pytest.raises(Mistake, match="B2"):
        found(filled_store, grade="B2")
    assert len(GRADES) == 13


def test_labels_are_those_that_count(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.report, {"label": HandlingLabel.RED})
    assert found(filled_store, label=HandlingLabel.RED) == {("report", "Fighting on the road")}
    filled_store.do(situations.edit_situation, label=HandlingLabel.GREEN)
    green = found(filled_store, label=HandlingLabel.GREEN)
    assert ("card", "Homs") in green and ("report", "Fighting on the road") not in green


def test_our_people_are_strict_unless_it_is_said(filled_store: Store, filled: Filled) -> None:
    office = Presence(
        id="office",
        organisation=filled.actor["UN"],
        location=filled.place["Homs"],
        kind=PresenceKind.OFFICE,
        name="Depot",
    )
    filled_store.do(presence.add_presence, office)
    assert ("presence", "Depot") in found(filled_store, label=HandlingLabel.AMBER_STRICT)
    assert ("presence", "Depot") not in found(filled_store, label=HandlingLabel.AMBER)
    filled_store.do(records.edit_thing, "office", {"label": HandlingLabel.AMBER})
    assert ("presence", "Depot") in found(filled_store, label=HandlingLabel.AMBER)


def test_stale_and_disputed_things_can_be_asked_for(filled_store: Store, filled: Filled) -> None:
    stale = {name for table, name in found(filled_store, stale=True, tables=("card",))}
    assert stale == {"Rastan", "Palmyra", "Aleppo", "Tall Rifat"}
    assert found(filled_store, conflict=True) == set()
    move_elsewhere(filled_store, filled.card["Sweida"], Column.CONTESTED)
    assert found(filled_store, conflict=True) == {("card", "Sweida")}


def test_without_words_and_without_a_filter_nothing_is_found(filled_store: Store) -> None:
    assert found(filled_store) == set()
    assert found(filled_store, "*", tables=("card",)) == set()


def test_a_corrected_claim_is_found_by_what_it_says_now(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.claim[0], {"text": "They hold the mill."})
    assert found(filled_store, "mill") == {("claim", "They hold the mill.")}
    assert found(filled_store, "inside the city") == set()


def test_what_is_called_so_comes_first_its_card_before_its_place(filled_store: Store, filled: Filled) -> None:
    for number in range(5):
        event = Event(id="", thing="", kind=EventKind.OTHER, text=f"Homs Homs Homs {number}")
        filled_store.do(facts.record_event, event)
    with filled_store.reading() as reading:
        first, second = look_for(reading, "حمص").hits[:2]
        assert [(hit.table, hit.title) for hit in (first, second)] == [("card", "Homs"), ("location", "Homs")]


def test_a_name_that_is_not_finished_leads_to_its_card_first(filled_store: Store) -> None:
    for number in range(5):
        filled_store.do(
            facts.record_event, Event(id="", thing="", kind=EventKind.OTHER, text=f"Damascene rose {number}")
        )
    with filled_store.reading() as reading:
        hits = look_for(reading, "damasc").hits
    assert [(hit.table, hit.title) for hit in hits[:2]] == [("card", "Damascus"), ("location", "Damascus")]
    assert titles(filled_store, "damasc", Order.NEWEST)[0] == "Damascene rose 4"


def test_cards_and_messages_are_found_by_the_number_that_is_spoken(filled_store: Store, filled: Filled) -> None:
    made = filled_store.do(messages.log_message, Message(id="", text="Convoy waits")).ids[0]
    with filled_store.reading() as reading:
        number = reading.value("SELECT number FROM message WHERE id = ?", made)
        for text in ("#2", "# ٢"):
            assert reading.value("SELECT number FROM card WHERE id = ?", look_for(reading, text).hits[0].id) == 2
        assert [hit.id for hit in look_for(reading, f"M{number}").hits][:1] == [made]
        assert {hit.table for hit in look_for(reading, str(number)).hits[:2]} == {"card", "message"}


def test_a_common_word_is_answered_by_recency_a_rare_one_by_rank(
    filled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        filled_store.do(
            messages.log_message, Message(id="", text=f"Convoy {number}" + " and the bridge" * (number % 2))
        )
    with filled_store.reading() as reading:
        assert look_for(reading, "convoy").order is Order.RANK
        monkeypatch.setattr(searching, "MOST_RANKED", 5)
        assert look_for(reading, "convoy").order is Order.NEWEST
    assert titles(filled_store, "convoy")[0] == "Convoy 5 and the bridge"
    assert titles(filled_store, "convoy", Order.RANK)[-1].endswith("bridge")
    assert titles(filled_store, "convoy", Order.NEWEST)[:2] == ["Convoy 5 and the bridge", "Convoy 4"]


def test_recency_survives_that_everything_derived_is_made_anew(filled_store: Store, filled: Filled) -> None:
    from situation_board.core.store.derived import derive_everything

    for name in ("alpha mill", "beta mill", "gamma mill"):
        filled_store.do(records.add_record, Report(id=new_id(), title=name))
    filled_store.do(records.edit_thing, filled.report, {"excerpt": "the old mill"})
    before = titles(filled_store, "mill", Order.NEWEST)
    derive_everything(filled_store._connection)
    assert (
        titles(filled_store, "mill", Order.NEWEST)
        == before
        == [
            "Fighting on the road",
            "gamma mill",
            "beta mill",
            "alpha mill",
        ]
    )


def test_there_is_more_than_is_shown(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        some = look_for(reading, "", filter=SearchFilter(tables=("card",)), limit=3)
        every = look_for(reading, "", filter=SearchFilter(tables=("card",)), limit=12)
    assert (len(some.hits), some.more) == (3, True)
    assert (len(every.hits), every.more) == (12, False)


def test_every_spelling_and_script_finds_the_card(filled_store: Store, filled: Filled) -> None:
    spellings = (Name(name="As-Suwayda", language=None), Name(name="السويداء", language="ar"))
    filled_store.do(records.edit_thing, filled.place["Sweida"], {"names": spellings})
    for text in ("Sweida", "As-Suwayda", "as suwayda", "suwayd", "السويداء", "سويداء", "ٱلسُّوَيْدَاء"):
        assert ("card", "Sweida") in found(filled_store, text), text


EVERYTHING = Criteria(
    text="bridge السويداء",
    filter=SearchFilter(
        tables=("card", "claim"),
        column=Column.FALLEN,
        actor="a",
        area="b",
        source="c",
        grade="unrated",
        label=HandlingLabel.AMBER_STRICT,
        stale=False,
        conflict=True,
    ),
    newest_first=True,
)


@pytest.mark.parametrize("criteria", [Criteria(), Criteria("x"), EVERYTHING])
def test_what_is_kept_of_a_search_is_the_whole_of_it(criteria: Criteria) -> None:
    assert criteria_from_json(criteria_to_json(criteria)) == criteria


@pytest.mark.parametrize("text", ["", "[]", "3", '{"column": "sideways"}', '{"tables": 3}'])
def test_a_kept_search_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        criteria_from_json(text)


def test_a_search_is_kept_renamed_and_struck_and_each_can_be_undone(filled_store: Store) -> None:
    kept = SavedSearch(id=new_id(), name="stale", criteria=criteria_to_json(Criteria(filter=SearchFilter(stale=True))))

    def names() -> list[str | None]:
        with filled_store.reading() as reading:
            return [row.name for row in reading.rows(SavedSearch, "voided = 0")]

    filled_store.do(records.add_record, kept)
    filled_store.do(records.edit_thing, kept.id, {"name": "stale cards"})
    filled_store.do(records.strike, kept.id)
    assert names() == []
    filled_store.do(history.undo)
    assert names() == ["stale cards"]
    filled_store.do(history.undo)
    assert names() == ["stale"]
    with filled_store.reading() as reading:
        assert check(reading).clean
