"""Real files of real publishers give the figures that their publishers give; skipped where they are not at hand.

SITBOARD_REAL_FILES names their folder, which lies beside the project otherwise.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from situation_board.core.importing.examining import Examined
from situation_board.core.importing.placing import Found
from situation_board.core.store import Store
from tests.core.importing.importing import examined, imported, taken

FOLDER = Path(os.environ.get("SITBOARD_REAL_FILES", Path(__file__).resolve().parents[4] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real files are not at hand")


def expected(name: str) -> Any:
    return json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]


def looked_at(store: Store, name: str) -> Examined:
    return examined(store, FOLDER / name)


def test_ucdp_ged(store: Store) -> None:
    name = "07_ucdp_ged_bangladesh_hxl.csv"
    found, wanted = looked_at(store, name), expected(name)
    assert (found.rows, found.loadable, found.rejected_rows) == (wanted["data_rows"], wanted["data_rows"], 0)
    (figures,) = found.figures
    assert (figures.number, figures.low, figures.high) == (wanted["sum_best"], wanted["sum_low"], wanted["sum_high"])


def test_idmc_idu(store: Store) -> None:
    name = "08_idmc_idu_india.json"
    found, wanted = looked_at(store, name), expected(name)
    assert found.loadable == wanted["records"]
    assert [figures.number for figures in found.figures] == [wanted["sum_figure"]]
    said = {decision.what: decision.rows for decision in found.decisions}
    assert [rows for what, rows in said.items() if "households" in what] == [wanted["households_in_text"]]
    assert [rows for what, rows in said.items() if "midnights" in what] == [wanted["records"]], (
        "each day as the text says"
    )


def test_kml_of_a_camp(store: Store) -> None:
    name = "10_reach_zaatari_camp_facilities.kml"
    found, wanted = looked_at(store, name), expected(name)
    west, south, east, north = wanted["bbox"]
    assert found.count(Found.NEW) == wanted["placemarks"]
    for given, _ in found.places:
        assert given.latitude is not None and given.longitude is not None
        assert south <= given.latitude <= north and west <= given.longitude <= east


def test_csv_in_two_languages() -> None:
    name = "11_reach_zaatari_camp_facilities_ar.csv"
    found, wanted = taken(FOLDER / name), expected(name)
    places = [row.place for row in found.rows]  # type: ignore[union-attr]
    arabic = [name.name for place in places if place for name in place.names if name.language == "ar"]
    assert len(places) == wanted["data_rows"]
    assert (len(arabic), arabic[0]) == (wanted["arabic_names"], wanted["first_arabic"])
    assert all(place is not None and place.latitude is None for place in places)


def test_ocha_boundaries(store: Store) -> None:
    name = "12_ocha_cod_ab_syr_v02_shp.zip"
    found, wanted = looked_at(store, name), expected(name)
    assert found.loadable == sum(wanted["records"].values())
    by_code = {given.pcode: given for given, _ in found.places if given.pcode}
    for code, english, arabic in wanted["admin1"]:
        assert by_code[code].name == english
        assert arabic in {each.name for each in by_code[code].names}
    for given in by_code.values():
        assert given.pcode is not None and given.pcode.startswith(given.parent_pcode or "")


def test_a_pasted_page_of_who_holds_what(store: Store) -> None:
    name = "14_wikipedia_control_of_cities_syria.md"
    found, wanted = looked_at(store, name), expected(name)
    assert (found.rows, found.loadable) == (wanted["rows_in_tables"], wanted["rows_in_tables"])
    assert [question.option for question in found.questions] == ["as_of"]
    assert {"Turkey", "Syrian Democratic Forces"} <= {holder for holder, _ in found.holders}
    assert not any(".svg" in holder for holder, _ in found.holders)


def test_an_alert(store: Store) -> None:
    name = "16_usgs_cap_iso8859-1.cap"
    (row,) = taken(FOLDER / name).rows
    assert "Usulután" in (row.text or "")  # type: ignore[union-attr]
    assert row.fields["lifted"], "urgency Past is no current warning"  # type: ignore[union-attr]
    assert looked_at(store, name).kinds == (("advisory", 1),)


@pytest.mark.parametrize("number", ["07", "08", "10", "11", "12", "16"])
def test_each_is_imported_whole(store: Store, number: str) -> None:
    path = next(FOLDER.glob(f"{number}_*"))
    found = examined(store, path)
    saved, _ = imported(store, path)
    assert saved.change and not saved.notes
    with store.reading() as reading:
        rows = reading.value("SELECT count(*) FROM event WHERE voided = 0")
        assert rows == sum(count for kind, count in found.kinds if kind not in {"location", "control", "report"})
