"""Who publishes what the sample rests on, and the one report that all of it was read in."""

from __future__ import annotations

from situation_board.core.rows import Report, Source
from situation_board.core.sample.actors import enter_links
from situation_board.core.sample.scribe import REPORT, Scribe, actor_id, source_id
from situation_board.core.vocabulary import SourceKind

SOURCES = (
    ("report", "News report, publisher not named", SourceKind.MEDIA, None),
    ("video", "Video footage", SourceKind.OTHER, None),
    ("ocha", "OCHA", SourceKind.AGENCY, "ocha"),
    ("afp", "AFP", SourceKind.WIRE_SERVICE, "afp"),
    ("us_embassy", "US Embassy in Syria", SourceKind.EMBASSY, "us_embassy"),
    ("us_intelligence", "US intelligence, as reported", SourceKind.GOVERNMENT, "us_intelligence"),
    ("india", "Government of India", SourceKind.GOVERNMENT, "india"),
    ("turkey", "Government of Turkey", SourceKind.GOVERNMENT, "turkey"),
    ("state_media", "Syrian state media", SourceKind.MEDIA, "state_media"),
    ("hts", "HTS statements", SourceKind.PARTY, "hts"),
    ("southern", "Southern Operations Room statements", SourceKind.PARTY, "southern"),
    ("un", "United Nations", SourceKind.AGENCY, "un"),
)


def enter_sources(scribe: Scribe) -> None:
    for code, name, kind, actor in SOURCES:
        scribe.add(Source(id=source_id(code), name=name, kind=kind, actor=actor_id(actor) if actor else None))
    scribe.add(Report(id=REPORT, source=source_id("report"), title="Situation overnight, 7-8 December 2024"))
    enter_links(scribe)
