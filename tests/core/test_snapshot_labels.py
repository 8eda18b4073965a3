"""What may not be told under a label leaves no trace in a sheet, not even in a count (TLP 2.0; decision 0012)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from situation_board.core import merging
from situation_board.core.actions import cards, facts, records
from situation_board.core.actions.drafting import new_fact, new_record
from situation_board.core.ids import card_id
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import TABLES, Claim, Dataset, Event, Figure, Report, Status
from situation_board.core.schema import DERIVED_TABLES
from situation_board.core.snapshot import Sheet, Wanted, take
from situation_board.core.snapshot.labels import RULES, labels_of, withheld
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.snapshot.sheet_json import to_json, to_text
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.store.datasets import DatasetRow, packed
from situation_board.core.store.derived import derive_everything
from situation_board.core.times import DAY, exactly
from situation_board.core.vocabulary import (
    ClaimVerb,
    Column,
    EventKind,
    FigureCategory,
    HandlingLabel,
    Metric,
    SheetKind,
    SheetProfile,
    Stance,
)
from tests.core.filled import DESK, NOW
from tests.core.labelled_work import PLACES, STRICTNESS, Step, Twins, each_kind_between, known, make_base, steps

GREEN, AMBER, RED = HandlingLabel.GREEN, HandlingLabel.AMBER, HandlingLabel.RED


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.sitboard"
    make_base(path)
    return path


def sheet_of(store: Store, label: HandlingLabel | None, since: int | None = None, **more: object) -> Sheet:
    wanted = Wanted(label=label, since=None if since is None else KnownThen(since), **more)  # type: ignore[arg-type]
    with store.reading() as reading:
        return take(reading, wanted)


MORE: tuple[dict[str, object], ...] = (
    {},
    {"profile": SheetProfile.REDACTED},
    {"kind": SheetKind.HANDOVER, "language": "ar"},
    {"kind": SheetKind.DOSSIER, "card": card_id(known(PLACES[0]))},
    {"kind": SheetKind.REVERIFY},
)


@settings(max_examples=30)
@example(work=each_kind_between(0), label=GREEN, more={})
@example(work=each_kind_between(0), label=AMBER, more={"kind": SheetKind.REVERIFY})
@example(work=each_kind_between(1), label=GREEN, more={"kind": SheetKind.DOSSIER, "card": card_id(known(PLACES[0]))})
@given(work=steps(9), label=st.sampled_from([GREEN, AMBER]), more=st.sampled_from(MORE))
def test_a_sheet_under_a_label_is_that_of_a_situation_that_never_heard_of_the_rest(
    base: Path, tmp_path: Path, work: list[Step], label: HandlingLabel, more: dict[str, object]
) -> None:
    twins = Twins.from_base(base, tmp_path, label)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        told = sheet_of(twins.everything, label, twins.base, **more)
        assert to_json(told) == to_json(sheet_of(twins.permitted, label, twins.base, **more))
        for forbidden in (each for each in HandlingLabel if not twins.permits(each)):
            assert f"{forbidden.value.removeprefix('TLP:')}word" not in to_text(told)
    finally:
        twins.close()


@settings(max_examples=10)
@example(work=each_kind_between(0))
@given(work=steps(8))
def test_a_sheet_is_never_weaker_than_its_parts(base: Path, tmp_path: Path, work: list[Step]) -> None:
    twins = Twins.from_base(base, tmp_path)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        for label in (None, *HandlingLabel):
            told = sheet_of(twins.everything, label, twins.base)
            parts = [HandlingLabel(found) for found in labels_in(to_json(told))]
            assert all(STRICTNESS.index(told.header.label) <= STRICTNESS.index(part) for part in parts)
    finally:
        twins.close()


@settings(max_examples=10)
@example(work=each_kind_between(0))
@example(work=each_kind_between(1))
@given(work=steps(10))
def test_what_is_derived_from_the_permitted_is_as_if_made_from_nothing(
    base: Path, tmp_path: Path, work: list[Step]
) -> None:
    twins = Twins.from_base(base, tmp_path)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        for label in (GREEN, AMBER):
            with twins.everything.reading() as reading, permitted(reading, label) as told:
                if told is not reading:
                    found = derived(told)
                    derive_everything(told.connection, with_search=False)
                    assert derived(told) == found
    finally:
        twins.close()


def derived(reading: Reading) -> dict[str, list[tuple[object, ...]]]:
    tables = [table for table in DERIVED_TABLES if table != "search_entry"]
    return {table: sorted(reading.all(f'SELECT * FROM "{table}"'), key=repr) for table in tables}


def labels_in(value: object) -> list[str]:
    """Every label in a sheet's JSON but that of its head."""
    if isinstance(value, list):
        return [label for each in value for label in labels_in(each)]
    if not isinstance(value, dict):
        return []
    own = [value["label"]] if str(value.get("label", "")).startswith("TLP:") and "text" not in value else []
    return own + [label for name, each in value.items() if name != "header" for label in labels_in(each)]


