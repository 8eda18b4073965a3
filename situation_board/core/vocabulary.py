"""The words of the domain as enumerations, each with its code as stored and its words as read.

The vocabularies are the field's own: NATO Admiralty grading, FIRST TLP 2.0, the figure model of IDMC Helix and
IFRC GO, the OASIS CAP 1.2 alert terms. Values are stored in files and travel between laptops: they may be added to,
never renamed or reused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """One term of a vocabulary: the stored code, and English words for people."""

    words: str
    __hash__ = str.__hash__  # that of its code, to which it is equal; and faster than that of an enumeration

    def __new__(cls, code: str, words: str = "") -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.words = words or code.replace("_", " ")
        return term


class Column(Word):
    """Our assessment of a place, never the loudest claim; *held* is the strip below the board."""

    ADVANCING = "advancing"
    CONTESTED = "contested"
    FALLEN = "fallen"
    HELD = "held"


class Basis(Word):
    """The kind of evidence a status rests on."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    ASSESSED = "assessed"
    CONFIRMED = "confirmed"


class Confidence(Word):
    """How sure the assessor is; asked for with basis *assessed*."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class StatusFlag(Word):
    """What else is true of a place beside its column."""

    BESIEGED = "besieged"
    CEASEFIRE = "ceasefire"
    HANDED_OVER = "handed_over", "handed over by agreement"
    PUSH_HALTED = "push_halted"


class ActorKind(Word):
    STATE = "state"
    STATE_FORCES = "state_forces"
    ARMED_GROUP = "armed_group"
    COALITION = "coalition"
    POLITICAL_BODY = "political_body"
    UN_OR_NGO = "un_or_ngo", "UN body or NGO"
    GOVERNMENT_OFFICE = "government_office", "embassy or government office"
    MEDIA = "media", "media outlet"
    COMMUNITY = "community"
    OTHER = "other"


class LinkKind(Word):
    PART_OF = "part_of"
    ALLIED_WITH = "allied_with"
    BACKS = "backs"
    SUPPLIES = "supplies"
    OPPOSES = "opposes"
    LEADS = "leads"


class LocationKind(Word):
    COUNTRY = "country"
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUB_DISTRICT = "sub_district", "sub-district"
    TOWN = "town", "city or town"
    VILLAGE = "village"
    SITE = "site"
    CROSSING = "crossing"
    CAMP = "camp"
    AREA = "area"


class LocationPrecision(Word):
    """How well the coordinates are known. A name without coordinates is normal."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    AREA = "area"
    UNLOCATED = "unlocated"


class RouteKind(Word):
    ROAD = "road"
    CROSSING = "crossing"
    AIRPORT = "airport"


class RouteUse(Word):
    ALL = "all", "all uses"
    CIVILIAN = "civilian"
    HUMANITARIAN = "humanitarian"
    COMMERCIAL = "commercial"


class RouteDirection(Word):
    BOTH = "both", "both ways"
    FORWARD = "forward", "in the order named"
    BACKWARD = "backward", "against the order named"


class RouteState(Word):
    OPEN = "open"
    RESTRICTED = "restricted"
    SEVERED = "severed"
    UNKNOWN = "unknown"


class SourceKind(Word):
    AGENCY = "agency", "humanitarian agency"
    WIRE_SERVICE = "wire_service"
    MEDIA = "media"
    PARTY = "party", "party to the conflict"
    EMBASSY = "embassy"
    GOVERNMENT = "government"
    WITNESS = "witness"
    OTHER = "other"


class Reliability(Word):
    """Reliability of a source, NATO Admiralty code. F means unknown, not worst; unrated is no value at all."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Reliability cannot be judged"


class Credibility(Word):
    """Credibility of an item of information, NATO Admiralty code. 6 means unknown, not worst."""

    ONE = "1", "Confirmed by other sources"
    TWO = "2", "Probably true"
    THREE = "3", "Possibly true"
    FOUR = "4", "Doubtful"
    FIVE = "5", "Improbable"
    SIX = "6", "Truth cannot be judged"


class ClaimVerb(Word):
    ANNOUNCED = "announced"
    CLAIMED = "claimed"
    SAID = "said"
    DENIED = "denied"
    INSISTS = "insists"
    REPORTED = "reported"
    REPORTEDLY = "reportedly"
    CONFIRMED = "confirmed"


class Stance(Word):
    """Whether a claim speaks for or against what the thing it is about says."""

    SUPPORTS = "supports", "for"
    DENIES = "denies", "against"


class HandlingLabel(Word):
    """TLP 2.0 (FIRST), in order of strictness. Written in capitals, never translated."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


