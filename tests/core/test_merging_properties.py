"""Three laptops, random work, clocks off by years, partial exchanges in any order and twice: equal in the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core import merging
from situation_board.core.encoding import columns_of
from situation_board.core.integrity import check
from situation_board.core.rows import TABLES
from situation_board.core.schema import DERIVED_TABLES
from situation_board.core.times import DAY
from tests.core.random_work import START, Clock, Laptop, Work, works

YEAR = 365 * DAY
OFF_BY = (0, -7 * YEAR, 5 * YEAR)


@contextmanager
def laptops(first: list[Work], count: int = 3) -> Iterator[list[Laptop]]:
    """Copies of one situation with some work in it, on laptops whose clocks are off by years."""
    with tempfile.TemporaryDirectory() as folder:
        origin = Laptop(Path(folder) / "origin.sitboard", "origin", Clock())
        for step in first:
            origin.do(step)
        origin.close()
        made = []
        for number in range(count):
            path = Path(folder) / f"{number}.sitboard"
            shutil.copyfile(origin.path, path)
            made.append(Laptop(path, f"laptop {number}", Clock(START + DAY + OFF_BY[number]), create=False))
        try:
            yield made
        finally:
            for laptop in made:
                laptop.close()


Step = tuple[str, int, int, Work]
steps = st.lists(
    st.tuples(
        st.sampled_from(["work", "work", "work", "merge", "keep a copy", "merge the copy"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.tuples(st.integers(0, 200), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)),
    ),
    max_size=25,
)


@given(works(12), steps)
@settings(deadline=None, max_examples=50)
def test_laptops_that_have_exchanged_everything_hold_the_same(first: list[Work], then: list[Step]) -> None:
    with laptops(first) as made:
        for step in then:
            _do(made, step)
        for taker in (0, 1, 2, 0, 1, 0):
            for giver in range(3):
                if taker != giver:
                    merging.merge(made[taker].store, made[giver].path)
        contents = [_content(laptop) for laptop in made]
        assert contents[0] == contents[1] == contents[2]
        for laptop in made:
            with laptop.store.reading() as reading:
                assert check(reading).found == ()


def _do(made: list[Laptop], step: Step) -> None:
    what, one, other, work = step
    copy = made[other].path.with_suffix(".copy")
    match what:
        case "work":
            made[one].do(work)
        case "merge" if one != other:
            merging.merge(made[one].store, made[other].path)
        case "keep a copy":
            made[other].store.checkpoint(truncate=True)
            shutil.copyfile(made[other].path, copy)
        case "merge the copy" if copy.exists():
            merging.merge(made[one].store, copy)


def _content(laptop: Laptop) -> dict[str, Any]:
    """Everything but what is local: keys and arrivals."""
    content: dict[str, Any] = {}
    with laptop.store.reading() as reading:
        for table in TABLES:
            columns = ", ".join(f'"{name}"' for name in columns_of(table) if name != "arrival")
            content[table] = sorted(reading.all(f'SELECT {columns} FROM "{table}"'), key=repr)
        for table in DERIVED_TABLES:
            columns = "thing, title, text" if table == "search_entry" else "*"
            content[table] = sorted(reading.all(f'SELECT {columns} FROM "{table}"'), key=repr)
        content["log"] = sorted(reading.all("SELECT writer, seq, sha256 FROM log"))
    return content


@given(works(10), works(8), works(8))
@settings(deadline=None, max_examples=40)
def test_a_dry_run_says_what_a_merge_brings_and_changes_nothing(
    first: list[Work], ours: list[Work], theirs: list[Work]
) -> None:
    with laptops(first, 2) as (own, other):
        for laptop, work in ((own, ours), (other, theirs)):
            for step in work:
                laptop.do(step)
        before = _content(own)
        said = merging.merge(own.store, other.path, dry_run=True)
        assert _content(own) == before
        done = merging.merge(own.store, other.path)
        assert (done.new, done.known, done.conflicts) == (said.new, said.known, said.conflicts)


@given(works(10), works(8), works(8))
@settings(deadline=None, max_examples=40)
def test_a_restored_backup_and_the_original_merge_without_losing_a_change(
    first: list[Work], in_original: list[Work], in_backup: list[Work]
) -> None:
    """Also a copied file that is edited on the same machine by the same person."""
    with laptops(first, 2) as (original, backup):
        backup.identity = original.identity
        backup.store.identity = original.identity
        for laptop, work in ((original, in_original), (backup, in_backup)):
            for step in work:
                laptop.do(step)
        both = _changes(original) | _changes(backup)
        merging.merge(original.store, backup.path)
        assert _changes(original) == both
        with original.store.reading() as reading:
            assert check(reading).found == ()


def _changes(laptop: Laptop) -> set[tuple[str, int, str]]:
    with laptop.store.reading() as reading:
        return {(writer, seq, sha256) for writer, seq, sha256 in reading.all("SELECT writer, seq, sha256 FROM log")}
