"""A number of a sheet is given once, also by laptops that never meet, from copies of a file, and after a restore."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from situation_board.core import merging
from situation_board.core.laptop import FOLDER_VARIABLE
from situation_board.core.sample import create_sample
from situation_board.core.snapshot import numbering
from situation_board.core.snapshot.numbering import (
    LETTERS,
    NUMBER,
    SIGNS,
    reserve_number,
    reserve_numbers,
    reserve_revision,
)
from situation_board.core.store import Store
from tests.core.filled import DESK, NOW, create
from tests.core.random_work import Clock
from tests.core.test_snapshot_issuing import issue

Laptop = Callable[[str], None]


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    """Work at the laptop of that name from now on."""

    def sit_down(name: str) -> None:
        monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / name))

    sit_down("first")
    return sit_down


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "one.sitboard"
    create(path, key=None, clock=Clock(NOW)).close()
    return path


def issued(path: Path) -> str:
    """The number under which a sheet of that file goes out."""
    with Store.open(path, identity=DESK, now=Clock(NOW)) as store:
        return issue(store)


def reserved(path: Path) -> str:
    with Store.open(path, identity=DESK, now=Clock(NOW)) as store, store.reading() as reading:
        return reserve_number(reading)


def letters(number: str) -> str:
    return number.partition("-")[0]


def test_numbers_count_up_under_the_letters_of_the_laptop(path: Path, laptop: Laptop) -> None:
    numbers = [issued(path) for _ in range(3)]
    assert [number.partition("-")[2] for number in numbers] == ["1", "2", "3"]
    (prefix,) = {letters(number) for number in numbers}
    assert prefix[0] in LETTERS
    assert set(prefix) <= set(SIGNS)
    assert not {"I", "L", "O", "U"} & set(SIGNS), "misheard and misread"


def test_laptops_that_never_meet_give_different_numbers(path: Path, laptop: Laptop) -> None:
    numbers = set()
    for name in range(30):
        laptop(f"laptop {name}")
        copy = path.with_name(f"copy {name}.sitboard")
        shutil.copy(path, copy)
        numbers.add(issued(copy))
    assert len(numbers) == 30


def test_two_copies_of_a_file_on_one_laptop_share_its_count(path: Path, laptop: Laptop) -> None:
    copy = path.with_name("copy.sitboard")
    shutil.copy(path, copy)
    assert len({issued(path), issued(copy), issued(path), issued(copy)}) == 4


def test_a_file_that_went_back_to_a_backup_does_not_give_a_number_again(path: Path, laptop: Laptop) -> None:
    first = issued(path)
    backup = path.with_name("backup.sitboard")
    shutil.copy(path, backup)
    second = issued(path)
    shutil.copy(backup, path)
    assert issued(path) not in {first, second}


def test_a_number_that_was_reserved_and_not_used_stays_a_gap(path: Path, laptop: Laptop) -> None:
    assert (reserved(path), issued(path))[1].endswith("-2")


def test_a_cloned_laptop_is_noticed_when_its_numbers_arrive(path: Path, laptop: Laptop, tmp_path: Path) -> None:
    """The clone has our letters and our memory as it was; from then on we take others."""
    first = issued(path)
    shutil.copytree(tmp_path / "first", tmp_path / "clone")
    theirs = path.with_name("theirs.sitboard")
    shutil.copy(path, theirs)
    laptop("clone")
    from_clone = [issued(theirs) for _ in range(2)]
    assert {letters(number) for number in from_clone} == {letters(first)}
    laptop("first")
    with Store.open(path, identity=DESK, now=Clock(NOW)) as store:
        merging.merge(store, theirs)
    ours = issued(path)
    assert letters(ours) != letters(first)
    assert ours not in from_clone


def test_a_laptop_that_lost_its_memory_takes_other_letters(path: Path, laptop: Laptop, tmp_path: Path) -> None:
    first = issued(path)
    shutil.rmtree(tmp_path / "first" / "sheet-numbers")
    assert letters(issued(path)) != letters(first)


def test_another_situation_has_other_letters(path: Path, laptop: Laptop, tmp_path: Path) -> None:
    other = tmp_path / "sample.sitboard"
    create_sample(other, identity=DESK).close()
    assert letters(issued(path)) != letters(issued(other))


def test_programs_that_reserve_at_once_get_different_numbers(path: Path, laptop: Laptop) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: reserved(path), range(16)))
    assert len(set(numbers)) == 16


def test_where_nothing_can_be_written_numbers_are_remembered_for_the_run(
    path: Path, laptop: Laptop, tmp_path: Path
) -> None:
    (tmp_path / "no folder").write_text("a file where the folder would be")
    laptop("no folder")
    numbers = [reserved(path) for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(NUMBER.fullmatch(number) for number in numbers)


def test_a_capture_form_has_a_block_of_numbers_of_its_own(path: Path, laptop: Laptop) -> None:
    first = issued(path)
    with Store.open(path, identity=DESK, now=Clock(NOW)) as store, store.reading() as reading:
        block = reserve_numbers(reading, 5)
    assert len({first, *block, issued(path)}) == 7


def test_corrections_count_on_and_those_of_another_laptop_say_so(path: Path, laptop: Laptop) -> None:
    number = issued(path)
    with Store.open(path, identity=DESK, now=Clock(NOW)) as store, store.reading() as reading:
        assert reserve_revision(reading, number) == f"{number} rev 1"
        assert reserve_revision(reading, f"{number} rev 1") == f"{number} rev 2"
        laptop("second")
        elsewhere = reserve_revision(reading, number)
        ours = letters(reserve_number(reading))
    assert elsewhere == f"{number} rev 1 ({ours})"
    assert NUMBER.fullmatch(elsewhere)


def test_without_a_memory_each_run_has_letters_of_its_own(path: Path, laptop: Laptop, tmp_path: Path) -> None:
    """Two runs on two copies of a file, and no place to remember what the first one gave."""
    remembered = letters(reserved(path))
    laptop("forgetful")
    shutil.copytree(tmp_path / "first", tmp_path / "forgetful")
    shutil.rmtree(tmp_path / "forgetful" / "sheet-numbers")
    (tmp_path / "forgetful" / "sheet-numbers").write_text("a file where the folder would be")
    runs = set()
    for _ in range(3):
        numbering._salt_of_this_run.cache_clear()
        numbering._of_this_run.cache_clear()
        runs.add(letters(reserved(path)))
    assert len({remembered, *runs}) == 4
