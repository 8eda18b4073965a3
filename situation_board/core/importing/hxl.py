"""What an HXL tag says that a column is (hxlstandard.org): attributes stand in any order, unknown ones say nothing."""

from __future__ import annotations

from collections.abc import Set

from situation_board.core.vocabulary import FigureCategory

TAGS: dict[str, str] = {
    "#date": "date",
    "#date+reported": "date",
    "#date+occurred": "date",
    "#date+start": "starts",
    "#date+end": "ends",
    "#date+year": "year",
    "#date+month": "month",
    "#loc": "place",
    "#loc+name": "place",
    "#loc+code": "pcode",
    "#loc+type": "place_kind",
    "#geo+lat": "latitude",
    "#geo+lon": "longitude",
    "#geo+coord": "point",
    "#country": "country",
    "#country+name": "country",
    "#country+code": "country",
    "#meta+source": "source",
    "#meta+url": "url",
    "#meta+id": "key",
    "#event+id": "key",
    "#event+name": "text",
    "#event+type": "kind",
    "#event": "text",
    "#event+code": "key",
    "#description": "text",
    "#org": "actor",
    "#org+name": "actor",
    **{f"#adm{level}": f"admin{level}" for level in range(5)},
    **{f"#adm{level}+name": f"admin{level}" for level in range(5)},
    **{f"#adm{level}+code": f"admin{level}_pcode" for level in range(5)},
}
TAG_CATEGORIES = {
    "idps": FigureCategory.DISPLACED,
    "displaced": FigureCategory.DISPLACED,
    "refugees": FigureCategory.DISPLACED,
    "returnees": FigureCategory.RETURNED,
    "returned": FigureCategory.RETURNED,
    "evacuated": FigureCategory.EVACUATED,
    "killed": FigureCategory.KILLED,
    "dead": FigureCategory.KILLED,
    "fatalities": FigureCategory.KILLED,
    "injured": FigureCategory.INJURED,
    "wounded": FigureCategory.INJURED,
    "missing": FigureCategory.MISSING,
}
PEOPLE_TAGS = frozenset({"#affected", "#reached", "#inneed", "#population"})
HOUSEHOLDS = "_households"
HOUSEHOLD_ATTRIBUTES = frozenset({"hh", "households", "families"})
PARTS = frozenset(
    {
        *("f", "m", "female", "male", "men", "women", "boys", "girls", "i", "adults", "adult", "adolescents"),
        *("children", "elderly", "infants", "youth", "disabled", "disability", "pregnant", "lactating", "pct"),
    }
)
"""Attributes of a part of the people, who are counted in another column already."""
ELSEWHERE = {"origin": "origin", "from": "origin", "dest": "destination", "destination": "destination"}
NAMED = frozenset({"#adm1", "#adm2", "#adm3", "#adm4", "#adm5", "#loc", "#country"})


def field_of_tag(tag: str) -> str | None:
    """The field of an HXL tag; None when it says nothing that is taken in."""
    base, attributes = parts_of_tag(tag)
    if not base:
        return None
    away = next((ELSEWHERE[each] for each in attributes if each in ELSEWHERE), None)
    if away is not None:
        return away if base in NAMED and "code" not in attributes and "lat" not in attributes else None
    if base == "#event" and "num" in attributes:
        return None
    if base == "#fatality":
        return FigureCategory.KILLED.value
    known = [
        (field, len(wanted))
        for each, field in TAGS.items()
        if (wanted := each.split("+"))[0] == base and set(wanted[1:]) <= attributes
    ]
    if known:
        return max(known, key=lambda item: item[1])[0]
    return _people(base, attributes) if base in PEOPLE_TAGS else None


def parts_of_tag(tag: str) -> tuple[str, Set[str]]:
    """The tag itself and its attributes, in lower case."""
    base, *attributes = (part.strip().lower() for part in tag.split("+"))
    return base, frozenset(attributes)


def _people(base: str, attributes: Set[str]) -> str | None:
    """The figure of a tag about people; None where it counts only a part of them."""
    if attributes & PARTS or any(each.startswith(("age", "pct")) for each in attributes):
        return None
    category = next((TAG_CATEGORIES[each] for each in sorted(attributes) if each in TAG_CATEGORIES), None)
    if category is None:
        category = FigureCategory.AFFECTED if base in {"#affected", "#inneed"} else None
    if category is None:
        return None
    return f"{category.value}{HOUSEHOLDS if attributes & HOUSEHOLD_ATTRIBUTES else ''}"