@pytest.fixture
def twins(base: Path, tmp_path: Path) -> Twins:
    return Twins.from_base(base, tmp_path)


def test_a_label_that_is_made_stricter_takes_the_older_versions_along(twins: Twins) -> None:
    event = Event(id="", thing="", kind=EventKind.INCIDENT, text="greenword", label=GREEN)
    made = twins.everything.do(facts.record_event, event).ids[0]
    assert "greenword" in to_text(sheet_of(twins.everything, GREEN))
    twins.everything.do(records.edit_thing, made, {"label": RED})
    assert "greenword" not in to_text(sheet_of(twins.everything, GREEN))


def test_what_is_said_of_a_thing_is_as_strict_as_the_thing(twins: Twins) -> None:
    event = twins.everything.do(facts.record_event, Event(id="", thing="", kind=EventKind.INCIDENT, label=RED)).ids[0]
    claim = Claim(
        id="", thing="", about=event, speaker=known("Reds"), verb=ClaimVerb.SAID, stance=Stance.SUPPORTS, text="x",
        label=GREEN,
    )  # fmt: skip
    made = twins.everything.do(facts.add_claim, claim).ids[0]
    with twins.everything.reading() as reading:
        assert labels_of(reading, "claim", [made]) == {made: RED}


def test_what_carries_no_label_has_the_situations(twins: Twins) -> None:
    report = twins.everything.do(records.add_record, Report(id="r", title="A report")).ids[0]
    with twins.everything.reading() as reading:
        assert labels_of(reading, "report", [report]) == {report: GREEN}


def test_who_issues_it_is_told_how_much_is_withheld(twins: Twins) -> None:
    with twins.everything.reading() as reading:
        assert withheld(reading, GREEN) == {}
    event = twins.everything.do(facts.record_event, Event(id="", thing="", kind=EventKind.INCIDENT, label=RED)).ids[0]
    twins.everything.do(records.edit_thing, event, {"text": "corrected"})
    with twins.everything.reading() as reading:
        assert withheld(reading, GREEN) == {"event": 1}


def test_every_table_has_a_rule_or_is_withheld(twins: Twins) -> None:
    never_told = {"saved_search", "handover"}
    assert set(RULES) == set(TABLES) - never_told
    with twins.everything.reading() as reading, permitted(reading, HandlingLabel.CLEAR) as told:
        assert told.value("SELECT count(*) FROM card") == 0
        assert told.value("SELECT count(*) FROM location") == len(PLACES) + 1


def test_under_a_label_cards_have_no_numbers_and_the_sheet_no_change(twins: Twins) -> None:
    told, whole = sheet_of(twins.everything, GREEN), sheet_of(twins.everything, None)
    numbers = [[row.number for column in sheet.columns for row in column.rows] for sheet in (told, whole)]
    assert numbers == [["", "", ""], ["1", "2", "3"]] or numbers == [["", "", ""], ["3", "2", "1"]]
    assert "Up to change" in [fact.label for fact in whole.header.facts]
    assert "Up to change" not in [fact.label for fact in told.header.facts]
    assert [line.text for line in told.left_out] == ["Only what may be told under TLP:GREEN stands here."]


