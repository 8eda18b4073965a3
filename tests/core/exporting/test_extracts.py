"""Extracts for others: nothing of what a label forbids is in their bytes, and they tell what the label permits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from situation_board.core import merging
from situation_board.core.actions import attachments, cards, facts, records
from situation_board.core.actions.drafting import new_record
from situation_board.core.encoding import columns_of
from situation_board.core.exporting.extracting import Extracted, make_extract, preview
from situation_board.core.extracts import extract_of
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.questions.events import event_faces, event_ids
from situation_board.core.rows import (
    TABLES,
    Actor,
    Card,
    Claim,
    Dataset,
    Event,
    Figure,
    Location,
    Report,
    Route,
    SameAs,
    Source,
    Status,
)
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.steps import end_of as ended
from situation_board.core.store import Changes, Store
from situation_board.core.store.datasets import DatasetRow, packed
from situation_board.core.times import DAY, Precision, exactly
from situation_board.core.vocabulary import (
    ClaimVerb,
    Column,
    EventKind,
    FigureCategory,
    HandlingLabel,
    LocationKind,
    LocationPrecision,
    Metric,
    SheetProfile,
    SourceKind,
    Stance,
)
from tests.core.filled import DESK, NOW, ago, create, fill
from tests.core.labelled_work import Step, Twins, each_kind_between, known, make_base, steps
from tests.core.random_work import Clock

GREEN, AMBER, RED = HandlingLabel.GREEN, HandlingLabel.AMBER, HandlingLabel.RED
REDACTED = SheetProfile.REDACTED
KEY = b"k" * 32


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.sitboard"
    make_base(path)
    return path


@pytest.fixture
def twins(base: Path, tmp_path: Path) -> Twins:
    return Twins.from_base(base, tmp_path)


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store = create(tmp_path / "a.sitboard", key=None, clock=Clock(NOW))
    fill(store)
    return store


def extracted(store: Store, name: str, label: HandlingLabel | None = None, **more: Any) -> Extracted:
    path = store.path.with_name(f"{name}.sitboard")
    path.unlink(missing_ok=True)
    return ended(make_extract(store.reading, path, label=label, now=Clock(NOW), **more))


def opened(made: Extracted, key: bytes | None = None, now: int = NOW) -> Store:
    return Store.open(made.path, identity=DESK, key=key, now=Clock(now))


def told(store: Store) -> dict[str, Any]:
    """What a file says, without what is fresh in each: the situation's id, and who wrote when."""
    fresh = {"writer", "seq", "lamport", "arrival", "recorded_at", "person"}
    found: dict[str, Any] = {}
    with store.reading() as reading:
        for table in TABLES:
            columns = [name for name in columns_of(table) if name not in fresh and (table, name) != ("situation", "id")]
            listed = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(reading.all(f'SELECT {listed} FROM "{table}"'), key=repr)
        found["contents"] = reading.all("SELECT sha256 FROM content ORDER BY 1")
    return found


def words_of(label: HandlingLabel) -> bytes:
    return f"{label.value.removeprefix('TLP:')}word".encode()


def bytes_of(made: Extracted) -> bytes:
    return b"".join(path.read_bytes() for path in made.path.parent.glob(f"{made.path.name}*"))


@settings(max_examples=25, deadline=None)
@example(work=each_kind_between(0), label=GREEN)
@example(work=each_kind_between(1), label=GREEN)
@example(work=each_kind_between(0), label=AMBER)
@given(work=steps(9), label=st.sampled_from([GREEN, AMBER]))
def test_an_extract_is_that_of_a_situation_that_never_heard_of_the_rest(
    base: Path, tmp_path: Path, work: list[Step], label: HandlingLabel
) -> None:
    twins = Twins.from_base(base, tmp_path, label)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        made, other = extracted(twins.everything, "x", label), extracted(twins.permitted, "y", label)
        with opened(made) as one, opened(other) as two:
            assert told(one) == told(two)
        content = bytes_of(made)
        for forbidden in (each for each in HandlingLabel if not twins.permits(each)):
            assert words_of(forbidden) not in content
    finally:
        twins.close()


@settings(max_examples=15, deadline=None)
@example(work=each_kind_between(0))
@given(work=steps(9))
def test_questions_to_an_extract_are_answered_as_what_is_permitted_answers_them(
    base: Path, tmp_path: Path, work: list[Step]
) -> None:
    twins = Twins.from_base(base, tmp_path)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        made = extracted(twins.everything, "x", GREEN)
        with opened(made, now=twins.clock.now) as store, store.reading() as one:
            assert check(one).found == ()
            with twins.everything.reading() as whole, permitted(whole, GREEN) as other:
                assert faces(one) == faces(other)
                assert events(one) == events(other)
    finally:
        twins.close()


