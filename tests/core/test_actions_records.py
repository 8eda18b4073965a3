"""Adding, editing and striking actors, places, links, routes, sources, reports and the situation itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.actions import cards, records, situations
from situation_board.core.encoding import to_log
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    Actor,
    Card,
    Claim,
    Event,
    Handover,
    Link,
    Location,
    Message,
    Name,
    Presence,
    Record,
    Report,
    Route,
    SameAs,
    SavedSearch,
    Situation,
    Source,
    Status,
    Task,
    Verification,
    fields_of,
)
from situation_board.core.store import Store
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import (
    ActorKind,
    Basis,
    Column,
    Credibility,
    HandlingLabel,
    LinkKind,
    LocationKind,
    LocationPrecision,
    Medium,
    MessageState,
    PresenceKind,
    Priority,
    RouteKind,
    SourceKind,
    TaskKind,
    TaskState,
)
from tests.core.filled import NOW, Filled, ago, known
from tests.core.looking import face


def stored(store: Store, row_type: Any, row_id: str) -> Any:
    with store.reading() as reading:
        return reading.row(row_type, row_id)


def labels(store: Store, action: str) -> list[tuple[str, str]]:
    with store.reading() as reading:
        return reading.all("SELECT label, slot FROM log WHERE action = ? ORDER BY arrival", action)


def full(filled: Filled) -> list[Record]:
    """One record of each kind with every field set."""
    a_day = Time(NOW - DAY, NOW, Precision.DAY)
    return [
        Actor(
            id="a",
            name="Southern Front",
            short_name="SF",
            names=(Name(name="الجبهة الجنوبية", language="ar"), Name(name="South Front")),
            kind=ActorKind.ARMED_GROUP,
            parent=filled.actor["HTS"],
            colour="#aa5500",
            note="a loose alliance",
        ),
        Link(
            id="l",
            actor=filled.actor["SNA"],
            kind=LinkKind.ALLIED_WITH,
            other=filled.actor["HTS"],
            since=a_day,
            until=ago(1),
            basis=Basis.ASSESSED,
            report=filled.report,
            note="for this offensive",
        ),
        Location(
            id="p",
            name="Khan Shaykhun",
            names=(Name(name="خان شيخون", language="ar"),),
            kind=LocationKind.TOWN,
            parent=filled.place["Aleppo Governorate"],
            pcode="SY070301",
            latitude=35.44,
            longitude=36.65,
            precision=LocationPrecision.SETTLEMENT,
            gazetteer="170017",
            note="on the M5",
        ),
        Route(
            id="r",
            name="M4",
            kind=RouteKind.ROAD,
            via=(filled.place["Aleppo"], filled.place["Latakia"], filled.place["Aleppo"]),
            note="closed at night",
        ),
        Source(
            id="s",
            name="The Paper",
            names=(Name(name="الجريدة", language="ar"),),
            kind=SourceKind.MEDIA,
            actor=filled.actor["UN"],
            note="weekly",
        ),
        Report(
            id="t",
            source=filled.source,
            title="Noon bulletin",
            reference="bulletin 12",
            published=a_day,
            received=ago(2),
            excerpt="Fighting goes on.",
            label=HandlingLabel.GREEN,
            message=filled.message,
        ),
        Message(
            id="m",
            received=ago(1),
            sender="the convoy desk",
            source=filled.source,
            medium=Medium.RADIO,
            text="The bridge is open again",
            priority=Priority.URGENT,
            number=7,
            state=MessageState.UNTRIAGED,
            label=HandlingLabel.AMBER,
            note="read back",
        ),
        Task(
            id="k",
            text="Ask the convoy desk about the bridge",
            kind=TaskKind.QUESTION,
            role="access officer",
            due=ago(-3),
            about=filled.route,
            state=TaskState.DONE,
            outcome="open for light cars",
            report=filled.report,
            label=HandlingLabel.AMBER,
        ),
        Presence(
            id="o",
            organisation=filled.actor["UN"],
            location=filled.place["Homs"],
            kind=PresenceKind.OFFICE,
            name="Area office",
            label=HandlingLabel.AMBER_STRICT,
            note="generator broken",
        ),
        SavedSearch(id="q", name="stale in the north", criteria='{"stale": true}'),
        Handover(
            id="h",
            since=ago(9),
            until=ago(1),
            arrival=12,
            outgoing="night desk",
            incoming="day desk",
            outgoing_confirmed=ago(1),
            incoming_confirmed=ago(0),
            listed="Homs: contested",
            note="two open questions",
        ),
    ]


KINDS_IN_FULL = 11


@pytest.mark.parametrize("number", range(KINDS_IN_FULL))
def test_what_was_entered_is_kept_in_every_field(filled_store: Store, filled: Filled, number: int) -> None:
    record = full(filled)[number]
    assert all(getattr(record, field.name) not in (None, ()) for field in fields_of(TABLE_OF[type(record)]))
    saved = filled_store.do(records.add_record, record)
    assert saved.ids == (record.id,)
    assert stored(filled_store, type(record), record.id) == record
    assert labels(filled_store, saved.change) == [(f"add_{TABLE_OF[type(record)]}", "new")]


@pytest.mark.parametrize("number", range(KINDS_IN_FULL))
def test_each_field_is_edited_alone_and_taken_back_to_nothing(filled_store: Store, filled: Filled, number: int) -> None:
    record = full(filled)[number]
    filled_store.do(records.add_record, record)
    for field in fields_of(TABLE_OF[type(record)]):
        nothing = () if isinstance(getattr(record, field.name), tuple) and field.name != "via" else None
        if field.required:
            continue
        saved = filled_store.do(records.edit_thing, record.id, {field.name: nothing})
        assert labels(filled_store, saved.change) == [(f"edit_{TABLE_OF[type(record)]}", field.name)]
        assert getattr(stored(filled_store, type(record), record.id), field.name) == nothing
    for field in fields_of(TABLE_OF[type(record)]):
        filled_store.do(records.edit_thing, record.id, {field.name: getattr(record, field.name)})
    assert stored(filled_store, type(record), record.id) == record


class TestTidyTexts:
    def test_spaces_around_are_taken_off_and_nothing_is_null(self, store: Store) -> None:
        store.do(records.add_record, Actor(id="a", name="  Somebody\n", note="   "))
        found = stored(store, Actor, "a")
        assert (found.name, found.note) == ("Somebody", None)

    @given(text=st.text(max_size=30))
    def test_any_text_is_kept_or_refused_and_never_breaks_the_file(self, store: Store, text: str) -> None:
        try:
            row = store.do(records.add_record, Actor(id=new_id(), name=text, note=text)).ids[0]
        except Mistake as mistake:
            assert mistake.field == "name"
            return
        assert stored(store, Actor, row).name
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM spelling WHERE thing = ?", row) == 1

    @pytest.mark.parametrize(
        "text", ["a\x00b", "\ud800 lone", "‮reversed", "e\u0301" * 10, "😀", "'; DROP TABLE log; --"]
    )
    def test_odd_texts_are_kept_as_well_as_they_can_be(self, store: Store, text: str) -> None:
        store.do(records.add_record, Actor(id="a", name=text))
        assert stored(store, Actor, "a").name
        with store.reading() as reading:
            assert check(reading).clean

    def test_the_same_actor_given_twice_is_one(self, filled_store: Store, filled: Filled) -> None:
        twice = (filled.actor["HTS"], filled.actor["SNA"], filled.actor["HTS"])
        filled_store.do(cards.edit_status, filled.card["Homs"], {"moving": twice})
        found = face(filled_store, filled.card["Homs"])
        assert found.actors and [actor.short_name for actor in found.actors] == ["HTS", "SNA"]


class TestEditingFacts:
    def test_a_corrected_claim_keeps_its_name_and_its_first_version(self, filled_store: Store, filled: Filled) -> None:
        saved = filled_store.do(records.edit_thing, filled.claim[0], {"text": "We are near.", "credibility": None})
        assert saved.ids == (filled.claim[0],)
        with filled_store.reading() as reading:
            versions = reading.rows(Claim, "thing = ? ORDER BY lamport", filled.claim[0])
        assert [version.text for version in versions] == ["We are inside the city.", "We are near."]
        assert [version.credibility for version in versions] == [Credibility.TWO, None]
        assert not any(version.voided for version in versions)

    def test_a_corrected_event_keeps_its_figures(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.edit_thing, filled.event[0], {"destination": None})
        with filled_store.reading() as reading:
            first, second = reading.rows(Event, "thing = ? ORDER BY lamport", filled.event[0])
        assert first.figures == second.figures != ()
        assert (first.destination, second.destination) == (filled.place["Idlib"], None)

    @pytest.mark.parametrize("table", ["status", "verification"])
    def test_a_fact_found_by_its_time_is_struck_when_it_is_corrected(
        self, filled_store: Store, filled: Filled, table: str
    ) -> None:
        row_type: Any = {"status": Status, "verification": Verification}[table]
        with filled_store.reading() as reading:
            row = reading.value(f"SELECT id FROM {table} WHERE thing = ?", filled.card["Tartus"])
        filled_store.do(records.edit_thing, row, {"as_of": ago(7)})
        with filled_store.reading() as reading:
            versions = reading.rows(row_type, "thing = ? ORDER BY lamport", filled.card["Tartus"])
        assert [(version.voided, version.voided_why) for version in versions] == [(True, "corrected"), (False, None)]
        assert versions[1].as_of == ago(7)

    def test_a_correction_that_changes_nothing_saves_nothing(self, filled_store: Store, filled: Filled) -> None:
        assert filled_store.do(records.edit_thing, filled.event[1], {"text": "Forces leave the south"}).change == ""

    def test_a_corrected_time_may_not_lie_in_the_future(self, filled_store: Store, filled: Filled) -> None:
        with filled_store.reading() as reading:
            row = reading.value("SELECT id FROM verification")
        with pytest.raises(Mistake, match="future"):
            filled_store.do(records.edit_thing, row, {"as_of": ago(-1)})


class TestStriking:
    def test_what_is_struck_stays_with_the_reason(self, filled_store: Store, filled: Filled) -> None:
        saved = filled_store.do(records.strike, filled.actor["SDF"], why="another group")
        found = stored(filled_store, Actor, filled.actor["SDF"])
        assert (found.name, found.voided, found.voided_why) == ("Syrian Democratic Forces", True, "another group")
        assert saved.notes == ("still_used",)

    def test_what_nothing_uses_is_struck_without_a_note(self, filled_store: Store) -> None:
        filled_store.do(records.add_record, Actor(id="a", name="Nobody"))
        assert filled_store.do(records.strike, "a").notes == ()

    def test_what_is_struck_is_not_struck_again(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.strike, filled.claim[0])
        with pytest.raises(Mistake, match="struck already"):
            filled_store.do(records.strike, filled.claim[0])

    def test_the_only_status_of_a_card_is_not_struck(self, filled_store: Store, filled: Filled) -> None:
        status = face(filled_store, filled.card["Homs"]).status
        with pytest.raises(Mistake, match="only status") as caught:
            filled_store.do(records.strike, status)
        assert "Strike the card" in caught.value.do
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        filled_store.do(records.strike, status)
        with pytest.raises(Mistake, match="only status"):
            filled_store.do(records.strike, face(filled_store, filled.card["Homs"]).status)

    def test_all_versions_of_a_claim_are_struck(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.edit_thing, filled.claim[0], {"text": "Nearly."})
        filled_store.do(records.strike, filled.claim[0], why="withdrawn")
        with filled_store.reading() as reading:
            assert reading.value("SELECT min(voided) FROM claim WHERE thing = ?", filled.claim[0]) == 1

    def test_a_record_that_is_struck_can_be_added_again(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.strike, filled.actor["UN"])
        filled_store.do(records.add_record, Actor(id=filled.actor["UN"], name="UN again"))
        found = stored(filled_store, Actor, filled.actor["UN"])
        assert (found.name, found.voided) == ("UN again", False)
        with filled_store.reading() as reading:
            assert check(reading).clean


class TestTheSituation:
    def test_settings_are_edited_field_by_field(self, filled_store: Store) -> None:
        values = {"name": "Renamed", "exercise": True, "heading_fallen": "Lost", "label": HandlingLabel.RED}
        saved = filled_store.do(situations.edit_situation, **values)
        found = stored(filled_store, Situation, known("situation"))
        assert {name: getattr(found, name) for name in values} == values
        assert [slot for _, slot in labels(filled_store, saved.change)] == [
            "name",
            "label",
            "exercise",
            "heading_fallen",
        ]

    def test_the_time_zone_may_be_said_again_but_not_changed(self, filled_store: Store) -> None:
        assert filled_store.do(situations.edit_situation, timezone="Asia/Damascus").change == ""

    @pytest.mark.parametrize(
        "row", [Card(id="c"), Situation(id="s"), SameAs(id="x")], ids=lambda row: type(row).__name__
    )
    def test_what_has_an_action_of_its_own_is_not_added_as_a_record(self, store: Store, row: Record) -> None:
        with pytest.raises(TypeError, match="not added this way"):
            store.do(records.add_record, row)


def test_a_field_s_value_in_the_log_is_what_to_log_says(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.place["Homs"], {"names": (Name(name="Emesa", language="la"),)})
    [names] = [field for field in fields_of("location") if field.name == "names"]
    with filled_store.reading() as reading:
        fields = reading.value("SELECT fields FROM log ORDER BY arrival DESC LIMIT 1")
    assert fields == '{"names":[["la","Emesa"]]}'
    assert to_log(names, (Name(name="Emesa", language="la"),)) == [["la", "Emesa"]]
