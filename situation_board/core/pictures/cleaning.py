"""Taking out of a picture what is not needed to show it: camera, position, time, names, thumbnails, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from situation_board.core.pictures.jpeg import clean_jpeg
from situation_board.core.pictures.kinds import JPEG, KINDS, PNG, WEBP, media_type_of, other_kind_in_words
from situation_board.core.pictures.png import clean_png
from situation_board.core.pictures.unsound import Unsound
from situation_board.core.pictures.webp import clean_webp
from situation_board.core.problems import Mistake

CLEANERS: dict[str, Callable[[bytes], bytes]] = {JPEG: clean_jpeg, PNG: clean_png, WEBP: clean_webp}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be attached. `cleaned` says that camera data were taken out; a PDF is kept as it is."""

    name: str
    media_type: str
    content: bytes
    cleaned: bool


def prepare(name: str, content: bytes, *, keep_camera_data: bool = False) -> Prepared:
    """A file as it is to be kept. Mistake for kinds that are not taken, and for pictures that cannot be cleaned."""
    if not content:
        raise Mistake(f"{name} is empty.", field="file", kept="Nothing was attached.")
    media_type = media_type_of(content)
    if media_type is None:
        raise Mistake(
            f"{name} is a {other_kind_in_words(content)}, which cannot be attached.",
            field="file",
            kept="Nothing was attached.",
            do="Save it as JPEG, PNG or PDF and attach that.",
        )
    clean = CLEANERS.get(media_type)
    if clean is None or keep_camera_data:
        return Prepared(_named(name, media_type), media_type, content, cleaned=False)
    try:
        return Prepared(_named(name, media_type), media_type, clean(content), cleaned=True)
    except Unsound as error:
        raise Mistake(
            f"{name} is damaged ({error}): camera data and position cannot be taken out of it.",
            field="file",
            kept="Nothing was attached.",
            do="Open it in a picture program and save it anew, or attach it with its camera data.",
        ) from error


def _named(name: str, media_type: str) -> str:
    """Without its folders, and with an ending that says what it is: the system opens files by that."""
    plain = name.replace("\\", "/").rpartition("/")[2].strip(". ") or "attachment"
    endings = KINDS[media_type].endings
    return plain if PurePath(plain).suffix.lower() in endings else plain + endings[0]