def faces(reading: Any) -> Any:
    numberless = {"number": None, "conflicts": 0}
    return [
        [{**{name: getattr(face, name) for name in face.__slots__}, **numberless} for face in column.cards]
        for column in board(reading).columns
    ]


def events(reading: Any) -> Any:
    found = event_faces(reading, event_ids(reading))
    return [
        (face.id, face.place, face.destination, face.actors, face.source, face.grade, face.figures) for face in found
    ]


def test_only_names_that_something_needs_go_along(twins: Twins) -> None:
    """A party that only a secret report names would tell of it; remarks on names carry the usual label."""
    store = twins.everything
    secret = Actor(id=known("secret"), name="Secretparty")
    store.do(records.add_record, secret)
    status = Status(id="", thing="", column=Column.HELD, controllers=(secret.id,), as_of=ago(1))
    place = Location(id=known("secret place"), name="Secretplace", kind=LocationKind.TOWN)
    store.do(records.add_record, place)
    store.do(cards.add_card, location=place.id, status=status, label=RED)
    store.do(records.add_record, Route(id=known("secret road"), name="Secretroad", via=(place.id,)))
    store.do(records.edit_thing, known("wire"), {"note": "Secretremark"})
    made = extracted(store, "x", HandlingLabel.CLEAR)
    assert b"Secret" not in bytes_of(made)
    assert b"Secretplace" in bytes_of(extracted(store, "y", RED))


def test_what_a_field_said_before_does_not_go_along(twins: Twins) -> None:
    store = twins.everything
    report = Report(id=known("report"), title="Formerword", label=GREEN)
    store.do(records.add_record, report)
    store.do(records.edit_thing, report.id, {"title": "Laterword"})
    event = Event(id="", thing="", kind=EventKind.INCIDENT, text="Formerevent", label=GREEN)
    thing = store.do(facts.record_event, event).ids[0]
    store.do(records.edit_thing, thing, {"text": "Laterevent"})
    struck = store.do(facts.record_event, Event(id="", thing="", kind=EventKind.INCIDENT, text="Struckevent")).ids[0]
    store.do(records.strike, struck, why="Reasonword")
    content = bytes_of(extracted(store, "x", GREEN))
    assert b"Laterword" in content and b"Laterevent" in content
    assert not [word for word in (b"Formerword", b"Formerevent", b"Struckevent", b"Reasonword") if word in content]
    assert b"duty officer" not in content and b"desk" not in content, "neither people nor laptops"


def test_what_is_struck_and_still_named_stays_struck(filled: Store) -> None:
    with filled.reading() as reading:
        actor = reading.value("SELECT id FROM actor WHERE short_name = 'SNA'")
    filled.do(records.strike, actor, why="Reasonword")
    made = extracted(filled, "x")
    with opened(made) as store, store.reading() as reading, filled.reading() as whole:
        assert [(row.id, row.voided) for row in reading.rows(Actor, "voided = 1")] == [(actor, True)]
        assert len(board(reading).columns[2].cards) == len(board(whole).columns[2].cards)
    assert b"Reasonword" not in bytes_of(made)


def with_a_file(store: Store, **more: Any) -> str:
    """An imported file of two rows, one of which is red and struck is none."""
    rows = [
        DatasetRow("1", 2, {"kind": "displacement", "text": "redword", "label": RED.value}),
        DatasetRow("2", 3, {"kind": "displacement", "text": "greenword", "label": GREEN.value, **more}),
    ]
    part = packed(rows)
    dataset = Dataset(
        id=known("dataset"),
        name="A file",
        origin="a file",
        format="csv",
        file_name="file.csv",
        contents=json.dumps([hashlib.sha256(part).hexdigest()]),
        rows=2,
        label=GREEN,
    )
    store.do(lambda reading: Changes("import", [new_record(reading, dataset)], contents=(part,)))
    return dataset.id


def test_rows_of_imported_files_are_packed_anew_without_those_that_are_stricter(twins: Twins) -> None:
    with_a_file(twins.everything)
    with opened(extracted(twins.everything, "x", GREEN)) as store, store.reading() as reading:
        assert [row.text for row in reading.rows(Event)] == ["greenword"]
        assert [row.rows for row in reading.rows(Dataset)] == [1]
        thing = reading.rows(Event)[0].thing
    with twins.everything.reading() as reading:
        assert reading.value("SELECT text FROM event WHERE thing = ?", thing) == "greenword", "the same event"
    with opened(extracted(twins.everything, "y", RED)) as store, store.reading() as reading:
        assert len(reading.rows(Event)) == 2


