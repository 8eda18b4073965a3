"""Every row of the reference situation stands on the sample's sheet, is counted as left out, or stays off sheets."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.actions import situations
from situation_board.core.sample import create_sample
from situation_board.core.snapshot import Sheet, Standing, Wanted, take
from situation_board.core.snapshot.checking import DoubtKind, doubts
from situation_board.core.snapshot.issuing import as_of_time, stamped
from situation_board.core.snapshot.sheet_json import from_json, to_json, to_text
from situation_board.core.store import Store
from situation_board.core.vocabulary import (
    Basis,
    Column,
    EventKind,
    HandlingLabel,
    Metric,
    Quantifier,
    RouteState,
    SheetKind,
    SheetPart,
    SheetProfile,
    SheetState,
)
from tests.core.filled import DESK, NOW


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.sitboard"
    create_sample(path, identity=DESK).close()
    return path


def taken(path: Path, wanted: Wanted) -> Sheet:
    with Store.open(path, identity=DESK) as store, store.reading() as reading:
        return take(reading, wanted)


@pytest.fixture(scope="module")
def sheet(sample: Path) -> Sheet:
    return taken(sample, Wanted())


def test_each_card_stands_in_its_column_with_its_parties_in_attributed_words(sheet: Sheet) -> None:
    said = {row.place: (row.column, row.said) for column in sheet.columns for row in column.rows}
    assert said == {
        "Damascus": (Column.ADVANCING, "claimed advance by HTS, S. Op. Room, held by Syrian government"),
        "Homs": (Column.CONTESTED, "contested by HTS against Syrian army (claimed)"),
        "Daraa": (Column.FALLEN, "reported lost by Syrian government to S. Op. Room"),
        "Sweida": (Column.FALLEN, "reported lost by Syrian government to Opposition"),
        "Quneitra": (Column.FALLEN, "reported lost by Syrian government to Opposition"),
        "Moadamiya": (Column.FALLEN, "reported lost by Syrian army to Opposition"),
        "Tartus": (Column.HELD, "reported held by Syrian government"),
        "Latakia": (Column.HELD, "reported held by Syrian government"),
    }
    assert [column.heading for column in sheet.columns] == ["Moving on", "Contested", "Control changed", "Held"]


def test_the_admin_level_is_always_shown(sheet: Sheet) -> None:
    levels = {row.place: row.level_words for column in sheet.columns for row in column.rows}
    assert levels["Daraa"] == "governorate"
    assert {level for place, level in levels.items() if place != "Daraa"} == {"city"}


def test_claims_stand_with_their_counter_claim_verb_and_speaker_and_are_unrated(sheet: Sheet) -> None:
    rows = {row.place: row for column in sheet.columns for row in column.rows}
    assert [(claim.stance_words, claim.speaker, claim.verb) for claim in rows["Damascus"].claims] == [
        ("for", "HTS (leader)", "said"),
        ("for", "S. Op. Room", "announced"),
        ("against", "Syrian state media", "insists"),
    ]
    assert len(rows["Homs"].claims) == 3
    assert rows["Daraa"].claims[0].speaker == "Video footage"
    assert rows["Damascus"].grades == "for 2 / against 1 · unrated"
    assert {claim.grade for row in rows.values() for claim in row.claims} == {"unrated"}


def test_both_routes_are_severed(sheet: Sheet) -> None:
    assert [(line.name, line.state, line.note) for line in sheet.routes] == [
        ("Damascus – Homs – Latakia", RouteState.SEVERED, "The army has withdrawn from Homs."),
        ("Damascus – Homs – Tartus", RouteState.SEVERED, "The army has withdrawn from Homs."),
    ]


def test_every_event_stands_with_its_source_and_its_wording(sheet: Sheet) -> None:
    words = "displacement evacuation withdrawal withdrawal statement statement statement surrender defection release"
    kinds = [*words.split(), *["incident"] * 4, "other"]
    assert sorted(line.kind.value for line in sheet.events) == sorted(kinds)
    by_kind = {line.kind: line for line in sheet.events}
    assert by_kind[EventKind.EVACUATION].state_words == "under way"
    assert by_kind[EventKind.EVACUATION].figures == (), "none was given"
    assert {line.source for line in sheet.events if line.kind == EventKind.WITHDRAWAL} == {"AFP"}
    killed = [figure for line in sheet.events for figure in line.figures if "killed" in figure]
    assert [figure.split(",")[0] for figure in killed] == ["more than 100 people killed", "more than 300 people killed"]


def test_both_advisories_say_what_to_do_and_are_in_force(sheet: Sheet) -> None:
    assert [(line.issuer, line.instruction, line.in_force) for line in sheet.advisories] == [
        ("India", "Do not travel to Syria.", True),
        ("US Embassy in Syria", "Leave now, while commercial options remain.", True),
    ]


def test_the_one_key_figure_is_a_lower_bound_with_a_footnote(sheet: Sheet) -> None:
    (figure,) = sheet.key_figures
    assert (figure.amount, figure.source, figure.metric) == ("more than 370,000", "OCHA", Metric.CUMULATIVE)
    assert (figure.low, figure.high, figure.quantifier) == (370_000, None, Quantifier.MORE_THAN)
    assert figure.when == "1 Dec 2024 – 8 Dec 2024"
    (note,) = sheet.footnotes
    assert note.number == figure.footnote
    assert "it does not mean that all are still away today" in note.text
    assert "how many more is not known" in note.text


def test_the_chart_holds_the_number_open_above_and_the_events_without_one(sheet: Sheet) -> None:
    displacement, evacuation = sheet.charts
    (series,) = displacement.series
    assert [(point.low, point.high, point.quantifier) for point in series.points] == [
        (370_000, None, Quantifier.MORE_THAN)
    ]
    assert evacuation.series == ()
    assert {mark.kind for mark in evacuation.marks} >= {EventKind.EVACUATION, EventKind.WITHDRAWAL}
    assert {mark.why for mark in evacuation.marks} == {"no figure is given"}


def test_every_actor_stands_on_it_or_is_named_as_left_out(sheet: Sheet) -> None:
    text = to_text(sheet)
    names = ["Syrian government", "Syrian army", "Syrian police", "Syrian state media", "Hayat Tahrir al-Sham"]
    names += ["Southern Operations Room", "Opposition factions", "Iran", "Hezbollah", "Hamas", "Russia", "Turkey"]
    names += ["Israel", "United States", "US Embassy", "US intelligence", "India", "United Nations", "OCHA"]
    names += ["UN fact-finding missions", "Agence France-Presse"]
    assert [name for name in names if name not in text] == []
    (unnamed,) = (line for line in sheet.left_out if line.text.startswith("Parties that nothing"))
    assert {"Hamas", "Russia", "Israel"} <= set(unnamed.names)
    assert unnamed.count == len(unnamed.names)


def test_every_place_stands_on_it_or_is_named_as_without_a_card(sheet: Sheet) -> None:
    text = to_text(sheet)
    places = ["Damascus", "Homs", "Daraa", "Sweida", "Quneitra", "Tartus", "Latakia", "Moadamiya"]
    places += ["Ghouta", "Khan Shaykhun", "Golan Heights"]
    assert [place for place in places if place not in text] == []


def test_notes_on_places_and_links_stay_off_but_are_counted(sheet: Sheet) -> None:
    assert "Druze" not in to_text(sheet)
    texts = [line.text for line in sheet.left_out]
    assert "Notes on places, off sheets: 1 (Sweida (city))." in texts
    assert "What parties are to each other, off sheets: 8." in texts


def test_the_head_says_what_it_tells_of_and_how_far_it_has_come(sheet: Sheet) -> None:
    head = sheet.header
    assert (head.title, head.subject, head.number, head.state) == (
        "Syria, December 2024",
        "status snapshot",
        None,
        SheetState.DRAFT,
    )
    assert (head.as_of, head.as_of_iso, head.zone, head.label) == (
        "8 Dec 2024",
        "2024-12-08",
        "Asia/Damascus",
        HandlingLabel.AMBER,
    )
    assert [line.text for line in head.course] == ["draft, not cleared"]
    assert {part.part for part in sheet.parts} == set(SheetPart)


def test_highlights_have_a_number_and_a_date_each(sheet: Sheet) -> None:
    texts = [highlight.text for highlight in sheet.highlights]
    assert "Control changed in 4 places: Daraa, Sweida, Quneitra, Moadamiya." in texts
    assert "2 routes severed: Damascus – Homs – Latakia, Damascus – Homs – Tartus." in texts
    assert all(any(character.isdigit() for character in text) for text in texts)
    assert all("2024" in highlight.when for highlight in sheet.highlights)


def test_before_issuing_the_list_names_highlights_that_rest_on_unrated_claims(sheet: Sheet) -> None:
    assert {doubt.kind for doubt in doubts(sheet)} == {DoubtKind.UNRATED}


def test_a_sheet_comes_back_from_its_json_with_the_same_hash(sheet: Sheet) -> None:
    again = from_json(json.loads(to_text(sheet)))
    assert to_json(again) == to_json(sheet)
    assert again == sheet
    assert again.content_sha256 == sheet.content_sha256
    assert sheet.seal == f"draft 2024-12-08 sha256:{sheet.content_sha256}"


def test_the_same_situation_gives_the_same_hash(sample: Path, sheet: Sheet) -> None:
    assert taken(sample, Wanted()).content_sha256 == sheet.content_sha256


def test_an_arabic_sheet_has_arabic_names_words_and_western_digits(sample: Path) -> None:
    arabic = taken(sample, Wanted(language="ar"))
    rows = {row.place: row for column in arabic.columns for row in column.rows}
    assert "حمص" in rows
    assert "انتقال السيطرة من الحكومة السورية إلى فصائل المعارضة" in rows["السويداء"].said
    assert arabic.header.as_of == "8 ديسمبر 2024"
    assert "370,000" in arabic.key_figures[0].amount
    levantine = taken(sample, Wanted(language="ar", months="levantine", digits="arabic"))
    assert levantine.header.as_of == "٨ كانون الأول ٢٠٢٤"
    assert "٣٧٠,٠٠٠" in levantine.key_figures[0].amount


def test_a_bilingual_sheet_says_everything_in_both_languages(sample: Path) -> None:
    both = taken(sample, Wanted(language="en+ar"))
    rows = [row for column in both.columns for row in column.rows]
    assert "Homs\nحمص" in [row.place for row in rows]
    assert all(len(row.said.split("\n")) == 2 for row in rows)
    assert both.languages == ("en", "ar")


def test_a_redacted_sheet_tells_areas_days_and_no_text_that_anybody_wrote(sample: Path, sheet: Sheet) -> None:
    redacted = taken(sample, Wanted(profile=SheetProfile.REDACTED))
    text = to_text(redacted)
    written = [claim.text for column in sheet.columns for row in column.rows for claim in row.claims]
    written += [row.note for column in sheet.columns for row in column.rows if row.note]
    written += [line.text for line in sheet.events] + [line.instruction for line in sheet.advisories]
    written += [line.note for line in sheet.events if line.note] + [line.note for line in sheet.routes if line.note]
    assert [each for each in written if each in text] == []
    assert [place for place in ("Moadamiya", "Ghouta", "Khan Shaykhun") if place in text] == []
    ids = [row.card for column in sheet.columns for row in column.rows] + [line.event for line in sheet.events]
    assert [each for each in ids if each in text] == []
    assert {row.level_words for column in redacted.columns for row in column.rows} == {"governorate"}
    assert redacted.header.profile_words == "redacted"
    assert "more than 370,000" in text, "no small number"
    reasons = [line.text for line in redacted.left_out if line.why == "redacted"]
    assert any(line.startswith("Places told by their") for line in reasons)
    assert any(line.startswith("Texts, notes and excerpts withheld") for line in reasons)


@pytest.mark.parametrize("kind", SheetKind)
def test_every_kind_of_sheet_is_made_of_the_sample(sample: Path, sheet: Sheet, kind: SheetKind) -> None:
    homs = next(row.card for column in sheet.columns for row in column.rows if row.place == "Homs")
    made = taken(sample, Wanted(kind=kind, card=homs, numbers=("H2K7M-1", "H2K7M-2")))
    assert made.kind is kind
    assert from_json(json.loads(to_text(made))) == made
    match kind:
        case SheetKind.DOSSIER:
            assert made.dossier is not None
            assert made.dossier.row.place == "Homs"
            assert made.header.subject == "card dossier: Homs"
            assert [line.kind for line in made.dossier.lines].count("claim") == 3
            assert {line.kind for line in made.dossier.lines} == {"claim", "status"}
        case SheetKind.CAPTURE:
            assert made.form is not None
            assert made.form.numbers == ("H2K7M-1", "H2K7M-2")
            assert {"claimed", "reported"} <= {
                word for choice in made.form.choices for word in choice.text.split(" / ")
            }
        case SheetKind.EVENTS:
            assert len(made.events) == 15
            assert made.columns == ()


def test_the_events_list_holds_the_kinds_that_are_asked_for(sample: Path) -> None:
    made = taken(sample, Wanted(kind=SheetKind.EVENTS, event_kinds=(EventKind.WITHDRAWAL,)))
    assert {line.kind for line in made.events} == {EventKind.WITHDRAWAL}
    assert made.advisories == ()


def test_only_the_parts_that_are_asked_for_stand_on_it(sample: Path) -> None:
    made = taken(sample, Wanted(parts=(SheetPart.BOARD, SheetPart.ROUTES)))
    assert [part.part for part in made.parts] == [SheetPart.BOARD, SheetPart.ROUTES]
    assert (made.highlights, made.key_figures, made.events, made.sources, made.legend) == ((), (), (), (), ())
    assert len([row for column in made.columns for row in column.rows]) == 8


def test_without_claims_their_number_and_grades_stay(sample: Path) -> None:
    made = taken(sample, Wanted(parts=(SheetPart.BOARD,)))
    rows = {row.place: row for column in made.columns for row in column.rows}
    assert (rows["Homs"].claims, rows["Homs"].grades) == ((), "for 3 · unrated")


def test_what_a_person_writes_takes_the_place_of_the_proposed_highlights(sample: Path) -> None:
    made = taken(sample, Wanted(highlights=("Call 0933 123 456 for Homs.", " ")))
    assert [highlight.text for highlight in made.highlights] == ["Call 0933 123 456 for Homs."]
    assert [doubt.piece for doubt in doubts(made)] == ["0933 123 456"]


def test_evidence_keeps_its_term_beside_the_words(sheet: Sheet) -> None:
    evidence = {row.place: row.basis for column in sheet.columns for row in column.rows}
    assert evidence["Homs"] is Basis.CLAIMED
    assert evidence["Tartus"] is Basis.REPORTED


def test_a_time_that_spans_days_is_told_to_machines_as_such(tmp_path: Path) -> None:
    span = times.parse("7-8 Dec 2024", zone=times.zone_named("Asia/Damascus"), now=NOW)
    start = partial(situations.start_situation, name="Two days", timezone="Asia/Damascus", closed_at=span)
    with Store.create(tmp_path / "one.sitboard", start, identity=DESK) as store, store.reading() as reading:
        head = take(reading).header
        assert (head.as_of, head.as_of_iso) == ("7-8 Dec 2024", "2024-12-07..2024-12-08")
        assert as_of_time(reading, head) == span


def test_what_issuing_adds_is_written_like_the_sheet(sample: Path) -> None:
    wanted = Wanted(language="ar", digits="arabic", months="levantine")
    with Store.open(sample, identity=DESK) as store, store.reading() as reading:
        standing = Standing(state=SheetState.ISSUED, number="H2K7M-1", issued_at=NOW)
        sheet = stamped(reading, take(reading, wanted), standing)
    assert sheet.header.course[-1].text == "٨ كانون الأول ٢٠٢٤ ١٥:٠٠"
