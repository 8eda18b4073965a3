"""Every vocabulary in the words that people read, term by term: what is stored is in `test_vocabulary`."""

from __future__ import annotations

import pytest

from situation_board.core import vocabulary
from situation_board.core.vocabulary import Word

WORDS: dict[str, dict[str, str]] = {
    "Column": {
        "advancing": "advancing",
        "contested": "contested",
        "fallen": "fallen",
        "held": "held",
    },
    "Basis": {
        "claimed": "claimed",
        "reported": "reported",
        "assessed": "assessed",
        "confirmed": "confirmed",
    },
    "Confidence": {
        "low": "low",
        "moderate": "moderate",
        "high": "high",
    },
    "StatusFlag": {
        "besieged": "besieged",
        "ceasefire": "ceasefire",
        "handed_over": "handed over by agreement",
        "push_halted": "push halted",
    },
    "ActorKind": {
        "state": "state",
        "state_forces": "state forces",
        "armed_group": "armed group",
        "coalition": "coalition",
        "political_body": "political body",
        "un_or_ngo": "UN body or NGO",
        "government_office": "embassy or government office",
        "media": "media outlet",
        "community": "community",
        "other": "other",
    },
    "LinkKind": {
        "part_of": "part of",
        "allied_with": "allied with",
        "backs": "backs",
        "supplies": "supplies",
        "opposes": "opposes",
        "leads": "leads",
    },
    "LocationKind": {
        "country": "country",
        "governorate": "governorate",
        "district": "district",
        "sub_district": "sub-district",
        "town": "city or town",
        "village": "village",
        "site": "site",
        "crossing": "crossing",
        "camp": "camp",
        "area": "area",
    },
    "LocationPrecision": {
        "exact": "exact",
        "settlement": "settlement",
        "area": "area",
        "unlocated": "unlocated",
    },
    "RouteKind": {
        "road": "road",
        "crossing": "crossing",
        "airport": "airport",
    },
    "RouteUse": {
        "all": "all uses",
        "civilian": "civilian",
        "humanitarian": "humanitarian",
        "commercial": "commercial",
    },
    "RouteDirection": {
        "both": "both ways",
        "forward": "in the order named",
        "backward": "against the order named",
    },
    "RouteState": {
        "open": "open",
        "restricted": "restricted",
        "severed": "severed",
        "unknown": "unknown",
    },
    "SourceKind": {
        "agency": "humanitarian agency",
        "wire_service": "wire service",
        "media": "media",
        "party": "party to the conflict",
        "embassy": "embassy",
        "government": "government",
        "witness": "witness",
        "other": "other",
    },
    "Reliability": {
        "A": "Completely reliable",
        "B": "Usually reliable",
        "C": "Fairly reliable",
        "D": "Not usually reliable",
        "E": "Unreliable",
        "F": "Reliability cannot be judged",
    },
    "Credibility": {
        "1": "Confirmed by other sources",
        "2": "Probably true",
        "3": "Possibly true",
        "4": "Doubtful",
        "5": "Improbable",
        "6": "Truth cannot be judged",
    },
    "ClaimVerb": {
        "announced": "announced",
        "claimed": "claimed",
        "said": "said",
        "denied": "denied",
        "insists": "insists",
        "reported": "reported",
        "reportedly": "reportedly",
        "confirmed": "confirmed",
    },
    "Stance": {
        "supports": "for",
        "denies": "against",
    },
    "HandlingLabel": {
        "TLP:RED": "TLP:RED",
        "TLP:AMBER+STRICT": "TLP:AMBER+STRICT",
        "TLP:AMBER": "TLP:AMBER",
        "TLP:GREEN": "TLP:GREEN",
        "TLP:CLEAR": "TLP:CLEAR",
    },
    "EventKind": {
        "displacement": "displacement",
        "return": "return",
        "evacuation": "evacuation",
        "withdrawal": "withdrawal",
        "surrender": "surrender",
        "defection": "defection",
        "release": "release",
        "advisory": "advisory",
        "incident": "incident",
        "statement": "statement",
        "other": "other",
    },
    "EvacuationState": {
        "advised": "advised",
        "ordered": "ordered",
        "agreed": "agreed",
        "under_way": "under way",
        "suspended": "suspended",
        "failed": "failed",
        "cancelled": "cancelled",
        "completed": "completed",
    },
    "Voluntariness": {
        "stated": "stated as voluntary",
        "disputed": "disputed",
        "unknown": "unknown",
    },
    "Audience": {
        "citizens": "citizens",
        "staff": "staff",
        "dependants": "dependants",
        "public": "public",
    },
    "FigureCategory": {
        "displaced": "displaced",
        "returned": "returned",
        "evacuated": "evacuated",
        "trapped": "trapped",
        "affected": "affected",
        "killed": "killed",
        "injured": "injured",
        "missing": "missing",
        "other": "other",
    },
    "FigureGroup": {
        "idp": "internally displaced",
        "refugee": "refugee",
        "returnee": "returnee",
        "civilian": "civilian",
        "wounded": "wounded",
        "fighter": "fighter",
        "staff": "staff",
        "all": "all people",
    },
    "Phase": {
        "planned": "planned",
        "done": "done so far",
        "remaining": "remaining",
    },
    "Quantifier": {
        "exact": "exactly",
        "approximately": "approximately",
        "more_than": "more than",
        "at_least": "at least",
        "less_than": "less than",
        "up_to": "up to",
        "nearly": "nearly",
        "between": "between",
    },
    "FigureUnit": {
        "person": "people",
        "household": "households",
    },
    "Metric": {
        "stock": "at a date",
        "flow": "in a period",
        "cumulative": "since a date",
        "not_stated": "not stated",
    },
    "FigureRole": {
        "recommended": "recommended",
        "triangulation": "triangulation",
    },
    "CrossBorder": {
        "yes": "yes",
        "no": "no",
    },
    "Medium": {
        "radio": "radio",
        "phone": "phone",
        "messenger": "messenger",
        "email": "e-mail",
        "paper": "paper",
        "meeting": "in person",
        "other": "other",
    },
    "Priority": {
        "routine": "routine",
        "urgent": "urgent",
        "emergency": "emergency",
    },
    "MessageState": {
        "untriaged": "untriaged",
        "done": "done",
        "not_relevant": "not relevant",
    },
    "TaskKind": {
        "question": "open question",
        "action": "action",
        "check": "look again",
    },
    "TaskState": {
        "open": "open",
        "done": "done",
        "dropped": "dropped",
    },
    "PresenceKind": {
        "office": "office",
        "site": "site",
        "convoy": "convoy",
        "other": "other",
    },
    "Posture": {
        "normal": "normal",
        "restricted": "restricted",
        "hibernation": "hibernation",
        "relocating": "relocating",
        "evacuated": "evacuated",
    },
    "SheetKind": {
        "status": "status snapshot",
        "handover": "shift handover",
        "dossier": "card dossier",
        "events": "events list",
        "capture": "capture form",
        "reverify": "re-verify list",
    },
    "SheetState": {
        "draft": "draft",
        "cleared": "cleared",
        "issued": "issued",
        "corrected": "replaced by a correction",
        "withdrawn": "withdrawn",
    },
    "SheetProfile": {
        "full": "full",
        "redacted": "redacted",
    },
    "SheetPart": {
        "highlights": "highlights",
        "key_figures": "key figures",
        "board": "board",
        "routes": "routes",
        "charts": "charts",
        "advisories": "advisories",
        "events": "events",
        "changes": "changes since the previous issue",
        "tasks": "open tasks",
        "claims": "claims",
        "sources": "sources",
        "legend": "legend",
    },
}


@pytest.mark.parametrize("name", WORDS)
def test_each_term_has_its_words(name: str) -> None:
    assert {term.value: term.words for term in getattr(vocabulary, name)} == WORDS[name]


def test_the_table_holds_every_vocabulary() -> None:
    terms = {name for name, found in vars(vocabulary).items() if isinstance(found, type) and issubclass(found, Word)}
    assert terms - {"Word"} == set(WORDS)
