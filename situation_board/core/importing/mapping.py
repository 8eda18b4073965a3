"""Which column of an unknown table means what: guessed from HXL tags, headers and values, each guess with its reason.

A guess is a proposal. What a person says replaces it; what nobody says and nothing shows stays unmapped and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.importing.cells import simple
from situation_board.core.importing.hxl import HOUSEHOLDS, field_of_tag, parts_of_tag
from situation_board.core.importing.tables import Table
from situation_board.core.problems import Mistake
from situation_board.core.vocabulary import FigureCategory, FigureUnit, Metric

FIGURES = tuple(category.value for category in FigureCategory)
FIGURE_FIELDS = (*FIGURES, *(f"{category}{HOUSEHOLDS}" for category in FIGURES))
ADMIN = tuple(f"admin{level}" for level in range(5))
ADMIN_CODES = tuple(f"admin{level}_pcode" for level in range(5))
FIELDS = (
    *("key", "kind", "text", "date", "starts", "ends", "year", "month"),
    *("place", "pcode", *ADMIN, *ADMIN_CODES, "country", "latitude", "longitude", "place_kind"),
    *("point", "origin", "destination", "actor", "source", "url", "note", "low", "high"),
    *FIGURE_FIELDS,
)
"""What a column can be mapped to. Names in a language are "name:ar" and the like."""
NAME_IN = re.compile(r"name:([a-z]{2,3})")
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
GROUPS = re.compile(r"[\w.-]+(?:/[\w.-]+)+(?=$|\s*[(\[])")
BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
DEGREES = re.compile(r"\w+_(latitude|longitude)")
FORM = frozenset({"submission_time", "uuid", "instanceid", "meta_instanceid", "deviceid"})
"""Headers of form programs (KoBo, ODK): their start and end say when somebody filled it in."""

HEADERS: dict[str, tuple[str, ...]] = {
    "key": (
        "uuid",
        "shapeid",
        "id",
        "event_id",
        "uid",
        "objectid",
        "objectid_1",
        "record_id",
        "code",
        "uuid",
        "event_id_cnty",
    ),
    "kind": ("event_type", "kind", "category_of_event", "type_of_event"),
    "text": ("description", "event_name", "title", "summary", "headline", "event", "event_description", "details"),
    "date": (
        *("date", "event_date", "reporting_date", "report_date", "as_of", "survey_date", "date_of_event", "data_date"),
        *("displacement_date", "reportingdate", "assessment_date", "date_of_assessment", "date_of_report", "datetime"),
        *("date_of_survey", "fecha", "التاريخ", "تاريخ", "period", "reporting_period", "quarter", "week"),
        *("today", "submission_time"),
    ),
    "starts": ("start_date", "date_start", "from_date", "starts", "start", "date_from", "displacement_start_date"),
    "ends": ("end_date", "date_end", "to_date", "ends", "end", "date_to", "displacement_end_date"),
    "year": ("year", "reporting_year", "السنة"),
    "month": ("month", "reporting_month", "الشهر"),
    "place": (
        *(
            "place",
            "location",
            "location_name",
            "shapename",
            "site_name",
            "settlement",
            "community",
            "town",
            "village",
            "city",
        ),
        *(
            "name",
            "name_en",
            "camp",
            "camp_name",
            "site",
            "neighborhood",
            "neighbourhood",
            "المكان",
            "الموقع",
            "البلدة",
        ),
    ),
    "pcode": ("pcode", "p_code", "place_code", "location_pcode", "admin_pcode", "community_pcode", "site_pcode"),
    "admin0": ("admin0", "adm0_name", "admin0_name", "admin_0", "country_name"),
    "admin1": (
        *("admin1", "adm1", "adm1_name", "admin1_name", "admin_1", "governorate", "province", "state", "oblast"),
        *("admin1name", "adm1_en", "name_1", "region", "المحافظة"),
    ),
    "admin2": (
        "admin2",
        "adm2",
        "adm2_name",
        "admin2_name",
        "admin_2",
        "district",
        "admin2name",
        "adm2_en",
        "name_2",
        "المنطقة",
    ),
    "admin3": (
        "admin3",
        "adm3",
        "adm3_name",
        "admin3_name",
        "admin_3",
        "sub_district",
        "subdistrict",
        "adm3_en",
        "ward",
        "name_3",
    ),
    "admin4": ("admin4", "adm4", "adm4_name", "admin4_name", "admin_4", "adm4_en"),
    **{
        f"admin{at}_pcode": (f"admin{at}_pcode", f"adm{at}_pcode", f"admin{at}pcode", f"admin{at}_code")
        for at in range(5)
    },
    "country": ("country", "iso3", "shapegroup", "country_iso", "iso", "country_code", "الدولة"),
    "latitude": ("latitude", "lat", "y", "centroid_lat", "gps_latitude", "y_coord", "خط_العرض"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "centroid_lon", "gps_longitude", "x_coord", "خط_الطول"),
    "point": ("gps", "geopoint", "coordinates", "gps_coordinates", "latlon", "lat_lon", "geo_point_2d", "geolocation"),
    "origin": ("place_of_origin", "governorate_of_origin", "area_of_origin", "origin", "displaced_from", "moved_from"),
    "destination": ("destination", "place_of_displacement", "moved_to", "displaced_to"),
    "place_kind": ("shapetype", "place_type", "location_type", "site_type", "type", "settlement_type"),
    "actor": ("actor", "actor1", "perpetrator", "organisation", "organization", "operator", "partner"),
    "source": ("source", "sources", "source_name", "data_source", "reported_by", "المصدر"),
    "url": ("url", "link", "source_url", "report_link"),
    "note": ("note", "notes", "remarks", "comments", "comment", "ملاحظات"),
    "low": ("low", "minimum", "min", "lower_bound", "lower_estimate"),
    "high": ("high", "maximum", "max", "upper_bound", "upper_estimate"),
}
FIGURE_WORDS: dict[FigureCategory, tuple[str, ...]] = {
    FigureCategory.DISPLACED: (
        *("idp", "idps", "displaced", "internally_displaced", "displacement", "displacements", "refugee", "refugees"),
        *(
            "pdi",
            "pdis",
            "deplaces",
            "déplacés",
            "desplazados",
            "numpresentidpind",
            "figure",
            "total_idps",
            "نازح",
            "النازحين",
            "النازحون",
        ),
    ),
    FigureCategory.RETURNED: (
        "returnee",
        "returnees",
        "returned",
        "returns",
        "returnees_idp",
        "retournés",
        "retournes",
        "العائدين",
        "العائدون",
    ),
    FigureCategory.EVACUATED: ("evacuated", "evacuees", "evacuations"),
    FigureCategory.TRAPPED: ("trapped", "besieged", "stranded"),
    FigureCategory.AFFECTED: ("affected", "people_affected", "in_need", "pin", "people_in_need", "المتضررين"),
    FigureCategory.KILLED: ("killed", "deaths", "fatalities", "dead", "death", "casualties_killed", "قتلى", "القتلى"),
    FigureCategory.INJURED: ("injured", "wounded", "injuries", "جرحى", "الجرحى"),
    FigureCategory.MISSING: ("missing", "missing_persons", "disappeared", "مفقودين"),
}
HOUSEHOLD_WORDS = frozenset(
    {
        "household",
        "households",
        "hh",
        "hhs",
        "families",
        "family",
        "ménages",
        "menages",
        "hogares",
        "عائلة",
        "أسرة",
        "الأسر",
    }
)
PERSON_WORDS = frozenset(
    {"individuals", "individual", "ind", "persons", "people", "total", "number", "number_of", "no", "of"}
)


METRIC_WORDS: dict[str, Metric] = {
    **dict.fromkeys(("new", "newly", "nouveaux", "جديد", "الجدد"), Metric.FLOW),
    **dict.fromkeys(("current", "currently", "present", "actuel", "حاليا"), Metric.STOCK),
    **dict.fromkeys(("cumulative", "cumulatif", "cumul", "تراكمي"), Metric.CUMULATIVE),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A column and what it is taken for. `why` is told to people."""

    field: str
    header: str
    why: str