class EventKind(Word):
    DISPLACEMENT = "displacement"
    RETURN = "return"
    EVACUATION = "evacuation"
    WITHDRAWAL = "withdrawal"
    SURRENDER = "surrender"
    DEFECTION = "defection"
    RELEASE = "release"
    ADVISORY = "advisory"
    INCIDENT = "incident"
    STATEMENT = "statement"
    OTHER = "other"


class EvacuationState(Word):
    ADVISED = "advised"
    ORDERED = "ordered"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    SUSPENDED = "suspended"
    FAILED = "failed"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class Voluntariness(Word):
    STATED = "stated", "stated as voluntary"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Audience(Word):
    CITIZENS = "citizens"
    STAFF = "staff"
    DEPENDANTS = "dependants"
    PUBLIC = "public"


class FigureCategory(Word):
    DISPLACED = "displaced"
    RETURNED = "returned"
    EVACUATED = "evacuated"
    TRAPPED = "trapped"
    AFFECTED = "affected"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    OTHER = "other"


class FigureGroup(Word):
    IDP = "idp", "internally displaced"
    REFUGEE = "refugee"
    RETURNEE = "returnee"
    CIVILIAN = "civilian"
    WOUNDED = "wounded"
    FIGHTER = "fighter"
    STAFF = "staff"
    ALL = "all", "all people"


class Phase(Word):
    PLANNED = "planned"
    DONE = "done", "done so far"
    REMAINING = "remaining"


class Quantifier(Word):
    EXACT = "exact", "exactly"
    APPROXIMATELY = "approximately"
    MORE_THAN = "more_than", "more than"
    AT_LEAST = "at_least", "at least"
    LESS_THAN = "less_than", "less than"
    UP_TO = "up_to", "up to"
    NEARLY = "nearly"
    BETWEEN = "between"


class FigureUnit(Word):
    PERSON = "person", "people"
    HOUSEHOLD = "household", "households"


class Metric(Word):
    """What a number counts in time. *Not stated* is a lone mark and never summed."""

    STOCK = "stock", "at a date"
    FLOW = "flow", "in a period"
    CUMULATIVE = "cumulative", "since a date"
    NOT_STATED = "not_stated"


class FigureRole(Word):
    RECOMMENDED = "recommended"
    TRIANGULATION = "triangulation"


class CrossBorder(Word):
    YES = "yes"
    NO = "no"


class Medium(Word):
    """How a message came in."""

    RADIO = "radio"
    PHONE = "phone"
    MESSENGER = "messenger"
    EMAIL = "email", "e-mail"
    PAPER = "paper"
    MEETING = "meeting", "in person"
    OTHER = "other"


class Priority(Word):
    """Precedence of a message, as spoken in radio procedure."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class MessageState(Word):
    UNTRIAGED = "untriaged"
    DONE = "done"
    NOT_RELEVANT = "not_relevant"


class TaskKind(Word):
    """What is asked for: an answer, something done, or another look at what the board says."""

    QUESTION = "question", "open question"
    ACTION = "action"
    CHECK = "check", "look again"


class TaskState(Word):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class PresenceKind(Word):
    OFFICE = "office"
    SITE = "site"
    CONVOY = "convoy"
    OTHER = "other"


class Posture(Word):
    """How our own people and partners work at a place (UN Security Management System terms)."""

    NORMAL = "normal"
    RESTRICTED = "restricted"
    HIBERNATION = "hibernation"
    RELOCATING = "relocating"
    EVACUATED = "evacuated"


class SheetKind(Word):
    """What a printed sheet is for."""

    STATUS = "status", "status snapshot"
    HANDOVER = "handover", "shift handover"
    DOSSIER = "dossier", "card dossier"
    EVENTS = "events", "events list"
    CAPTURE = "capture", "capture form"
    REVERIFY = "reverify", "re-verify list"


class SheetState(Word):
    """How far a sheet has come. *Corrected* is a sheet that a later revision replaces."""

    DRAFT = "draft"
    CLEARED = "cleared"
    ISSUED = "issued"
    CORRECTED = "corrected", "replaced by a correction"
    WITHDRAWN = "withdrawn"


class SheetProfile(Word):
    """How much a sheet tells."""

    FULL = "full"
    REDACTED = "redacted"


class SheetPart(Word):
    """What a sheet is made of, in the order in which it is printed."""

    HIGHLIGHTS = "highlights"
    KEY_FIGURES = "key_figures"
    BOARD = "board"
    ROUTES = "routes"
    CHARTS = "charts"
    ADVISORIES = "advisories"
    EVENTS = "events"
    CHANGES = "changes", "changes since the previous issue"
    TASKS = "tasks", "open tasks"
    CLAIMS = "claims"
    SOURCES = "sources"
    LEGEND = "legend"
