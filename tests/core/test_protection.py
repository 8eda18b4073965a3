"""A passphrase: the key it gives, how strong it is, its sheet of paper, and how a file gets, changes or loses it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, is_protected, key_of_passphrase
from situation_board.core.protection.recovery import key_on_paper, lines_on_paper
from situation_board.core.protection.strength import Level, strength
from situation_board.core.questions.boards import board
from situation_board.core.store import Store
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.conftest import KEY
from tests.core.filled import DESK, create, fill
from tests.core.random_work import Clock

PASSPHRASE = "seven lanterns below the wide river"
OTHER_KEY = bytes(range(1, 33))


@pytest.fixture
def file(path: Path, key: bytes | None, filled_store: Store) -> Path:
    """The filled situation, closed: plain or under KEY."""
    filled_store.close()
    return path


def log_of(path: Path, key: bytes | None) -> list[tuple[object, ...]]:
    with Store.open(path, key=key, identity=DESK) as store, store.reading() as reading:
        assert check(reading).found == ()
        return reading.all("SELECT * FROM log ORDER BY arrival")


def names_beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


class TestKeys:
    def test_a_passphrase_opens_what_was_made_with_it_and_no_other_does(self, path: Path, clock: Clock) -> None:
        with create(path, key=fresh_key(PASSPHRASE), clock=clock) as store:
            fill(store)
        with Store.open(path, key=key_of_passphrase(path, PASSPHRASE)) as store, store.reading() as reading:
            assert board(reading).columns
        with pytest.raises(Mistake, match=r"[Ww]rong passphrase.*damaged") as caught:
            key_of_passphrase(path, PASSPHRASE + "s")
        assert caught.value.field == "passphrase"

    def test_letters_composed_in_another_way_are_the_same_passphrase(self, path: Path, clock: Clock) -> None:
        create(path, key=fresh_key("Ménage à trois thé"), clock=clock).close()
        assert key_of_passphrase(path, "Me\u0301nage a\u0300 trois the\u0301")

    def test_a_copy_opens_with_the_same_passphrase(self, path: Path, clock: Clock) -> None:
        copy = path.with_name("copy.sitboard")
        with create(path, key=fresh_key(PASSPHRASE), clock=clock) as store:
            store.copy_to(copy)
        assert key_of_passphrase(copy, PASSPHRASE) == key_of_passphrase(path, PASSPHRASE)

    def test_two_files_of_one_passphrase_have_different_keys(self) -> None:
        assert fresh_key(PASSPHRASE)[:32] != fresh_key(PASSPHRASE)[:32]

    def test_a_file_without_a_passphrase_is_told_from_a_wrong_one(self, path: Path, clock: Clock) -> None:
        create(path, key=None, clock=clock).close()
        with pytest.raises(Mistake, match="not protected"):
            key_of_passphrase(path, PASSPHRASE)

    def test_a_cut_file_under_a_wrong_passphrase_says_that_a_part_is_missing(self, path: Path, clock: Clock) -> None:
        create(path, key=fresh_key(PASSPHRASE), clock=clock).close()
        path.write_bytes(path.read_bytes()[:-100])
        with pytest.raises(Mistake, match="a part is missing"):
            key_of_passphrase(path, "something else altogether")

    @pytest.mark.parametrize("content", [b"", b"short", b"x" * 5000], ids=["empty", "short", "long"])
    def test_what_is_no_situation_is_refused_without_a_crash(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(Problem):
            key_of_passphrase(path, PASSPHRASE)
        assert path.read_bytes() == content

    @pytest.mark.parametrize("passphrase", ["", "short", "       x       "])
    def test_what_can_be_tried_in_an_afternoon_is_refused(self, passphrase: str) -> None:
        with pytest.raises(Mistake, match="too short"):
            fresh_key(passphrase)


class TestPaper:
    @given(st.binary(min_size=32, max_size=32))
    def test_what_is_printed_gives_the_key_back_however_it_is_typed(self, key: bytes) -> None:
        printed = " ".join(lines_on_paper(key))
        assert key_on_paper(printed) == key
        assert key_on_paper(printed.lower().replace(" ", "-").replace("0", "O").replace("1", "l")) == key

    def test_the_line_with_a_slip_is_named(self) -> None:
        lines = lines_on_paper(KEY)
        lines[2] = ("F" if lines[2][0] != "F" else "E") + lines[2][1:]
        with pytest.raises(Mistake, match="Line 3"):
            key_on_paper(" ".join(lines))

    @pytest.mark.parametrize("text", ["", PASSPHRASE, "z" * 80])
    def test_a_passphrase_is_not_taken_for_a_code(self, text: str) -> None:
        assert key_on_paper(text) is None

    def test_the_code_opens_the_file_where_the_passphrase_is_asked_for(self, path: Path, clock: Clock) -> None:
        key = fresh_key(PASSPHRASE)
        create(path, key=key, clock=clock).close()
        assert key_of_passphrase(path, "\n".join(lines_on_paper(key[:32]))) == key


class TestStrength:
    @pytest.mark.parametrize(
        "passphrase",
        (
            *("", "password", "Password1!", "aaaaaaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfgh", "12345678901234567890"),
            *("syria2024", "Damascus 2024!", "password password password", "abcdefghijklmnop", "winter summer"),
        ),
    )
    def test_what_everybody_tries_first_is_weak(self, passphrase: str) -> None:
        assert strength(passphrase).level is Level.WEAK

    def test_words_that_have_nothing_to_do_with_each_other_get_strong(self) -> None:
        assert strength("lantern below river").level is Level.WEAK
        assert strength("lantern below river copper").level is Level.FAIR
        assert strength("lantern below river copper window").level is Level.STRONG
        assert strength("مصباح نافذة سحابة قنطرة برتقال").level is Level.STRONG

    def test_random_signs_count_each(self) -> None:
        assert strength("xK9#vQ2!mZ7$").level is Level.STRONG

    @given(st.text(max_size=60), st.text(max_size=5))
    def test_any_text_has_a_strength_and_saying_it_twice_hardly_helps(self, text: str, more: str) -> None:
        assert 0 <= strength(text).bits < 2_000
        assert strength("password" * 20 + more).bits < 60 + 8 * len(more)


class TestChanging:
    @pytest.mark.parametrize("new_key", [None, OTHER_KEY, OTHER_KEY + bytes(16)], ids=["plain", "key", "salted"])
    def test_everything_is_there_under_the_new_key_and_nothing_lies_beside(
        self, file: Path, key: bytes | None, new_key: bytes | None
    ) -> None:
        before = log_of(file, key)
        change_protection(file, key=key, new_key=new_key)
        assert names_beside(file) == [file.name]
        assert is_protected(file) == (new_key is not None)
        assert log_of(file, new_key) == before
        with Store.open(file, key=new_key) as store, store.reading() as reading:
            assert reading.value("PRAGMA journal_mode") == "wal"

    def test_the_former_key_opens_it_no_more(self, file: Path, key: bytes | None) -> None:
        change_protection(file, key=key, new_key=OTHER_KEY)
        with pytest.raises(Problem):
            Store.open(file, key=key)

    def test_a_file_that_is_open_elsewhere_is_refused_and_stays_as_it_is(self, file: Path, key: bytes | None) -> None:
        before = log_of(file, key)
        with Store.open(file, key=key) as store:
            reader = store.reader()
            with pytest.raises(Mistake, match="open in another"):
                change_protection(file, key=key, new_key=OTHER_KEY)
            with reader.reading() as reading:
                assert board(reading).columns
            reader.close()
        assert log_of(file, key) == before

    def test_a_wrong_key_changes_nothing(self, file: Path, key: bytes | None) -> None:
        before = file.read_bytes()
        with pytest.raises(Problem):
            change_protection(file, key=bytes(32), new_key=OTHER_KEY)
        assert file.read_bytes() == before
        assert names_beside(file) == [file.name]

    def test_what_a_killed_program_left_in_the_wal_comes_along(
        self, path: Path, key: bytes | None, filled_store: Store
    ) -> None:
        """A copy of the file and its -wal is what a kill leaves."""
        left = path.with_name("left.sitboard")
        for end in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + end), left.with_name(left.name + end))
        with filled_store.reading() as reading:
            before = reading.all("SELECT * FROM log ORDER BY arrival")
        change_protection(left, key=key, new_key=OTHER_KEY)
        assert log_of(left, OTHER_KEY) == before

    def test_a_damaged_file_is_not_replaced(self, file: Path, key: bytes | None) -> None:
        content = bytearray(file.read_bytes())
        for start in range(3 * 4096, len(content), 5 * 4096):
            content[start : start + 4096] = bytes(4096)
        file.write_bytes(content)
        with pytest.raises(Trouble, match=r"damaged|not as the file"):
            change_protection(file, key=key, new_key=OTHER_KEY)
        assert file.read_bytes()[4096:] == bytes(content)[4096:]
        assert names_beside(file) == [file.name]

    def test_what_a_kill_left_beside_the_file_goes_when_it_is_opened(self, file: Path, key: bytes | None) -> None:
        file.with_name(f".{file.name}.protecting").write_text("half a copy")
        Store.open(file, key=key).close()
        assert names_beside(file) == [file.name]

    @HAS_FORK
    def test_a_disk_that_gets_full_is_explained_and_the_file_stays_as_it_is(
        self, file: Path, key: bytes | None
    ) -> None:
        """No file may grow beyond a size that the copy needs: what a full disk does, without filling one."""
        before = log_of(file, key)

        def change(say: Callable[[str], None]) -> None:
            import resource  # not on Windows

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            with pytest.raises(Trouble) as caught:
                change_protection(file, key=key, new_key=OTHER_KEY)
            say(str(caught.value))

        assert "untouched" in children.run(change)
        assert names_beside(file) == [file.name]
        assert log_of(file, key) == before
