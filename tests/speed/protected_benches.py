"""What protection costs: the same file encrypted and plain, the key of a passphrase, a change of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import COSTS, fresh_key, key_of_passphrase
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import card_faces, card_ids
from situation_board.core.questions.search import search
from situation_board.core.store import Reading, Store
from situation_board.core.vocabulary import Column
from tests.core.importing.importing import imported
from tests.core.importing.test_loading import idu
from tests.speed.generated import IDENTITY, NOW, Size, original, short
from tests.speed.measuring import Line, against, alternating
from tests.speed.settings import Settings

PASSPHRASE = "seven lanterns below the wide river"
VISIBLE = 50
IMPORTED = 3_000


def protected(settings: Settings) -> Iterator[Line]:
    """The encrypted file to the plain one, finding the key to opening, a change to copying the bytes."""
    for cards in settings.sizes:
        yield from _of_size(settings, cards)


def _of_size(settings: Settings, cards: int) -> Iterator[Line]:
    plain, secret = (settings.folder / f"{name}-{cards}.sitboard" for name in ("plain", "secret"))
    for path in (plain, secret):
        shutil.copyfile(original(Size(cards)), path)
    change_protection(secret, key=None, new_key=fresh_key(PASSPHRASE))
    key = key_of_passphrase(secret, PASSPHRASE)
    size = f"{short(cards)} cards"
    for what, question in QUESTIONS.items():
        runs = {"encrypted": _opened(secret, key, question), "plain": _opened(plain, None, question)}
        times = alternating(runs, times=settings.times)
        yield against("Protected", f"{what}, {size}", times, ours="encrypted", floor="plain")
    runs = {"key": lambda: key_of_passphrase(secret, PASSPHRASE), "open": _opened(plain, None, _name)}
    times = alternating(runs, times=settings.times)
    cost = f"{COSTS[-1].passes} passes over {COSTS[-1].memory // 1024} MiB in {COSTS[-1].lanes} lanes"
    yield against("Protected", f"the key of a passphrase (Argon2id, {cost}), {size}", times, ours="key", floor="open")
    yield _change(settings, secret, key, size)
    yield _import(settings, plain, secret, key, size)


def _import(settings: Settings, plain: Path, secret: Path, key: bytes, size: str) -> Line:
    """The same rows into the one and the other, each time into a copy without them."""
    rows = settings.folder / "rows.json"
    rows.write_text(idu(*range(1, IMPORTED + 1)), encoding="utf-8")

    def into(path: Path, key: bytes | None) -> object:
        copy = settings.folder / f"import-{path.name}"
        shutil.copyfile(path, copy)
        with Store.open(copy, identity=IDENTITY, key=key, now=lambda: NOW) as store:
            return imported(store, rows)

    runs = {"encrypted": lambda: into(secret, key), "plain": lambda: into(plain, None)}
    times = alternating(runs, times=min(settings.times, 3))
    return against("Protected", f"import of {IMPORTED} rows, {size}", times, ours="encrypted", floor="plain")


def _change(settings: Settings, secret: Path, key: bytes, size: str) -> Line:
    """Under the same key again: the copy, its proof and its place take as long."""
    copy = secret.with_name("copy.sitboard")
    runs = {
        "change": lambda: change_protection(secret, key=key, new_key=key),
        "copy": lambda: shutil.copyfile(secret, copy),
    }
    times = alternating(runs, times=min(settings.times, 3))
    return against("Protected", f"change of the passphrase, {size}", times, ours="change", floor="copy")


def _opened(path: Path, key: bytes | None, question: Callable[[Reading], object]) -> Callable[[], object]:
    """Nothing is warm in SQLite's own cache: each run opens the file anew, as after a lock."""

    def run() -> object:
        with Store.open(path, identity=IDENTITY, key=key, now=lambda: NOW) as store, store.reading() as reading:
            return question(reading)

    return run


def _name(reading: Reading) -> object:
    return reading.situation.name


def _visible(reading: Reading) -> object:
    return card_faces(reading, card_ids(reading, Column.CONTESTED)[:VISIBLE])


QUESTIONS: dict[str, Callable[[Reading], object]] = {
    "open": _name,
    f"open, faces of {VISIBLE} visible cards": _visible,
    "open, the whole board": board,
    "open, search of a name": lambda reading: search(reading, "bar"),
}
