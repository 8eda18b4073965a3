"""The bytes of attachments: kept once, carried along by merges, and proved."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from situation_board.core.actions import attachments, records
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.rows import Attachment
from situation_board.core.store import Identity, Store
from situation_board.core.store.contents import content_of
from tests.core.filled import DESK, NOW, Filled

PICTURE = b"\x89PNG a picture of a bridge"


def attach(store: Store, filled: Filled, content: bytes = PICTURE, name: str = "bridge.png") -> str:
    saved = store.do(attachments.attach, report=filled.report, name=name, media_type="image/png", content=content)
    return saved.ids[0]


def stored(store: Store, row: str) -> bytes | None:
    with store.reading() as reading:
        attachment = reading.row(Attachment, row)
        assert attachment is not None and attachment.sha256 is not None
        return content_of(reading.connection, attachment.sha256)


def test_what_was_attached_is_read_back(filled_store: Store, filled: Filled) -> None:
    assert stored(filled_store, attach(filled_store, filled)) == PICTURE


def test_only_the_name_of_a_file_is_kept_not_its_folder(filled_store: Store, filled: Filled) -> None:
    row = attach(filled_store, filled, name="..\\..\\secret/bridge.png")
    with filled_store.reading() as reading:
        attachment = reading.row(Attachment, row)
    assert attachment is not None and attachment.name == "bridge.png"


def test_the_same_bytes_are_kept_once(filled_store: Store, filled: Filled) -> None:
    attach(filled_store, filled)
    attach(filled_store, filled, name="again.png")
    with filled_store.reading() as reading:
        assert reading.value("SELECT count(*) FROM content") == 1


@pytest.mark.parametrize("content", [b"", b"x" * (attachments.LARGEST + 1)], ids=["empty", "too large"])
def test_an_empty_or_too_large_file_is_refused(filled_store: Store, filled: Filled, content: bytes) -> None:
    with pytest.raises(Mistake, match="bridge"):
        attach(filled_store, filled, content)
    with filled_store.reading() as reading:
        assert reading.value("SELECT count(*) FROM content") == 0


def test_an_attachment_cannot_be_added_without_its_bytes(filled_store: Store, filled: Filled) -> None:
    bare = Attachment(id="a", report=filled.report, name="x", media_type="image/png", size=1, sha256="0" * 64)
    with pytest.raises(TypeError):
        filled_store.do(records.add_record, bare)


def test_a_merge_brings_the_bytes_along(filled_store: Store, filled: Filled, tmp_path: Path) -> None:
    other_path = tmp_path / "other.sitboard"
    filled_store.copy_to(other_path)
    with Store.open(other_path, key=filled_store._key, identity=Identity("other", None), now=lambda: NOW) as other:
        row = attach(other, filled)
    merge(filled_store, other_path, key=filled_store._key)
    assert stored(filled_store, row) == PICTURE
    with filled_store.reading() as reading:
        assert check(reading).clean


@pytest.fixture
def damaged(filled_store: Store, filled: Filled, tmp_path: Path) -> Path:
    """A copy in which one byte of a picture was changed."""
    attach(filled_store, filled)
    path = tmp_path / "damaged.sitboard"
    filled_store.copy_to(path)
    with Store.open(path, key=filled_store._key, identity=DESK, now=lambda: NOW) as store:
        store._connection.execute("UPDATE content SET bytes = ?", (PICTURE.replace(b"b", b"c"),))
    return path


def test_a_changed_byte_is_found_by_check_and_not_given_out(filled_store: Store, filled: Filled, damaged: Path) -> None:
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    with (
        Store.open(damaged, key=filled_store._key, identity=DESK, now=lambda: NOW) as store,
        store.reading() as reading,
    ):
        assert [finding.kind for finding in check(reading).found] == ["content"]
        with pytest.raises(Trouble):
            content_of(reading.connection, sha256)


def test_changed_bytes_are_not_taken_in(filled_store: Store, filled: Filled, damaged: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.sitboard"
    filled_store.copy_to(fresh)
    with Store.open(fresh, key=filled_store._key, identity=Identity("third", None), now=lambda: NOW) as store:
        store._connection.execute("DELETE FROM content")
        with pytest.raises(Trouble, match="picture or document"):
            merge(store, damaged, key=filled_store._key)
        assert store._connection.execute("SELECT count(*) FROM content").fetchone() == (0,)


def test_bytes_that_are_missing_are_found(filled_store: Store, filled: Filled) -> None:
    attach(filled_store, filled)
    filled_store._connection.execute("DELETE FROM content")
    with filled_store.reading() as reading:
        found = check(reading).found
    assert [finding.kind for finding in found] == ["content"]
    assert "bridge.png" in found[0].what
