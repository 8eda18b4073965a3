"""Generated situations with very many events, to measure charts on. Nothing in them is real.

Places and sources are entered as by a person. The events, their figures and what is kept ready of them are written
straight into the tables: ten million actions would take days. A test proves that the program would write the same.
They are not in the log and not in the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from situation_board.core import times
from situation_board.core.actions import situations
from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import known_id
from situation_board.core.rows import Location, Source
from situation_board.core.series.keys import SeriesKey
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.store.catalogue import SHARED_COLUMNS
from situation_board.core.times import DAY
from situation_board.core.vocabulary import LocationKind
from tests.speed.generated import IDENTITY, NOW, SYLLABLES, folder_of_this_version, place_name, short

PLACES, AREAS, SOURCES, DAYS = 5_000, 14, 50, 1_095
ZONE = times.zone_named("Asia/Damascus")
SEED, FACTOR, MODULUS = 20_241_208, 48_271, 2**31 - 1
"""A generator of numbers that look random: each is the one before times the factor."""


def events_file(count: int) -> Path:
    """The file with so many events, made when it is not there yet. Only to be read."""
    path = folder_of_this_version() / f"{count}-events.sitboard"
    if not path.exists():
        print(f"making a situation of {short(count)} events ...", flush=True)
        unfinished = path.with_suffix(".unfinished")
        make_events(unfinished, count)
        unfinished.rename(path)
    return path


def make_events(path: Path, count: int) -> None:
    for leftover in path.parent.glob(path.name + "*"):
        leftover.unlink()
    first = partial(situations.start_situation, name="Generated", timezone=ZONE.key)
    with Store.create(path, first, identity=IDENTITY, now=lambda: NOW) as store:
        store.do(_background)
    connection = sqlite3.connect(str(path), isolation_level=None)
    try:
        _write(connection, count)
    finally:
        connection.close()


def _background(reading: Reading) -> Changes:
    country = Location(id=known_id("bench country", "0"), name="Country", kind=LocationKind.COUNTRY)
    made = [new_record(reading, country)]
    for number in range(AREAS):
        area = Location(
            id=_area(number),
            name=f"{SYLLABLES[number].title()} Region",
            kind=LocationKind.GOVERNORATE,
            parent=country.id,
        )
        made.append(new_record(reading, area, beside=[country.id]))
    for number in range(PLACES):
        name = place_name(number, SYLLABLES).title()
        parent = _area(number % AREAS)
        place = Location(id=_place(number), name=name, kind=LocationKind.TOWN, parent=parent)
        made.append(new_record(reading, place, beside=[parent]))
    made += [new_record(reading, Source(id=_source(n), name=f"Agency {n + 1}")) for n in range(SOURCES)]
    return Changes("bench", made)


def _area(number: int) -> str:
    return known_id("bench area", str(number))


def _place(number: int) -> str:
    return known_id("bench place", str(number))


def _source(number: int) -> str:
    return known_id("bench source", str(number))


# --- what each event is, by its number

SORTS = f"""
-- of sixteen events eight may be summed; two each are stocks, cumulative and ranges; one has no metric, one no figure
CREATE TEMP TABLE sort (number INTEGER PRIMARY KEY, metric TEXT, quantifier TEXT, when_ TEXT) STRICT;
WITH RECURSIVE n(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM n WHERE number < 15)
INSERT INTO sort SELECT number,
  CASE WHEN number < 8 THEN 'flow' WHEN number < 10 THEN 'stock' WHEN number < 12 THEN 'cumulative'
    WHEN number < 14 THEN 'flow' WHEN number = 14 THEN 'not_stated' END,
  CASE WHEN number IN (12, 13) THEN 'between' WHEN number % 4 = 3 THEN 'more_than' ELSE 'exact' END,
  CASE WHEN number IN (10, 11) THEN 'since' WHEN number IN (12, 13) THEN 'week' ELSE 'day' END FROM n;
