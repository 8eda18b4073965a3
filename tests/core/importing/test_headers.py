"""What headers say: whom a column counts and how, which columns name areas, places and days."""

from __future__ import annotations

import pytest

from situation_board.core.importing.counted_columns import counting_of_field, counting_of_header, with_part
from situation_board.core.importing.header_words import bare
from situation_board.core.importing.place_columns import (
    area_columns,
    country_columns,
    date_columns,
    origin_columns,
    place_columns,
    point_columns,
)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(("IDPs", "displaced+idp"), ("Number of IDPs", "displaced+idp"), ("IDP Ind", "displaced+idp")),
        *(("hh_idp", "displaced_households+idp"), ("Displaced families", "displaced_households")),
        *(("Registered refugees", "displaced+refugee"), ("IDP returnees", "returned+returnee")),
        *(("IDPs men", "displaced+idp+men"), ("Killed (women)", "killed+women"), ("IDPs 0-4", "displaced+idp+0_4")),
        *(("IDPs in camps", "displaced+idp+camps"), ("killed civilians", "killed+civilian")),
        *(("People in need", "affected+in_need"), ("Deaths to date", "killed+cumulative")),
        *(("Displaced last week", "displaced+flow+7days"), ("New IDPs past 72 hours", "displaced+idp+flow+3days")),
        *(("IDPs arrived in last 7 days", "displaced+idp+flow+7days"), ("Current IDPs", "displaced+idp+stock")),
        ("IDPs since 27 Nov 2024", "displaced+idp+cumulative+since_27_nov_2024"),
        ("Displaced since 27 November", "displaced+cumulative"),
        *(("IDPs as of 30 Nov 2024", "displaced+idp+30_nov_2024"), ("IDPs 2024-11-30", "displaced+idp+2024-11-30")),
        *(("IDPs (low)", "displaced+idp+low"), ("Returnees (2)", "returned+returnee+2")),
        ("How many IDP households live in this site?", "displaced_households+idp"),
        *(("Individuals", "counted"), ("HHs", "counted_households"), ("Total population", "counted")),
        *(("Nombre de PDI", "displaced+idp"), ("Ménages déplacés", "displaced_households+idp")),
        *(("عدد النازحين", "displaced+idp"), ("عدد العائلات", "counted_households"), ("الجرحى", "injured")),
        ("# of IDPs (HHs x 6)", "displaced+idp"),
        *(("Refugees and Asylum Seekers", "displaced"), ("Refugees", "displaced+refugee")),
        *(("Refugees(UNHCR)", "displaced+refugee"), ("Civilian casualties (OHCHR) - Killed", "killed+civilian")),
        *(("Кількість ВПО", "displaced+idp"), ("Tote", "killed"), ("Vertriebene", "displaced+idp")),
    ],
)
def test_a_header_says_whom_it_counts(header: str, field: str) -> None:
    counting = counting_of_header(header)
    assert counting is not None and counting.field == field


@pytest.mark.parametrize(
    "header",
    [
        *("% of IDPs", "Share of returnees", "IDP sites", "Displacement reason", "Killed and injured", "Date"),
        *("Civilian casualties", "Casualties", "Asylum Seekers"),
        *("Average HH size", "People in need of shelter", "Refugees from Syria", "IDP camp manager", "Women", "Total"),
        *("IDPs/Returnees", "Killed/Injured", "Need"),
    ],
)
def test_a_header_that_says_something_else_counts_nobody(header: str) -> None:
    assert counting_of_header(header) is None


@pytest.mark.parametrize(("header", "scale"), [("IDPs (thousand)", 1000), ("IDPs ('000)", 1000), ("IDPs, mln", 10**6)])
def test_a_header_may_count_in_thousands(header: str, scale: int) -> None:
    counting = counting_of_header(header)
    assert counting is not None and counting.scale == scale


@pytest.mark.parametrize("field", ["displaced", "killed_households", "displaced+women", "counted", "returned+flow"])
def test_a_field_is_what_it_says(field: str) -> None:
    counting = counting_of_field(field)
    assert counting is not None and counting.field == field
    assert counting_of_field("place") is None


def test_a_field_narrowed_to_a_part_keeps_the_rest() -> None:
    assert (
        with_part("displaced_households+idp+women", " under 5 + over 60") == "displaced_households+idp+under_5_over_60"
    )
    assert with_part("killed+women", "") == "killed"
    assert with_part("place", "women") == "place"


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("State|State PCODE|LGA|LGA PCODE|Ward", "admin1 admin2 admin3 admin1_pcode admin2_pcode"),
        ("STATE OF DISPLACEMENT|STATE CODE|LOCALITY OF DISPLACEMENT", "admin1 admin2 admin1_pcode"),
        ("Région|Province|Commune", "admin1 admin2 admin3"),
        ("Oblast|Raion|Hromada", "admin1 admin2 admin3"),
        ("Governorate|Sub-district|District", "admin1 admin3 admin2"),
        ("admin1Pcode|admin1Name|admin2Pcode|admin2Name", "admin1 admin2 admin1_pcode admin2_pcode"),
        ("المحافظة|المنطقة|الناحية", "admin1 admin2 admin3"),
        ("State of origin|Status|District manager", ""),
    ],
)
def test_areas_whatever_a_country_calls_them(headers: str, fields: str) -> None:
    assert " ".join(field for field, _ in area_columns(headers.split("|"))) == fields


def test_places_their_arabic_names_and_where_people_came_from() -> None:
    headers = ["Name of the site", "Location name in Arabic", "Camp", "Camp manager", "Governorate of origin"]
    assert [field for field, _ in place_columns(headers)] == ["place", "name:ar", "place"]
    assert [header for _, header in origin_columns(headers)] == ["Governorate of origin"]


def test_names_in_a_language_are_called_by_it() -> None:
    headers = ["Name - English", "Name - Ukrainian", "Site name (Arabic)", "English", "Name of the Russian contact"]
    assert list(place_columns(headers)) == [
        ("place", "Name - English"),
        ("name:uk", "Name - Ukrainian"),
        ("name:ar", "Site name (Arabic)"),
    ]


def test_the_country_of_what_happened_is_not_that_of_whom_it_happened_to() -> None:
    headers = ["Country of Incident", "Country of Origin", "country_of_event", "Country manager"]
    assert [header for _, header in country_columns(headers)] == ["Country of Incident", "country_of_event"]


def test_both_coordinates_however_they_are_spelt() -> None:
    said = ["Location Coordinates", "location_coodinates", "GPS of the site", "Coordinates (lat/long)", "Lat, Long"]
    others = ["Y coordinate", "Coordination hub", "GPS altitude", "Latitude", "Location", "Coordinator"]
    assert [header for _, header in point_columns([*said, *others])] == said


def test_days() -> None:
    headers = ["Date of visit", "Last update", "Date de mise à jour", "Дата", "Date of birth", "Expiry date", "Update"]
    assert [header for _, header in date_columns(headers)] == [*headers[:4], "Update"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        *(("site_info-site_name", "site_name"), ("pop-idp_hh", "idp_hh"), ("group/sub/idp_hh", "idp_hh")),
        *(("sub-district", "sub_district"), ("P-Code", "p_code"), ("https://example.org/terms#place", "place")),
    ],
)
def test_groups_of_forms_and_addresses_say_nothing(header: str, name: str) -> None:
    assert bare(header) == name