def test_a_conflict_with_a_side_that_may_not_be_told_is_none(twins: Twins) -> None:
    """Two laptops put a place in different columns without sight of each other; one of them by a secret report."""
    here = twins.everything
    path = here.path.with_name("there.sitboard")
    here.copy_to(path)
    card = card_id(known(PLACES[0]))
    here.do(cards.move_cards, [card], Column.CONTESTED)
    with Store.open(path, identity=DESK, now=twins.clock) as there:
        report = Report(id=known("secret"), title="Secret", label=RED)
        there.do(records.add_record, report)
        status = Status(
            id=known("secret status"), thing=card, column=Column.FALLEN, as_of=exactly(NOW), report=report.id
        )
        there.do(lambda reading: Changes("move_card", [new_fact(reading, status)]))
    merging.merge(here, path)
    conflicts = [
        sum(row.conflicts for column in sheet_of(here, label).columns for row in column.rows) for label in (None, GREEN)
    ]
    assert conflicts == [1, 0]


def test_rows_of_an_imported_file_are_as_strict_as_the_file(twins: Twins) -> None:
    store = twins.everything
    row = DatasetRow("1", 2, {"kind": EventKind.INCIDENT.value, "text": "redword", "label": GREEN.value})
    part = packed([row])
    dataset = Dataset(
        id=known("dataset"),
        name="A file",
        origin="a file",
        format="csv",
        contents=json.dumps([hashlib.sha256(part).hexdigest()]),
        label=RED,
    )
    store.do(lambda reading: Changes("import", [new_record(reading, dataset)], contents=(part,)))
    assert "redword" in to_text(sheet_of(store, None))
    assert "redword" not in to_text(sheet_of(store, GREEN))
    assert sheet_of(store, None).header.label is RED


def test_events_that_are_the_same_are_told_apart_where_one_may_not_be_told(twins: Twins) -> None:
    """The figure of the other counts; which of them is the main one, and that there is another, is not told."""
    made = []
    for number, label in ((100, RED), (200, GREEN)):
        figure = Figure(category=FigureCategory.DISPLACED, low=number, high=number, metric=Metric.CUMULATIVE)
        event = Event(id="", thing="", kind=EventKind.DISPLACEMENT, figures=(figure,), starts=exactly(NOW), label=label)
        made.append(twins.everything.do(facts.record_event, event).ids[0])
        if label is GREEN:
            twins.permitted.do(facts.record_event, dataclasses.replace(event, id=made[-1]))
    twins.everything.do(facts.same_as, *made)
    whole, told = sheet_of(twins.everything, None), sheet_of(twins.everything, GREEN)
    assert len(whole.events) == len(told.events) == 1
    assert [figure.amount for figure in told.key_figures] == ["200"]
    assert to_json(told) == to_json(sheet_of(twins.permitted, GREEN))


def test_a_row_of_an_imported_file_may_be_stricter_than_the_file(twins: Twins) -> None:
    store = twins.everything
    figure = {"category": "displaced", "low": 700, "high": 700, "metric": "flow"}
    time = [NOW - DAY, NOW - DAY + 1, "second"]
    fields = {"kind": "displacement", "starts": time, "ends": time, "source": known("wire"), "location": known("area")}
    rows = [
        DatasetRow(str(label), 2, {**fields, "figures": [figure], "label": label.value})
        for label in (RED, GREEN, GREEN)
    ]
    rows[2] = dataclasses.replace(rows[2], key="another")
    part = packed(rows)
    contents = json.dumps([hashlib.sha256(part).hexdigest()])
    dataset = Dataset(id=known("dataset"), name="A file", origin="a file", format="csv", contents=contents)
    store.do(lambda reading: Changes("import", [new_record(reading, dataset)], contents=(part,)))
    for label, most in ((None, 2_100), (GREEN, 1_400)):
        (chart, _) = sheet_of(store, label).charts
        assert sum(point.low or 0 for one in chart.series for point in one.points) == most
