"""What an HXL tag says that a column is (hxlstandard.org): attributes stand in any order, unknown ones say nothing."""

from __future__ import annotations

from collections.abc import Set

from situation_board.core.importing.counted_columns import Counting
from situation_board.core.importing.counting_words import METRICS
from situation_board.core.vocabulary import FigureCategory, FigureGroup, FigureUnit, Metric

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
    "#country+code": "country_code",
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
    **{f"#adm{level}+pcode": f"admin{level}_pcode" for level in range(5)},
    "#loc+pcode": "pcode",
    "#sector": "sector",
    "#subsector": "sector",
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
GROUPS_OF_TAGS = {
    "idps": FigureGroup.IDP,
    "refugees": FigureGroup.REFUGEE,
    "returnees": FigureGroup.RETURNEE,
    "civilians": FigureGroup.CIVILIAN,
}
HOUSEHOLD_ATTRIBUTES = frozenset({"hh", "households", "families"})
PARTS = frozenset(
    {
        *("f", "m", "female", "male", "men", "women", "boys", "girls", "i", "adults", "adult", "adolescents"),
        *("children", "elderly", "infants", "youth", "disabled", "disability", "pregnant", "lactating"),
    }
)
"""Attributes of a part of the people."""
NEUTRAL = frozenset({"ind", "individuals", "num", "total", "all", "people", "reported", "estimated", "hrp", "sum"})
ELSEWHERE = {"origin": "origin", "from": "origin", "dest": "destination", "destination": "destination"}
NAMED = frozenset({"#adm1", "#adm2", "#adm3", "#adm4", "#adm5", "#loc", "#country"})


def field_of_tag(tag: str) -> str | None:
    """The field of an HXL tag; None when it says nothing that is taken in, or counts people."""
    base, attributes = parts_of_tag(tag)
    if not base:
        return None
    away = next((ELSEWHERE[each] for each in attributes if each in ELSEWHERE), None)
    if away is not None:
        return away if base in NAMED and "code" not in attributes and "lat" not in attributes else None
    if base == "#event" and "num" in attributes:
        return None
    known = [
        (field, len(wanted))
        for each, field in TAGS.items()
        if (wanted := each.split("+"))[0] == base and set(wanted[1:]) <= attributes
    ]
    if known:
        return max(known, key=lambda item: item[1])[0]
    return None


def parts_of_tag(tag: str) -> tuple[str, Set[str]]:
    """The tag itself and its attributes, in lower case."""
    base, *attributes = (part.strip().lower() for part in tag.split("+"))
    return base, frozenset(attributes)


def counting_of_tag(tag: str) -> Counting | None:
    """What a tag counts; None when it counts no people, or those from or for elsewhere, who are counted already."""
    base, attributes = parts_of_tag(tag)
    if any(each in ELSEWHERE for each in attributes) or any(each.startswith("pct") for each in attributes):
        return None
    if base == "#fatality":
        return Counting(FigureCategory.KILLED, metric=_metric(attributes))
    if base not in PEOPLE_TAGS:
        return None
    named = next((TAG_CATEGORIES[each] for each in sorted(attributes) if each in TAG_CATEGORIES), None)
    category = named or (FigureCategory.AFFECTED if base in {"#affected", "#inneed"} else None)
    if category is None:
        return None
    known = {*TAG_CATEGORIES, *HOUSEHOLD_ATTRIBUTES, *GROUPS_OF_TAGS, *METRICS, *NEUTRAL}
    parts = sorted(each for each in attributes if each in PARTS or each.startswith("age"))
    others = sorted(each for each in attributes if each not in known)
    return Counting(
        category=category,
        unit=FigureUnit.HOUSEHOLD if attributes & HOUSEHOLD_ATTRIBUTES else FigureUnit.PERSON,
        group=next((GROUPS_OF_TAGS[each] for each in sorted(attributes) if each in GROUPS_OF_TAGS), None),
        metric=_metric(attributes),
        part=" ".join(others),
        is_remark=not parts,
    )


def _metric(attributes: Set[str]) -> Metric | None:
    found = {METRICS[each] for each in attributes if each in METRICS}
    return found.pop() if len(found) == 1 else None
