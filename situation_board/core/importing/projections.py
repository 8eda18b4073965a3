"""Reference systems of maps: what their coordinates are in degrees, where that can be worked out here.

Degrees, the projection of web maps, and transverse Mercator (UTM and its like) on WGS 84 and what hardly differs from
it. Everything else is told by its name, never guessed: a shift of datum alone is some hundred metres.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from situation_board.core.importing.geometry import Point, checked_point

EARTH = 6_378_137.0
FLATTENING = 1 / 298.257_223_563
"""Of WGS 84; GRS 80 differs by tenths of a millimetre."""
IN_DEGREES = frozenset({4326, 84, 4258, 4269, 0, -1})
"""Reference systems (EPSG) in degrees, hardly apart from one another, or not stated (GeoPackage)."""
WEB_MERCATOR = frozenset({3857, 102100, 102113, 900913})
UTM = {
    326: (range(1, 61), 0.0),
    327: (range(1, 61), 10_000_000.0),
    258: (range(28, 39), 0.0),
    269: (range(1, 24), 0.0),
}
"""The first digits of the zones of UTM (WGS 84 north and south, ETRS89, NAD83), which zones there are, and where they
begin in the north. Other numbers that begin so are other systems, such as those of the states of the USA (26929)."""
LIKE_WGS_84 = re.compile(
    r"wgs_?(?:19)?84|world_geodetic_system_1984|etrs|nad_?(?:19)?83|north_american_(?:datum_)?1983|grs", re.I
)
WIDEST = 0.2
"""Of the radius, from the middle meridian of a zone: some 1,200 km, four times what a zone is meant for."""
DEGREE = math.radians(1)
NAMED = re.compile(r'\s*(PROJCS|PROJCRS|GEOGCS|GEOGCRS|GEODCRS)\s*\[\s*"([^"]{0,200})"', re.I)
NUMBER = r"-?\d{1,15}(?:\.\d{0,20})?(?:e[-+]?\d{1,3})?"
PARAMETER = re.compile(rf'PARAMETER\s*\[\s*"([^"]{{1,80}})"\s*,\s*({NUMBER})', re.I)
DATUM = re.compile(r'(?:DATUM|ENSEMBLE)\s*\[\s*"([^"]{0,200})"', re.I)
PRIME = re.compile(rf'PRIMEM\s*\[\s*"[^"]{{0,80}}"\s*,\s*({NUMBER})', re.I)
UNIT = re.compile(rf'(?:LENGTHUNIT|ANGLEUNIT|UNIT)\s*\[\s*"[^"]{{0,80}}"\s*,\s*({NUMBER})', re.I)
METHOD = re.compile(r'(?:PROJECTION|METHOD)\s*\[\s*"([^"]{0,80})"', re.I)
SPHERE = re.compile(r"web_mercator|pseudo[- _]mercator|popular_visualisation|mercator_auxiliary_sphere", re.I)
TRANSVERSE = re.compile(r"transverse_?\s?mercator", re.I)
LONGEST = 20_000
"""Characters of a description of a reference system."""


@dataclass(frozen=True, slots=True)
class Transverse:
    """A transverse Mercator projection: its middle meridian in degrees, scale, and what is added to east and north."""

    meridian: float
    scale: float = 0.9996
    east: float = 500_000.0
    north: float = 0.0


@dataclass(frozen=True, slots=True)
class System:
    """A reference system by its name. `way` says how its coordinates become degrees; None where nobody here knows.

    `remark` is told to people wherever such coordinates are taken.
    """

    name: str
    way: str | Transverse | None
    remark: str = ""

    @property
    def is_in_degrees(self) -> bool:
        return self.way == "degrees"

    def in_degrees(self, point: Point | None) -> Point | None:
        """Longitude and latitude. ValueError where they cannot be worked out, or lie outside the earth."""
        if point is None or self.is_in_degrees:
            return point
        if self.way == "web":
            return checked_point(_of_web(point))
        if isinstance(self.way, Transverse):
            return checked_point(_of_transverse(point, self.way))
        raise ValueError(f"is in the reference system “{self.name}”, which is not read")


DEGREES = System("WGS 84", "degrees")


def system_of_code(code: int) -> System:
    """By its number in the registry of the EPSG."""
    if code in IN_DEGREES:
        return DEGREES
    if code in WEB_MERCATOR:
        return System("Web Mercator", "web")
    zone = code % 100
    zones, north = UTM.get(code // 100, (range(0), 0.0))
    if zone in zones:
        return System(f"EPSG:{code}", Transverse(zone * 6 - 183, north=north))
    return System(f"EPSG:{code}", None)


def system_of_text(text: str) -> System:
    """By its description in well-known text (ISO 19162), as it lies beside shapes; degrees where it is none."""
    text = text[:LONGEST]
    named = NAMED.match(text)
    if named is None:
        return DEGREES if not text.strip() else System(text.strip()[:60], None)
    name = named[2].replace("_", " ")
    if named[1].upper().startswith("GEO"):
        return _geographic(name, text)
    if SPHERE.search(text):
        return System(name, "web")
    return System(name, _transverse(text))


def _geographic(name: str, text: str) -> System:
    """Degrees from Greenwich; of another datum that is told."""
    prime, unit = PRIME.search(text), UNIT.search(text)
    if (prime and float(prime[1]) != 0) or (unit and not math.isclose(float(unit[1]), DEGREE, rel_tol=1e-6)):
        return System(name, None)
    datum = DATUM.search(text)
    if datum is None or LIKE_WGS_84.search(datum[1].replace(" ", "_")):
        return DEGREES
    return System(name, "degrees", f"coordinates of “{name}” were taken as WGS 84: they may be some hundred metres off")


def _transverse(text: str) -> Transverse | None:
    method, datum, units = METHOD.search(text), DATUM.search(text), UNIT.findall(text)
    if method is None or not TRANSVERSE.search(method[1]) or (units and float(units[-1]) != 1.0):
        return None
    if datum is None or not LIKE_WGS_84.search(datum[1].replace(" ", "_")):
        return None
    said = {_bare(name): float(value) for name, value in PARAMETER.findall(text)}
    if said.get("latitudeoforigin", said.get("latitudeofnaturalorigin", 0.0)) != 0:
        return None
    meridian = said.get("centralmeridian", said.get("longitudeofnaturalorigin"))
    scale = said.get("scalefactor", said.get("scalefactoratnaturalorigin"))
    if meridian is None or scale is None or not 0.9 < scale < 1.1 or not -180 <= meridian <= 180:
        return None
    return Transverse(meridian, scale, said.get("falseeasting", 0.0), said.get("falsenorthing", 0.0))


def _bare(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _of_web(point: Point) -> Point:
    north = math.degrees(2 * math.atan(math.exp(point[1] / EARTH)) - math.pi / 2)
    return math.degrees(point[0] / EARTH), north


def _of_transverse(point: Point, way: Transverse) -> Point:
    """After L. Krüger (1912), to the fourth power of the third flattening: within a millimetre in its zone."""
    n = FLATTENING / (2 - FLATTENING)
    radius = EARTH / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    up, right = (point[1] - way.north) / (way.scale * radius), (point[0] - way.east) / (way.scale * radius)
    if not (abs(up) < math.pi and abs(right) < WIDEST):
        raise ValueError("has coordinates far outside of its zone")
    back = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
        17 * n**3 / 480 - 37 * n**4 / 840,
        4397 * n**4 / 161_280,
    )
    steps = list(enumerate(back, start=1))
    upright = up - sum(each * math.sin(2 * at * up) * math.cosh(2 * at * right) for at, each in steps)
    across = right - sum(each * math.cos(2 * at * up) * math.sinh(2 * at * right) for at, each in steps)
    conformal = math.asin(math.sin(upright) / math.cosh(across))
    forth = (
        2 * n - 2 * n**2 / 3 - 2 * n**3 + 116 * n**4 / 45,
        7 * n**2 / 3 - 8 * n**3 / 5 - 227 * n**4 / 45,
        56 * n**3 / 15 - 136 * n**4 / 35,
        4279 * n**4 / 630,
    )
    latitude = conformal + sum(each * math.sin(2 * at * conformal) for at, each in enumerate(forth, start=1))
    longitude = math.atan2(math.sinh(across), math.cos(upright))
    return way.meridian + math.degrees(longitude), math.degrees(latitude)
