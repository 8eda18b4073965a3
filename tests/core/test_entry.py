"""What people type becomes what the store holds, and what cannot be read is said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from situation_board.core.entering import change, enter
from situation_board.core.entry import Parsed, entry_fields, locate, parse_values
from situation_board.core.figures import figure_words, parse_figures
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.locating import add_place, gazetteer_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import card_faces
from situation_board.core.questions.show import show
from situation_board.core.rows import Claim, Event, Location, Name
from situation_board.core.sample import create_sample
from situation_board.core.store import Identity, Store
from situation_board.core.times import Precision, day
from situation_board.core.vocabulary import (
    Basis,
    Column,
    FigureCategory,
    FigureGroup,
    FigureUnit,
    HandlingLabel,
    LocationKind,
    Metric,
    Phase,
    Quantifier,
    StatusFlag,
)

ZONE = ZoneInfo("Asia/Damascus")
ME = Identity("laptop", "test")


@pytest.fixture
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer() as known:
        yield known


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sample.sitboard"
    create_sample(path, identity=ME).close()
    return path


@pytest.fixture
def sample(template: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(template, tmp_path)), identity=ME) as store:
        yield store


def parsed(store: Store, gazetteer: Gazetteer, table: str, **texts: str) -> Parsed:
    with store.reading() as reading:
        return parse_values(reading, table, texts, gazetteer)


def mistake(store: Store, gazetteer: Gazetteer, table: str, **texts: str) -> Mistake:
    with pytest.raises(Mistake) as raised:
        parsed(store, gazetteer, table, **texts)
    return raised.value


# --- places


def test_a_town_and_its_governorate_of_one_name_mean_the_town(sample: Store, gazetteer: Gazetteer) -> None:
    with sample.reading() as reading:
        assert locate(reading, gazetteer, "Homs").kind is LocationKind.TOWN
        assert locate(reading, gazetteer, "حمص").kind is LocationKind.TOWN


@pytest.mark.parametrize(
    "text", ["Homs governorate", "Homs, governorate", "Homs (governorate)", "homs Governorate", "محافظة حمص"]
)
def test_the_governorate_can_be_meant(sample: Store, gazetteer: Gazetteer, text: str) -> None:
    with sample.reading() as reading:
        located = locate(reading, gazetteer, text)
    assert located.kind is LocationKind.GOVERNORATE
    assert located.id == gazetteer_id("seed:homs-governorate")


def test_a_place_of_the_situation_is_not_made_again(sample: Store, gazetteer: Gazetteer) -> None:
    with sample.reading() as reading:
        for spelling in ("As-Suwayda", "Sweida", "السويداء", "sweida"):
            located = locate(reading, gazetteer, spelling)
            assert (located.name, located.is_new) == ("Sweida", False)


def test_two_real_places_of_one_name_ask(sample: Store, gazetteer: Gazetteer) -> None:
    with sample.reading() as reading, pytest.raises(Mistake) as raised:
        locate(reading, gazetteer, "Suran")
    assert len(raised.value.candidates) == 2
    assert {"Hama", "Aleppo"} <= set(" ".join(raised.value.candidates).replace(",", "").split())


@pytest.mark.parametrize("text", ["Suran, Hama", "Suran (Hama)", "Suran, Hama governorate", "Suran, Hama, Syria"])
def test_the_area_tells_two_places_apart(sample: Store, gazetteer: Gazetteer, text: str) -> None:
    with sample.reading() as reading:
        assert locate(reading, gazetteer, text).area == "Hama"


def test_a_new_place_of_the_gazetteer_brings_its_areas_names_and_coordinates(
    sample: Store, gazetteer: Gazetteer
) -> None:
    sample.do(add_place, gazetteer, "Tall Rifat")
    with sample.reading() as reading:
        located = locate(reading, gazetteer, "تل رفعت")
        shown = show(reading, located.id)
        assert isinstance(shown.row, Location)
        assert not located.is_new
        assert shown.row.latitude is not None and shown.row.gazetteer is not None
        assert any(name.language == "ar" for name in shown.row.names)
        assert shown.detail.endswith("Aleppo, Syria")


def test_a_struck_place_of_the_gazetteer_is_taken_up_again(sample: Store, gazetteer: Gazetteer) -> None:
    from situation_board.core.actions import records

    with sample.reading() as reading:
        golan = locate(reading, gazetteer, "Golan Heights").id
    sample.do(records.strike, golan)
    sample.do(add_place, gazetteer, "Golan Heights")
    with sample.reading() as reading:
        assert not reading.rows(Location, "id = ?", golan)[0].voided


def test_an_unknown_place_is_new_and_unlocated_and_near_names_are_only_suggested(
    sample: Store, gazetteer: Gazetteer
) -> None:
    with sample.reading() as reading:
        located = locate(reading, gazetteer, "Damascos")
    assert located.is_new and not located.located
    assert located.name == "Damascos"
    assert any("Damascus" in suggestion for suggestion in located.suggestions)


def test_a_place_is_known_by_the_beginning_of_its_id(sample: Store, gazetteer: Gazetteer) -> None:
    homs = gazetteer_id("geonames:169577")
    with sample.reading() as reading:
        assert locate(reading, gazetteer, homs[:8]).id == homs


def test_a_name_of_nothing_but_signs_is_no_place(sample: Store, gazetteer: Gazetteer) -> None:
    with sample.reading() as reading, pytest.raises(Mistake):
        locate(reading, gazetteer, " -- ")


# --- values


def test_choices_are_read_by_code_and_by_words(sample: Store, gazetteer: Gazetteer) -> None:
    found = parsed(
        sample, gazetteer, "card", column="CONTESTED", flags="besieged, Handed over by agreement", label="amber"
    )
    assert found.values["column"] is Column.CONTESTED
    assert found.values["flags"] == (StatusFlag.BESIEGED, StatusFlag.HANDED_OVER)
    assert found.values["label"] is HandlingLabel.AMBER
    assert parsed(sample, gazetteer, "card", label="tlp:amber+strict").values["label"] is HandlingLabel.AMBER_STRICT


def test_a_wrong_choice_names_the_field_and_the_choices(sample: Store, gazetteer: Gazetteer) -> None:
    wrong = mistake(sample, gazetteer, "card", basis="rumoured")
    assert wrong.field == "basis"
    assert all(basis.value in str(wrong) for basis in Basis)


@pytest.mark.parametrize(
    ("text", "count"), [("HTS", 1), ("HTS, Southern Operations Room", 2), ("هيئة تحرير الشام; iran", 2), ("nobody", 0)]
)
def test_actors_are_read_by_any_name(sample: Store, gazetteer: Gazetteer, text: str, count: int) -> None:
    assert len(parsed(sample, gazetteer, "card", moving=text).values["moving"]) == count


@pytest.mark.parametrize("text", ["unknown", "?", "", "Unknown"])
def test_who_is_not_known_is_none_and_not_nobody(sample: Store, gazetteer: Gazetteer, text: str) -> None:
    assert parsed(sample, gazetteer, "card", controllers=text).values["controllers"] is None


def test_an_unknown_actor_is_never_made_by_the_way(sample: Store, gazetteer: Gazetteer) -> None:
    wrong = mistake(sample, gazetteer, "card", moving="Hezbolah")
    assert wrong.candidates == ("Hezbollah",)
    assert "add FILE actor" in wrong.do


def test_times_are_in_the_situations_zone_and_keep_their_precision(sample: Store, gazetteer: Gazetteer) -> None:
    values = parsed(sample, gazetteer, "event", starts="2024-12-07", ends="7 Dec 2024 14:30").values
    assert values["starts"].precision is Precision.DAY
    assert values["ends"].precision is Precision.MINUTE
    assert values["ends"].earliest - values["starts"].earliest == 14.5 * 3_600_000


def test_numbers_flags_and_names_are_read(sample: Store, gazetteer: Gazetteer) -> None:
    place = parsed(sample, gazetteer, "location", latitude="٣٣٫٥", names="ar:دمشق; en:Damascus; Sham").values
    assert place["latitude"] == 33.5
    assert place["names"] == (
        Name(name="دمشق", language="ar"),
        Name(name="Damascus", language="en"),
        Name(name="Sham"),
    )
    assert parsed(sample, gazetteer, "situation", exercise="Yes", shelf_life_held="1 000").values == {
        "exercise": True,
        "shelf_life_held": 1000,
    }


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        ("situation", "exercise", "perhaps"),
        ("card", "shelf_life", "a day"),
        ("location", "latitude", "north"),
        ("card", "as_of", "some time ago"),
        ("event", "figures", "very many people"),
    ],
)
def test_what_cannot_be_read_names_its_field(
    sample: Store, gazetteer: Gazetteer, table: str, field: str, text: str
) -> None:
    assert mistake(sample, gazetteer, table, **{field: text}).field == field


def test_an_unknown_field_lists_those_there_are_with_their_meaning(sample: Store, gazetteer: Gazetteer) -> None:
    wrong = mistake(sample, gazetteer, "actor", colur="#ffffff")
    assert [line.partition(":")[0] for line in wrong.candidates] == [field.name for field in entry_fields("actor")]
    assert any("stripe" in line for line in wrong.candidates)


def test_a_list_of_places_is_separated_by_semicolons_when_a_name_holds_a_comma(
    sample: Store, gazetteer: Gazetteer
) -> None:
    assert len(parsed(sample, gazetteer, "route", via="Damascus, Homs, Tartus").values["via"]) == 3
    found = parsed(sample, gazetteer, "route", via="Suran, Hama; Homs")
    assert len(found.values["via"]) == 2
    assert len(found.drafts) == 2  # Suran and its governorate


# --- figures


def test_a_figure_in_words_keeps_everything_that_makes_it_honest() -> None:
    [figure] = parse_figures("more than 370,000 displaced people, cumulative (OCHA)", ZONE)
    assert (figure.quantifier, figure.low, figure.high) == (Quantifier.MORE_THAN, 370_000, None)
    assert (figure.category, figure.metric, figure.source) == (FigureCategory.DISPLACED, Metric.CUMULATIVE, "OCHA")
    assert figure.number == "370,000"


def test_ranges_households_groups_and_phases_are_read() -> None:
    one, two = parse_figures(
        "between 200 and 250 evacuated wounded, flow, done so far; 300-350 households of 5 displaced", ZONE
    )
    assert (one.low, one.high, one.group, one.phase) == (200, 250, FigureGroup.WOUNDED, Phase.DONE)
    assert (two.low, two.high, two.unit, two.household_size) == (300, 350, FigureUnit.HOUSEHOLD, 5)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("300 killed", 300, 300),
        ("at least 300 killed", 300, None),
        ("up to 300 killed", None, 300),
        ("less than 300 killed", None, 300),
        ("nearly 300 killed", 300, 300),
        ("0 killed", 0, 0),
        ("٣٠٠ killed", 300, 300),
        ("2 million displaced", 2_000_000, 2_000_000),
        ("not available killed", None, None),
        ("NA killed", None, None),
        ("thousands displaced", None, None),
    ],
)
def test_an_open_end_is_none_zero_is_not_missing_and_missing_is_not_zero(
    text: str, low: int | None, high: int | None
) -> None:
    [figure] = parse_figures(text, ZONE)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["killed 300", "300 kiled", "300 killed injured", "250 to 200 killed", "[{]", '{"lo": 1}']
)
def test_a_figure_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        parse_figures(text, ZONE)


def test_figures_are_read_from_json_too_and_its_choices_are_checked() -> None:
    [figure] = parse_figures('[{"category": "killed", "low": 3, "metric": null}]', ZONE)
    assert (figure.category, figure.low, figure.high) == (FigureCategory.KILLED, 3, None)
    for wrong in ('{"category": "slain"}', '{"low": "3"}', '{"low": 5, "high": 3}'):
        with pytest.raises(Mistake):
            parse_figures(wrong, ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "more than 370,000 displaced people, cumulative (OCHA)",
        "between 200 and 250 evacuated wounded people, flow, done so far, cross-border",
        "300 households of 5, stock, triangulation",
        "thousands people",
        "more than 370,000 displaced people, cumulative, since 2024-12-01, until 2024-12-08",
        "12,000 displaced people, stock, on 2024-12-08, expires 2024-12-10",
    ],
)
def test_the_words_of_a_figure_are_read_back_as_the_same_figure(text: str) -> None:
    [figure] = parse_figures(text, ZONE)
    [again] = parse_figures(figure_words(figure, ZONE), ZONE)
    assert replace(again, number=None) == replace(figure, number=None)


def test_a_figure_has_the_times_of_its_own_that_are_said() -> None:
    [figure] = parse_figures("370,000 displaced people, cumulative since 2024-12-01", ZONE)
    assert figure.starts == day(date(2024, 12, 1), ZONE) and figure.ends is None
    [same] = parse_figures('{"low": 370000, "starts": {"at": "2024-12-01", "precision": "day"}}', ZONE)
    assert same.starts == figure.starts
    for wrong in ("3 killed on 2024-13-01", '{"starts": 3}'):
        with pytest.raises(Mistake):
            parse_figures(wrong, ZONE)


# --- entering


def test_a_card_with_a_new_place_is_one_step_to_undo(sample: Store, gazetteer: Gazetteer) -> None:
    from situation_board.core.history import undo

    texts = {"location": "Suran, Hama", "column": "contested", "moving": "HTS", "controllers": "Syrian army"}
    saved = sample.do(enter, gazetteer, "card", texts)
    with sample.reading() as reading:
        [face] = card_faces(reading, saved.ids)
        assert (face.place, face.column, face.has_source) == ("Suran", Column.CONTESTED, False)
    sample.do(undo)
    with sample.reading() as reading:
        assert card_faces(reading, saved.ids) == []
        assert locate(reading, gazetteer, "Suran, Hama").is_new


def test_a_second_actor_of_one_name_is_refused(sample: Store, gazetteer: Gazetteer) -> None:
    with pytest.raises(Mistake, match="already"):
        sample.do(enter, gazetteer, "actor", {"name": "hts"})


def test_a_place_is_entered_as_the_gazetteer_knows_it_or_as_ones_own(sample: Store, gazetteer: Gazetteer) -> None:
    known = sample.do(enter, gazetteer, "location", {"name": "Tall Rifat", "note": "flat", "names": "Tal"}).ids[0]
    own = sample.do(enter, gazetteer, "location", {"name": "Depot 4", "parent": "Homs", "latitude": "34.7"}).ids[0]
    with sample.reading() as reading:
        rows = reading.rows_by_id(Location, [known, own])
    assert (rows[known].note, rows[known].latitude is not None) == ("flat", True)
    assert Name(name="Tal") in rows[known].names and len(rows[known].names) > 1
    assert rows[own].parent == gazetteer_id("geonames:169577")
    with pytest.raises(Mistake, match="already"):
        sample.do(enter, gazetteer, "location", {"name": "تل رفعت"})


def test_a_route_is_entered_with_its_state_and_the_state_changed_later(sample: Store, gazetteer: Gazetteer) -> None:
    texts = {"via": "Homs, Tartus", "kind": "road", "state": "open", "basis": "reported"}
    route = sample.do(enter, gazetteer, "route", texts).ids[0]
    sample.do(change, gazetteer, "route", route, {"state": "restricted", "condition": "checkpoint", "note": "slow"})
    with sample.reading() as reading:
        shown = show(reading, route)
    states = [getattr(row, "state", None) for row in shown.own[0].rows]
    assert sorted(str(state) for state in states) == ["open", "restricted"]
    assert getattr(shown.row, "note", None) == "slow"


def test_edits_of_an_event_and_a_claim_go_on_from_their_latest_version(sample: Store, gazetteer: Gazetteer) -> None:
    event = sample.do(enter, gazetteer, "event", {"kind": "return", "text": "People return"}).ids[0]
    sample.do(change, gazetteer, "event", event, {"location": "Homs"})
    sample.do(change, gazetteer, "event", event, {"text": "Many people return"})
    claim_texts = {"about": "Homs", "speaker": "HTS", "verb": "said", "stance": "for", "text": "ours"}
    claim = sample.do(enter, gazetteer, "claim", claim_texts).ids[0]
    sample.do(change, gazetteer, "claim", claim, {"credibility": "3"})
    sample.do(change, gazetteer, "claim", claim, {"stance": "against"})
    with sample.reading() as reading:
        changed, said = show(reading, event).row, show(reading, claim).row
    assert isinstance(changed, Event) and isinstance(said, Claim)
    assert (changed.text, changed.location) == ("Many people return", gazetteer_id("geonames:169577"))
    assert (said.credibility, said.stance, said.text) == ("3", "denies", "ours")


def test_a_card_stays_at_its_place(sample: Store, gazetteer: Gazetteer) -> None:
    with sample.reading() as reading:
        card = reading.value("SELECT id FROM card WHERE number = 1")
    with pytest.raises(Mistake, match="stays"):
        sample.do(change, gazetteer, "card", card, {"location": "Homs"})


def test_new_places_and_unlocated_names_are_told(sample: Store, gazetteer: Gazetteer) -> None:
    saved = sample.do(enter, gazetteer, "event", {"kind": "other", "location": "Kilometre 5"})
    assert any("Kilometre 5" in note and "not located" in note for note in saved.notes)
