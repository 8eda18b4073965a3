"""What is opened and what is refused: each refusal says why, and touches nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from situation_board.core import schema
from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor
from situation_board.core.sqlite import sqlite3
from situation_board.core.store import Store, read_key_file
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.conftest import KEY
from tests.core.filled import DESK


def nothing(path: Path) -> None:
    pass


def a_folder(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("Dear colleagues, please find attached the situation of this morning. " * 40)


def short_text(path: Path) -> None:
    path.write_text("Hello")


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE addresses (name TEXT)")
    connection.commit()
    connection.close()


def header_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def header_and_noise(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 64)


REFUSED: list[tuple[Callable[[Path], None], type[Problem], str]] = [
    (nothing, Mistake, "no file"),
    (a_folder, Mistake, "not a file"),
    (empty, Mistake, "not a situation"),
    (text, Mistake, "not a situation"),
    (short_text, Mistake, "not a situation"),
    (foreign, Mistake, "another program"),
    (header_only, Problem, "damaged|another program"),
    (header_and_noise, Problem, "damaged|another program"),
]


@pytest.mark.parametrize(("make", "kind", "words"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_no_situation_is_refused_with_the_reason_and_stays_as_it_is(
    path: Path, make: Callable[[Path], None], kind: type[Problem], words: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind, match=words):
        Store.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [found.name for found in path.parent.iterdir()] == ([path.name] if path.exists() else [])


@pytest.mark.parametrize("make", [empty, text, foreign, header_and_noise], ids=lambda make: str(make.__name__))
def test_what_is_no_situation_is_refused_with_a_key_as_well(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(Problem):
        Store.open(path, key=KEY)
    assert path.read_bytes() == before


def test_a_newer_version_s_file_is_refused_and_not_changed(path: Path, key: bytes | None, store: Store) -> None:
    store._connection.execute(f"PRAGMA user_version = {schema.version() + 1}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(Mistake, match="newer version") as caught:
        Store.open(path, key=key)
    assert "not changed" in caught.value.kept
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_read_without_a_crash(
    path: Path, key: bytes | None, filled_store: Store, share: float
) -> None:
    filled_store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Problem), Store.open(path, key=key) as store, store.reading() as reading:
        board(reading)
        reading.all("SELECT * FROM log")


class TestProtectedFiles:
    @pytest.fixture
    def key(self) -> bytes | None:
        return KEY

    def test_without_its_key_it_is_asked_for(self, path: Path, store: Store) -> None:
        store.close()
        with pytest.raises(Mistake, match="protected") as caught:
            Store.open(path)
        assert caught.value.field == "key"

    def test_a_wrong_key_reads_wrong_key_or_damaged(self, path: Path, store: Store) -> None:
        store.close()
        before = path.read_bytes()
        with pytest.raises(Trouble, match=r"[Ww]rong key.*damaged"):
            Store.open(path, key=bytes(32))
        assert path.read_bytes() == before

    def test_a_key_of_another_length_is_refused(self, path: Path, store: Store) -> None:
        store.close()
        with pytest.raises(Mistake, match="key"):
            Store.open(path, key=KEY + b"!")


class TestPlainFiles:
    @pytest.fixture
    def key(self) -> bytes | None:
        return None

    def test_a_key_for_an_open_file_is_refused(self, path: Path, store: Store) -> None:
        store.close()
        with pytest.raises(Problem):
            Store.open(path, key=KEY)


class TestKeyFiles:
    @pytest.mark.parametrize("content", [KEY, KEY.hex().encode(), KEY.hex().upper().encode() + b"\r\n"])
    def test_a_key_file_holds_the_key_or_its_digits(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "key").write_bytes(content)
        assert read_key_file(tmp_path / "key") == KEY

    @pytest.mark.parametrize("content", [b"", b"x" * 64, b"00" * 31, KEY + KEY, "ü".encode() * 32])
    def test_anything_else_is_no_key_file(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "key").write_bytes(content)
        with pytest.raises(Mistake, match="key"):
            read_key_file(tmp_path / "key")

    def test_a_key_file_that_is_not_there_is_explained(self, tmp_path: Path) -> None:
        with pytest.raises(Trouble, match="cannot be read"):
            read_key_file(tmp_path / "key")


@HAS_FORK
class TestReadOnly:
    """As somebody without rights: root may write everywhere, so a child gives up its rights first."""

    @pytest.fixture
    def path(self) -> Iterator[Path]:
        """In a folder that other users can come to."""
        with tempfile.TemporaryDirectory(prefix="situation-board-test-") as folder:
            Path(folder).chmod(0o755)
            yield Path(folder) / "winter.sitboard"
            Path(folder).chmod(0o755)

    def ask(self, path: Path, key: bytes | None) -> str:
        """What a program of another user sees, and what it is told when it writes."""

        def look(say: Callable[[str], None]) -> None:
            with Store.open(path, key=key) as store:
                reader = store.reader()
                with store.reading() as reading, reader.reading() as beside:
                    shown = [len(column.cards) for column in board(reading).columns]
                    assert [len(column.cards) for column in board(beside).columns] == shown
                reader.close()
                say(f"{sum(shown)} cards, read-only: {store.read_only}")
                with pytest.raises(Trouble) as caught:
                    store.do(records.add_record, Actor(id="a", name="A"))
                say(str(caught.value))

        return children.run(look, as_nobody=True)

    @pytest.mark.parametrize(
        ("file", "folder"),
        [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)],
        ids=["both are read-only", "the file is read-only", "the folder is read-only"],
    )
    def test_it_opens_for_reading_and_says_so_when_written_to(
        self, path: Path, key: bytes | None, filled_store: Store, file: int, folder: int
    ) -> None:
        filled_store.close()
        before = path.read_bytes()
        path.chmod(file)
        path.parent.chmod(folder)
        said = self.ask(path, key)
        assert "12 cards, read-only: True" in said
        assert "read-only" in said and "Nothing was changed" in said
        assert path.read_bytes() == before

    def test_a_file_that_may_not_be_read_is_explained(self, path: Path, key: bytes | None, filled_store: Store) -> None:
        filled_store.close()
        path.chmod(0o000)

        def look(say: Callable[[str], None]) -> None:
            with pytest.raises(Trouble, match="cannot be read"):
                Store.open(path, key=key)

        children.run(look, as_nobody=True)


def test_a_file_of_an_older_copy_continues_under_new_writers(path: Path, key: bytes | None, store: Store) -> None:
    """A restored backup beside the original: no two changes ever get one id."""
    store.do(records.add_record, Actor(id=new_id(), name="before"))
    store.close()
    copy = path.with_name("restored.sitboard")
    shutil.copyfile(path, copy)
    written = set()
    for file in (path, copy):
        with Store.open(file, key=key, identity=DESK) as opened:
            opened.do(records.add_record, Actor(id=new_id(), name="after"))
            with opened.reading() as reading:
                written.add(reading.one("SELECT writer, seq FROM log ORDER BY arrival DESC LIMIT 1"))
    assert len(written) == 2
