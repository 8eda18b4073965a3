"""Large files are loaded in short steps: nothing counts before the last one, and others work meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import cards, facts, records
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.history import redo, undo
from situation_board.core.importing import importing, preparing, staging
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.importing import Imported, examine_file, import_file
from situation_board.core.importing.options import Options
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.questions.events import event_ids
from situation_board.core.questions.search import search
from situation_board.core.questions.series_rows import series
from situation_board.core.rows import Dataset, Location
from situation_board.core.store import Identity, Store, loading
from situation_board.core.store.loading import Tidying, tidy
from situation_board.core.vocabulary import Column, LocationKind
from tests.core.filled import NOW, Filled
from tests.core.importing.importing import end_of, written

ROWS = 60
Steps = Generator[Progress, None, Imported]


def table(rows: int = ROWS, *, more: int = 0) -> str:
    """A made table: places that the gazetteer knows, places that nobody knows, one number a row, some days twice."""
    places = ("Homs,Homs", "Hama,Hama", "Madeplace One,Homs", "Madeplace Two,Nowhere")
    lines = (f"{n},2024-11-{1 + n % 9:02},{places[n % 4]},{n + more}" for n in range(1, rows + 1))
    return "id,date,place,admin1,displaced\n" + "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of a few rows, so that small files show what large ones do."""
    monkeypatch.setattr(importing, "FEW_ROWS", 0)
    monkeypatch.setattr(preparing, "STEP", 7)
    monkeypatch.setattr(staging, "ROWS_IN_STEP", 5)
    monkeypatch.setattr(staging, "ROWS_IN_PART", 20)
    monkeypatch.setattr(loading, "FEWEST_ROWS", 5)
    monkeypatch.setattr(loading, "MOST_ROWS", 5)
    monkeypatch.setattr(loading, "LONGEST_STEP", 0.0)


def steps(store: Store, path: Path) -> Steps:
    """An import as the command line does it, step by step."""
    with store.reading() as reading:
        options = Options(zone=reading.zone, now=reading.now, columns={"metric": "=flow"}, source="A made source")
    with Gazetteer() as gazetteer:
        looked, found = end_of(examine_file(store.reading, gazetteer, path, options))
        return (yield from import_file(store.reading, lambda work: work(store), gazetteer, looked, options, found))


def sound(store: Store) -> bool:
    with store.reading() as reading:
        found = check(reading).found
    assert found == ()
    return True


def seen(store: Store) -> tuple[Any, ...]:
    """What a person sees of it."""
    with store.reading() as reading:
        names = sorted(name for (name,) in reading.all("SELECT name FROM location WHERE voided = 0"))
        chart = series(reading)
        return sorted(event_ids(reading)), chart.series, chart.marks, board(reading), names


def imported_rows(store: Store) -> int:
    with store.reading() as reading:
        return int(reading.value("SELECT count(*) FROM event WHERE dataset IS NOT NULL AND voided = 0"))


def left_over(store: Store) -> int:
    """What lies in the file of imports that came to nothing."""
    tables = ("every_event", "every_figure", "every_mark", "every_series", "daily_total", "loading", "loading_part")
    known = "dataset <> '' AND dataset NOT IN (SELECT id FROM dataset)"
    lost = (
        """SELECT count(*) FROM every_mention WHERE "table" = 'event' AND "row" NOT IN (SELECT id FROM every_event)"""
    )
    with store.reading() as reading:
        rows = sum(reading.value(f"SELECT count(*) FROM {name} WHERE {known}") for name in tables)
        return int(rows + reading.value(lost) + reading.value("SELECT count(*) FROM content"))


def some_steps(way: Steps, count: int) -> None:
    for _ in range(count):
        next(way)


def test_nothing_is_to_be_seen_before_the_last_step(filled_store: Store, tmp_path: Path) -> None:
    before, way = seen(filled_store), steps(filled_store, written(tmp_path, "made.csv", table()))
    passed = 0
    while True:
        try:
            next(way)
        except StopIteration as end:
            done: Imported = end.value
            break
        passed += 1
        assert seen(filled_store) == before
        assert sound(filled_store)
    assert passed > ROWS // 7
    assert done.prepared.rows == imported_rows(filled_store) == ROWS
    assert sound(filled_store)


