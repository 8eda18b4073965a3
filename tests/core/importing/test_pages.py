"""Tables of pages, however the page is written: made pages with what wikis and browsers do to tables."""

from __future__ import annotations

from pathlib import Path

from situation_board.core import times
from situation_board.core.importing.incoming import GivenControl, GivenEvent
from situation_board.core.importing.wikitext import plain_wikitext
from tests.core.importing.importing import ZONE, Taken, taken, written

WIKI = """{{Short description|Who holds what}}
== North Governorate ==
{| class="wikitable sortable"
|-
! scope="col" | Name
! Pop.
! District
! Held by
! class="unsortable" | Notes
|-
| [[Homs]] || 652,609 || rowspan="2" | [[Homs District]] || data-sort-value="y" | {{flagicon image|Flag of Army.svg}}
| Taken.<ref name="a">{{cite web|url=http://localhost|title=y}}</ref>
|-
| [[Palmyra|Tadmur]]
| 51,323
| style="background:#fff" | [[File:Flag of Militia.svg|30px]][[File:Flag of Army.svg|30px]]
| Since [[December|last month]],
and still so.
|}
{| class="wikitable"
! Other !! Thing
|-
| 1 || 2
|}
"""


def control(found: Taken) -> list[GivenControl]:
    return [row for row in found.rows if isinstance(row, GivenControl)]


class TestWikitext:
    def test_links_flags_spans_and_notes(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "page.txt", WIKI))
        assert found.format == "control-table"
        first, second = control(found)
        assert (first.place.name, first.place.areas, first.holders) == ("Homs", ("Homs", "North"), ("Army",))
        assert first.note == "Taken."
        assert (second.place.name, second.place.areas) == ("Tadmur", ("Homs", "North"))
        assert second.holders == ("Militia", "Army") and second.note == "Since last month, and still so."

    def test_what_never_ends_is_read_in_bounded_time(self) -> None:
        assert "x" in plain_wikitext("{{" * 5_000 + "x")
        assert "x" in plain_wikitext("[[" * 5_000 + "x")
        assert plain_wikitext("<ref>" * 2_000) == ""


class TestHtml:
    PAGE = (
        "<!DOCTYPE html><html><h3>East Oblast[edit]</h3><table><tr><th>Name</th><th>Raion</th><th>Held by</th>"
        '<th>As of</th><th>More information</th></tr><tr><td>A-ville</td><td rowspan="2">Middle Raion</td>'
        '<td><img alt="" src="/x/Flag_of_Army.svg/23px-Flag_of_Army.svg.png"></td>'
        '<td><span style="display:none">000020240501</span>1 May 2024</td>'
        '<td>Lost<sup class="reference">[12]</sup></td></tr>'
        "<tr><td>B-ville</td><td>Army<br>Militia</td><td>2 May 2024</td><td></td></tr>"
        "<tr><td>C-ville</td><td>Middle</td><td>Contested</td><td>3 May 2024</td><td></td></tr></table></html>"
    )

    def test_spans_pictures_hidden_keys_and_notes(self, tmp_path: Path) -> None:
        first, second, third = control(taken(written(tmp_path, "page.html", self.PAGE)))
        assert (first.holders, first.note) == (("Army",), "Lost")
        assert [times.in_words(row.as_of, ZONE) for row in (first, second)] == ["1 May 2024", "2 May 2024"]
        assert first.place.areas == second.place.areas == ("Middle", "East")
        assert second.holders == ("Army", "Militia")
        assert (third.holders, third.marks) == ((), "Contested"), "it is no actor"

    def test_any_table_of_a_page_can_be_read(self, tmp_path: Path) -> None:
        page = (
            "<table><tr><th>Place</th><th>Date</th><th>IDPs</th></tr>"
            "<tr><td>Homs</td><td>2024-12-01</td><td>5</td></tr></table>"
        )
        found = taken(written(tmp_path, "page.html", page))
        assert found.format == "table"
        assert [each.low for row in found.rows if isinstance(row, GivenEvent) for each in row.figures] == [5]

    def test_spans_without_measure_are_bounded(self, tmp_path: Path) -> None:
        page = (
            '<table><tr><th>Name</th><th>Held by</th></tr><tr><td rowspan="99999" colspan="99999">A</td></tr></table>'
        )
        found = taken(written(tmp_path, "page.html", page))
        assert len(found.rows) == 1
