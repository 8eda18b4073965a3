"""What a trial finds wrong: files compared by hash, codes, values of the registry. Each gives sentences, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from payload import Payload
from windows_facts import CLASSES_KEY, EXTENSION, PROG_ID, PROGRAM
from wine import Keys, Values

Faults = Iterator[str]


def files_differ(payload: Payload, folder: Path, *, besides: Iterable[str] = ()) -> Faults:
    """Is exactly the payload there, and `besides` it only what is named?"""
    wanted = {str(file): hash_of(payload.path(file)) for file in payload.files}
    found = hashes_in(folder)
    for name in sorted(wanted.keys() - found.keys()):
        yield f"{name} was not installed"
    for name in sorted(found.keys() - wanted.keys() - {*besides}):
        yield f"{name} is there and does not belong to this version"
    for name in sorted(wanted.keys() & found.keys()):
        if wanted[name] != found[name]:
            yield f"{name} has other bytes than in the bundle"
    for name in sorted({*besides} - found.keys()):
        yield f"{name} is gone"


def hashes_in(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(PurePosixPath(path.relative_to(folder))): hash_of(path) for path in files}


def contents_differ(kept: Mapping[Path, bytes]) -> Faults:
    for file, content in kept.items():
        if not file.exists() or file.read_bytes() != content:
            yield f"{file.name} is not as it was"


def hash_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def anything_left(folder: Path, *, besides: Iterable[str] = ()) -> Faults:
    """Folders count too; with nothing that may stay, the folder itself is to be gone."""
    allowed = {*besides}
    if not allowed and folder.exists():
        yield f"{folder.name} is still there"
    for path in sorted(folder.rglob("*")):
        if str(PurePosixPath(path.relative_to(folder))) not in allowed:
            yield f"{path.relative_to(folder)} was left behind"
    for name in sorted(name for name in allowed if not (folder / name).exists()):
        yield f"{name} was not ours and is gone"


def another_code(found: int, promised: int) -> Faults:
    if found != promised:
        yield f"exit code {found} where {promised} is promised"


def values_differ(keys: Keys, key: str, wanted: Values) -> Faults:
    found = keys.get(key, {})
    for name, value in wanted.items():
        if found.get(name) != value:
            yield f"{key} says {name or '(default)'} = {found.get(name)!r} where {value!r} is wanted"


def keys_left(keys: Keys, *parts: str) -> Faults:
    for key in keys:
        if any(part in key for part in parts):
            yield f"the registry still has {key}"


def files_open_elsewhere(keys: Keys, folder: str) -> Faults:
    """Do our files have our icon, and does a double click open them with the program in that folder?"""
    program = f"{folder}\\{PROGRAM}"
    document = rf"{CLASSES_KEY}\{PROG_ID}"
    yield from values_differ(keys, rf"{CLASSES_KEY}\{EXTENSION}", {"": PROG_ID})
    yield from values_differ(keys, rf"{document}\DefaultIcon", {"": f"{program},0"})
    yield from values_differ(keys, rf"{document}\shell\open\command", {"": f'"{program}" open "%1"'})


def no_way_to(folder: str, shortcut: Path) -> Faults:
    """A shortcut holds the parts of the way, and the folder that the program starts in."""
    content = shortcut.read_bytes() if shortcut.exists() else b""
    if any(part.encode("utf-16-le") not in content for part in (PROGRAM, folder)):
        yield f"the start menu does not lead to {folder}\\{PROGRAM}"


def told(story: str, faults: Iterable[str]) -> Faults:
    """Each fault with what was being tried."""
    for fault in faults:
        yield f"{story}: {fault}"
