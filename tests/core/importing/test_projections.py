"""Coordinates of maps that are not in degrees: worked out where that can be done, else told by name."""

from __future__ import annotations

import pytest

from situation_board.core.importing.projections import System, system_of_code, system_of_text

WGS = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
WGS += 'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
UTM = (
    f'PROJCS["WGS_1984_UTM_Zone_17N",{WGS},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-81.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
OLD = 'GEOGCS["GCS_Deir_ez_Zor",DATUM["D_Deir_ez_Zor",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]],'
OLD += 'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'


@pytest.mark.parametrize(
    ("system", "point", "degrees"),
    [
        (system_of_code(32617), (630084.0, 4833438.6), (-79.387139, 43.642567)),
        (system_of_text(UTM), (630084.0, 4833438.6), (-79.387139, 43.642567)),
        (system_of_code(32756), (334900.0, 6252300.0), (151.215296, -33.856699)),
        (system_of_code(3857), (4085425.3, 4124962.8), (36.7, 34.713116)),
        (system_of_text(WGS), (36.7, 34.7), (36.7, 34.7)),
        (system_of_text(""), (36.7, 34.7), (36.7, 34.7)),
    ],
)
def test_metres_become_degrees(system: System, point: tuple[float, float], degrees: tuple[float, float]) -> None:
    assert system.in_degrees(point) == pytest.approx(degrees, abs=1e-5)


@pytest.mark.parametrize(
    ("system", "name"),
    [
        (system_of_code(22770), "EPSG:22770"),
        (system_of_code(32661), "EPSG:32661"),
        (system_of_code(26929), "EPSG:26929"),  # Alabama, which has a number beside those of UTM
        (system_of_code(25801), "EPSG:25801"),
        (system_of_text(UTM.replace(WGS, OLD)), "WGS 1984 UTM Zone 17N"),
        (
            system_of_text(UTM.replace('UNIT["Meter",1.0]', 'UNIT["Foot_US",0.3048006096012192]')),
            "WGS 1984 UTM Zone 17N",
        ),
        (system_of_text(f'PROJCS["Syria_Lambert",{OLD},PROJECTION["Lambert_Conformal_Conic"]]'), "Syria Lambert"),
        (system_of_text(OLD.replace('"Greenwich",0.0', '"Paris",2.337229')), "GCS Deir ez Zor"),
        (system_of_text("what is this"), "what is this"),
    ],
)
def test_what_cannot_be_worked_out_is_told_by_its_name(system: System, name: str) -> None:
    with pytest.raises(ValueError, match=f"“{name}”, which is not read"):
        system.in_degrees((36.7, 34.7))


def test_degrees_of_another_datum_are_told() -> None:
    system = system_of_text(OLD)
    assert system.in_degrees((36.7, 34.7)) == (36.7, 34.7) and "some hundred metres off" in system.remark


@pytest.mark.parametrize("point", [(1e12, 0.0), (float("nan"), 0.0), (500000.0, 9e7)])
def test_nonsense_is_no_place(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"zone|outside the earth"):
        system_of_code(32637).in_degrees(point)
