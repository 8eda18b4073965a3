"""The lists that there are, and their columns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, caption_of

STATUS = "route_status"
COORDINATES = "coordinates"
CARD = "card"
RATING = "rating"
HEADCOUNT = "headcount"
POSTURE = "posture"
AS_OF = "as_of"
IMPORTED = "imported"


@dataclass(frozen=True)
class ListColumn:
    """`sql` sorts by it; `t` is the table. `width` is in characters."""

    name: str
    sql: str
    width: int = 16


@dataclass(frozen=True)
class ListKind:
    table: str
    title: str
    empty: str
    columns: tuple[ListColumn, ...]
    others: frozenset[str] = frozenset()
    """Tables beside its own that the list shows something of."""
    can_add: bool = True

    def shows(self, tables: object) -> bool:
        """Whether news of those tables can change the list."""
        return isinstance(tables, frozenset) and bool(tables & (self.others | {self.table, "same_as"}))


def _name_of(table: str, field: str) -> str:
    """SQL for the name of the thing that a field refers to."""
    return f"(SELECT name FROM {table} o WHERE o.id = t.{field})"


NAME = ListColumn("name", "t.name", 26)
KIND = ListColumn("kind", "t.kind")
NAMES = ListColumn("names", "t.names", 30)
NOTE = ListColumn("note", "t.note", 24)
STATE = (
    "(SELECT s.state FROM route_status s WHERE s.thing = t.id AND s.voided = 0 ORDER BY s.as_of_earliest DESC LIMIT 1)"
)


def _headcount(field: str) -> str:
    """SQL for what was last said of how many are somewhere."""
    return (
        f"(SELECT s.{field} FROM presence_status s WHERE s.thing = t.id AND s.voided = 0"
        " ORDER BY s.as_of_earliest DESC, s.lamport DESC LIMIT 1)"
    )


LETTER = (
    "(SELECT r.reliability FROM rating r WHERE r.thing = t.id AND r.voided = 0"
    " ORDER BY r.as_of_earliest DESC, r.lamport DESC LIMIT 1)"
)

IMPORTED_AT = "(SELECT l.recorded_at FROM log l WHERE l.\"row\" = t.id AND l.slot = 'new')"
"""SQL for when a file was taken in."""
KINDS = {
    kind.table: kind
    for kind in (
        ListKind(
            "actor",
            QT_TRANSLATE_NOOP("Lists", "Actors"),
            QT_TRANSLATE_NOOP("Lists", "Parties and organisations stand here: armed groups, states, agencies, media."),
            (
                NAME,
                ListColumn("short_name", "t.short_name", 14),
                KIND,
                ListColumn("parent", _name_of("actor", "parent"), 20),
                NAMES,
                NOTE,
            ),
        ),
        ListKind(
            "location",
            QT_TRANSLATE_NOOP("Lists", "Locations"),
            QT_TRANSLATE_NOOP("Lists", "Places stand here, located or not. A card brings its place by itself."),
            (
                NAME,
                KIND,
                ListColumn("parent", _name_of("location", "parent"), 20),
                NAMES,
                ListColumn("pcode", "t.pcode", 10),
                ListColumn(COORDINATES, "t.latitude", 20),
                ListColumn(CARD, '(SELECT b."column" FROM board b WHERE b.location = t.id)', 12),
            ),
            frozenset({"card", "status"}),
        ),
        ListKind(
            "link",
            QT_TRANSLATE_NOOP("Lists", "Links"),
            QT_TRANSLATE_NOOP("Lists", "Here stands what actors are to each other: who backs, supplies, opposes whom."),
            (
                ListColumn("actor", _name_of("actor", "actor"), 22),
                KIND,
                ListColumn("other", _name_of("actor", "other"), 22),
                ListColumn("since", "t.since_earliest", 14),
                ListColumn("until", "t.until_earliest", 14),
                ListColumn("basis", "t.basis", 12),
                NOTE,
            ),
            frozenset({"actor"}),
        ),
        ListKind(
            "route",
            QT_TRANSLATE_NOOP("Lists", "Routes"),
            QT_TRANSLATE_NOOP("Lists", "Roads, crossings and airports stand here, and whether they can be used."),
            (NAME, KIND, ListColumn("via", "t.via", 26), ListColumn(STATUS, STATE, 34), NOTE),
            frozenset({"location", "route_status"}),
        ),
        ListKind(
            "source",
            QT_TRANSLATE_NOOP("Lists", "Sources"),
            QT_TRANSLATE_NOOP("Lists", "Here stands who publishes: agencies, wire services, parties, witnesses."),
            (
                NAME,
                KIND,
                ListColumn(RATING, LETTER, 24),
                ListColumn("actor", _name_of("actor", "actor"), 22),
                NAMES,
                NOTE,
            ),
            frozenset({"actor", "rating"}),
        ),
        ListKind(
            "report",
            QT_TRANSLATE_NOOP("Lists", "Reports"),
            QT_TRANSLATE_NOOP("Lists", "Single items from a source stand here: a bulletin, a message, a video."),
            (
                ListColumn("title", "t.title", 34),
                ListColumn("source", _name_of("source", "source"), 20),
                ListColumn("published", "t.published_earliest", 14),
                ListColumn("received", "t.received_earliest", 14),
                ListColumn("reference", "t.reference", 20),
                ListColumn("excerpt", "t.excerpt", 30),
                ListColumn("label", "t.label", 12),
            ),
            frozenset({"source"}),
        ),
        ListKind(
            "presence",
            QT_TRANSLATE_NOOP("Lists", "Our people"),
            QT_TRANSLATE_NOOP(
                "Lists",
                "Our own people and partners stand here: offices, sites and convoys, with headcounts, never names. "
                "They are TLP:AMBER+STRICT and stay off shared sheets, unless another label is set.",
            ),
            (
                ListColumn("organisation", _name_of("actor", "organisation"), 16),
                ListColumn("location", _name_of("location", "location"), 14),
                ListColumn(HEADCOUNT, _headcount("headcount"), 12),
                ListColumn(POSTURE, _headcount("posture"), 17),
                ListColumn(AS_OF, _headcount("as_of_earliest"), 27),
                ListColumn("label", "t.label", 22),
                KIND,
                ListColumn("name", "t.name", 16),
                NOTE,
            ),
            frozenset({"actor", "location", "presence_status", "situation"}),
        ),
        ListKind(
            "dataset",
            QT_TRANSLATE_NOOP("Lists", "Imported files"),
            QT_TRANSLATE_NOOP(
                "Lists", "Files that were taken in stand here. Striking one hides all its rows; File > Import adds one."
            ),
            (
                NAME,
                ListColumn("rows", "t.rows", 8),
                ListColumn(IMPORTED, IMPORTED_AT, 30),
                ListColumn("source", _name_of("source", "source"), 18),
                ListColumn("first", "t.first_earliest", 18),
                ListColumn("last", "t.last_earliest", 18),
                ListColumn("file_name", "t.file_name", 24),
                ListColumn("label", "t.label", 12),
                NOTE,
            ),
            frozenset({"source"}),
            can_add=False,
        ),
    )
}
OWN_CAPTIONS = {
    STATUS: QT_TRANSLATE_NOOP("Lists", "Status"),
    COORDINATES: QT_TRANSLATE_NOOP("Lists", "Coordinates"),
    CARD: QT_TRANSLATE_NOOP("Lists", "On the board"),
    RATING: QT_TRANSLATE_NOOP("Lists", "Reliability"),
    IMPORTED: QT_TRANSLATE_NOOP("Lists", "Imported"),
}


def title_of(kind: ListKind) -> str:
    return QCoreApplication.translate("Lists", kind.title)


def empty_words(kind: ListKind) -> str:
    return QCoreApplication.translate("Lists", kind.empty)


def heading_of(kind: ListKind, column: ListColumn) -> str:
    if column.name in OWN_CAPTIONS:
        return QCoreApplication.translate("Lists", OWN_CAPTIONS[column.name])
    return caption_of(column.name, table=kind.table)
