"""What happened and what was said in the sample, with the few numbers that the report gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from situation_board.core import times
from situation_board.core.actions import facts
from situation_board.core.rows import Event, Figure
from situation_board.core.sample.scribe import REPORT, Scribe, actor_id, actor_ids, sample_id, source_id
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    Audience,
    Basis,
    EvacuationState,
    EventKind,
    FigureCategory,
    Metric,
    Quantifier,
)


@dataclass(frozen=True)
class _Happened:
    """An event. `when` is a time as people write it, "tonight" or "" where the report does not say."""

    code: str
    kind: EventKind
    text: str
    place: str | None = None
    actors: tuple[str, ...] | None = None
    when: str = "tonight"
    until: str = ""
    source: str = "report"
    basis: Basis | None = None
    figures: tuple[Figure, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


EVENTS = (
    _Happened(
        "displaced",
        EventKind.DISPLACEMENT,
        "More than 370,000 people have been displaced in a week of heavier fighting.",
        "Syria",
        when="2024-12-01",
        until="2024-12-08",
        source="ocha",
        figures=(
            Figure(
                category=FigureCategory.DISPLACED,
                quantifier=Quantifier.MORE_THAN,
                low=370_000,
                number="370,000",
                metric=Metric.CUMULATIVE,
            ),
        ),
        more={"note": "The report says “a week”; its days are counted back from the time of the situation."},
    ),
    _Happened(
        "iran_leaves",
        EventKind.EVACUATION,
        "Iran is taking military commanders and diplomatic staff out of Syria.",
        "Syria",
        ("iran",),
        basis=Basis.REPORTED,
        more={"evacuation_state": EvacuationState.UNDER_WAY},
    ),
    _Happened(
        "hezbollah_damascus",
        EventKind.WITHDRAWAL,
        "Hezbollah has pulled out of the outskirts of Damascus.",
        "Damascus",
        ("hezbollah",),
        source="afp",
    ),
    _Happened(
        "hezbollah_homs",
        EventKind.WITHDRAWAL,
        "Hezbollah has pulled out of the Homs area.",
        "Homs",
        ("hezbollah",),
        source="afp",
    ),
    _Happened(
        "us_advisory",
        EventKind.ADVISORY,
        "US citizens are told to leave Syria now.",
        "Syria",
        ("us_embassy",),
        source="us_embassy",
        more={
            "issuer": actor_id("us_embassy"),
            "area": "Syria",
            "audience": Audience.CITIZENS,
            "instruction": "Leave now, while commercial options remain.",
        },
    ),
    _Happened(
        "india_advisory",
        EventKind.ADVISORY,
        "Indian citizens are told not to travel to Syria.",
        "Syria",
        ("india",),
        source="india",
        more={
            "issuer": actor_id("india"),
            "area": "Syria",
            "audience": Audience.CITIZENS,
            "instruction": "Do not travel to Syria.",
        },
    ),
    _Happened(
        "turkey_statement",
        EventKind.STATEMENT,
        "Turkey's president wants the bloodshed to end.",
        actors=("turkey",),
        source="turkey",
    ),
    _Happened(
        "hts_statement",
        EventKind.STATEMENT,
        "The leader of HTS says his fighters stand at the gates of Homs and Damascus.",
        actors=("hts",),
        source="hts",
    ),
    _Happened(
        "moadamiya_surrender",
        EventKind.SURRENDER,
        "Syrian troops in Moadamiya surrendered.",
        "Moadamiya",
        ("army",),
        basis=Basis.REPORTED,
    ),
    _Happened(
        "defections",
        EventKind.DEFECTION,
        "Government forces fall back and defect; a video shows police throwing off their uniforms.",
        actors=("army", "police"),
        basis=Basis.REPORTED,
    ),
    _Happened(
        "prisoners",
        EventKind.RELEASE,
        "Political prisoners were freed in places that had been taken.",
        basis=Basis.REPORTED,
    ),
    _Happened(
        "symbols",
        EventKind.INCIDENT,
        "Symbols of the government are toppled in places that were taken, a statue in Daraa among them.",
        "Daraa governorate",
        source="video",
    ),
    _Happened(
        "homs_crowds",
        EventKind.OTHER,
        "Thousands celebrate in the streets of Homs.",
        "Homs",
        basis=Basis.REPORTED,
        figures=(
            Figure(
                category=FigureCategory.OTHER,
                quantifier=Quantifier.APPROXIMATELY,
                number="thousands",
                note="People in the streets; not a displacement.",
            ),
        ),
    ),
    _Happened(
        "chemical_concern",
        EventKind.INCIDENT,
        "Concern: US intelligence watches suspected stores of chemical weapons, fearing their use as a last resort.",
        "Syria",
        source="us_intelligence",
        basis=Basis.REPORTED,
    ),
    _Happened(
        "ghouta_2013",
        EventKind.INCIDENT,
        "Sarin attack on Ghouta; more than an estimated 300 people were killed.",
        "Ghouta",
        when="2013",
        figures=(
            Figure(
                category=FigureCategory.KILLED,
                quantifier=Quantifier.MORE_THAN,
                low=300,
                number="more than an estimated 300",
                note="An estimate.",
            ),
        ),
    ),
    _Happened(
        "khan_shaykhun_2017",
        EventKind.INCIDENT,
        "Sarin attack on Khan Shaykhun; reportedly more than 100 people were killed.",
        "Khan Shaykhun",
        when="2017",
        basis=Basis.REPORTED,
        figures=(
            Figure(
                category=FigureCategory.KILLED,
                quantifier=Quantifier.MORE_THAN,
                low=100,
                number="reportedly more than 100",
            ),
        ),
    ),
    _Happened(
        "un_evidence",
        EventKind.STATEMENT,
        "UN fact-finding missions found clear evidence that chemical weapons were used.",
        actors=("un_missions",),
        when="",
        source="un",
    ),
)


def enter_events(scribe: Scribe) -> None:
    for happened in EVENTS:
        scribe.store.do(facts.record_event, _event(scribe, happened), place_drafts=_place_drafts(scribe, happened))


def _place_drafts(scribe: Scribe, happened: _Happened) -> Any:
    return scribe.locate(happened.place).drafts if happened.place else ()


def _event(scribe: Scribe, happened: _Happened) -> Event:
    return Event(
        id=sample_id(f"event:{happened.code}"),
        thing="",
        kind=happened.kind,
        text=happened.text,
        location=scribe.locate(happened.place).id if happened.place else None,
        actors=None if happened.actors is None else actor_ids(*happened.actors),
        starts=_time(scribe, happened.when),
        ends=_time(scribe, happened.until),
        figures=happened.figures,
        basis=happened.basis,
        source=source_id(happened.source),
        report=REPORT,
        **happened.more,
    )


def _time(scribe: Scribe, text: str) -> Time | None:
    if text == "tonight":
        return scribe.night
    if not text:
        return None
    with scribe.store.reading() as reading:
        return times.parse(text, zone=reading.zone, now=reading.now)
