"""How columns that mean one thing are called, compared without case and with words joined by an underscore."""

from __future__ import annotations


def _names(*texts: str) -> tuple[str, ...]:
    return tuple(name for text in texts for name in text.split())


HEADERS: dict[str, tuple[str, ...]] = {
    "key": _names(
        "uuid instanceid meta_instanceid shapeid id event_id uid objectid objectid_1 record_id code event_id_cnty",
    ),
    "kind": _names("event_type kind category_of_event type_of_event"),
    "text": _names("description event_name title summary headline event event_description details"),
    "date": _names(
        "date event_date reporting_date report_date as_of survey_date date_of_event data_date displacement_date",
        "reportingdate assessment_date date_of_assessment date_of_report date_of_survey fecha التاريخ تاريخ",
        "period reporting_period quarter week today",
    ),
    "starts": _names(
        "start_date reference_period_start date_start from_date starts start date_from displacement_start_date",
    ),
    "ends": _names("end_date reference_period_end date_end to_date ends end date_to displacement_end_date"),
    "year": _names("año ano année annee jahr рік year reporting_year السنة"),
    "month": _names("month reporting_month الشهر"),
    "place": _names(
        "place location location_name geomaster_name shapename site_name settlement community town village city",
        "name name_en camp camp_name site neighborhood neighbourhood المكان الموقع البلدة",
    ),
    "pcode": _names("pcode p_code place_code location_pcode admin_pcode community_pcode site_pcode"),
    "admin0": _names("admin0 adm0_name admin0_name admin_0 country_name"),
    "admin1": _names("admin1 adm1 adm1_name admin1_name admin_1 admin1name adm1_en name_1"),
    "admin2": _names("admin2 adm2 adm2_name admin2_name admin_2 admin2name adm2_en name_2"),
    "admin3": _names("admin3 adm3 adm3_name admin3_name admin_3 adm3_en name_3"),
    "admin4": _names("admin4 adm4 adm4_name admin4_name admin_4 adm4_en"),
    "country": _names(
        "country country_of_asylum الدولة pays país pais land країна البلد",
    ),
    "country_code": _names(
        "iso3 asylum_location_code location_code shapegroup country_iso iso country_code country_code_iso3 iso_3",
        "country_iso3 iso_code iso3_code countryiso3 iso3code",
    ),
    "latitude": _names("latitude lat y centroid_lat gps_latitude y_coord خط_العرض"),
    "longitude": _names("longitude lon long lng x centroid_lon gps_longitude x_coord خط_الطول"),
    "point": _names("gps geopoint coordinates gps_coordinates latlon lat_lon geo_point_2d geolocation"),
    "origin": _names(
        "place_of_origin origin_location_code country_of_origin governorate_of_origin area_of_origin origin",
        "displaced_from moved_from",
    ),
    "destination": _names("destination place_of_displacement moved_to displaced_to"),
    "place_kind": _names("shapetype place_type location_type site_type type settlement_type"),
    "actor": _names("actor actor1 perpetrator organisation organization operator partner"),
    "source": _names("source sources source_name data_source reported_by المصدر quelle fuente джерело"),
    "url": _names("url link source_url report_link"),
    "note": _names("note notes remarks comments comment ملاحظات remarques observations bemerkung примітки"),
    "people": _names(
        "population_group pop_group_name pop_group population_type pop_type populationtype type_of_population",
        "population_category displacement_status beneficiary_type population_status target_group caseload",
        "population_group_name displtype displ_type displacement_type displaced_type type_of_population",
        "population_groups_concat type_population فئة_السكان indicator_name indicator series_name category group",
    ),
    "sex": _names("gender sex category sexe الجنس"),
    "age": _names("age_range age_group age tranche_d_age الفئة_العمرية"),
    "sector": _names("sector_name sector cluster"),
    "low": _names("low minimum min lower_bound lower_estimate"),
    "high": _names("high maximum max upper_bound upper_estimate"),
    **{f"admin{at}_pcode": _names(f"admin{at}_pcode adm{at}_pcode admin{at}pcode admin{at}_code") for at in range(5)},
}
LAST: dict[str, tuple[str, ...]] = {
    "date": _names("datetime timestamp time month_end month week_ending submission_time submissiondate"),
}
"""What is meant only where nothing better is there."""
