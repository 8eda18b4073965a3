"""How sure we are of what is shown: grades of claims, the basis that they bear, ratings of a source, attachments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from situation_board.core.questions.attachments import attachments_of
from situation_board.core.questions.grades import ClaimGrade, claim_grades
from situation_board.core.questions.moments import Moment, counts
from situation_board.core.questions.weighing import Weighed, weighed_claims
from situation_board.core.rows import Attachment, Claim, Rating
from situation_board.core.store import Reading


@dataclass(frozen=True)
class Evidence:
    """`grades` are by the id that a claim's versions share; `weighed` is what those that count bear together.

    `ratings` are of a source, the latest first, struck ones among them; `attachments` are of a report.
    """

    grades: Mapping[str, ClaimGrade] = field(default_factory=dict)
    weighed: Weighed | None = None
    ratings: tuple[Rating, ...] = ()
    attachments: tuple[Attachment, ...] = ()


NOTHING_KNOWN = Evidence()


def evidence_of(
    reading: Reading, table: str, ids: Sequence[str], claims: Sequence[Claim], moment: Moment = None
) -> Evidence:
    """What is known of a thing by its table and all its ids, beside the claims about it."""
    live = [claim for claim in claims if not claim.voided]
    return Evidence(
        grades=claim_grades(reading, claims, moment),
        weighed=weighed_claims(reading, live, moment) if live else None,
        ratings=ratings_of(reading, ids, moment) if table == "source" else (),
        attachments=tuple(attachments_of(reading, ids, moment, with_struck=True)) if table == "report" else (),
    )


def ratings_of(reading: Reading, ids: Sequence[str], moment: Moment = None) -> tuple[Rating, ...]:
    """Every rating of a source with all its ids, the latest first; live also the struck ones."""
    condition, parameters = ("1", ()) if moment is None else counts(reading, moment, "rating", "t", "as_of_earliest")
    rows = reading.rows(
        Rating,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
        " ORDER BY t.as_of_earliest DESC, t.lamport DESC, t.writer DESC, t.seq DESC",
        json.dumps(list(ids)),
        *parameters,
    )
    return tuple(rows)
