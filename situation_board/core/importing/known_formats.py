"""The formats that are read by themselves, the most particular first: the first that recognises a file reads it."""

from __future__ import annotations

from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import (
    acled,
    any_table,
    cap,
    control_table,
    gpx,
    hdx_hapi,
    idmc_figures,
    idmc_gidd,
    idmc_idu,
    iom_dtm,
    kml,
    news_feed,
    ocha_cod_ab,
    own_tables,
    pcode_list,
    reliefweb,
    ucdp_ged,
    unhcr,
)

FORMATS: tuple[Format, ...] = (
    own_tables.FORMAT,
    cap.FORMAT,
    kml.PEOPLE,
    kml.FORMAT,
    gpx.FORMAT,
    reliefweb.FORMAT,
    news_feed.FORMAT,
    pcode_list.FORMAT,
    ocha_cod_ab.FORMAT,
    ucdp_ged.FORMAT,
    idmc_idu.FORMAT,
    iom_dtm.FORMAT,
    hdx_hapi.FORMAT,
    idmc_figures.FORMAT,
    idmc_gidd.FORMAT,
    unhcr.FORMAT,
    acled.FORMAT,
    control_table.FORMAT,
    any_table.FORMAT,
)
