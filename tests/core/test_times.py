"""Times as people type and read them: no precision is lost, and none is invented."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time, in_words, parse, to_json, zone_named

DAMASCUS = ZoneInfo("Asia/Damascus")  # UTC+3 all year since 2022
BERLIN = ZoneInfo("Europe/Berlin")
NOW = times.moment(datetime(2024, 12, 8, 15, 0, tzinfo=DAMASCUS))


def utc(*parts: int) -> int:
    return times.moment(datetime(*parts, tzinfo=UTC))  # type: ignore[misc, arg-type]


def read(text: str, zone: ZoneInfo = DAMASCUS, now: int = NOW) -> Time:
    return parse(text, zone=zone, now=now)


A_DAY = Time(utc(2024, 12, 7, 21), utc(2024, 12, 8, 21), Precision.DAY)
HALF_PAST_TWO = Time(utc(2024, 12, 8, 11, 30), utc(2024, 12, 8, 11, 31), Precision.MINUTE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-08", A_DAY),
        ("8 Dec 2024", A_DAY),
        ("8 December 2024", A_DAY),
        ("  8   dec.  2024 ", A_DAY),
        ("٢٠٢٤-١٢-٠٨", A_DAY),
        ("۲۰۲۴-۱۲-۰۸", A_DAY),
        ("٨ Dec 2024", A_DAY),
        ("8 Dec", A_DAY),
        ("today", A_DAY),
        ("2024-12-08 14:30", HALF_PAST_TWO),
        ("2024-12-08T14:30", HALF_PAST_TWO),
        ("2024-12-08 14:30+03:00", HALF_PAST_TWO),
        ("2024-12-08 11:30Z", HALF_PAST_TWO),
        ("2024-12-08 14:30 +03:00", HALF_PAST_TWO),
        ("8 Dec 2024 14:30", HALF_PAST_TWO),
        ("8 Dec 2024, 14:30", HALF_PAST_TWO),
        ("8 Dec 14:30", HALF_PAST_TWO),
        ("14:30", HALF_PAST_TWO),
        ("14h30", HALF_PAST_TWO),
        ("1430h", HALF_PAST_TWO),
        ("1430hrs", HALF_PAST_TWO),
        ("١٤:٣٠", HALF_PAST_TWO),
        ("2024-12-08 14:30:05", Time(utc(2024, 12, 8, 11, 30, 5), utc(2024, 12, 8, 11, 30, 5), Precision.SECOND)),
        ("now", Time(NOW, NOW, Precision.SECOND)),
        ("yesterday", Time(utc(2024, 12, 6, 21), utc(2024, 12, 7, 21), Precision.DAY)),
        ("2024-12", Time(utc(2024, 11, 30, 21), utc(2024, 12, 31, 21), Precision.MONTH)),
        ("Dec 2024", Time(utc(2024, 11, 30, 21), utc(2024, 12, 31, 21), Precision.MONTH)),
        ("2024-W49", Time(utc(2024, 12, 1, 21), utc(2024, 12, 8, 21), Precision.WEEK)),
        ("2024", Time(utc(2023, 12, 31, 21), utc(2024, 12, 31, 21), Precision.YEAR)),
        ("7-8 Dec 2024", Time(utc(2024, 12, 6, 21), utc(2024, 12, 8, 21), Precision.RANGE)),
        ("7–8 Dec", Time(utc(2024, 12, 6, 21), utc(2024, 12, 8, 21), Precision.RANGE)),
        ("2024-12-01..2024-12-03", Time(utc(2024, 11, 30, 21), utc(2024, 12, 3, 21), Precision.RANGE)),
    ],
)
def test_a_time_is_read_as_it_is_typed(text: str, expected: Time) -> None:
    assert read(text) == expected


def test_a_clock_time_still_to_come_means_that_of_yesterday() -> None:
    assert read("23:15") == Time(utc(2024, 12, 7, 20, 15), utc(2024, 12, 7, 20, 16), Precision.MINUTE)


def test_a_date_without_a_year_still_to_come_means_that_of_last_year() -> None:
    assert read("24 Dec") == read("2023-12-24")
    assert read("Dec") == read("2024-12")
    assert read("31 Jan") == read("2024-01-31")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-13-01",
        "2024-02-30",
        "25:00",
        "14:60",
        "32 Dec 2024",
        "2024-W54",
        "0000",
        "8 Foo 2024",
        "..",
        "2024-12-08..",
        "2024-12-08..2024-12-01",
        "8-7 Dec 2024",
        "14:30 Dec 2024",
        "9999-12-31",
    ],
)
def test_what_is_no_time_is_a_mistake_that_shows_how_to_write_one(text: str) -> None:
    with pytest.raises(Mistake) as caught:
        read(text)
    assert caught.value.field == "time"
    assert "2024-12-08" in str(caught.value)


@given(st.text(max_size=30), st.sampled_from([DAMASCUS, BERLIN, ZoneInfo("Pacific/Kiritimati")]))
@example("0001-01-01", ZoneInfo("Pacific/Kiritimati"))
@example("9999", DAMASCUS)
@example("29 feb", DAMASCUS)
def test_any_text_is_a_time_or_a_mistake(text: str, zone: ZoneInfo) -> None:
    _reads_or_is_a_mistake(text, zone)


LOOKS_LIKE_A_TIME = st.text(alphabet="0123456789-:. twhdecjanfeb+z٣,–/", max_size=24)


@given(LOOKS_LIKE_A_TIME)
@example("2024-12-08 14:30+99:99")
@example("2024-12-08t1")
@example("....")
@example("2024..2024..2024")
def test_any_text_that_looks_like_a_time_is_one_or_a_mistake(text: str) -> None:
    _reads_or_is_a_mistake(text, DAMASCUS)


def _reads_or_is_a_mistake(text: str, zone: ZoneInfo) -> None:
    try:
        found = read(text, zone)
    except Mistake:
        return
    assert found.earliest <= found.latest
    in_words(found, zone)
    to_json(found, zone)


def test_a_long_chain_of_spans_is_a_time_or_a_mistake() -> None:
    _reads_or_is_a_mistake("2024" + "..2024" * 5_000, DAMASCUS)


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([DAMASCUS, BERLIN]))


@given(MOMENTS, st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m", "%Y", "%G-W%V"]))
def test_a_written_time_holds_the_moment_it_was_written_from(when: datetime, form: str) -> None:
    zone = when.tzinfo
    assert isinstance(zone, ZoneInfo)
    found = read(when.strftime(form), zone, now=times.moment(when) + 400 * DAY)
    moment = times.moment(when.replace(microsecond=0, fold=0))
    assert found.earliest <= moment < max(found.latest, found.earliest + 1)


@given(MOMENTS)
def test_the_json_of_a_read_day_reads_back_as_the_same_day(when: datetime) -> None:
    zone = when.tzinfo
    assert isinstance(zone, ZoneInfo)
    day = times.day(when.date(), zone)
    json = to_json(day, zone)
    assert json is not None
    assert read(json["at"], zone) == day


class TestSummerTime:
    def test_a_day_with_an_hour_less_is_23_hours_long(self) -> None:
        spring = read("2024-03-31", BERLIN)
        assert spring.latest - spring.earliest == 23 * HOUR

    def test_a_day_with_an_hour_more_is_25_hours_long(self) -> None:
        autumn = read("2024-10-27", BERLIN)
        assert autumn.latest - autumn.earliest == 25 * HOUR

    def test_the_offset_is_that_of_the_day_and_not_that_of_now(self) -> None:
        assert read("2024-07-01 12:00", BERLIN).earliest == utc(2024, 7, 1, 10)
        assert read("2024-12-01 12:00", BERLIN).earliest == utc(2024, 12, 1, 11)

    def test_yesterday_s_clock_time_is_right_after_the_clocks_changed(self) -> None:
        now = times.moment(datetime(2024, 10, 27, 10, 0, tzinfo=BERLIN))
        assert read("23:00", BERLIN, now).earliest == utc(2024, 10, 26, 21)

    def test_the_last_damascus_summer_is_kept(self) -> None:
        assert read("2021-12-01 12:00").earliest == utc(2021, 12, 1, 10)
        assert read("2023-12-01 12:00").earliest == utc(2023, 12, 1, 9)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2024-12-08", "8 Dec 2024"),
            ("2024-12-08 14:30", "8 Dec 2024 14:30"),
            ("7-8 Dec 2024", "7-8 Dec 2024"),
            ("2024-11-30..2024-12-02", "30 Nov - 2 Dec 2024"),
            ("2023-12-30..2024-01-02", "30 Dec 2023 - 2 Jan 2024"),
            ("2024-12-08..2024-12-08", "8 Dec 2024"),
            ("2024-W49", "2-8 Dec 2024"),
            ("2024-12", "Dec 2024"),
            ("2024", "2024"),
        ],
    )
    def test_words_are_as_precise_as_what_was_said(self, text: str, words: str) -> None:
        assert in_words(read(text), DAMASCUS) == words

    def test_no_clock_time_is_read_into_a_day(self) -> None:
        for text in ("2024-12-08", "7-8 Dec 2024", "2024-W49", "2024-12", "2024"):
            assert ":" not in in_words(read(text), DAMASCUS)

    def test_a_time_that_was_not_stated_says_so(self) -> None:
        assert in_words(times.not_stated(NOW), DAMASCUS) == "recorded 8 Dec 2024 15:00, time not stated"
        assert in_words(None, DAMASCUS) == "time not stated"

    def test_an_hour_is_written_without_minutes(self) -> None:
        hour = Time(NOW, NOW + HOUR, Precision.HOUR)
        assert in_words(hour, DAMASCUS) == "8 Dec 2024 15h"

    def test_words_are_those_of_the_zone(self) -> None:
        assert in_words(times.exactly(utc(2024, 12, 8, 22, 30)), DAMASCUS) == "9 Dec 2024 01:30"


class TestJson:
    @pytest.mark.parametrize(
        ("text", "json"),
        [
            ("2024-12-08", {"at": "2024-12-08", "precision": "day"}),
            ("2024-12-08 14:30", {"at": "2024-12-08T14:30:00+03:00", "precision": "minute"}),
            ("7-8 Dec 2024", {"at": "2024-12-07", "until": "2024-12-08", "precision": "range"}),
            ("2024-W49", {"at": "2024-12-02", "until": "2024-12-08", "precision": "week"}),
            ("2024-12", {"at": "2024-12", "precision": "month"}),
            ("2024", {"at": "2024", "precision": "year"}),
        ],
    )
    def test_json_is_as_precise_as_what_was_said(self, text: str, json: dict[str, str]) -> None:
        assert to_json(read(text), DAMASCUS) == json

    def test_no_time_is_null(self) -> None:
        assert to_json(None, DAMASCUS) is None

    def test_a_time_beyond_the_calendar_is_shown_at_its_end(self) -> None:
        for moment in (-(10**17), 10**17):
            far = times.exactly(moment)
            assert to_json(far, DAMASCUS)
            assert in_words(far, DAMASCUS)


def test_a_time_that_ends_before_it_begins_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Time(2, 1, Precision.DAY)


def test_what_the_log_keeps_of_a_time_makes_it_again() -> None:
    time = Time(NOW, NOW + MINUTE, Precision.MINUTE)
    assert Time.from_list(time.to_list()) == time


@pytest.mark.parametrize("name", ["Asia/Nowhere", "", "../etc/passwd", "/etc/localtime", "Asia", "a\x00b", "x" * 5_000])
def test_a_name_that_is_no_time_zone_is_a_mistake(name: str) -> None:
    with pytest.raises(Mistake) as caught:
        zone_named(name)
    assert caught.value.field == "timezone"