CREATE TEMP VIEW made AS
SELECT d.*, r.n, printf('event-%09d', r.n) AS thing, sort.metric, sort.quantifier, sort.when_,
  CASE WHEN sort.metric IS NULL THEN
      CASE (r.s / 7) % 3 WHEN 0 THEN 'evacuation' WHEN 1 THEN 'withdrawal' ELSE 'advisory' END
    WHEN sort.number % 4 = 2 THEN 'return' ELSE 'displacement' END AS kind,
  CASE WHEN sort.metric IS NULL THEN NULL WHEN sort.number % 4 = 2 THEN 'returned' ELSE 'displaced' END AS category,
  (r.s * 16807) % 900 + 1 AS low, p.id AS place, p.area, s.id AS source,
  CASE sort.when_ WHEN 'since' THEN d.first_begin ELSE d.begin END AS starts_earliest,
  CASE sort.when_ WHEN 'since' THEN d.first_end ELSE d."end" END AS starts_latest,
  CASE sort.when_ WHEN 'since' THEN d.begin WHEN 'week' THEN d.week_begin END AS ends_earliest,
  CASE sort.when_ WHEN 'since' THEN d."end" WHEN 'week' THEN d.week_end END AS ends_latest
FROM random_number r JOIN sort ON sort.number = r.n % 16
CROSS JOIN place p ON p.number = r.s % {PLACES}
CROSS JOIN source_ s ON s.number = r.s / {PLACES} % {SOURCES}
CROSS JOIN day d ON d.number = r.s / {PLACES * SOURCES} % {DAYS};
"""
EVENTS = f"""INSERT INTO every_event (id, voided, thing, arrival, lamport, writer, seq, recorded_at, kind, text,
  location, starts_earliest, starts_latest, starts_precision, ends_earliest, ends_latest, ends_precision, figures,
  source)
SELECT thing, 0, thing, 1, 1, 'generated', n, {NOW}, kind, 'People are on the move', place,
  starts_earliest, starts_latest, 'day', ends_earliest, ends_latest, iif(ends_earliest IS NULL, NULL, 'day'),
  CASE WHEN metric IS NOT NULL THEN printf('[{{"category":"%s","quantifier":"%s","low":%d,%s"unit":"person",'
    || '"metric":"%s","role":"recommended"}}]', category, quantifier, low,
    iif(quantifier = 'between', printf('"high":%d,', 2 * low), ''), metric) END, source
FROM made ORDER BY n"""
FIGURES = """INSERT INTO every_figure (event, position, dataset, category, unit, household_size, "group", phase,
  cross_border, arriving, source, level, area, place, metric, role, part, starts_earliest, starts_latest,
  starts_precision, ends_earliest, ends_latest, ends_precision, stands, day, low, high, quantifier, own_source,
  series)
SELECT thing, 0, '', category, 'person', 0.0, '', '', '', 0, source, iif(metric = 'flow', 'settlement', ''),
  iif(metric = 'flow', area, place), place, metric, 'recommended', 0,
  starts_earliest, starts_latest, 'day', ends_earliest, ends_latest, iif(ends_earliest IS NULL, NULL, 'day'),
  coalesce(ends_earliest, starts_earliest), iif(metric = 'flow' AND when_ = 'day', begin, NULL), low,
  CASE quantifier WHEN 'between' THEN 2 * low WHEN 'more_than' THEN NULL ELSE low END, quantifier, 0,
  series_id(category, metric, source, iif(metric = 'flow', area, place), iif(when_ = 'since', starts_earliest, NULL))
FROM made WHERE metric IS NOT NULL ORDER BY n"""
IN_SERIES = """INSERT INTO figure_in_series
  SELECT series, day IS NOT NULL AND count(day) OVER (PARTITION BY series, place, day) = 1, stands, event, position,
    dataset
  FROM every_figure WHERE series IS NOT NULL ORDER BY 1, 2, 3"""
AT_PLACE = "INSERT INTO figure_at_place SELECT place, stands, event, position, dataset FROM every_figure ORDER BY 1, 2"
SUMMED = "SELECT f.*, i.summed FROM figure_in_series i CROSS JOIN every_figure f USING (event, position, dataset)"
TOTALS = f"""INSERT INTO daily_total SELECT series, day, dataset, count(*), sum(low), sum(coalesce(high, 0)), 0,
  sum(high IS NULL), 0, iif(min(quantifier) = max(quantifier), min(quantifier), ''),
  iif(min(place) = max(place), min(place), '')
