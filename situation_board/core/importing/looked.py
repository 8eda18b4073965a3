"""A file as formats look at it to recognise it: its tables, its first object, its XML root; each looked up once."""

from __future__ import annotations

import dataclasses
import re
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.json_items import is_json, json_items, table_of_json
from situation_board.core.importing.json_rows import table_of_json_rows
from situation_board.core.importing.layers import Layer, layers, table_of_layer
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.pages import is_page, tables_of_page
from situation_board.core.importing.placemarks import document_of, table_of_placemarks
from situation_board.core.importing.tables import Table, sampled, table_of_text
from situation_board.core.importing.workbooks import is_workbook, tables_of_workbook
from situation_board.core.problems import Mistake

XML_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
XML_SPACE = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']+)["']""")


class Looked:
    """What a file is by its content."""

    def __init__(self, file: GivenFile) -> None:
        self.file = file

    @cached_property
    def tables(self) -> list[Table]:
        """The tables that it holds: of a workbook one a sheet, of a text or list of objects one, of layers one each."""
        return [self._described(table) for table in self._tables()]

    @property
    def _called(self) -> str:
        """The name of the file, and of the zip around it."""
        names = (PurePosixPath(self.file.name).stem, self.file.path.stem)
        return " ".join(dict.fromkeys(names))

    def _described(self, table: Table) -> Table:
        """With the name of the file, and with rows to look at."""
        sample = table.sample or sampled(table.rows(Notes()))
        return dataclasses.replace(table, about=(self._called, *table.about), sample=sample)

    def _tables(self) -> list[Table]:
        if is_workbook(self.file):
            return tables_of_workbook(self.file)
        if self.has_kml_document:
            return self._placemarks()
        if self.layers:
            return [table for layer in self.layers if (table := table_of_layer(layer)) is not None]
        if not self.file.start:
            return []
        if is_page(self.file) and (found := tables_of_page(self.file)):
            return found
        if self.xml_root == "kml":
            return self._placemarks()
        if self.file.start[0] == "<":
            return []
        if is_json(self.file):
            table = table_of_json_rows(self.file) if self.first_object is None else table_of_json(self.file)
            return [table] if table is not None else []
        table = table_of_text(self.file)
        return [table] if table is not None else []

    def _placemarks(self) -> list[Table]:
        table = table_of_placemarks(self.file)
        return [table] if table is not None else []

    @property
    def has_kml_document(self) -> bool:
        """Whether it is a zip with places of a map program."""
        return document_of(self.file) is not None

    @cached_property
    def layers(self) -> list[Layer]:
        """The layers of places that it holds."""
        return layers(self.file)

    @cached_property
    def first_object(self) -> dict[str, Any] | None:
        """The first object of a JSON file; None when it is none, or broken from the start."""
        if not is_json(self.file):
            return None
        try:
            return next((item.value for item in islice(json_items(self.file), 1)), None)
        except Mistake:
            return None

    @cached_property
    def xml_root(self) -> str:
        """The name of the root element in lower case; "" when it is no XML."""
        if not self.file.start.startswith("<"):
            return ""
        found = XML_ROOT.search(self.file.start)
        return found[1].lower() if found else ""

    @cached_property
    def xml_spaces(self) -> frozenset[str]:
        """The namespaces that are named at the beginning."""
        return frozenset(XML_SPACE.findall(self.file.start[:8192]))

    @property
    def members(self) -> list[str]:
        """The names of what a zip holds; [] when it is none."""
        return list(self.file.members) if self.file.is_zip else []

    def has_columns(self, *headers: str) -> bool:
        """Whether some table has all these columns, by their simple names."""
        wanted = frozenset(headers)
        return any(wanted <= table.simple_headers for table in self.tables)
