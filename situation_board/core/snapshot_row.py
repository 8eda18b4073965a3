"""What the store keeps of printed sheets."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core import vocabulary as words
from situation_board.core.fields import Fact, Kind, a_choice, a_field, a_text, a_thing, a_time
from situation_board.core.times import Time


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot(Fact):
    """A stage of a printed sheet: draft, cleared, issued; `thing` is the sheet. An issue that is struck is withdrawn.

    What the sheet says and the pages that were handed out lie in the file's contents under their SHA-256. A number is
    given once, whatever becomes of the issue.
    """

    state: words.SheetState | None = a_choice(words.SheetState, "draft, cleared or issued", required=True)
    kind: words.SheetKind | None = a_choice(words.SheetKind, "what the sheet is for", required=True)
    title: str | None = a_text("title", required=True)
    number: str | None = a_text("number of the issue, such as H2K7M-7 or H2K7M-7 rev 1")
    replaces: str | None = a_thing("the sheet that it corrects", "snapshot")
    correction: str | None = a_text("what a correction changed")
    as_of: Time | None = a_time("the time that it tells of", required=True)
    period_from: Time | None = a_time("since when it tells what changed")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label", required=True)
    profile: words.SheetProfile | None = a_choice(words.SheetProfile, "full or redacted", required=True)
    language: str | None = a_text("language, such as en, ar or en+ar", required=True)
    paper: str | None = a_text("paper of the pages that were handed out")
    prepared_by: str | None = a_text("role of who prepared it")
    cleared_by: str | None = a_text("role of who cleared it")
    distribution: str | None = a_text("to whom it goes")
    content_sha256: str | None = a_text("SHA-256 of what it says, as printed on it", required=True)
    file_sha256: str | None = a_text("SHA-256 of the pages that were handed out")
    size: int | None = a_field(Kind.INTEGER, "bytes of those pages")
