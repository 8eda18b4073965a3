"""Which handling label each thing has, and what may not be told under a weaker one (TLP 2.0, FIRST).

A thing has its own label, or the situation's default where it carries none, and is never weaker than what it rests
on: its report, the message behind that, what it is about. The rules stand here once, as SQL, for the label that is
printed beside a thing and for what is withheld; see packaging/decisions/0012.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from situation_board.core.rows import TABLES
from situation_board.core.schema import base_of
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel

STRICTEST_FIRST = tuple(HandlingLabel)
FREE = len(STRICTEST_FIRST) - 1
"""The rank of what no label restrains; 0 is the strictest. An unknown label counts as the strictest."""


OWN_PEOPLE = STRICTEST_FIRST.index(HandlingLabel.AMBER_STRICT)
"""The rank of where our own people are, when nothing else is said of it (domain rule)."""


def usual_label(reading: Reading) -> HandlingLabel:
    """The label of what carries none."""
    return label_of_rank(rank_of(reading.situation.label or HandlingLabel.AMBER))


def strictest(labels: Iterable[HandlingLabel], *, usual: HandlingLabel) -> HandlingLabel:
    """The strictest of those labels, and not weaker than the usual one."""
    return label_of_rank(min(rank_of(label) for label in (usual, *labels)))


def strictest_of(labels: Iterable[HandlingLabel]) -> HandlingLabel:
    """What is made of several things inherits the strictest label; of nothing, the weakest."""
    return label_of_rank(min((rank_of(label) for label in labels), default=FREE))


def strictest_held(reading: Reading) -> HandlingLabel:
    """The strictest label of anything in the file, struck or not: what is told of everything has that one."""
    ranks = [reading.value(f'SELECT min({_rank_sql(reading, table)}) FROM "{table}" t') for table in RULES]
    usual = rank_of(usual_label(reading))
    return label_of_rank(min((int(rank) for rank in ranks if rank is not None), default=usual))


def rank_of(label: str) -> int:
    return next((rank for rank, known in enumerate(STRICTEST_FIRST) if known == label), 0)


def label_of_rank(rank: int) -> HandlingLabel:
    return STRICTEST_FIRST[rank]


def labels_of(reading: Reading, table: str, ids: Iterable[str]) -> dict[str, HandlingLabel]:
    """Row id -> the label that it has in the end."""
    lines = reading.all(
        f'SELECT t.id, {_rank_sql(reading, table)} FROM "{table}" t WHERE t.id IN (SELECT value FROM json_each(?))',
        json.dumps(list(ids)),
    )
    return {row: label_of_rank(rank) for row, rank in lines}


def forbidden_rows(reading: Reading, label: HandlingLabel) -> dict[str, set[str]]:
    """Table -> the ids of its rows that may not be told under that label; tables without any are left out."""
    found = {table: _forbidden(reading, table, rank_of(label)) for table in TABLES}
    found["same_as"] |= _cut_links(reading, found["event"])
    return {table: rows for table, rows in found.items() if rows}


def _cut_links(reading: Reading, events: set[str]) -> set[str]:
    """That an event is the same as one that may not be told would tell of it."""
    lines = reading.all(_LINKS_OF_EVENTS, json.dumps(sorted(events))) if events else []
    return {link for (link,) in lines}


_LINKS_OF_EVENTS = """WITH forbidden(id) AS (SELECT value FROM json_each(?)), gone(thing) AS (
      SELECT e.thing FROM every_event e WHERE e.id IN forbidden
      AND NOT EXISTS (SELECT 1 FROM every_event o WHERE o.thing = e.thing AND o.id NOT IN forbidden))
    SELECT id FROM same_as WHERE a IN (SELECT thing FROM gone) OR b IN (SELECT thing FROM gone)"""


TOLD_OF = ("card", "status", "claim", "event", "route_status", "task")
"""What somebody asks for when a sheet seems to lack something."""


def withheld(reading: Reading, label: HandlingLabel, tables: Iterable[str] = TOLD_OF) -> dict[str, int]:
    """How many things may not be told under that label, by table: for who issues it, never for who gets it."""
    found = forbidden_rows(reading, label)
    counts = {table: _things(reading, table, found[table]) for table in tables if table in found}
    return {table: count for table, count in counts.items() if count}


def _things(reading: Reading, table: str, rows: set[str]) -> int:
    """Versions of a claim or event count once, struck ones not at all."""
    what = "DISTINCT thing" if table in {"claim", "event"} else "*"
    where = "voided = 0 AND id IN (SELECT value FROM json_each(?))"
    return int(reading.value(f'SELECT count({what}) FROM "{table}" WHERE {where}', json.dumps(sorted(rows))))


def _forbidden(reading: Reading, table: str, least: int) -> set[str]:
    """Of claims and events all versions, when the one that counts may not be told: an older one tells it as well."""
    rank = _rank_sql(reading, table)
    rows = {row for (row,) in reading.all(f'SELECT t.id FROM "{base_of(table)}" t WHERE {rank} < ?', least)}
    if rows and table in {"claim", "event"}:
        lines = reading.all(_ALL_VERSIONS.format(table=base_of(table)), json.dumps(sorted(rows)))
        rows |= {row for (row,) in lines}
    return rows


_ALL_VERSIONS = """SELECT v.id FROM "{table}" v WHERE v.thing IN (
    SELECT t.thing FROM "{table}" t WHERE t.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
      SELECT 1 FROM "{table}" n WHERE n.thing = t.thing AND n.voided = 0
      AND (n.lamport, n.writer, n.seq) > (t.lamport, t.writer, t.seq)))"""


# --- the rules


def _rank_sql(reading: Reading, table: str) -> str:
    """SQL for the rank of the row `t` of a table. Tables that no rule knows are withheld."""
    rule = RULES.get(table)
    return "0" if rule is None else rule(_Ranks(rank_of(usual_label(reading))))


class _Ranks:
    """SQL for ranks. `usual` is that of what carries no label."""

    def __init__(self, usual: int) -> None:
        self.usual = usual

    def own(self, row: str, default: int | None = None) -> str:
        cases = " ".join(f"WHEN '{label.value}' THEN {rank_of(label)}" for label in HandlingLabel)
        unlabelled = self.usual if default is None else default
        return f"CASE WHEN {row}.label IS NULL THEN {unlabelled} ELSE CASE {row}.label {cases} ELSE 0 END END"

    def report(self, column: str, without: int = FREE) -> str:
        """Of the report of that id and of the message that it came in as; `without` where there is none."""
        message = f"coalesce((SELECT {self.own('m')} FROM message m WHERE m.id = r.message), {FREE})"
        return f"coalesce((SELECT min({self.own('r')}, {message}) FROM report r WHERE r.id = {column}), {without})"

    def card(self, column: str) -> str:
        return f"coalesce((SELECT {self.own('c')} FROM card c WHERE c.id = {column}), {FREE})"

    def event(self, column: str) -> str:
        """Of the strictest version of an event that is not struck."""
        rank = _least(self.own("e"), self.report("e.report"), self.dataset("e.dataset"))
        return f"coalesce((SELECT min({rank}) FROM event e WHERE e.thing = {column} AND e.voided = 0), {FREE})"

    def dataset(self, column: str) -> str:
        """Of the imported file that an event came with."""
        return f"coalesce((SELECT {self.own('d')} FROM dataset d WHERE d.id = {column}), {FREE})"

    def figures(self, row: str) -> str:
        """Of the reports that single figures stand in."""
        named = f"""SELECT m.thing FROM every_mention m WHERE m."row" = {row}.id AND m.field = 'figures'"""
        return f"coalesce((SELECT min({self.report('n.thing')}) FROM ({named}) n), {FREE})"

    def presence(self, column: str) -> str:
        return f"coalesce((SELECT {self.own('p', OWN_PEOPLE)} FROM presence p WHERE p.id = {column}), 0)"

    def about(self, column: str) -> str:
        return f"min({self.card(column)}, {self.event(column)})"


def _least(*ranks: str) -> str:
    return f"min({', '.join(ranks)})"


RULES: dict[str, Callable[[_Ranks], str]] = {
    **dict.fromkeys(
        ("situation", "actor", "location", "source", "route", "rating", "same_as"), lambda ranks: str(FREE)
    ),
    "card": lambda ranks: ranks.own("t"),
    "status": lambda ranks: _least(ranks.card("t.thing"), ranks.report("t.report")),
    "verification": lambda ranks: _least(ranks.about("t.thing"), ranks.report("t.report")),
    "route_status": lambda ranks: ranks.report("t.report", without=ranks.usual),
    "link": lambda ranks: ranks.report("t.report", without=ranks.usual),
    "message": lambda ranks: ranks.own("t"),
    "report": lambda ranks: ranks.report("t.id"),
    "attachment": lambda ranks: ranks.report("t.report"),
    "claim": lambda ranks: _least(ranks.own("t"), ranks.report("t.report"), ranks.about("t.about")),
    "event": lambda ranks: _least(
        ranks.own("t"), ranks.report("t.report"), ranks.figures("t"), ranks.dataset("t.dataset")
    ),
    "dataset": lambda ranks: ranks.own("t"),
    "task": lambda ranks: _least(ranks.own("t"), ranks.report("t.report"), ranks.about("t.about")),
    "presence": lambda ranks: ranks.own("t", OWN_PEOPLE),
    "presence_status": lambda ranks: _least(ranks.presence("t.thing"), ranks.report("t.report")),
    "snapshot": lambda ranks: ranks.own("t"),
}
"""What has no label of its own and rests on nothing (names of parties, places, sources, roads) is free by itself; it
comes on a sheet only with what names it. Saved searches and handovers quote anything: they are never told."""