FROM ({SUMMED}) WHERE summed = 1 GROUP BY series, day"""
SERIES = f"""INSERT INTO every_series SELECT f.series, {SHARED_COLUMNS}, metric, role, part,
  CASE WHEN metric = 'cumulative' THEN starts_earliest END, '', count(*) FILTER (WHERE summed = 0)
    + count(DISTINCT day) FILTER (WHERE summed = 1), min(stands)
FROM ({SUMMED}) f GROUP BY f.series"""
BEGUN = "INSERT INTO every_series_begun SELECT category, first, dataset, count(*) FROM every_series GROUP BY 1, 2, 3"
MARKS = """INSERT INTO every_mark SELECT thing, iif(metric IS NULL, -1, 0), '', kind, coalesce(category, ''), source,
  place, '', begin, begin FROM made WHERE metric IS NULL OR metric = 'not_stated' ORDER BY n"""
DAILY_MARKS = """INSERT INTO every_daily_marks
  SELECT kind, category, day, dataset, count(*) FROM every_mark GROUP BY 1, 2, 3, 4"""
FILLED = ("every_event", "every_figure", "every_mark", "every_series")


def _write(connection: Connection, count: int) -> None:
    """In one go, without a journal; indexes are made last, which is much quicker."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = FILE"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("series_id", 5, _series_id, deterministic=True)
    connection.execute("BEGIN")
    _prepare(connection, count)
    indexes = _without_indexes(connection)
    for statement in (EVENTS, FIGURES, IN_SERIES, AT_PLACE, TOTALS, SERIES, BEGUN, MARKS, DAILY_MARKS, *indexes):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")


def _without_indexes(connection: Connection) -> list[str]:
    """Takes the indexes away; returns how to make them."""
    found = connection.execute("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    kept = [(name, sql) for name, table, sql in found.fetchall() if table in FILLED]
    for name, _ in kept:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in kept]


def _prepare(connection: Connection, count: int) -> None:
    connection.execute("CREATE TEMP TABLE place (number INTEGER PRIMARY KEY, id TEXT, area TEXT) STRICT")
    connection.execute("CREATE TEMP TABLE source_ (number INTEGER PRIMARY KEY, id TEXT) STRICT")
    connection.execute(
        """CREATE TEMP TABLE day (number INTEGER PRIMARY KEY, begin INTEGER, "end" INTEGER, first_begin INTEGER,
           first_end INTEGER, week_begin INTEGER, week_end INTEGER) STRICT"""
    )
    places = ((number, _place(number), _area(number % AREAS)) for number in range(PLACES))
    connection.executemany("INSERT INTO temp.place VALUES (?, ?, ?)", places)
    connection.executemany("INSERT INTO source_ VALUES (?, ?)", ((n, _source(n)) for n in range(SOURCES)))
    connection.executemany("INSERT INTO day VALUES (?, ?, ?, ?, ?, ?, ?)", _days())
    connection.execute(
        f"""CREATE TEMP TABLE random_number AS
            WITH RECURSIVE r(n, s) AS (SELECT 0, {SEED} UNION ALL SELECT n + 1, s * {FACTOR} % {MODULUS} FROM r
              WHERE n < {count - 1}) SELECT n, s FROM r"""
    )
    for statement in SORTS.strip().removesuffix(";").split(";\n"):
        connection.execute(statement)


def _days() -> Iterator[tuple[int, ...]]:
    """Three years, and for each day its week and the first day of the year in which the day before lies."""
    last = times.at(NOW - 8 * DAY, ZONE).date()
    for number in range(DAYS):
        date = last.fromordinal(last.toordinal() - number)
        first = date.fromordinal(date.toordinal() - 1).replace(month=1, day=1)
        week = date.fromordinal(date.toordinal() + 6)
        ends = [times.day(each, ZONE) for each in (date, first, week)]
        yield (number, *(end for each in ends for end in (each.earliest, each.latest)))


@cache
def _series_id(category: str, metric: str, source: str, area: str, since: int | None) -> int | None:
    if metric == "not_stated":
        return None
    key = SeriesKey(
        category=category,
        group=None,
        cross_border=None,
        phase=None,
        metric=metric,
        unit="person",
        household_size=None,
        role="recommended",
        is_part=False,
        source=source,
        area=area,
        level="settlement" if metric == "flow" else "",
        arriving=False,
        since=since,
    )
    return key.id
