"""The sample holds every row of the situation it is drawn from, and nothing that was not said."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core.integrity import check
from situation_board.core.merging import conflicts, merge
from situation_board.core.problems import Mistake
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.details import areas_around
from situation_board.core.questions.naming import find_one
from situation_board.core.rows import Actor, Claim, Event, Link, Location, Route, RouteStatus, Source, Status
from situation_board.core.sample import NIGHT, TIMEZONE, create_sample, sample_id
from situation_board.core.store import Identity, Store
from situation_board.core.times import Precision, day, zone_named
from situation_board.core.vocabulary import (
    Basis,
    Column,
    EvacuationState,
    EventKind,
    Metric,
    Quantifier,
    RouteState,
)

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("sample") / "sample.sitboard"
    with create_sample(path, identity=Identity("laptop", "test")) as store:
        yield store


@pytest.fixture(scope="module")
def faces(sample: Store) -> dict[str, CardFace]:
    with sample.reading() as reading:
        return {face.place: face for column in board(reading).columns for face in column.cards}


def names(actors: object) -> list[str]:
    assert isinstance(actors, tuple)
    return [actor.short_name for actor in actors]


def test_the_board_is_that_of_the_night(sample: Store) -> None:
    with sample.reading() as reading:
        shown = {column.status: [face.place for face in column.cards] for column in board(reading).columns}
    assert shown == {
        Column.ADVANCING: ["Damascus"],
        Column.CONTESTED: ["Homs"],
        Column.FALLEN: ["Daraa", "Sweida", "Quneitra", "Moadamiya"],
        Column.HELD: ["Tartus", "Latakia"],
    }


def test_who_moves_holds_and_lost_is_as_reported(faces: dict[str, CardFace]) -> None:
    who = {place: (names(face.actors), names(face.from_actors or ())) for place, face in faces.items()}
    assert who == {
        "Damascus": (["HTS", "S. Op. Room"], ["Syrian government"]),
        "Homs": (["HTS"], ["Syrian army"]),
        "Daraa": (["S. Op. Room"], ["Syrian government"]),
        "Sweida": (["Opposition"], ["Syrian government"]),
        "Quneitra": (["Opposition"], ["Syrian government"]),
        "Moadamiya": (["Opposition"], ["Syrian army"]),
        "Tartus": (["Syrian government"], []),
        "Latakia": (["Syrian government"], []),
    }


def test_the_basis_and_the_claims_are_as_reported(faces: dict[str, CardFace]) -> None:
    assert {place for place, face in faces.items() if face.basis is Basis.CLAIMED} == {"Damascus", "Homs"}
    assert all(face.basis in {Basis.CLAIMED, Basis.REPORTED} for face in faces.values())
    counted = {place: (face.claims_for, face.claims_against) for place, face in faces.items()}
    assert (counted["Damascus"], counted["Homs"], counted["Daraa"]) == ((2, 1), (3, 0), (1, 0))
    assert all(face.has_source and not face.stale for face in faces.values())


def test_everything_is_as_of_the_day_at_which_the_situation_is_closed(sample: Store) -> None:
    night = day(NIGHT, zone_named(TIMEZONE))
    with sample.reading() as reading:
        assert reading.situation.closed_at == night
        assert reading.now == night.earliest
        assert {status.as_of for status in reading.rows(Status)} == {night}


def test_the_governorate_of_daraa_and_the_towns_are_meant(sample: Store, faces: dict[str, CardFace]) -> None:
    assert str(faces["Daraa"].place_kind) == "governorate"
    assert {str(face.place_kind) for place, face in faces.items() if place != "Daraa"} == {"town"}


def test_every_event_is_there_with_its_kind(sample: Store) -> None:
    with sample.reading() as reading:
        kinds = [event.kind for event in reading.rows(Event)]
    expected = {
        EventKind.DISPLACEMENT: 1,
        EventKind.EVACUATION: 1,
        EventKind.WITHDRAWAL: 2,
        EventKind.ADVISORY: 2,
        EventKind.STATEMENT: 3,
        EventKind.SURRENDER: 1,
        EventKind.DEFECTION: 1,
        EventKind.RELEASE: 1,
        EventKind.INCIDENT: 4,
        EventKind.OTHER: 1,
    }
    assert {kind: kinds.count(kind) for kind in expected} == expected
    assert len(kinds) == sum(expected.values())


def test_the_displacement_is_more_than_370_000_since_a_date_and_open_above(sample: Store) -> None:
    event = event_of(sample, "displaced")
    [figure] = event.figures
    assert (figure.quantifier, figure.low, figure.high) == (Quantifier.MORE_THAN, 370_000, None)
    assert figure.metric is Metric.CUMULATIVE
    assert event.source == sample_id("source:ocha")
    assert event.starts is not None and event.ends is not None
    assert event.ends.earliest - event.starts.earliest == 7 * 24 * 3_600_000


def test_what_the_report_gives_no_number_for_has_none(sample: Store) -> None:
    assert event_of(sample, "iran_leaves").figures == ()
    assert event_of(sample, "iran_leaves").evacuation_state is EvacuationState.UNDER_WAY
    [crowd] = event_of(sample, "homs_crowds").figures
    assert (crowd.low, crowd.high, crowd.number) == (None, None, "thousands")


def test_the_advisories_name_who_issues_them_and_whom_they_speak_to(sample: Store) -> None:
    for code, issuer in (("us_advisory", "us_embassy"), ("india_advisory", "india")):
        advisory = event_of(sample, code)
        assert (advisory.issuer, advisory.audience) == (sample_id(f"actor:{issuer}"), "citizens")
        assert advisory.instruction and advisory.issued is None and advisory.level is None


def test_what_lies_in_the_past_is_dated_by_its_year_only(sample: Store) -> None:
    for code, low in (("ghouta_2013", 300), ("khan_shaykhun_2017", 100)):
        event = event_of(sample, code)
        assert event.starts is not None and event.starts.precision is Precision.YEAR
        assert event.figures[0].low == low
    assert event_of(sample, "un_evidence").starts is None


def event_of(store: Store, code: str) -> Event:
    with store.reading() as reading:
        found = reading.row(Event, sample_id(f"event:{code}"))
    assert found is not None
    return found


def test_nothing_is_graded(sample: Store) -> None:
    with sample.reading() as reading:
        assert all(claim.credibility is None for claim in reading.rows(Claim))
        assert all(status.confidence is None for status in reading.rows(Status))


def test_claims_keep_their_verbs_and_their_speakers(sample: Store) -> None:
    with sample.reading() as reading:
        verbs = {str(claim.verb) for claim in reading.rows(Claim)}
        leader = reading.row(Claim, sample_id("claim:damascus:threshold"))
    assert verbs >= {"said", "announced", "insists", "reportedly", "reported"}
    assert leader is not None and (leader.speaker, leader.speaker_role) == (sample_id("actor:hts"), "leader")


def test_both_routes_by_way_of_homs_are_severed(sample: Store) -> None:
    with sample.reading() as reading:
        routes, states = reading.rows(Route), reading.rows(RouteStatus)
        homs = find_one(reading, "location:Homs").id
    assert [route.via and route.via[1] for route in routes] == [homs, homs]
    assert [state.state for state in states] == [RouteState.SEVERED] * 2


def test_actors_have_colours_of_their_own_and_arabic_names(sample: Store) -> None:
    with sample.reading() as reading:
        actors = {actor.id: actor for actor in reading.rows(Actor)}
        links = reading.rows(Link)
    colours = [actor.colour for actor in actors.values() if actor.colour]
    assert len(set(colours)) == len(colours) >= 12
    assert sum(any(name.language == "ar" for name in actor.names) for actor in actors.values()) >= 14
    assert all(actor.kind is not None for actor in actors.values())
    assert actors[sample_id("actor:army")].parent == sample_id("actor:government")
    assert len(actors) == 21 and len(links) == 8


def test_sources_are_tied_to_their_actors(sample: Store) -> None:
    with sample.reading() as reading:
        sources = {source.name: source.actor for source in reading.rows(Source)}
    assert sources["OCHA"] == sample_id("actor:ocha")
    assert sources["News report, publisher not named"] is None


@pytest.mark.parametrize(
    ("place", "area"),
    [
        *((city, city) for city in ("Damascus", "Homs", "Daraa", "Sweida", "Quneitra", "Tartus", "Latakia")),
        ("Moadamiya", "Rif Dimashq"),
        ("Ghouta", "Rif Dimashq"),
        ("Khan Shaykhun", "Idlib"),
        ("Golan Heights", "Syria"),
    ],
)
def test_every_place_is_there_in_its_area(sample: Store, place: str, area: str) -> None:
    with sample.reading() as reading:
        found = reading.row(Location, find_one(reading, place, ["location"]).id)
        assert found is not None
        assert areas_around(reading, found)[0].name == area
        assert areas_around(reading, found)[-1].name == "Syria"


def test_the_note_on_the_population_of_sweida_is_a_places_and_not_a_cards(sample: Store) -> None:
    with sample.reading() as reading:
        sweida = reading.row(Location, find_one(reading, "location:Sweida").id)
    assert sweida is not None and sweida.note is not None and "Druze" in sweida.note


def test_the_file_is_sound(sample: Store) -> None:
    with sample.reading() as reading:
        assert check(reading).clean


@pytest.mark.speed
def test_it_is_made_in_less_than_two_seconds_of_work(tmp_path: Path) -> None:
    started = time.process_time()
    create_sample(tmp_path / "sample.sitboard", identity=Identity("laptop")).close()
    assert time.process_time() - started < 2


def test_two_laptops_that_make_it_have_the_same_things_and_merge_without_conflict(tmp_path: Path) -> None:
    other = tmp_path / "other.sitboard"
    create_sample(other, identity=Identity("other laptop")).close()
    with create_sample(tmp_path / "own.sitboard", identity=Identity("own laptop")) as store:
        before = content(store)
        merge(store, other)
        assert content(store) == before
        with store.reading() as reading:
            assert conflicts(reading) == []
            assert check(reading).clean


def content(store: Store) -> object:
    with store.reading() as reading:
        faces = [face for column in board(reading).columns for face in column.cards]
        tables = ("actor", "location", "source", "link", "event", "claim", "route")
        return (
            [(face.id, face.number, face.claims_for, face.claims_against, face.status) for face in faces],
            [reading.value(f'SELECT count(*) FROM "{table}"') for table in tables],
        )


def test_it_can_be_protected_and_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sample.sitboard"
    create_sample(path, identity=Identity("laptop"), key=KEY).close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Mistake):
        create_sample(path, identity=Identity("laptop"))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_each_step_can_be_undone_like_a_persons(sample: Store) -> None:
    with sample.reading() as reading:
        labels = {label for (label,) in reading.all("SELECT DISTINCT label FROM log")}
        largest = reading.value("SELECT max(n) FROM (SELECT count(*) n FROM log GROUP BY action)")
    assert labels >= {"add_actor", "add_card", "add_claim", "record_event", "add_route", "order_card", "edit_location"}
    assert largest <= 6
