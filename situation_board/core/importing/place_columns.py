"""Which columns name areas and places, which say when, by the words of their headers in whatever country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from situation_board.core.importing.header_words import bare, inner, vocabulary, words_of

LEVELS: dict[int, frozenset[str]] = {
    1: vocabulary(
        "gov prov governorate gouvernorat province state oblast region regions departement department "
        "departamento estado provincia bundesland область محافظة ولاية"
    ),
    2: vocabulary(
        "dist district lga locality county raion rayon municipality municipio zone territoire cercle prefecture "
        "район منطقة قضاء محلية"
    ),
    3: vocabulary("subdistrict ward commune hromada громада woreda payam township ناحية"),
    4: vocabulary("boma kebele"),
}
TWO_WORDS = (("sub", "district"), ("sub", "prefecture"), ("sous", "prefecture"), ("local", "government"))
CODES = vocabulary("pcode pcodes code")
BESIDE = vocabulary(
    "to arrival destination name names of the displacement residence current english en in nom du de la d "
    "assessed reported adm اسم monitoring flow border entry exit"
)
AWAY = vocabulary("departure origin origine origen von from previous habitual former أصل مصدر")
COUNTRIES = vocabulary("country pays pais")
PLACES = vocabulary(
    "area location site camp village town settlement place community ort lugar lieu localite موقع مخيم قرية بلدة "
    "point crossing fmp bcp poe checkpoint"
)
LANGUAGES = {
    "ar": vocabulary("arabic arabe عربية عربي"),
    "uk": vocabulary("ukrainian українська українською"),
    "ru": vocabulary("russian русский"),
    "fr": vocabulary("french français francais"),
    "es": vocabulary("spanish español espanol"),
    "tr": vocabulary("turkish türkçe"),
    "ku": vocabulary("kurdish"),
    "fa": vocabulary("persian farsi dari"),
    "ps": vocabulary("pashto"),
    "my": vocabulary("burmese myanmar"),
    "am": vocabulary("amharic"),
    "bn": vocabulary("bangla bengali"),
    "ne": vocabulary("nepali"),
}
"""Names of languages in headers of names."""
ENGLISH = vocabulary("english anglais en")
NAMES = vocabulary("name names nom nombre اسم")
POINT = re.compile(r"coo?r?dinates?|coords?|geo(?:points?|locations?)|gps")
"""Both coordinates, in the spellings that are seen."""
BESIDE_POINTS = vocabulary("location site of the place camp village geo wgs84 wgs 84 decimal degrees")
BOTH = (vocabulary("lat latitude"), vocabulary("lon long lng longitude"))
HAPPENED = vocabulary("incident event occurrence asylum residence territory territories")
DATE_WORDS = vocabulary("date dates day tag jour fecha datum дата تاريخ updated update months")
BESIDE_DATES = vocabulary(
    "dd mm yy yyyy evaluation of the a visit report reported reporting last latest assessment survey event "
    "incident data collection as on displacement arrival observation interview information de du la le mise jour "
    "published publication maj collecte actualizacion derniere stand update updated time zuletzt تحديث آخر"
)
DEEPEST = 4
NUMBERED = re.compile(r"adm(?:in)?_?([0-4])(?:_?name)?(?:_?(?:en|fr|es|uk|ua|ar|ru))?")
NUMBERED_CODE = re.compile(r"adm(?:in)?_?([0-4])_?(?:pcode|code|pcod)")


def area_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field, header) of columns of areas and of their codes: the farther right, the smaller the area."""
    told = [(header, own) for header in headers if (own := _level(header)) is not None]
    levels: dict[int, list[int]] = {}
    deepest = -1
    for header, (kind, at) in told:
        if kind == "name" and (at not in levels or not NUMBERED.fullmatch(bare(header))):
            deepest = max(at, deepest + 1) if at in levels else at
            levels.setdefault(at, []).append(deepest)
            if deepest <= DEEPEST:
                yield f"admin{deepest}", header
    for header, (kind, at) in told:
        if kind == "code":
            level = levels[at].pop(0) if levels.get(at) else at
            yield f"admin{level}_pcode", header


def origin_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns of where people came from."""
    for header in headers:
        words = words_of(inner(header))
        left = _left(words, AWAY)
        names_area = _known_level(left) is not None or COUNTRIES.intersection(left)
        if AWAY.intersection(words) and not CODES.intersection(words) and names_area:
            yield "origin", header


def place_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns of names of places: "Name of the site", "Location name in English", "Location name in Arabic"."""
    for header in headers:
        words = words_of(inner(header))
        language = _language(words)
        if language is not None:
            yield f"name:{language}", header
            continue
        if ENGLISH.intersection(words) and NAMES.intersection(words) and set(words) <= ENGLISH | NAMES | BESIDE:
            yield "place", header
            continue
        if (len(words) > 1 and PLACES.intersection(words) and set(words) <= PLACES | BESIDE) or (
            len(words) == 1 and words[0] in PLACES
        ):
            yield "place", header


def date_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns of the day that a row speaks of: "Date of visit", "Last update"."""
    for header in headers:
        words = set(words_of(inner(header)))
        if words & DATE_WORDS and words <= DATE_WORDS | BESIDE_DATES:
            yield "date", header


def country_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns of the country in which something happened: "Country of incident"."""
    for header in headers:
        words = set(words_of(inner(header)))
        if words & COUNTRIES and words & HAPPENED and words <= COUNTRIES | HAPPENED | BESIDE:
            yield "country", header


def point_columns(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns of both coordinates at once, however they are called and spelt."""
    for header in headers:
        words = set(words_of(inner(header)))
        has_both = all(words & names for names in BOTH)
        named = {word for word in words if POINT.fullmatch(word)}
        left = words - named - BESIDE_POINTS - (BOTH[0] | BOTH[1] | {"and"} if has_both else set())
        if not left and (named or has_both):
            yield "point", header


def _language(words: Sequence[str]) -> str | None:
    """The language of a column of names that is not English."""
    if not (PLACES | NAMES).intersection(words):
        return None
    said = set(words)
    found = [code for code, names in LANGUAGES.items() if names & said]
    left = said.difference(*LANGUAGES.values(), PLACES, NAMES, BESIDE)
    return found[0] if len(found) == 1 and not left and not said & AWAY else None


def _level(header: str) -> tuple[str, int] | None:
    """Whether a column names areas or their codes, and of which level."""
    numbered = NUMBERED_CODE.fullmatch(bare(header))
    if numbered:
        return "code", int(numbered[1])
    numbered = NUMBERED.fullmatch(bare(header))
    if numbered:
        return "name", int(numbered[1])
    words = words_of(inner(header))
    if AWAY.intersection(words):
        return None
    is_code = bool(CODES.intersection(words)) or words[-2:] == ("p", "code")
    level = _known_level([word for word in _left(words, CODES) if not (is_code and word == "p")])
    return None if level is None else ("code" if is_code else "name", level)


def _left(words: Sequence[str], without: frozenset[str]) -> list[str]:
    return [word for word in words if word not in without]


def _known_level(words: Sequence[str]) -> int | None:
    """The level of the one word for areas; None where something else stands beside it."""
    left = _left(words, BESIDE)
    if tuple(left[:2]) in TWO_WORDS:
        return 3 if len(left) == 2 else None
    if len(left) != 1:
        return None
    return next((level for level, names in LEVELS.items() if left[0] in names), None)
