"""New records are written together: the outcome is that of writing them one after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core import merging
from situation_board.core.encoding import columns_of
from situation_board.core.ids import known_id
from situation_board.core.integrity import check
from situation_board.core.rows import TABLES
from situation_board.core.schema import DERIVED_TABLES, base_of
from situation_board.core.store import NEW, Changes, Draft, Reading, Store
from situation_board.core.store.writing import make_ready
from tests.core.random_work import Clock, Laptop

NAMES = ["Suran", "Sūrān", "سوران", "Madeplace 1", "", "  ", "Der’a", "a" * 300]
TABLES_MADE = ("location", "location", "actor", "report", "source", "card", "event")


def ids_of(table: str) -> list[str]:
    """Few, so that drafts meet each other."""
    return [known_id("test", f"{table} {number}") for number in range(3)]


IDS = {table: ids_of(table) for table in (*TABLES_MADE, "status", "same_as", "claim")}
names = st.lists(st.tuples(st.sampled_from([None, "ar", "en"]), st.sampled_from(NAMES)).map(list), max_size=3)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(st.sampled_from(["new", "new", "new", "new", "edit", "strike", "status", "event", "same", "claim"]))
    if kind == "status":
        fields = {"column": "held", "as_of": [draw(st.integers(0, 9)), 9, "day"], "note": draw(st.sampled_from(NAMES))}
        return Draft("status", draw(ids("status")), draw(ids("card")), "status", fields)
    if kind == "event":
        return _event(draw)
    if kind == "claim":
        fields = {"verb": "controls", "location": draw(ids("location")), "text": draw(st.sampled_from(NAMES))}
        row = draw(ids("claim"))
        return Draft("claim", row, row, "claim", fields)
    if kind == "same":
        row = draw(ids("same_as"))
        return Draft("same_as", row, row, NEW, {"a": draw(ids("location")), "b": draw(ids("location"))})
    table = draw(st.sampled_from(["location", "actor", "report", "source", "card"]))
    row = draw(ids(table))
    if kind == "strike":
        return Draft(table, row, row, "voided", {"voided": draw(st.booleans()), "voided_why": "why"})
    fields = _fields(draw, table)
    if kind == "edit":
        name = draw(st.sampled_from(sorted(fields)))
        return Draft(table, row, row, name, {name: fields[name]})
    return Draft(table, row, row, NEW, fields)


def ids(table: str) -> st.SearchStrategy[str]:
    return st.sampled_from(IDS[table])


def _fields(draw: st.DrawFn, table: str) -> dict[str, Any]:
    name = draw(st.sampled_from(NAMES))
    if table == "card":
        return {"location": draw(ids("location")), "note": name, "number": 1}
    if table == "report":
        return {"title": name, "source": draw(ids("source")), "published": [1, 2, "day"], "excerpt": "made"}
    own: dict[str, Any] = {"name": name, "names": draw(names), "note": draw(st.sampled_from(NAMES))}
    if table == "actor":
        return {**own, "short_name": "MA", "parent": draw(ids("actor"))}
    if table == "location":
        return {
            **own,
            "kind": draw(st.sampled_from(["town", "district"])),
            "parent": draw(ids("location")),
            "latitude": 5,
        }
    return own


def _event(draw: st.DrawFn) -> Draft:
    figure = {"category": "displaced", "quantifier": "exactly", "low": 5, "high": 5, "unit": "person", "metric": "flow"}
    own_source = draw(st.sampled_from([{}, {"source": "Suran"}, {"report": draw(ids("report"))}]))
    figures = [{**figure, "role": "recommended", **own_source}]
    row = draw(ids("event"))
    fields = {"kind": "displacement", "location": draw(ids("location")), "source": draw(ids("source"))}
    return Draft("event", row, row, "event", {**fields, "starts": [0, 9, "day"], "figures": figures})


def _save(reading: Reading, made: Sequence[Draft]) -> Changes:
    return Changes("test", list(made))


def _content(store: Store) -> dict[str, Any]:
    """All of every table in its order, but for the hidden key of what has one."""
    content: dict[str, Any] = {}
    with store.reading() as reading:
        for table in TABLES:
            columns = ", ".join(f'"{name}"' for name in columns_of(table) if name != "arrival")
            content[table] = sorted(reading.all(f'SELECT {columns} FROM "{base_of(table)}"'), key=repr)
        for table in DERIVED_TABLES:
            columns = 'thing, "table", title, text' if table == "search_entry" else "*"
            content[table] = sorted(reading.all(f'SELECT {columns} FROM "{table}"'), key=repr)
        content["log"] = reading.all("SELECT writer, seq, sha256, fields, supersedes FROM log ORDER BY arrival")
        content["order"] = reading.all("SELECT thing FROM search_entry ORDER BY key")
        content["found"] = reading.all("SELECT rowid FROM search_index WHERE search_index MATCH 'suran' ORDER BY rowid")
    return content


@given(st.lists(st.lists(drafts(), min_size=1, max_size=5), min_size=2, max_size=6))
@settings(deadline=None, max_examples=100)
def test_many_drafts_at_once_leave_what_taking_in_their_changes_one_by_one_leaves(actions: list[list[Draft]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = Laptop(Path(folder) / "own.sitboard", "own", Clock())
        other_path = Path(folder) / "other.sitboard"
        own.store.checkpoint(truncate=True)
        shutil.copyfile(own.path, other_path)
        other = Laptop(other_path, "other", Clock(), create=False)
        for made in actions:
            own.store.do(_save, made)
            merging.merge(other.store, own.path)
        ours, theirs = _content(own.store), _content(other.store)
        own.close()
        other.close()
    assert ours == theirs


@given(st.lists(st.lists(drafts(), min_size=1, max_size=5), min_size=2, max_size=6))
@settings(deadline=None, max_examples=40)
def test_what_is_derived_from_many_drafts_at_once_can_be_proved(actions: list[list[Draft]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = Laptop(Path(folder) / "own.sitboard", "own", Clock())
        for made in actions:
            own.store.do(_save, made)
        with own.store.reading() as reading:
            found = [finding for finding in check(reading).found if finding.kind != "reference"]
        own.close()
    assert found == []


def test_a_new_source_is_that_of_the_figures_that_named_it_before(store: Store) -> None:
    place, event, source = IDS["location"][0], IDS["event"][0], IDS["source"][0]
    figure = {"category": "displaced", "low": 5, "high": 5, "unit": "person", "metric": "flow", "source": "Suran"}
    figures = [{**figure, "quantifier": "exactly", "role": "recommended"}]
    fields = {"kind": "displacement", "location": place, "starts": [0, 9, "day"], "figures": figures}
    named = Draft("location", place, place, NEW, {"name": "Place"})
    store.do(_save, [named, Draft("event", event, event, "event", fields)])
    store.do(_save, [Draft("source", source, source, NEW, {"name": "Sūrān"})])
    with store.reading() as reading:
        assert reading.all("SELECT source FROM figure") == [(source,)]
        assert check(reading).clean


class TestWhatWasMadeReady:
    def test_is_written_when_nobody_wrote_meanwhile(self, store: Store) -> None:
        beginning = store.beginning()
        with store.reading() as reading:
            ready = make_ready(reading.connection, _save(reading, _places(3)), beginning)
        saved = store.do_ready(ready)
        with store.reading() as reading:
            assert saved is not None
            assert saved.arrival == reading.arrival
            assert saved.tables == {"location"}
            assert reading.value("SELECT count(*) FROM location") == 3
            assert check(reading).clean

    def test_tells_the_news_after_it_is_written(self, store: Store) -> None:
        news: list[frozenset[str]] = []
        store.on_news(lambda saved: news.append(saved.tables))
        with store.reading() as reading:
            ready = make_ready(reading.connection, _save(reading, _places(2)), store.beginning())
        store.do_ready(ready)
        assert news == [frozenset({"location"})]

    @pytest.mark.parametrize("by_another_program", [False, True])
    def test_is_not_written_when_somebody_wrote_meanwhile(self, store: Store, *, by_another_program: bool) -> None:
        with store.reading() as reading:
            ready = make_ready(reading.connection, _save(reading, _places(3)), store.beginning())
        if by_another_program:
            with Store.open(store.path, key=store.key) as another:
                another.do(_save, _places(1))
        else:
            store.do(_save, _places(1))
        before = _content(store)
        assert store.do_ready(ready) is None
        assert _content(store) == before

    def test_follows_what_the_same_program_wrote_before(self, store: Store) -> None:
        store.do(_save, _places(1))
        with store.reading() as reading:
            ready = make_ready(reading.connection, _save(reading, _places(3)[1:]), store.beginning())
        store.do_ready(ready)
        store.do(_save, [Draft("location", _places(1)[0].row, _places(1)[0].row, "note", {"note": "later"})])
        with store.reading() as reading:
            seqs = reading.all("SELECT seq FROM log WHERE writer = ? ORDER BY arrival", ready.beginning.writer)
            assert [seq for (seq,) in seqs] == [1, 2, 3, 4]
            assert check(reading).clean


def _places(count: int) -> list[Draft]:
    rows = [known_id("test", f"place {number}") for number in range(count)]
    return [Draft("location", row, row, NEW, {"name": f"Place {row[:4]}"}) for row in rows]
