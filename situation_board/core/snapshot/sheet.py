"""Everything that one printed sheet shows, as plain data: what is painted, stored with an issue and painted again.

Texts are in the sheet's language already; of a bilingual sheet a text has one line for each language. What people
entered (names of places, notes, wordings) stays as it is. Beside the words stand the terms of the vocabulary, so that
shape and pattern can tell what colour tells. Times that something is drawn by are milliseconds since 1970, UTC; all
others are words. What is empty was looked for and not there; parts that were not asked for are not among `parts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from situation_board.core.snapshot.sheet_charts import ChartMark as ChartMark
from situation_board.core.snapshot.sheet_charts import ChartPoint as ChartPoint
from situation_board.core.snapshot.sheet_charts import ChartSeries as ChartSeries
from situation_board.core.snapshot.sheet_charts import SheetChart as SheetChart
from situation_board.core.vocabulary import (
    Basis,
    Column,
    EventKind,
    FigureUnit,
    HandlingLabel,
    LocationKind,
    Metric,
    Quantifier,
    RouteState,
    SheetKind,
    SheetPart,
    SheetProfile,
    SheetState,
    Stance,
    StatusFlag,
)

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A line such as "As of: 8 Dec 2024"."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PartHeading:
    """A part that was asked for, with its heading and what is said where nothing stands in it."""

    part: SheetPart
    heading: str
    when_empty: str


@dataclass(frozen=True, kw_only=True)
class Header:
    """The top of the first page; title, number and label come back on every page.

    `number` is None of what has none: drafts and the other kinds of sheet. `replaces` is the number of the issue that
    this one corrects and `correction` says what changed. `facts` are as-of with the zone, since when changes are told,
    next issue; `course` is how far the sheet has come: draft, cleared by, issued, what it corrects. Both are in the
    order in which they are printed. `as_of_iso` and `since_iso` are the same times for machines.
    """

    title: str
    subject: str
    number: str | None
    replaces: str | None
    correction: str | None
    state: SheetState
    state_words: str
    label: HandlingLabel
    exercise: bool
    exercise_words: str
    profile_words: str
    as_of: str
    as_of_iso: str
    as_of_precision: str
    since_iso: str | None
    zone: str
    facts: tuple[Labelled, ...]
    course: tuple[Labelled, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """One sentence with its date, what it rests on, and whether a claim behind it is unrated."""

    text: str
    when: str
    about: str | None
    label: HandlingLabel
    unrated: bool


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """A number in its own words. `amount` is for the large type: "more than 370,000"; `footnote` its number below."""

    amount: str
    what: str
    when: str
    source: str
    metric: Metric
    metric_words: str
    quantifier: Quantifier
    low: int | None
    high: int | None
    unit: FigureUnit
    clashes: bool
    footnote: int
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """Source, quantifier, metric, and what a key figure does not mean."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Party:
    """An actor; `short` is what stands on cards. `colour` is #rrggbb of its stripe where it has one of its own.

    `stripe` is which of the stripes of the board it has, so that paper and screen show the same pattern.
    """

    name: str
    short: str
    colour: str | None
    stripe: int = 0


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """What a speaker says about a card, with the verb as it was said: "HTS (leader) said: ..."."""

    stance: Stance
    stance_words: str
    speaker: str
    verb: str
    text: str
    publisher: str | None
    when: str
    grade: str
    rated: bool
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A card on paper. `said` is the attributed sentence: "reported lost by the army to HTS".

    `who` and `from_whom` are the parties as the column reads; None is not stated, () is nobody. `grades` is
    "for 2 (best B2) / against 1 (F6)" or "unrated", never one made of several.
    """

    card: str
    number: str
    place: str
    level: LocationKind | None
    level_words: str
    area: str
    column: Column
    said: str
    who: tuple[Party, ...] | None
    from_whom: tuple[Party, ...] | None
    basis: Basis | None
    basis_words: str
    claims_for: int
    claims_against: int
    grades: str
    as_of: str
    age: str
    verified: str | None
    stale: bool
    no_source: bool
    no_time: bool
    conflicts: int
    marks: tuple[str, ...]
    flags: tuple[StatusFlag, ...]
    flag_words: tuple[str, ...]
    note: str | None
    label: HandlingLabel
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column of the board, or the strip *held*, under its neutral heading."""

    column: Column
    heading: str
    rows: tuple[SheetRow, ...]
    when_empty: str


