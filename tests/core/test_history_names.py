"""What the history calls things."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from situation_board.core.actions.records import add_record
from situation_board.core.actions.situations import start_situation
from situation_board.core.history import history
from situation_board.core.ids import new_id
from situation_board.core.rows import Location, Route
from situation_board.core.store import Store


def test_a_route_without_a_name_goes_by_its_points_in_their_order(tmp_path: Path) -> None:
    places = [Location(id=new_id(), name=name) for name in ("Tartus", "Homs", "Aleppo")]
    route = Route(id=new_id(), via=tuple(place.id for place in places))
    first = partial(start_situation, name="A", timezone="Asia/Damascus")
    with Store.create(tmp_path / "a.sitboard", first) as store:
        for record in (*places, route):
            store.do(add_record, record)
        with store.reading() as reading:
            (line,) = history(reading, thing=route.id)
    assert line.parts[0].name == "Tartus – Homs – Aleppo"
