"""The words of the field: codes are a contract between laptops and never change; each has its words."""

from __future__ import annotations

import pytest

from situation_board.core import vocabulary
from situation_board.core.vocabulary import Credibility, FigureCategory, HandlingLabel, Reliability, Word

CODES = {
    "Column": "advancing contested fallen held",
    "Basis": "claimed reported assessed confirmed",
    "Confidence": "low moderate high",
    "StatusFlag": "besieged ceasefire handed_over push_halted",
    "ActorKind": "state state_forces armed_group coalition political_body un_or_ngo government_office media community"
    " other",
    "LinkKind": "part_of allied_with backs supplies opposes leads",
    "LocationKind": "country governorate district sub_district town village site crossing camp area",
    "LocationPrecision": "exact settlement area unlocated",
    "RouteKind": "road crossing airport",
    "RouteUse": "all civilian humanitarian commercial",
    "RouteDirection": "both forward backward",
    "RouteState": "open restricted severed unknown",
    "SourceKind": "agency wire_service media party embassy government witness other",
    "Reliability": "A B C D E F",
    "Credibility": "1 2 3 4 5 6",
    "ClaimVerb": "announced claimed said denied insists reported reportedly confirmed",
    "Stance": "supports denies",
    "HandlingLabel": "TLP:RED TLP:AMBER+STRICT TLP:AMBER TLP:GREEN TLP:CLEAR",
    "EventKind": "displacement return evacuation withdrawal surrender defection release advisory incident statement"
    " other",
    "EvacuationState": "advised ordered agreed under_way suspended failed cancelled completed",
    "Voluntariness": "stated disputed unknown",
    "Audience": "citizens staff dependants public",
    "FigureCategory": "displaced returned evacuated trapped affected killed injured missing other",
    "FigureGroup": "idp refugee returnee civilian wounded fighter staff all",
    "Phase": "planned done remaining",
    "Quantifier": "exact approximately more_than at_least less_than up_to nearly between",
    "FigureUnit": "person household",
    "Metric": "stock flow cumulative not_stated",
    "FigureRole": "recommended triangulation",
    "CrossBorder": "yes no",
    "Medium": "radio phone messenger email paper meeting other",
    "Priority": "routine urgent emergency",
    "MessageState": "untriaged done not_relevant",
    "TaskKind": "question action check",
    "TaskState": "open done dropped",
    "PresenceKind": "office site convoy other",
    "Posture": "normal restricted hibernation relocating evacuated",
    "SheetKind": "status handover dossier events capture reverify",
    "SheetState": "draft cleared issued corrected withdrawn",
    "SheetProfile": "full redacted",
    "SheetPart": "highlights key_figures board routes charts advisories events changes tasks claims sources legend",
}
"""As stored in files and exchanged between laptops: add at the end of a line, never take away."""

VOCABULARIES = {
    name: found
    for name, found in vars(vocabulary).items()
    if isinstance(found, type) and issubclass(found, Word) and found is not Word
}
TERMS = [term for words in VOCABULARIES.values() for term in words]


def test_every_vocabulary_is_in_the_table() -> None:
    assert VOCABULARIES.keys() == CODES.keys()


@pytest.mark.parametrize("name", CODES)
def test_the_codes_are_those_that_files_hold(name: str) -> None:
    assert [term.value for term in VOCABULARIES[name]] == CODES[name].split()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{type(term).__name__}.{term.name}")
def test_a_term_is_read_from_its_code_and_has_words(term: Word) -> None:
    assert type(term)(term.value) is term
    assert str(term) == term.value
    assert term.words.strip() and "_" not in term.words


def test_the_admiralty_grades_have_the_words_of_the_field() -> None:
    assert [grade.words for grade in Reliability] == [
        "Completely reliable",
        "Usually reliable",
        "Fairly reliable",
        "Not usually reliable",
        "Unreliable",
        "Reliability cannot be judged",
    ]
    assert [grade.words for grade in Credibility] == [
        "Confirmed by other sources",
        "Probably true",
        "Possibly true",
        "Doubtful",
        "Improbable",
        "Truth cannot be judged",
    ]


def test_handling_labels_are_written_in_capitals_without_spaces_from_the_strictest_down() -> None:
    assert all(label.value == label.words == label.value.upper() for label in HandlingLabel)
    assert all(" " not in label.value for label in HandlingLabel)
    assert next(iter(HandlingLabel)) is HandlingLabel.RED
    assert list(HandlingLabel)[-1] is HandlingLabel.CLEAR


def test_dead_missing_and_injured_are_categories_of_their_own() -> None:
    assert {FigureCategory.KILLED, FigureCategory.MISSING, FigureCategory.INJURED} <= set(FigureCategory)
