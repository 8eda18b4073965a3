"""Whatever two laptops hold of a name - notes, imported rows, issued sheets - it is gone on both once they merged."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import records
from situation_board.core.history import undo
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake
from situation_board.core.safekeeping.expunging import expunge
from situation_board.core.safekeeping.traces import traces
from situation_board.core.store import Store
from tests.core.conftest import Template
from tests.core.filled import DESK, NOW
from tests.core.importing.importing import imported, written
from tests.core.importing.test_loading import idu
from tests.core.random_work import Clock
from tests.core.test_expunging import LAPTOP, WHY, told_lines
from tests.core.test_snapshot_issuing import issue

WITNESS, OTHER = "Zahrawitness Qadri", "Khaldounwitness"
ROWS = 6
EXAMPLES = int(os.environ.get("SITBOARD_EXPUNGED", "12"))
LOST = frozenset({"content", "dataset"})
"""What `check` says of rows that two laptops took different words out of: they are gone on both."""


@dataclass(frozen=True)
class Two:
    """Two laptops with the same situation, and where they write files that are to be imported."""

    one: Store
    other: Store
    folder: Path
    template: Template


note = st.sampled_from(["seen by {}", "{} and {}", "nobody", "{}"])
deed = st.one_of(
    st.tuples(st.just("excerpt"), note),
    st.tuples(st.just("place"), note),
    st.tuples(st.just("import"), st.sets(st.integers(0, ROWS - 1))),
    st.tuples(st.just("issue"), st.just("")),
    st.tuples(st.just("undo"), st.just("")),
)
deeds = st.lists(deed, max_size=5)
targets = st.sampled_from(["excerpt", "place", "row"])


def do(store: Store, two: Two, what: str, how: object) -> None:
    """One thing that a laptop does; the name turns up where it says so."""
    filled = two.template.filled
    words = str(how).replace("{}", WITNESS)
    if what == "excerpt":
        store.do(records.edit_thing, filled.report, {"excerpt": f"{words}, says {OTHER}"})
    elif what == "place":
        store.do(records.edit_thing, filled.place["Homs"], {"name": f"Homs {words}"})
    elif what == "import":
        assert isinstance(how, set)
        with suppress(Mistake):  # the same file may be there already
            imported(store, written(two.folder, "idu.json", imported_file(how)))
    elif what == "issue":
        issue(store)
    else:
        with suppress(Mistake):  # there may be nothing to undo, or something newer stands on it
            store.do(undo)


def imported_file(telling: set[int]) -> str:
    """Rows of a publisher, some of which name who told it."""
    rows = json.loads(idu(*range(100, 100 + ROWS)))
    for number in telling:
        rows[number]["standard_popup_text"] = f"<b>{rows[number]['figure']} told by {WITNESS} and {OTHER}</b>"
    return json.dumps(rows)


def take_out(store: Store, two: Two, target: str, words: str) -> bool:
    """Take words out wherever that target says them, and out of all that says them as well; False when nothing did."""
    with store.reading() as reading:
        rows = reading.all("SELECT DISTINCT thing FROM event WHERE instr(note, ?)", words)
    filled = two.template.filled
    wanted = {"excerpt": [(filled.report, "excerpt")], "place": [(filled.place["Homs"], "name")]}
    done = False
    for thing, field in wanted.get(target) or [(thing, "note") for (thing,) in rows]:
        try:
            expunge(store, thing, field, why=WHY, text=words)
            done = True
        except Mistake:
            continue
    return done


def says(store: Store, target: str, two: Two, words: str) -> bool:
    """Whether the log or a table still has those words where the target says them."""
    filled = two.template.filled
    subject = {"excerpt": filled.report, "place": filled.place["Homs"]}.get(target)
    if subject is not None:
        return any(words in str(change.fields) for change in told_lines(store) if change.subject == subject)
    with store.reading() as reading:
        return bool(reading.value("SELECT count(*) FROM event WHERE instr(note, ?)", words))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example takes too long to be made smaller
)
@given(
    before=deeds,
    here=deeds,
    there=deeds,
    target=targets,
    both=st.booleans(),
    first_here=st.booleans(),
    again=st.booleans(),
)
def test_what_is_taken_out_is_gone_on_both_after_merging(
    tmp_path_factory: pytest.TempPathFactory,
    templates: dict[tuple[bool, bytes | None], Template],
    before: list[tuple[str, object]],
    here: list[tuple[str, object]],
    there: list[tuple[str, object]],
    target: str,
    both: bool,
    first_here: bool,
    again: bool,
) -> None:
    """`both`: the other laptop takes other words out, without sight of what the first took; `again`: merged twice."""
    folder, clock, template = tmp_path_factory.mktemp("two"), Clock(NOW), templates[True, None]
    for name in ("one", "other"):
        shutil.copyfile(template.path, folder / name)
    with (
        Store.open(folder / "one", identity=DESK, now=clock) as one,
        Store.open(folder / "other", identity=LAPTOP, now=clock) as other,
    ):
        two = Two(one, other, folder, template)
        for what, how in (*before, ("excerpt", "told by {}"), ("place", "{}"), ("import", {0, 3}), ("issue", "")):
            do(one, two, what, how)
        merge(other, one.path)
        for store, list_of in ((one, here), (other, there)):
            for what, how in list_of:
                do(store, two, what, how)
        merge(one, other.path)
        merge(other, one.path)
        took = take_out(one, two, target, WITNESS)
        if both:
            take_out(other, two, target, OTHER)
        pairs = [(one, other), (other, one)] if first_here else [(other, one), (one, other)]
        for into, source in pairs * (2 if again else 1):
            merge(into, source.path)
        merge(one, other.path)
        for store in (one, other):
            assert not says(store, target, two, WITNESS) or not took
            assert not both or not says(store, target, two, OTHER)
            with store.reading() as reading:
                unsound = [found for found in check(reading).found if not both or found.kind not in LOST]
                assert unsound == []
        assert {change.sha256 for change in told_lines(one)} == {change.sha256 for change in told_lines(other)}


def test_a_sheet_and_an_imported_row_that_another_laptop_still_has_are_gone_there_by_merging(
    filled_store: Store, tmp_path: Path, templates: dict[tuple[bool, bytes | None], Template], key: bytes | None
) -> None:
    """By the bytes: nothing of it is left in either file, with all that says it taken out."""
    clock = Clock(NOW)
    filled_store.copy_to(tmp_path / "other")
    two = Two(filled_store, filled_store, tmp_path, templates[True, key])
    for what, how in (("excerpt", "told by {}"), ("place", "{}"), ("import", {0, 3}), ("issue", "")):
        do(filled_store, two, what, how)
    with Store.open(tmp_path / "other", key=key, identity=LAPTOP, now=clock) as other:
        merge(other, filled_store.path, key=key)
        assert traces(other, {WITNESS}).found
        for target in ("excerpt", "place", "row"):
            assert take_out(filled_store, two, target, WITNESS)
        assert traces(filled_store, {WITNESS}).found == ()
        merge(other, filled_store.path, key=key)
        assert traces(other, {WITNESS}).found == () and not other.is_erasing
        with other.reading() as reading:
            assert check(reading).clean
