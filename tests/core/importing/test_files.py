"""Files from outside are hostile until they are proved harmless."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from situation_board.core.importing import files
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.problems import Mistake, Trouble
from tests.core.importing.importing import taken, written

ROWS = "place,date,killed\nHoms,2024-12-08,3\nHimş café,2024-12-07,4\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ROWS),
        ("utf-8-sig", ROWS),
        ("utf-16", ROWS),
        ("utf-16-le", ROWS),
        ("cp1252", "place,date,killed\nUsulután café señor,2024-12-08,3\nÄngström,2024-12-07,4\n" * 20),
        ("cp1256", "place,date,killed\nمدينة حمص في سوريا,2024-12-08,3\nريف دمشق والمناطق,2024-12-07,4\n" * 20),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, text: str) -> None:
    found = taken(written(tmp_path, "data.csv", text, encoding))
    names = {row.place.name for row in found.rows}  # type: ignore[union-attr]
    assert names == {line.split(",")[0] for line in text.splitlines()[1:]} - {"place"}


def test_an_encoding_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "data.csv", "place,date,killed\nUsulután,2024-12-08,3\n" * 9, "cp1252")
    assert any("windows-1252" in what for what in taken(path).decided)


def test_nul_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "data.csv", "place,date,killed\nHo\x00ms,2024-12-08,3\n" + "A,2024-12-08,1\n" * 9))
    assert found.rows[0].place.name == "Homs"  # type: ignore[union-attr]
    assert any("NUL" in what for what in found.decided)


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 20])
def test_what_is_empty_or_no_text_is_told_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Mistake):
        GivenFile(written(tmp_path, "data.csv", content)).encoding  # noqa: B018


def test_a_file_that_is_not_there_and_a_folder_are_mistakes(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Mistake):
            GivenFile(path)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 10_000)
    file = GivenFile(written(tmp_path, "data.csv", "a,b\n" + "x" * 20_000))
    with pytest.raises(Mistake, match="line 2"):
        list(file.lines(Notes()))


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path, "data.csv", ROWS)
    file = GivenFile(path)
    written(tmp_path, "data.csv", ROWS + "Hama,2024-12-06,1\n")
    with pytest.raises(Trouble, match="changed while it was read"):
        file.check_unchanged()


def zipped(folder: Path, members: dict[str, bytes]) -> GivenFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return GivenFile(written(folder, "data.zip", content.getvalue()))


class TestZips:
    def test_what_it_holds_is_read_without_unpacking_to_disk(self, tmp_path: Path) -> None:
        file = zipped(tmp_path, {"a/b.txt": b"hello"})
        assert file.member("a/b.txt") == b"hello"
        assert [path.name for path in tmp_path.iterdir()] == ["data.zip"]

    @pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a/../../evil", "C:\\evil.txt"])
    def test_a_name_that_leads_outside_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Mistake, match="outside itself"):
            _ = zipped(tmp_path, {name: b"x"}).members

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        with pytest.raises(Mistake, match="would grow"):
            _ = zipped(tmp_path, {"bomb.csv": bytes(30 << 20)}).members

    def test_too_many_files_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "MOST_MEMBERS", 5)
        with pytest.raises(Mistake, match="more than 5"):
            _ = zipped(tmp_path, {f"{number}.txt": b"" for number in range(6)}).members

    def test_a_damaged_zip_is_a_mistake(self, tmp_path: Path) -> None:
        file = zipped(tmp_path, {"a.txt": b"hello" * 1000})
        broken = GivenFile(written(tmp_path, "cut.zip", file.path.read_bytes()[:-30]))
        with pytest.raises(Mistake, match="damaged"):
            _ = broken.members