@dataclass(frozen=True, kw_only=True)
class RouteLine:
    """Whether a route can be used, for one use and direction; a route of which nobody knows has state UNKNOWN."""

    route: str
    name: str
    kind_words: str
    state: RouteState
    state_words: str
    use_words: str
    condition: str | None
    basis: Basis | None
    basis_words: str
    as_of: str
    age: str
    verified: str | None
    stale: bool
    no_source: bool
    no_time: bool
    note: str | None
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An event in one line. `figures` are in their own wording, and for each what it says of time."""

    event: str
    kind: EventKind
    kind_words: str
    when: str
    text: str
    place: str
    destination: str | None
    actors: tuple[str, ...] | None
    state_words: str | None
    figures: tuple[str, ...]
    source: str
    basis: Basis | None
    basis_words: str
    grades: str
    rated: bool
    note: str | None
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class AdvisoryLine:
    """An advisory. `level` is verbatim; `state_words` say whether it is in force."""

    event: str
    issuer: str
    audience_words: str
    area: str
    level: str | None
    instruction: str
    issued: str
    valid_until: str | None
    state_words: str
    in_force: bool
    stale: bool
    source: str
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """What is different since the previous issue. `kind` is as core.history says it, such as moved or new_claim."""

    kind: str
    kind_words: str
    name: str
    said: str
    before: str | None
    after: str | None
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """An open question or action; `role` who is to do it."""

    what: str
    role: str | None
    due: str | None
    about: str | None
    overdue: bool
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """Who publishes what stands on the sheet. `reliability` is its letter with words, or "unrated"."""

    name: str
    kind_words: str
    reliability: str
    reports: tuple[str, ...]
    used: int


@dataclass(frozen=True, kw_only=True)
class LegendLine:
    """What a sign means. `term` is the code that is drawn: basis:claimed, column:fallen, mark:stale, grade:B ..."""

    term: str
    sign: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What does not stand on the sheet, why and how many; `names` where naming is permitted."""

    part: SheetPart | None
    why: str
    count: int
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class DossierLine:
    """One thing that became known of a card: a status, verification, claim, event, or edit, with who entered it."""

    kind: str
    kind_words: str
    when: str
    said: str
    source: str | None
    entered: str
    struck: str | None
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything of one card, the latest first."""

    row: SheetRow
    facts: tuple[Labelled, ...]
    lines: tuple[DossierLine, ...]


@dataclass(frozen=True, kw_only=True)
class CaptureForm:
    """A form to fill in by hand where there is no laptop. `numbers` are reserved: one for each entry.

    `fields` are the prompts of an entry; `choices` those of a field that is ticked, by the field's label.
    """

    numbers: tuple[str, ...]
    fields: tuple[str, ...]
    choices: tuple[Labelled, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecheckLine:
    """Something to look at again, the most overdue first; `checked` is by whom or how it was last verified."""

    number: str
    what: str
    said: str
    as_of: str
    verified: str | None
    checked: str | None
    overdue: str
    label: HandlingLabel


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet. `notice` says of a further rendering what it is one of; it alone is no part of the content's hash."""

    kind: SheetKind
    language: str
    """A BCP 47 tag, or "en+ar" for a bilingual sheet."""
    profile: SheetProfile
    header: Header
    parts: tuple[PartHeading, ...]
    highlights: tuple[Highlight, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    columns: tuple[SheetColumn, ...] = ()
    routes: tuple[RouteLine, ...] = ()
    charts: tuple[SheetChart, ...] = ()
    advisories: tuple[AdvisoryLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    legend: tuple[LegendLine, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    dossier: Dossier | None = None
    form: CaptureForm | None = None
    rechecks: tuple[RecheckLine, ...] = ()
    imprint: tuple[Labelled, ...] = ()
    """Prepared by, contact, distribution."""
    disclaimer: str = ""
    digits: str = "western"
    months: str = "standard"
    """How an Arabic sheet writes numbers and months; see `language.Tongue`."""
    notice: str | None = None
    format: int = FORMAT

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.language.split("+"))

    @cached_property
    def content_sha256(self) -> str:
        """SHA-256 of the content in its canonical form, printed in the footer."""
        from situation_board.core.snapshot.sheet_json import content_sha256

        return content_sha256(self)

    @property
    def seal(self) -> str:
        """What the QR code holds, as plain text: number, as-of and hash."""
        return f"{self.header.number or self.header.state.value} {self.header.as_of_iso} sha256:{self.content_sha256}"
