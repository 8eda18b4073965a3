"""Pictures and documents of a report, kept in the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import new_id
from situation_board.core.open_files import open_to_read
from situation_board.core.pictures.cleaning import Prepared, prepare
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.rows import Attachment
from situation_board.core.store import Changes, Reading

LARGEST = 25 * 2**20
"""Bytes. A situation has to fit on a stick and merge in seconds."""


def prepared_file(path: Path, *, keep_camera_data: bool = False) -> Prepared:
    """Read a file and take camera data out of it, to be attached. Mistake when it cannot be taken.

    Takes its time: not inside an action.
    """
    try:
        with open_to_read(path) as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(
            f"{path.name} cannot be read: {error.strerror or error}.",
            kept="Nothing was attached.",
            do="Look whether it is still there and can be opened, then attach it again.",
        ) from error
    _check_size(path.name, len(content))
    return prepare(path.name, content, keep_camera_data=keep_camera_data)


def attach(
    reading: Reading, *, report: str, name: str, media_type: str, content: bytes, cleaned: bool = False
) -> Changes:
    """Keep a picture or document with a report. `cleaned` says that camera data were taken out of the content."""
    _check_size(name, len(content))
    attachment = Attachment(
        id=new_id(),
        report=report,
        name=name.replace("\\", "/").rpartition("/")[2],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        cleaned=cleaned,
    )
    return Changes("attach", [new_record(reading, attachment)], (attachment.id,), contents=(content,))


def attach_prepared(reading: Reading, report: str, prepared: Prepared) -> Changes:
    """As `attach`, for a file that was read by `prepared_file`."""
    return attach(
        reading,
        report=report,
        name=prepared.name,
        media_type=prepared.media_type,
        content=prepared.content,
        cleaned=prepared.cleaned,
    )


def _check_size(name: str, size: int) -> None:
    if not size:
        raise Mistake(f"{name} is empty.", field="file", kept="Nothing was attached.")
    if size > LARGEST:
        raise Mistake(
            f"{name} is larger than {LARGEST // 2**20} MB, the most that can be attached.",
            field="file",
            kept="Nothing was attached.",
            do="Attach a smaller copy, or write in the report where the original is.",
        )
