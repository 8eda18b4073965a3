"""Which place a file means: by code, by name with areas and coordinates; never a namesake across the sea."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.incoming import GivenPlace
from situation_board.core.importing.placing import Found, Placed, Placer
from situation_board.core.store import Store
from situation_board.core.vocabulary import LocationKind
from tests.core.filled import Filled
from tests.core.importing.importing import examined, written


def placed(store: Store, **said: object) -> Placed:
    with store.reading() as reading, Gazetteer() as gazetteer:
        return Placer(reading, gazetteer, "a series").place(GivenPlace(**said))  # type: ignore[arg-type]


def test_a_name_alone_is_found_in_any_spelling(store: Store) -> None:
    assert placed(store, name="السويداء", kind=LocationKind.TOWN).found is Found.GAZETTEER


def test_a_namesake_far_away_is_another_place(store: Store) -> None:
    assert placed(store, name="Hama", latitude=35.13, longitude=36.75).found is Found.GAZETTEER
    assert placed(store, name="Hama", latitude=8.9, longitude=38.7).found is Found.NEW


def test_a_place_of_which_the_gazetteer_knows_only_the_name_is_not_taken_for_a_located_namesake(store: Store) -> None:
    """Adra lies in Rural Damascus, and on the coast of Spain."""
    assert placed(store, name="Adra").found is Found.GAZETTEER
    assert placed(store, name="Adra", latitude=36.75, longitude=-3.02).found is Found.NEW
    near = placed(store, name="Adra", areas=("Rif Dimashq",), latitude=33.6, longitude=36.5)
    assert near.found is Found.GAZETTEER


def test_areas_tell_two_places_of_one_name_apart_and_without_them_it_is_ambiguous(store: Store) -> None:
    alone = placed(store, name="Suran")
    assert (alone.found, alone.id) == (Found.AMBIGUOUS, None)
    assert len(alone.candidates) > 1
    found = {area: placed(store, name="Suran", areas=(area,)).id for area in ("Hama", "Aleppo")}
    assert None not in found.values() and len(set(found.values())) == 2


def test_a_code_decides_whatever_the_name(store: Store) -> None:
    assert placed(store, name="Somewhere", pcode="SY04").found is Found.GAZETTEER
    new = placed(store, name="Homs", pcode="SY999999")
    assert new.found is not Found.GAZETTEER and new.location is not None and new.location.pcode == "SY999999"


@pytest.mark.parametrize("row", ["1", "2"])
def test_two_rows_of_a_list_of_places_are_two_places_even_if_called_alike(store: Store, row: str) -> None:
    other = placed(store, name="Field hospital", row="3")
    assert placed(store, name="Field hospital", row=row).id != other.id
    assert placed(store, name="Field hospital", row="3").id == other.id, "and each is the same one every time"


def test_the_situations_own_town_comes_before_one_that_only_the_gazetteer_knows(
    filled_store: Store, filled: Filled
) -> None:
    assert placed(filled_store, name="Homs").id == filled.place["Homs"]


class TestDoubts:
    def test_spellings_namesakes_and_names_on_one_point_are_told_with_their_number(
        self, tmp_path: Path, store: Store
    ) -> None:
        text = (
            "place,governorate,latitude,longitude,date,killed\nAs-Suwayda,,,,2024-12-01,1\nالسويداء,,,,2024-12-01,2\n"
            "Old Mill,Homs,34.6,36.6,2024-12-01,1\nOld Mill,Hama,35.2,36.9,2024-12-01,1\n"
            "New Mill,Homs,34.6,36.6,2024-12-01,1\n"
        )
        found = examined(store, written(tmp_path, "doubts.csv", text))
        said = {decision.what: decision.rows for decision in found.decisions if decision.rows}
        assert {what.split(":")[0]: rows for what, rows in said.items()} == {
            "places that the file spells in several ways": 1,
            "names that several places of the file share": 1,
            "points on which the file puts several names": 1,
        }
        assert any("“Old Mill”, “New Mill”" in what for what in said)
