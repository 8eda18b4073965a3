"""The parties and organisations of the sample, and what they are to each other."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.rows import Actor, Link, Name
from situation_board.core.sample.scribe import REPORT, Scribe, actor_id, sample_id
from situation_board.core.vocabulary import ActorKind, LinkKind


@dataclass(frozen=True)
class _Party:
    code: str
    name: str
    kind: ActorKind
    short: str | None = None
    others: str = ""
    """Other names, separated by semicolons; `arabic` apart."""
    arabic: str | None = None
    parent: str | None = None
    colour: str | None = None
    note: str | None = None


# The colours are those of Okabe and Ito and of Paul Tol's muted scheme, which colour-blind people tell apart.
PARTIES = (
    _Party(
        "government",
        "Syrian government",
        ActorKind.STATE,
        others="Assad government; Syrian state",
        arabic="الحكومة السورية",
        colour="#0072B2",
        note="Its president is said to be in Damascus.",
    ),
    _Party(
        "army",
        "Syrian army",
        ActorKind.STATE_FORCES,
        others="Syrian Arab Army; SAA; Syrian troops",
        arabic="الجيش السوري",
        parent="government",
        colour="#56B4E9",
    ),
    _Party(
        "police",
        "Syrian police",
        ActorKind.STATE_FORCES,
        arabic="الشرطة السورية",
        parent="government",
        colour="#88CCEE",
    ),
    _Party("state_media", "Syrian state media", ActorKind.MEDIA, arabic="الإعلام الرسمي السوري"),
    _Party(
        "hts",
        "Hayat Tahrir al-Sham",
        ActorKind.ARMED_GROUP,
        "HTS",
        "Tahrir al-Sham",
        "هيئة تحرير الشام",
        colour="#D55E00",
    ),
    _Party(
        "southern",
        "Southern Operations Room",
        ActorKind.COALITION,
        "S. Op. Room",
        arabic="غرفة عمليات الجنوب",
        colour="#E69F00",
        note="Factions of the south that have only now joined into one command.",
    ),
    _Party(
        "opposition",
        "Opposition factions",
        ActorKind.COALITION,
        "Opposition",
        "Rebel factions; rebels",
        "فصائل المعارضة",
        colour="#009E73",
        note="Umbrella for factions that the report does not tell apart.",
    ),
    _Party(
        "iran",
        "Iran",
        ActorKind.STATE,
        arabic="إيران",
        colour="#CC79A7",
        note="Cannot, or does not want to, send reinforcements.",
    ),
    _Party(
        "hezbollah",
        "Hezbollah",
        ActorKind.ARMED_GROUP,
        others="Hizbullah; Hizballah",
        arabic="حزب الله",
        colour="#F0E442",
    ),
    _Party("hamas", "Hamas", ActorKind.ARMED_GROUP, arabic="حماس", colour="#117733"),
    _Party(
        "russia",
        "Russia",
        ActorKind.STATE,
        arabic="روسيا",
        colour="#882255",
        note="Absent from the fighting; its air support is tied up in Ukraine.",
    ),
    _Party("turkey", "Turkey", ActorKind.STATE, others="Türkiye", arabic="تركيا", colour="#332288"),
    _Party("israel", "Israel", ActorKind.STATE, arabic="إسرائيل", colour="#44AA99", note="A neighbour of Syria."),
    _Party("us", "United States", ActorKind.STATE, "US", "USA", "الولايات المتحدة", colour="#661100"),
    _Party("us_embassy", "US Embassy in Syria", ActorKind.GOVERNMENT_OFFICE, "US Embassy", parent="us"),
    _Party("us_intelligence", "US intelligence", ActorKind.GOVERNMENT_OFFICE, parent="us"),
    _Party("india", "India", ActorKind.STATE, arabic="الهند", colour="#999933"),
    _Party("un", "United Nations", ActorKind.UN_OR_NGO, "UN", arabic="الأمم المتحدة", colour="#AA4499"),
    _Party(
        "ocha",
        "UN Office for the Coordination of Humanitarian Affairs",
        ActorKind.UN_OR_NGO,
        "OCHA",
        "UNOCHA; UN OCHA",
        "مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية",
        parent="un",
    ),
    _Party("un_missions", "UN fact-finding missions", ActorKind.UN_OR_NGO, "UN missions", parent="un"),
    _Party("afp", "Agence France-Presse", ActorKind.MEDIA, "AFP", arabic="وكالة فرانس برس"),
)

LINKS = (
    ("iran", LinkKind.ALLIED_WITH, "government", None),
    ("iran", LinkKind.SUPPLIES, "hezbollah", None),
    ("hezbollah", LinkKind.ALLIED_WITH, "government", None),
    ("russia", LinkKind.ALLIED_WITH, "government", None),
    ("turkey", LinkKind.BACKS, "opposition", "Some of the rebel factions."),
    ("israel", LinkKind.OPPOSES, "iran", None),
    ("israel", LinkKind.OPPOSES, "hezbollah", None),
    ("israel", LinkKind.OPPOSES, "hamas", None),
)


def enter_actors(scribe: Scribe) -> None:
    for party in PARTIES:
        scribe.add(_actor(party))


def enter_links(scribe: Scribe) -> None:
    """After the report is known that they rest on."""
    for actor, kind, other, note in LINKS:
        scribe.add(
            Link(
                id=sample_id(f"link:{actor} {kind} {other}"),
                actor=actor_id(actor),
                kind=kind,
                other=actor_id(other),
                report=REPORT,
                note=note,
            )
        )


def _actor(party: _Party) -> Actor:
    others = [Name(name=name.strip()) for name in party.others.split(";") if name.strip()]
    arabic = [Name(name=party.arabic, language="ar")] if party.arabic else []
    return Actor(
        id=actor_id(party.code),
        name=party.name,
        short_name=party.short,
        names=(*arabic, *others),
        kind=party.kind,
        parent=actor_id(party.parent) if party.parent else None,
        colour=party.colour,
        note=party.note,
    )
