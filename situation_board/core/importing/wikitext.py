"""The tables of a page as wikis keep it ({| ... |}): links, files and templates as plain words, without notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from situation_board.core.importing.cell_grid import Grid, Spanning
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.tables import MOST_COLUMNS, TableRow

HEADING = re.compile(r"(={1,6})\s*(.*?)\s*\1\s*")
NOTE = re.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>.*?(?:</ref>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
FILE = re.compile(r"\[\[(?:file|image)\s*:\s*([^|\[\]]++)(?:\|[^|\[\]]*+)*+\]\]", re.IGNORECASE)
LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^|\[\]]*)\]\]")
ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\[\]]++\s*+([^\[\]]*+)\]")
TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
EMPHASIS = re.compile(r"'{2,5}")
SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d+)", re.IGNORECASE)
FLAGS = frozenset({"flag", "flagicon", "flagcountry", "flagdeco", "flagu", "flaglist", "flagicon image", "noflag"})
SILENT = frozenset(
    {"cite", "cn", "citation needed", "efn", "refn", "sfn", "r", "small", "anchor", "coord", "better source needed"}
)
MOST_TEMPLATES = 20
"""Templates in templates in one cell."""


def tables_of_wikitext(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[TableRow]]]:
    """Each outermost table with the heading above it. Lines come with their numbers."""
    heading, table, depth = "", _Table(), 0
    for number, line in lines:
        text = line.strip()
        if text.startswith("{|"):
            depth += 1
            table = _Table() if depth == 1 else table
        elif text.startswith("|}") and depth:
            depth -= 1
            if depth == 0:
                yield heading, table.rows()
        elif depth == 1:
            table.take(number, text)
        elif depth == 0 and (title := HEADING.fullmatch(text)):
            heading = plain_wikitext(title[2])


class _Table:
    """Takes the lines between {| and |}."""

    def __init__(self) -> None:
        self._grid = Grid()

    def rows(self) -> list[TableRow]:
        return self._grid.rows(plain_wikitext)

    def take(self, number: int, text: str) -> None:
        if text.startswith("|-"):
            self._grid.begin_row(number)
        elif text.startswith("|+"):
            return
        elif text.startswith(("|", "!")):
            self._cells(number, text[1:], is_header=text[0] == "!")
        else:
            self._grid.add_to_last(" " + text)

    def _cells(self, number: int, text: str, *, is_header: bool) -> None:
        protected = _without_inner_bars(text)
        parts = re.split(r"\|\||!!", protected) if is_header else protected.split("||")
        for part in parts[:MOST_COLUMNS]:
            attributes, bar, words = part.partition("|")
            has_attributes = bar and "=" in attributes
            spans = {name.casefold(): int(times) for name, times in SPAN.findall(attributes)} if has_attributes else {}
            said = words if has_attributes else part
            self._grid.add(number, Spanning(said.replace("\x1f", "|"), spans.get("col", 1), spans.get("row", 1)))


def _without_inner_bars(text: str) -> str:
    """Bars in links and templates belong to these; they come back later."""
    for pattern in (r"\[\[[^\[\]]*\]\]", r"\{\{[^{}]*\}\}"):
        for _ in range(MOST_TEMPLATES):
            masked = re.sub(pattern, lambda found: _masked(found[0]), text)
            if masked == text:
                break
            text = masked
    return text.translate({0x1C: "[", 0x1D: "]", 0x1E: "{", 0x0E: "}"})


def _masked(text: str) -> str:
    hidden = {0x5B: "\x1c", 0x5D: "\x1d", 0x7B: "\x1e", 0x7D: "\x0e"}
    return text.replace("|", "\x1f").replace("!!", "! !").translate(hidden)


def plain_wikitext(text: str) -> str:
    """Words without links, notes and templates; of a picture its file name stays, which may be a flag."""
    text = FILE.sub(lambda found: f" {found[1].strip()} ", NOTE.sub(" ", text))
    for _ in range(MOST_TEMPLATES):
        plain = TEMPLATE.sub(lambda found: _of_template(found[1]), LINK.sub(r"\1", text))
        if plain == text:
            break
        text = plain
    text = EMPHASIS.sub("", ADDRESS.sub(r"\1", text))
    return " ".join((plain_text(text) or "").split())


def _of_template(text: str) -> str:
    """A flag names whose it is; what sorts or formats gives its words; notes give nothing."""
    name, *values = (part.strip() for part in text.split("|"))
    lowered = name.casefold()
    positional = [value for value in values if "=" not in value]
    if lowered.split(" ")[0] in SILENT or lowered in SILENT:
        return " "
    if lowered in FLAGS:
        return f" {positional[0]} " if positional else " "
    return f" {positional[-1]} " if positional else " "
