"""Pictures and documents of a report, kept in the file."""

from __future__ import annotations

import hashlib

from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Attachment
from situation_board.core.store import Changes, Reading

LARGEST = 25 * 2**20
"""Bytes. A situation has to fit on a stick and merge in seconds."""


def attach(
    reading: Reading, *, report: str, name: str, media_type: str, content: bytes, cleaned: bool = False
) -> Changes:
    """Keep a picture or document with a report. `cleaned` says that camera data were taken out of the content."""
    if not content:
        raise Mistake(f"{name} is empty.", field="file")
    if len(content) > LARGEST:
        raise Mistake(
            f"{name} is {len(content) / 2**20:.0f} MB; at most {LARGEST // 2**20} MB can be attached.",
            field="file",
            kept="Nothing was attached.",
            do="Attach a smaller copy, or write in the report where the original is.",
        )
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
