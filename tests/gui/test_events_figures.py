"""A spoken sentence with several numbers: taken apart, understood, never added up."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from situation_board.core.figures import parse_figures
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.times import Precision
from situation_board.core.vocabulary import FigureCategory, FigureUnit, Metric, Phase, Quantifier
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.event_figures import understood_figures
from situation_board.gui.events.figure_reading import FigureTyped, read_figure, typed_figure

CLOCK = Clock(1_733_600_000_000, ZoneInfo("Asia/Damascus"))
SENTENCE = "23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"


def read(text: str) -> tuple[Figure, ...]:
    return parse_figures(text, CLOCK.zone)


def test_a_sentence_with_four_numbers_is_four_figures() -> None:
    killed, injured, displaced, remaining = read(SENTENCE)
    assert (killed.category, killed.low) == (FigureCategory.KILLED, 23)
    assert (injured.category, injured.low) == (FigureCategory.INJURED, 51)
    assert (displaced.category, displaced.low, displaced.unit) == (
        FigureCategory.DISPLACED,
        400,
        FigureUnit.HOUSEHOLD,
    )
    assert (remaining.category, remaining.low, remaining.phase) == (FigureCategory.EVACUATED, 1000, Phase.REMAINING)
    assert {figure.metric for figure in (killed, injured, displaced, remaining)} == {Metric.NOT_STATED}


def test_what_comes_after_a_comma_without_a_number_belongs_to_the_figure() -> None:
    (figure,) = read("more than 370,000 displaced people, cumulative, done so far (OCHA)")
    assert figure.quantifier is Quantifier.MORE_THAN
    assert (figure.low, figure.high) == (370_000, None)
    assert (figure.metric, figure.phase, figure.source) == (Metric.CUMULATIVE, Phase.DONE, "OCHA")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 800,000 and one million displaced", 800_000, 1_000_000),
        ("1.1 million displaced", 1_100_000, 1_100_000),
        ("between 200 and 250 evacuated wounded", 200, 250),
        ("٢٣ killed", 23, 23),
        ("up to 50 missing", None, 50),
        ("thousands displaced", None, None),
        ("0 killed", 0, 0),
    ],
)
def test_numbers_are_read_as_they_are_said(text: str, low: int | None, high: int | None) -> None:
    (figure,) = read(text)
    assert (figure.low, figure.high) == (low, high)


def test_figures_are_separated_by_semicolons_commas_and_and_in_any_script() -> None:
    assert len(read("23 killed; 51 injured")) == 2
    assert len(read("23 killed، 51 injured")) == 2
    assert len(read("more than 1,000 killed and at least 51 injured")) == 2
    assert len(read("thousands displaced and hundreds killed")) == 2


def test_a_day_of_its_own_stays_with_its_figure() -> None:
    first, second = read("664,000 displaced, since 2024-12-01, 486,000 returned")
    assert first.starts is not None and first.starts.precision is Precision.DAY
    assert second.starts is None


def test_what_is_not_understood_is_named_while_one_types() -> None:
    assert "flibber" in understood_figures("10 flibber", CLOCK).problem
    assert understood_figures("10 killed", CLOCK).words == ("10 killed people",)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "more than 370,000 displaced people, cumulative",
        "up to 50 missing",
        "between 200 and 250 evacuated wounded, flow",
        "300 households of 5 displaced, stock, on 2024-12-08, expires 2024-12-10",
        "not available killed",
        "hundreds displaced",
    ],
)
def test_a_figure_shown_in_inputs_and_left_alone_stays_what_it_was(text: str) -> None:
    for figure in read(text):
        assert read_figure(typed_figure(figure, CLOCK), CLOCK) == figure


def test_nothing_given_is_not_zero() -> None:
    assert read_figure(FigureTyped(Figure(), low=""), CLOCK).low is None
    assert read_figure(FigureTyped(Figure(), low="0"), CLOCK).low == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (FigureTyped(Figure(), low="many"), "low"),
        (FigureTyped(Figure(), low="20", high="10"), "high"),
        (FigureTyped(Figure(quantifier=Quantifier.BETWEEN), low="20"), "high"),
        (FigureTyped(Figure(unit=FigureUnit.HOUSEHOLD), low="20", size="none"), "size"),
        (FigureTyped(Figure(), low="20", starts="some day"), "starts"),
    ],
)
def test_what_cannot_be_read_names_its_input(typed: FigureTyped, field: str) -> None:
    with pytest.raises(Mistake) as mistake:
        read_figure(typed, CLOCK)
    assert mistake.value.field == field


def test_an_expiry_is_for_stocks_and_a_size_for_households() -> None:
    typed = FigureTyped(Figure(metric=Metric.FLOW), low="20", size="5", expires="2024-12-10")
    figure = read_figure(typed, CLOCK)
    assert (figure.household_size, figure.expires) == (None, None)