def test_a_large_extract_is_compared_without_making_everything_twice(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_file(twins.everything)
    monkeypatch.setattr("situation_board.core.exporting.extracting.FEW_ROWS", 1)
    with opened(extracted(twins.everything, "x", GREEN)) as store, store.reading() as reading:
        assert check(reading).found == ()


def test_pictures_go_along_with_the_report_that_may_be_told(twins: Twins) -> None:
    for name, label in (("green", GREEN), ("red", RED)):
        report = Report(id=known(f"{name} report"), title=name, label=label)
        twins.everything.do(records.add_record, report)
        content = f"bytes of {name}".encode()
        twins.everything.do(
            attachments.attach, report=report.id, name=f"{name}.png", media_type="image/png", content=content
        )
    content = bytes_of(extracted(twins.everything, "x", GREEN))
    assert b"bytes of green" in content and b"bytes of red" not in content


def test_an_extract_is_marked_for_good_and_tells_its_label_and_time(filled: Store) -> None:
    made = extracted(filled, "x", GREEN)
    with opened(made) as store, store.reading() as reading:
        mark = extract_of(reading)
        assert mark is not None
        assert (mark.label, mark.profile, mark.as_of.earliest) == (GREEN, SheetProfile.FULL, NOW)
        assert reading.situation.label is GREEN and reading.situation.name == "Winter offensive"
        assert reading.value("SELECT group_concat(DISTINCT laptop) FROM log") == "extract"
    with filled.reading() as reading:
        assert extract_of(reading) is None


def test_an_extract_is_never_merged_back_nor_takes_the_original_in(filled: Store) -> None:
    made = extracted(filled, "x")
    with opened(made) as extract:
        for one, other in ((filled, extract), (extract, filled)):
            before = told(one)
            with pytest.raises(Mistake, match="is an extract"):
                merging.merge(one, other.path)
            assert told(one) == before


def test_copies_of_one_extract_merge_with_each_other(filled: Store, tmp_path: Path) -> None:
    with opened(extracted(filled, "x")) as extract:
        extract.copy_to(tmp_path / "copy.sitboard")
        with Store.open(tmp_path / "copy.sitboard", identity=DESK) as copy:
            copy.do(records.add_record, Actor(id=known("new"), name="A new one"))
        assert merging.merge(extract, tmp_path / "copy.sitboard").new == 1


def test_under_a_key_of_its_own_nothing_can_be_read(filled: Store) -> None:
    made = extracted(filled, "x", key=KEY)
    assert b"Homs" not in bytes_of(made)
    with opened(made, KEY) as store, store.reading() as reading:
        assert reading.value("SELECT count(*) FROM location WHERE name = 'Homs'") == 1


def test_a_preview_counts_what_is_told_and_what_is_held_back_and_makes_nothing(filled: Store) -> None:
    with filled.reading() as reading:
        card = reading.rows(Card)[0]
    filled.do(records.edit_thing, card.id, {"label": RED})
    before = sorted(filled.path.parent.iterdir())
    with filled.reading() as reading:
        seen = ended(preview(reading, None))
    made = extracted(filled, "x")
    assert seen.told == {table: count for table, count in made.told.items() if table != "situation"}
    assert seen.withheld["card"] == 1 and seen.withheld == made.withheld
    assert sorted(path for path in filled.path.parent.iterdir() if not path.name.startswith("x")) == before


@pytest.mark.parametrize("table", ["message", "report"])
def test_whatever_the_label_holds_back_is_counted(filled: Store, table: str) -> None:
    with filled.reading() as reading:
        things = [thing for (thing,) in reading.all(f'SELECT id FROM "{table}" WHERE voided = 0')]
    for thing in things:
        filled.do(records.edit_thing, thing, {"label": RED})
    with filled.reading() as reading:
        seen = ended(preview(reading, AMBER))
    assert things and seen.withheld[table] == len(things)


def test_a_stopped_or_failed_extract_leaves_nothing(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(filled.path.parent.iterdir())
    steps_of_it = make_extract(filled.reading, filled.path.with_name("x.sitboard"))
    for _ in range(20):
        next(steps_of_it)
    steps_of_it.close()
    assert sorted(filled.path.parent.iterdir()) == before
    monkeypatch.setattr("situation_board.core.exporting.extracting.extract_of", lambda reading: None)
    with pytest.raises(Trouble, match="read back"):
        extracted(filled, "x")
    assert sorted(filled.path.parent.iterdir()) == before
    with pytest.raises(Mistake):
        ended(make_extract(filled.reading, filled.path.with_name("x.csv")))


# --- redaction


@pytest.fixture
def secretive(filled: Store) -> Store:
    """Free words everywhere, a small number, a witness, a road, a file with both."""
    with filled.reading() as reading:
        homs, governorate = (reading.value("SELECT id FROM location WHERE name = ?", name) for name in NAMES)
        card = reading.value("SELECT id FROM card WHERE location = ?", homs)
    witness = Source(id=known("witness"), name="Secretwitness", kind=SourceKind.WITNESS, note="Secretnote")
    filled.do(records.add_record, witness)
    report = Report(id=known("secret report"), title="Secrettitle", excerpt="Secretexcerpt", source=witness.id)
    filled.do(records.add_record, report)
    filled.do(cards.edit_card, card, {"note": "Secretnote"})
    filled.do(cards.verify, [card], checked_with="Secretphone", as_of=ago(0.5))
    claim = Claim(
        id="", thing="", about=card, verb=ClaimVerb.SAID, stance=Stance.SUPPORTS, text="Secretclaim",
        publisher=witness.id, report=report.id, speaker_role="Secretrole",
    )  # fmt: skip
    filled.do(facts.add_claim, claim)
    figures = tuple(
        Figure(category=FigureCategory.KILLED, low=number, high=number, number=f"Secret{number}", metric=Metric.FLOW)
        for number in (3, 4321)
    )
    event = Event(
        id="", thing="", kind=EventKind.INCIDENT, text="Secrettext", location=homs, starts=exactly(NOW - DAY),
        figures=figures, source=witness.id, note="Secretnote",
    )  # fmt: skip
    filled.do(facts.record_event, event)
    with_a_file(filled, location=homs, note="Secretrow", starts=[NOW - DAY, NOW - DAY, "second"])
    assert governorate
    return filled


NAMES = ("Homs", "Homs Governorate")


def test_a_redacted_extract_names_no_place_word_or_witness(secretive: Store) -> None:
    content = bytes_of(extracted(secretive, "x", RED, profile=REDACTED))
    assert b"Homs Governorate" in content and b"The Wire" in content
    for word in (b"Secret", b"Rastan", b"Palmyra", b"Tartus", "حمص".encode(), b"M5", b"greenword", b"file.csv"):
        assert word not in content
    assert b'"Homs"' not in content


def test_a_redacted_extract_tells_days_and_no_small_numbers(secretive: Store) -> None:
    with opened(extracted(secretive, "x", RED, profile=REDACTED)) as store, store.reading() as reading:
        assert check(reading).found == ()
        numbers = {figure.low for event in reading.rows(Event) for figure in event.figures}
        assert 4321 in numbers and 3 not in numbers and None in numbers
        fine = {Precision.SECOND, Precision.MINUTE, Precision.HOUR, Precision.NOT_STATED}
        times = [row.as_of for row in reading.rows(Status)] + [row.starts for row in reading.rows(Event)]
        assert times and not [time for time in times if time is not None and time.precision in fine]
        areas = {row.name for row in reading.rows(Location) if row.precision is not LocationPrecision.UNLOCATED}
        assert areas == {"Homs Governorate", "Aleppo Governorate"}
        assert [row.name for row in reading.rows(Source) if row.kind is SourceKind.WITNESS] == [
            "Witness, not told here"
        ]


def test_a_redacted_extract_shows_the_same_columns_of_places_without_names(secretive: Store) -> None:
    with opened(extracted(secretive, "x", RED, profile=REDACTED)) as store, store.reading() as reading:
        with secretive.reading() as whole:
            sizes = [[len(column.cards) for column in board(each).columns] for each in (reading, whole)]
        assert sizes[0] == sizes[1]
        names = {face.place for column in board(reading).columns for face in column.cards}
        areas = {f"A place in {name} Governorate (governorate)" for name in ("Homs", "Aleppo")}
        assert names == {*areas, "A place"}


def test_a_redacted_extract_has_no_id_of_the_original(secretive: Store) -> None:
    ids = set()
    with secretive.reading() as reading:
        for table in TABLES:
            ids |= {row for (row,) in reading.all(f'SELECT id FROM "{table}"') if len(row) > 30}
            if "thing" in columns_of(table):
                ids |= {row for (row,) in reading.all(f'SELECT thing FROM "{table}"')}
    content = bytes_of(extracted(secretive, "x", RED, profile=REDACTED))
    assert len(ids) > 50 and not [each for each in ids if each.encode() in content]


def test_events_that_are_the_same_are_not_counted_twice_in_a_redacted_extract(secretive: Store) -> None:
    with secretive.reading() as reading:
        things = sorted({row.thing for row in reading.rows(Event)})
        before = len(event_ids(reading))
    secretive.do(facts.same_as, things[0], things[1])
    with opened(extracted(secretive, "x", RED, profile=REDACTED)) as store, store.reading() as reading:
        assert len(event_ids(reading)) == before - 1
        assert len(reading.rows(SameAs)) == 1


def test_every_field_is_withheld_until_somebody_decides_otherwise() -> None:
    from situation_board.core.exporting.redacting import KEPT
    from situation_board.core.rows import fields_of

    known_fields = {(table, field.name) for table in TABLES for field in fields_of(table)}
    assert known_fields >= KEPT
    assert not {("status", "note"), ("event", "text"), ("claim", "text"), ("report", "excerpt")} & KEPT
