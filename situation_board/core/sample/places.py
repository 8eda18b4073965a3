"""The places of the sample that no card or event has brought: each city with its governorate, and the Golan."""

from __future__ import annotations

from situation_board.core.sample.scribe import Scribe

CITIES = ("Damascus", "Homs", "Daraa", "Sweida", "Quneitra", "Tartus", "Latakia")
OTHERS = ("Moadamiya", "Ghouta", "Khan Shaykhun", "Golan Heights")


def enter_places(scribe: Scribe) -> None:
    for city in CITIES:
        scribe.place(city)
        scribe.place(f"{city} governorate")
    for place in OTHERS:
        scribe.place(place)
