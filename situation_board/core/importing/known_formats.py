"""The formats that are read by themselves, the most particular first: the first that recognises a file reads it."""

from __future__ import annotations

from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import (
    acled,
    any_table,
    cap,
    control_table,
    idmc_idu,
    iom_dtm,
    kml,
    ocha_cod_ab,
    ucdp_ged,
)

FORMATS: tuple[Format, ...] = (
    cap.FORMAT,
    kml.FORMAT,
    ocha_cod_ab.FORMAT,
    ucdp_ged.FORMAT,
    idmc_idu.FORMAT,
    iom_dtm.FORMAT,
    acled.FORMAT,
    control_table.FORMAT,
    any_table.FORMAT,
)