def test_it_ends_as_an_import_in_one_step_does(
    filled_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy, key = written(tmp_path, "made.csv", table()), tmp_path / "copy.sitboard", filled_store.key
    filled_store.copy_to(copy)
    end_of(steps(filled_store, path))
    monkeypatch.setattr(importing, "FEW_ROWS", ROWS)
    with Store.open(copy, key=key, identity=Identity("other", None), now=lambda: NOW) as other:
        end_of(steps(other, path))
        assert points(other) == points(filled_store) != []
        assert seen(other)[0] == seen(filled_store)[0]
        assert seen(other)[3:] == seen(filled_store)[3:]


def points(store: Store) -> list[tuple[Any, ...]]:
    """The points of imported series, without the ids that each import makes anew."""
    with store.reading() as reading:
        drawn = [one for one in series(reading).series if one.key.dataset is not None]
        return sorted(
            (one.key.area or "", one.key.level, point.starts.earliest, point.bounds.low, point.figures)
            for one in drawn
            for point in one.points
        )


def test_what_is_stopped_leaves_nothing(store: Store, tmp_path: Path) -> None:
    before, way = seen(store), steps(store, written(tmp_path, "made.csv", table()))
    some_steps(way, 9)
    way.close()
    assert seen(store) == before and sound(store)
    assert left_over(store) > 0
    tidy(store)
    assert left_over(store) == 0 and sound(store)


def test_what_fails_in_the_middle_leaves_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, path = seen(store), written(tmp_path, "made.csv", table())
    way = steps(store, path)
    some_steps(way, 9)
    path.write_text(table(more=1), encoding="utf-8")
    with pytest.raises(Trouble):
        end_of(way)
    tidy(store)
    assert seen(store) == before and left_over(store) == 0 and sound(store)


class TestAfterAKill:
    def killed(self, store: Store, folder: Path) -> Steps:
        """An import whose program goes no further: kept alive, so that it cannot clean up."""
        way = steps(store, written(folder, "made.csv", table()))
        some_steps(way, 9)
        return way

    @pytest.fixture
    def other(self, store: Store) -> Iterator[Store]:
        """Another program on the same file."""
        with Store.open(store.path, key=store.key, identity=Identity("desk", None), now=lambda: NOW) as opened:
            yield opened

    def test_another_program_sweeps_it_when_it_gives_no_sign_of_life(
        self, store: Store, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before, way, tidying = seen(store), self.killed(store, tmp_path), Tidying()
        assert [tidying.step(other), tidying.step(other)] == [False, False]
        assert tidying.is_watching
        monkeypatch.setattr(loading, "SILENCE", 0.0)
        assert not Tidying().step(store)
        while tidying.step(other):
            assert seen(store) == before
        assert left_over(store) == 0 and sound(store)
        with pytest.raises(Trouble, match="interrupted"):
            end_of(way)
        assert seen(store) == before and left_over(store) == 0

    def test_one_that_goes_on_is_not_swept(
        self, store: Store, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        way, tidying = self.killed(store, tmp_path), Tidying()
        moments = iter(range(0, 1_000_000, int(loading.SILENCE) - 1))
        monkeypatch.setattr("time.monotonic", lambda: next(moments))
        assert not tidying.step(other)
        some_steps(way, 1)
        assert not tidying.step(other)
        monkeypatch.undo()
        end_of(way)
        assert imported_rows(store) == ROWS

    def test_the_file_imports_again(self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        way = self.killed(store, tmp_path)
        end_of(steps(store, tmp_path / "made.csv"))
        assert imported_rows(store) == ROWS and sound(store)
        with pytest.raises(Mistake, match="imported already"):
            end_of(way)
        tidy(store)
        assert imported_rows(store) == ROWS and sound(store)


def test_undo_redo_and_another_file_in_its_place(store: Store, tmp_path: Path) -> None:
    end_of(steps(store, written(tmp_path, "made 1.csv", table())))
    first = seen(store)
    done = end_of(steps(store, written(tmp_path, "made 2.csv", table(50, more=1))))
    assert done.replaced is not None
    assert (done.replaced.added, done.replaced.changed, done.replaced.gone, done.replaced.same) == (0, 50, 10, 0)
    assert imported_rows(store) == 50 and sound(store)
    second = seen(store)
    store.do(undo)
    assert seen(store) == first and sound(store)
    store.do(redo)
    assert seen(store) == second and sound(store)


@pytest.mark.parametrize("count", [1, 6, 12])
def test_a_row_that_is_struck_while_a_newer_file_comes_in_stays_struck(
    store: Store, tmp_path: Path, count: int
) -> None:
    end_of(steps(store, written(tmp_path, "made 1.csv", table())))
    way = steps(store, written(tmp_path, "made 2.csv", table(more=1)))
    some_steps(way, count)
    with store.reading() as reading:
        rows = [row for (row,) in reading.all("SELECT thing FROM event WHERE dataset IS NOT NULL ORDER BY thing")]
    store.do(records.strike, rows[3], why="counted twice")
    end_of(way)
    assert imported_rows(store) == ROWS - 1 and sound(store)
    store.do(undo)
    assert imported_rows(store) == ROWS - 1 and sound(store)
    store.do(undo)
    assert imported_rows(store) == ROWS and sound(store)


def test_a_merge_brings_it_along(store: Store, tmp_path: Path) -> None:
    copy, mine, key = tmp_path / "copy.sitboard", tmp_path / "mine.sitboard", store.key
    store.copy_to(copy)
    end_of(steps(store, written(tmp_path, "made.csv", table())))
    store.copy_to(mine)
    with Store.open(copy, key=key, identity=Identity("other", None), now=lambda: NOW) as other:
        merge(other, mine, key=key)
        assert seen(other) == seen(store) and sound(other)


def test_it_is_found_by_search_once_somebody_tidied_up(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation_board.core.store.dataset_rows.FEW", 5)
    text = "id,date,place,notes,displaced\n" + "".join(f"{n},2024-11-02,Homs,Wagons {n},{n}\n" for n in range(1, 31))
    end_of(steps(store, written(tmp_path, "made.csv", text)))
    with store.reading() as reading:
        assert search(reading, "wagons") == []
    assert sound(store)
    tidy(store)
    with store.reading() as reading:
        assert len(search(reading, "wagons", limit=100)) == 30
    assert sound(store)
    store.do(undo)
    with store.reading() as reading:
        assert search(reading, "wagons") == []


# --- what others do meanwhile


def a_move(store: Store, filled: Filled) -> None:
    store.do(cards.move_cards, [filled.card["Homs"]], Column.HELD)


def another_kind_of_place(store: Store, filled: Filled) -> None:
    store.do(records.edit_thing, filled.place["Homs"], {"kind": LocationKind.GOVERNORATE})


def a_place_of_the_same_name(store: Store, filled: Filled) -> None:
    store.do(records.add_record, Location(id="made", name="Madeplace One", kind=LocationKind.TOWN))


def a_place_that_is_the_same(store: Store, filled: Filled) -> None:
    store.do(facts.same_as, filled.place["Homs"], filled.place["Hama"])


def a_row_is_struck(store: Store, filled: Filled) -> None:
    with store.reading() as reading:
        row = reading.value("SELECT thing FROM event WHERE dataset IS NOT NULL AND voided = 0 ORDER BY thing")
    if row is not None:
        store.do(records.strike, row, why="counted twice")


def a_row_is_the_same_as_an_event(store: Store, filled: Filled) -> None:
    with store.reading() as reading:
        row = reading.value("SELECT thing FROM event WHERE dataset IS NOT NULL AND voided = 0 ORDER BY thing DESC")
    if row is not None:
        store.do(facts.same_as, row, filled.event[0])


def the_last_is_undone(store: Store, filled: Filled) -> None:
    store.do(undo)


MEANWHILE: tuple[Callable[[Store, Filled], None], ...] = (
    *(a_move, another_kind_of_place, a_place_of_the_same_name, a_place_that_is_the_same),
    *(a_row_is_struck, a_row_is_the_same_as_an_event, the_last_is_undone),
)
KINDS = st.integers(0, len(MEANWHILE) - 1)


@given(
    between=st.lists(st.tuples(st.integers(0, 24), KINDS), max_size=6),
    after=st.lists(KINDS, max_size=3),
)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_others_do_meanwhile_the_tables_are_what_the_rules_make(
    between: list[tuple[int, int]],
    after: list[int],
    tmp_path_factory: pytest.TempPathFactory,
    templates: dict[tuple[bool, bytes | None], Any],
) -> None:
    folder = tmp_path_factory.mktemp("meanwhile")
    template = templates[True, None]
    path = folder / "winter.sitboard"
    path.write_bytes(template.path.read_bytes())
    with Store.open(path, identity=Identity("desk", "duty officer"), now=lambda: NOW) as store:
        end_of(steps(store, written(folder, "made 1.csv", table(30))))
        way = steps(store, written(folder, "made 2.csv", table(40, more=2)))
        waiting = sorted(between, key=lambda each: each[0])
        number, went_on = 0, True
        while went_on:
            went_on = next(way, None) is not None
            while waiting and (waiting[0][0] <= number or not went_on):
                _try(MEANWHILE[waiting.pop(0)[1]], store, template.filled)
            number += 1
        for kind in after:
            _try(MEANWHILE[kind], store, template.filled)
        tidy(store)
        assert sound(store)


def _try(work: Callable[[Store, Filled], None], store: Store, filled: Filled) -> None:
    """What cannot be done in this order is refused."""
    try:
        work(store, filled)
    except Problem:
        return


def test_two_imports_at_once_of_one_dataset_end_with_the_later(store: Store, tmp_path: Path) -> None:
    one = steps(store, written(tmp_path, "made 1.csv", table()))
    other = steps(store, written(tmp_path, "made 2.csv", table(20, more=1)))
    some_steps(one, 3)
    end_of(other)
    end_of(one)
    with store.reading() as reading:
        standing = reading.rows(Dataset, "voided = 0")
    assert [dataset.file_name for dataset in standing] == ["made 1.csv"]
    assert imported_rows(store) == ROWS and sound(store)


def test_an_event_that_is_the_same_as_a_row_is_told_once(filled_store: Store, filled: Filled, tmp_path: Path) -> None:
    end_of(steps(filled_store, written(tmp_path, "made.csv", table(10))))
    with filled_store.reading() as reading:
        row = reading.value("SELECT thing FROM event WHERE dataset IS NOT NULL ORDER BY thing")
    before = len(seen(filled_store)[0])
    filled_store.do(facts.same_as, row, filled.event[0])
    assert len(seen(filled_store)[0]) == before - 1 and sound(filled_store)
    filled_store.do(records.strike, _dataset(filled_store), why="wrong file")
    assert imported_rows(filled_store) == 0 and sound(filled_store)
    filled_store.do(undo)
    assert sound(filled_store)


def _dataset(store: Store) -> str:
    with store.reading() as reading:
        return str(reading.value("SELECT id FROM dataset"))


def test_a_loading_is_begun_with_its_first_rows_and_not_while_the_file_is_looked_through(
    filled_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which takes as long as it takes: another program would take it for dead."""
    monkeypatch.setattr(loading, "SILENCE", 0.0)
    other = Store.open(filled_store.path, key=filled_store.key)
    watching = Tidying()
    path = written(tmp_path, "made.csv", table())
    real = preparing.prepare

    def prepare(*given: Any, **named: Any) -> Any:
        for _ in range(3):
            assert not watching.step(other)
        return real(*given, **named)

    monkeypatch.setattr(importing, "prepare", prepare)
    imported = end_of(steps(filled_store, path))
    assert imported.prepared.rows == ROWS
    other.close()
    assert sound(filled_store)