def mapped(table: Table, said: Mapping[str, str]) -> list[Guess]:
    """What each column is taken for: what a person said first, then tags, then headers; each field once.

    Mistake when a person names a column that is not there or a field that does not exist.
    """
    guesses = [_as_said(table, field, header) for field, header in said.items() if not header.startswith("=")]
    taken = {guess.field for guess in guesses}
    used = {guess.header for guess in guesses}
    for guess in [*_by_tags(table), *_by_headers(table)]:
        if guess.field not in taken and guess.header not in used and guess.field not in said:
            guesses.append(guess)
            taken.add(guess.field)
            used.add(guess.header)
    return guesses


def _as_said(table: Table, field: str, header: str) -> Guess:
    if field not in FIELDS and not NAME_IN.fullmatch(field):
        raise Mistake(f"There is no field “{field}” to map to.", field="map", do=f"One of: {', '.join(FIELDS)}.")
    at = table.column(header)
    if at is None:
        raise Mistake(
            f"The table has no column “{header}”.", field="map", do=f"Its columns are: {', '.join(table.headers)}."
        )
    return Guess(field, table.headers[at], "as was said")


def _by_tags(table: Table) -> list[Guess]:
    """The most general tag comes first: #affected+idps before #affected+idps+camp."""
    found = []
    by_width = sorted(zip(table.headers, table.tags, strict=True), key=lambda each: len(parts_of_tag(each[1])[1]))
    for header, tag in by_width:
        field = field_of_tag(tag)
        if field is not None:
            found.append(Guess(field, header, f"its HXL tag is {tag}"))
    return found


