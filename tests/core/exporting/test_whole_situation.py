"""The whole situation as JSON: made again it is the same, it merges, and nothing that is broken is taken in."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation_board.core import history, merging
from situation_board.core.actions import attachments, cards, records
from situation_board.core.actions.drafting import new_record
from situation_board.core.encoding import columns_of
from situation_board.core.exporting.whole import WholeWritten, write_whole
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.whole_situation import KIND, WholeSituation, is_whole_situation
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import TABLES, Actor, Dataset
from situation_board.core.sample import create_sample
from situation_board.core.schema import DERIVED_TABLES
from situation_board.core.steps import end_of as ended
from situation_board.core.store import Changes, Identity, Store, making_again
from situation_board.core.store.datasets import DatasetRow, packed
from situation_board.core.store.making_again import make_again
from situation_board.core.vocabulary import Column
from tests.core.filled import DESK, NOW, create, fill
from tests.core.random_work import Clock, Laptop, Work, works


def exported(store: Store, out: Path, *, with_attachments: bool = True) -> WholeWritten:
    return ended(write_whole(store.reading, out, with_attachments=with_attachments))


def made_from(source: Path, path: Path, *, key: bytes | None = None) -> Store:
    whole = WholeSituation(GivenFile(source))
    make_again(path, whole.changes(), whole.contents(), key=key)
    return Store.open(path, identity=DESK, key=key, now=Clock(NOW))


def content(store: Store) -> dict[str, Any]:
    """Everything that the file holds, arrivals and times of arrival included; local keys are not."""
    with store.reading() as reading:
        found: dict[str, Any] = {"log": reading.all("SELECT * FROM log ORDER BY arrival")}
        for table in TABLES:
            columns = ", ".join(f'"{name}"' for name in columns_of(table))
            found[table] = sorted(reading.all(f'SELECT {columns} FROM "{table}"'), key=repr)
        for table in DERIVED_TABLES:
            columns = "thing, title, text" if table == "search_entry" else "*"
            found[table] = sorted(reading.all(f'SELECT {columns} FROM "{table}"'), key=repr)
        found["content"] = reading.all("SELECT sha256, size, bytes FROM content ORDER BY 1")
        return found


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store = create(tmp_path / "a.sitboard", key=None, clock=Clock(NOW))
    made = fill(store)
    picture = b"\x89PNG" + bytes(range(256)) * 4000
    store.do(attachments.attach, report=made.report, name="x.png", media_type="image/png", content=picture)
    row = DatasetRow("1", 2, {"kind": "incident", "text": "a row of a file"})
    part = packed([row])
    dataset = Dataset(
        id="d" * 32, name="A file", origin="o", format="csv", contents=json.dumps([hashlib.sha256(part).hexdigest()])
    )
    store.do(lambda reading: Changes("import", [new_record(reading, dataset)], contents=(part,)))
    return store


@given(works(30), st.integers(0, 3), st.sampled_from([1, 7, making_again.STEP]))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_situation_that_is_made_again_is_the_same_in_everything(
    tmp_path: Path, work: list[Work], undone: int, step_length: int
) -> None:
    folder = tmp_path / hashlib.sha256(repr((work, undone, step_length)).encode()).hexdigest()[:12]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    laptop = Laptop(folder / "a.sitboard", "laptop", Clock())
    for step in work:
        laptop.do(step)
    exported(laptop.store, folder / "a.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making_again, "STEP", step_length)
        made = made_from(folder / "a.json", folder / "b.sitboard")
    with made as again:
        assert content(again) == content(laptop.store)
        with again.reading() as reading, laptop.store.reading() as original:
            assert check(reading).found == ()
            half = KnownThen(max(1, reading.arrival // 2))
            assert board(reading, moment=half) == board(original, moment=half)
        assert merging.merge(laptop.store, again.path).new == 0
    laptop.close()


def test_stopped_between_two_steps_nothing_is_left(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making_again, "STEP", 5)
    exported(filled, tmp_path / "a.json")
    (tmp_path / "new").mkdir()
    whole = WholeSituation(GivenFile(tmp_path / "a.json"))
    steps = making_again.making_again(tmp_path / "new" / "b.sitboard", whole.changes(), whole.contents())
    seen = [next(steps) for _ in range(6)]
    steps.close()
    assert seen == [0, 0, 5, 10, 15, 20]
    assert not list((tmp_path / "new").iterdir())


def test_the_sample_is_the_same_and_a_person_can_undo_on(tmp_path: Path) -> None:
    with create_sample(tmp_path / "a.sitboard", identity=Identity("Homs-2 (ab12)", "x")) as sample:
        written = exported(sample, tmp_path / "a.json")
        assert written.changes > 100 and written.rows > 100 and [each.name for each in tmp_path.glob("*.json")]
        with made_from(tmp_path / "a.json", tmp_path / "b.sitboard") as again:
            assert content(again) == content(sample)
            again.identity = sample.identity
            again.do(history.undo)
            assert merging.merge(sample, again.path).new == 1


def test_attachments_and_rows_of_imported_files_go_along_under_a_new_key(filled: Store, tmp_path: Path) -> None:
    exported(filled, tmp_path / "a.json")
    with made_from(tmp_path / "a.json", tmp_path / "b.sitboard", key=b"k" * 32) as again:
        assert content(again) == content(filled)
        with again.reading() as reading:
            assert check(reading).found == ()
    assert not (tmp_path / "b.sitboard").read_bytes().startswith(b"SQLite format 3")


def test_what_was_left_out_by_choice_is_said_and_nothing_else_is_missing(filled: Store, tmp_path: Path) -> None:
    written = exported(filled, tmp_path / "a.json", with_attachments=False)
    assert (written.contents, written.left_out) == (1, 1)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["about"]["contents_left_out"] == 1
    with made_from(tmp_path / "a.json", tmp_path / "b.sitboard") as again, again.reading() as reading:
        assert {finding.kind for finding in check(reading).found} == {"content"}
        assert reading.value("SELECT count(*) FROM event WHERE dataset IS NOT NULL") == 1
        assert reading.value("SELECT count(*) FROM attachment") == 1


def test_the_file_says_what_it_is_and_reads_as_plain_json(filled: Store, tmp_path: Path) -> None:
    exported(filled, tmp_path / "a.json")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert told["format"] == 1 and told["about"]["kind"] == KIND
    assert told["about"]["label"] == "TLP:AMBER+STRICT", "as strict as the strictest in it: where our people are"
    assert {"as_of", "exercise", "name", "timezone"} <= set(told["about"])
    homs = next(each for each in told["things"]["location"] if each["name"] == "Homs")
    assert homs["parent"]["name"] == "Homs Governorate"
    assert {each["name"]: each["language"] for each in homs["names"]} == {"حمص": "ar", "Hims": None}
    imported = [each for each in told["things"]["event"] if each["dataset"]]
    assert [each["text"] for each in imported] == ["a row of a file"]
    assert is_whole_situation(tmp_path / "a.json") and not is_whole_situation(filled.path)


def test_one_laptops_json_merges_into_anothers_file(filled: Store, tmp_path: Path) -> None:
    filled.copy_to(tmp_path / "b.sitboard")
    with filled.reading() as reading:
        card = reading.value("SELECT card FROM board WHERE place = 'homs'")
    filled.do(cards.move_cards, [card], Column.FALLEN)
    exported(filled, tmp_path / "a.json")
    with Store.open(tmp_path / "b.sitboard", identity=DESK, now=Clock(NOW)) as other:
        assert merging.merge(other, tmp_path / "a.json", dry_run=True).new == 2, "status and rank"
        assert merging.merge(other, tmp_path / "a.json").new == 2
        assert merging.merge(other, tmp_path / "a.json").new == 0
        with other.reading() as reading:
            assert reading.value("SELECT \"column\" FROM board WHERE place = 'homs'") == "fallen"
            assert check(reading).found == ()


def test_a_json_of_another_situation_is_not_merged(filled: Store, tmp_path: Path) -> None:
    with create_sample(tmp_path / "s.sitboard", identity=DESK) as sample:
        exported(sample, tmp_path / "s.json")
    before = content(filled)
    with pytest.raises(Mistake, match="is another situation"):
        merging.merge(filled, tmp_path / "s.json")
    assert content(filled) == before


def test_other_programs_may_write_it_anew_as_long_as_it_says_the_same(filled: Store, tmp_path: Path) -> None:
    exported(filled, tmp_path / "a.json")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    (tmp_path / "a.json").write_text(json.dumps(told, sort_keys=True, indent=3), encoding="utf-8")
    with made_from(tmp_path / "a.json", tmp_path / "b.sitboard") as again:
        assert content(again) == content(filled)


BREAKING = {
    "a number for a text": lambda told: told["log"][3].update(person=7),
    "a field is missing": lambda told: told["log"][3].pop("slot"),
    "a change was edited": lambda told: told["log"][3].update(person="somebody else"),
    "an entry is no object": lambda told: told["log"].__setitem__(3, "x"),
    "a change was taken out": lambda told: told["log"].pop(),
    "contents were taken out": lambda told: told["contents"].pop(),
    "bytes were changed": lambda told: told["contents"][0].update(base64="AAAA"),
    "bytes are no base64": lambda told: told["contents"][0].update(base64="!"),
    "pieces in disorder": lambda told: told["contents"].reverse(),
    "no log at all": lambda told: told.pop("log"),
    "the log is no list": lambda told: told.update(log={}),
    "another kind": lambda told: told["about"].update(kind="x"),
    "no head": lambda told: told.pop("about"),
    "a newer format": lambda told: told.update(format=2),
    "sizes that lie": lambda told: told["contents"][0].update(size=10**12),
    "a number beyond all": lambda told: told["log"][3].update(seq=10**30),
}


@pytest.mark.parametrize("breaking", BREAKING)
def test_what_is_broken_is_refused_by_name_and_nothing_is_made(filled: Store, tmp_path: Path, breaking: str) -> None:
    exported(filled, tmp_path / "a.json")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    BREAKING[breaking](told)
    (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Mistake) as caught:
        made_from(tmp_path / "a.json", tmp_path / "b.sitboard")
    assert "a.json" in caught.value.happened
    assert sorted(tmp_path.iterdir()) == before
    if breaking.startswith(("a number", "a field", "a change was edited", "an entry")):
        assert "log, entry 4" in caught.value.happened


def test_a_log_without_a_situation_makes_none(filled: Store, tmp_path: Path) -> None:
    exported(filled, tmp_path / "a.json")
    changes = [each for each in WholeSituation(GivenFile(tmp_path / "a.json")).changes() if each.table == "actor"]
    with pytest.raises(Mistake, match="0 situations"):
        make_again(tmp_path / "b.sitboard", changes, ())
    assert not (tmp_path / "b.sitboard").exists()


@given(st.data())
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_mutated_files_never_make_a_situation_that_is_not_sound(
    json_of_little: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    """Cut, overwritten, doubled: refused in words, or (where the change says nothing) the same situation."""
    at = data.draw(st.integers(0, len(json_of_little) - 1))
    kind = data.draw(st.sampled_from(["cut", "overwrite", "double"]))
    length = data.draw(st.integers(1, 40))
    if kind == "cut":
        mutated = json_of_little[:at]
    elif kind == "overwrite":
        mutated = (
            json_of_little[:at] + data.draw(st.binary(min_size=length, max_size=length)) + json_of_little[at + length :]
        )
    else:
        mutated = json_of_little[:at] + json_of_little[at : at + length] + json_of_little[at:]
    source, path = tmp_path / "m.json", tmp_path / "m.sitboard"
    source.write_bytes(mutated)
    path.unlink(missing_ok=True)
    try:
        with made_from(source, path) as made, made.reading() as reading:
            assert check(reading).found == ()
    except Problem:
        assert not path.exists() and not list(tmp_path.glob(".m.*"))


@pytest.fixture(scope="module")
def json_of_little(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("little")
    with create(folder / "a.sitboard", key=None, clock=Clock(NOW)) as store:
        store.do(records.add_record, Actor(id="a", name="Somebody"))
        exported(store, folder / "a.json")
    return (folder / "a.json").read_bytes()


HEAD = f'{{"format": 1, "about": {{"kind": "{KIND}", "changes": 1, "contents": 0}}, "log": '.encode()
HOSTILE = {
    "nested too deep": HEAD + b"[" * 100_000,
    "objects in objects": HEAD + b'[{"a":' * 50_000,
    "a number without end": HEAD + b"[" + b"9" * 1_000_000,
    "no text of ours": HEAD + b'["\xff\xfe"]}',
    "half a sign": HEAD + b'[{"writer": "\\ud800"}]}',
    "nothing behind the head": HEAD,
    "a name that is none": HEAD.replace(b'"log"', b"7") + b"[]}",
    "not a number": HEAD + b'[{"seq": NaN}]}',
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_was_made_to_do_harm_is_refused_in_words(tmp_path: Path, hostile: str) -> None:
    source = tmp_path / "x.json"
    source.write_bytes(HOSTILE[hostile])
    with pytest.raises(Mistake, match=r"x\.json"):
        made_from(source, tmp_path / "b.sitboard")
    assert sorted(tmp_path.iterdir()) == [source]


def test_an_entry_larger_than_can_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("situation_board.core.importing.json_items.LARGEST_ITEM", 100_000)
    source = tmp_path / "x.json"
    source.write_bytes(HEAD + b'["' + b"x" * 1_000_000 + b'"]}')
    with pytest.raises(Mistake, match="larger than what can be read"):
        made_from(source, tmp_path / "b.sitboard")


def test_a_stopped_export_leaves_the_former_file(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    out.write_text("the former one")
    steps = write_whole(filled.reading, out)
    next(steps)
    steps.close()
    assert out.read_text() == "the former one"
    assert sorted(each.name for each in tmp_path.iterdir() if "json" in each.name) == ["a.json"]


def test_a_disk_that_keeps_something_else_is_noticed(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.json"
    out.write_text("the former one")
    monkeypatch.setattr(WholeSituation, "changes", lambda self: iter(()))
    with pytest.raises(Trouble, match="read back"):
        exported(filled, out)
    assert out.read_text() == "the former one"
