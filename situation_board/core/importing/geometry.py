"""A point that lies inside a shape, to stand for it where only one point can be shown.

Coordinates are (longitude, latitude) in degrees, WGS 84, as GeoJSON and KML write them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

FARTHEST = 1e8
Point = tuple[float, float]
Ring = Sequence[Point]
Polygon = Sequence[Ring]
"""The outer ring, then its holes."""


def inside_polygons(polygons: Iterable[Polygon]) -> Point | None:
    """A point inside the largest of the polygons; None when none of them has an area."""
    largest = max((polygon for polygon in polygons if polygon), key=lambda each: _area(each[0]), default=None)
    return None if largest is None else _inside(largest)


def middle_of(points: Sequence[Point]) -> Point | None:
    """The point of a line that is nearest to its middle."""
    return points[len(points) // 2] if points else None


def point_of(geometry: Any, *, is_in_degrees: bool = True) -> Point | None:
    """The point that stands for a GeoJSON geometry; None when it has none. ValueError when it is broken."""
    if not isinstance(geometry, dict):
        return None
    try:
        return _of(str(geometry.get("type")), geometry, checked_point if is_in_degrees else _anywhere)
    except (TypeError, IndexError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("has a broken geometry") from error


def _of(kind: str, geometry: dict[str, Any], read: Callable[[Any], Point]) -> Point | None:
    found = geometry.get("coordinates")
    match kind:
        case "Point":
            return read(found) if found else None
        case "MultiPoint" | "LineString":
            return middle_of([read(each) for each in found or ()])
        case "MultiLineString":
            longest = max(found or (), key=len, default=())
            return middle_of([read(each) for each in longest])
        case "Polygon":
            return inside_polygons([[[read(each) for each in ring] for ring in found or ()]])
        case "MultiPolygon":
            return inside_polygons([[[read(each) for each in ring] for ring in polygon] for polygon in found or ()])
        case "GeometryCollection":
            parts = (_of(str(part.get("type")), part, read) for part in geometry.get("geometries") or ())
            return next((part for part in parts if part is not None), None)
    return None


def _anywhere(given: Any) -> Point:
    """A point of any system; infinity and what is no number are none."""
    east, north = float(given[0]), float(given[1])
    if not (abs(east) < FARTHEST and abs(north) < FARTHEST):
        raise ValueError("has coordinates that are no numbers")
    return east, north


def checked_point(given: Any) -> Point:
    """Longitude and latitude. ValueError outside the earth."""
    east, north = float(given[0]), float(given[1])
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise ValueError("has coordinates outside the earth")
    return east, north


def _area(ring: Ring) -> float:
    """Twice the area in square degrees, whatever the direction: for comparing."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, *ring[:1]])))


def _inside(polygon: Polygon) -> Point | None:
    """The middle of the widest stretch inside the shape, at the height of its centre or a little beside it."""
    heights = [y for _, y in polygon[0]]
    low, high = min(heights), max(heights)
    if high <= low:
        return middle_of(list(polygon[0]))
    for share in (0.5, 0.45, 0.55, 0.37, 0.63, 0.21, 0.79):
        y = low + (high - low) * share
        stretches = _stretches(polygon, y)
        if stretches:
            left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
            if right > left:
                return (left + right) / 2, y
    return middle_of(list(polygon[0]))


def _stretches(polygon: Polygon, y: float) -> list[tuple[float, float]]:
    """From where to where a line at that height runs inside; holes cut it."""
    crossings = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in polygon
        for (x1, y1), (x2, y2) in pairwise([*ring, *ring[:1]])
        if (y1 > y) != (y2 > y)
    )
    return list(zip(crossings[0::2], crossings[1::2], strict=False))
