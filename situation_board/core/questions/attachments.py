"""Pictures and documents of reports, and their bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable

from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.records import records
from situation_board.core.rows import Attachment
from situation_board.core.store import Reading
from situation_board.core.store.contents import content_of


def attachments_of(
    reading: Reading, reports: Iterable[str], moment: Moment = None, *, with_struck: bool = False
) -> list[Attachment]:
    """The attachments of those reports in the order in which they were added."""
    lines = reading.all(
        "SELECT id FROM attachment WHERE report IN (SELECT value FROM json_each(?)) ORDER BY key",
        json.dumps(sorted(reports)),
    )
    found = records(reading, Attachment, [row for (row,) in lines], moment)
    return [found[row] for (row,) in lines if row in found and (with_struck or not found[row].voided)]


def attached_bytes(reading: Reading, attachment: str) -> tuple[Attachment, bytes]:
    """An attachment with its bytes. Mistake when there is none, Trouble when its bytes are not in this file."""
    row = reading.row(Attachment, attachment)
    if row is None or row.sha256 is None:
        raise Mistake("There is no such attachment.", field="attachment")
    content = content_of(reading.connection, row.sha256)
    if content is None:
        raise Trouble(
            f"{row.name} is not in this file: only its name came with a merge.",
            kept="Everything else is as it was.",
            do="Merge the file of the laptop on which it was attached.",
        )
    return row, content
