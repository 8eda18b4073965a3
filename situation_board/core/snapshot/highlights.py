"""What a sheet says first: proposed from what changed since the previous issue, each with a number and a date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from situation_board.core.snapshot.labels import strictest_of
from situation_board.core.snapshot.sheet import (
    AdvisoryLine,
    EventLine,
    Highlight,
    KeyFigure,
    RouteLine,
    SheetColumn,
    SheetRow,
)
from situation_board.core.snapshot.view import View
from situation_board.core.vocabulary import Column, EvacuationState, EventKind, HandlingLabel, RouteState

MOST_NAMES = 8
"""Names in one highlight; of more it says how many."""
MOST_DATES = 3
ROUTES = ("{count} route severed: {names}.", "{count} routes severed: {names}.")
EVACUATIONS = ("{count} evacuation under way: {names}.", "{count} evacuations under way: {names}.")
ADVISORIES = ("{count} advisory in force: {names}.", "{count} advisories in force: {names}.")
PHRASES = {
    Column.FALLEN: ("Control changed in {count} place: {names}.", "Control changed in {count} places: {names}."),
    Column.CONTESTED: ("{count} place contested: {names}.", "{count} places contested: {names}."),
    Column.ADVANCING: ("Forces moving on {count} place: {names}.", "Forces moving on {count} places: {names}."),
}


def proposed(
    view: View,
    *,
    columns: Sequence[SheetColumn],
    figures: Sequence[KeyFigure],
    routes: Sequence[RouteLine],
    advisories: Sequence[AdvisoryLine],
    events: Sequence[EventLine],
    changed: Collection[str] | None,
) -> tuple[Highlight, ...]:
    """`changed` are the cards that changed since the previous issue; None where there is none."""
    return (
        *_of_columns(view, columns, changed),
        *_of_figures(view, figures),
        *_of_routes(view, routes),
        *_of_evacuations(view, events),
        *_of_advisories(view, advisories),
    )


def edited(texts: Sequence[str], label: HandlingLabel) -> tuple[Highlight, ...]:
    """What a person wrote instead; it has the label of the whole sheet."""
    written = (text.strip() for text in texts)
    return tuple(Highlight(text=text, when="", about=None, label=label, unrated=False) for text in written if text)


def _of_columns(view: View, columns: Sequence[SheetColumn], changed: Collection[str] | None) -> Iterator[Highlight]:
    for column in columns:
        rows = [row for row in column.rows if changed is None or row.card in changed]
        if rows and column.column in PHRASES:
            yield Highlight(
                text=_said(view, PHRASES[column.column], [row.place for row in rows]),
                when=_when([row.as_of for row in rows]),
                about=rows[0].card if len(rows) == 1 else None,
                label=strictest_of(row.label for row in rows),
                unrated=any(_is_unrated(row) for row in rows),
            )


def _is_unrated(row: SheetRow) -> bool:
    return bool(row.claims) and not any(claim.rated for claim in row.claims)


def _said(view: View, phrases: tuple[str, str], names: Sequence[str]) -> str:
    """The phrase in each language, with the names of that language."""
    language, phrase = view.language, phrases[len(names) != 1]
    shown = list(dict.fromkeys(names))
    return language.each(
        lambda tongue: tongue.say(
            phrase,
            count=tongue.numerals(str(len(names))),
            names=tongue.joined([*(language.line(name, tongue) for name in shown[:MOST_NAMES]), *_more(shown)]),
        )
    )


def _more(names: Sequence[str]) -> list[str]:
    return ["…"] if len(names) > MOST_NAMES else []


def _when(times: Sequence[str]) -> str:
    """The dates that are told, each once; of very many the first."""
    different = list(dict.fromkeys(times))
    return " · ".join([*different[:MOST_DATES], "…"] if len(different) > MOST_DATES else different)


def _of_figures(view: View, figures: Sequence[KeyFigure]) -> Iterator[Highlight]:
    for figure in figures[:2]:
        text = view.language.each(
            lambda tongue, figure=figure: tongue.say(  # type: ignore[misc]
                "{amount} {what} ({source}).",
                amount=view.language.line(figure.amount, tongue),
                what=view.language.line(figure.what, tongue),
                source=view.language.line(figure.source, tongue),
            )
        )
        yield Highlight(
            text=text[:1].upper() + text[1:], when=figure.when, about=None, label=figure.label, unrated=False
        )


def _of_routes(view: View, routes: Sequence[RouteLine]) -> Iterator[Highlight]:
    severed = [route for route in routes if route.state == RouteState.SEVERED]
    if severed:
        yield Highlight(
            text=_said(view, ROUTES, [route.name for route in severed]),
            when=_when([route.as_of for route in severed]),
            about=None,
            label=strictest_of(route.label for route in severed),
            unrated=False,
        )


def _of_evacuations(view: View, events: Sequence[EventLine]) -> Iterator[Highlight]:
    state = view.language.term(EvacuationState.UNDER_WAY)
    found = [event for event in events if event.kind == EventKind.EVACUATION and event.state_words == state]
    if found:
        names = [", ".join(event.actors or ()) or event.place for event in found]
        yield Highlight(
            text=_said(view, EVACUATIONS, names),
            when=_when([event.when for event in found]),
            about=None,
            label=strictest_of(event.label for event in found),
            unrated=not any(event.rated for event in found),
        )


def _of_advisories(view: View, advisories: Sequence[AdvisoryLine]) -> Iterator[Highlight]:
    found = [advisory for advisory in advisories if advisory.in_force]
    if found:
        yield Highlight(
            text=_said(view, ADVISORIES, [advisory.issuer for advisory in found]),
            when=_when([advisory.issued for advisory in found]),
            about=None,
            label=strictest_of(advisory.label for advisory in found),
            unrated=False,
        )