def _by_headers(table: Table) -> list[Guess]:
    found = []
    simples = {bare(header): header for header in reversed(table.headers)}
    simples = {bare(BRACKET.sub("", header)): header for header in reversed(table.headers)} | simples
    is_form = bool(FORM & simples.keys())
    for field, names in HEADERS.items():
        if is_form and field in {"starts", "ends"}:
            continue
        for name in names:
            if name in simples:
                found.append(Guess(field, simples[name], f"its header is “{simples[name]}”"))
    for name, header in simples.items():
        degrees = DEGREES.fullmatch(name)
        if degrees:
            found.append(Guess(degrees[1], header, f"its header “{header}” ends in {degrees[1]}"))
    for header in table.headers:
        field_of_figure = figure_field(header)
        if field_of_figure is not None:
            found.append(
                Guess(field_of_figure, header, f"its header “{header}” speaks of {field_of_figure.replace('_', ' ')}")
            )
        language = re.fullmatch(r"(?:site_|place_|location_)?name_([a-z]{2})", bare(header))
        if language:
            found.append(Guess(f"name:{language[1]}", header, f"its header “{header}” ends in a language"))
    return found


def bare(header: str) -> str:
    """A header for guessing: without the groups of a form ("site/name") and the address of a vocabulary."""
    if ADDRESS.match(header):
        header = re.split(r"[/#?=]", header.rstrip("/#"))[-1]
    elif group := GROUPS.match(header):
        header = header[group[0].rindex("/") + 1 :]
    return simple(header)


def figure_metric(header: str, tag: str) -> Metric | None:
    """What a header or tag says that its numbers count in time: "new" ones, "current" ones, "cumulative"; else None."""
    _, attributes = parts_of_tag(tag)
    words = [*bare(header).split("_"), *attributes]
    found = {METRIC_WORDS[word] for word in words if word in METRIC_WORDS}
    return found.pop() if len(found) == 1 else None


def figure_field(header: str) -> str | None:
    """The figure that a header speaks of: "IDPs (households)", "Number of killed"; None when it speaks of none."""
    words = bare(header).split("_")
    left = [word for word in words if word not in PERSON_WORDS | HOUSEHOLD_WORDS | METRIC_WORDS.keys()]
    joined = "_".join(left)
    for category, names in FIGURE_WORDS.items():
        if joined in names:
            return f"{category.value}{HOUSEHOLDS if HOUSEHOLD_WORDS & set(words) else ''}"
    return None


def figure_of_field(field: str) -> tuple[FigureCategory, FigureUnit]:
    """Category and unit of a figure field."""
    if field.endswith(HOUSEHOLDS):
        return FigureCategory(field.removesuffix(HOUSEHOLDS)), FigureUnit.HOUSEHOLD
    return FigureCategory(field), FigureUnit.PERSON


def unmapped(table: Table, guesses: Sequence[Guess]) -> list[str]:
    """The columns that nothing is taken from."""
    used = {guess.header for guess in guesses}
    return [header for header in table.headers if header not in used]
