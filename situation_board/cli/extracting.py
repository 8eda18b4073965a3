"""The command that makes an extract for others: a situation of its own that holds what may be told under a label."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli.exporting import LABELS
from situation_board.cli.session import FILE, JSON, Session, print_json
from situation_board.core.exporting.extracting import Extracted, Preview, make_extract, preview
from situation_board.core.exporting.redacting import Withheld
from situation_board.core.jsonform import document
from situation_board.core.problems import Mistake
from situation_board.core.steps import end_of
from situation_board.core.vocabulary import HandlingLabel, SheetProfile


@click.command("extract", short_help="A situation for others, of what may be told under a label.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--label",
    type=click.Choice(LABELS, case_sensitive=False),
    help="Only what may be handled so; the situation's own label when not said.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Places by their (sub-)district, times by their day, no small numbers, no texts that people wrote.",
)
@click.option(
    "--new-passphrase-file", type=click.Path(path_type=Path), help="Protect OUT with the passphrase in there."
)
@click.option("--dry-run", is_flag=True, help="Only say what it would hold and what it would leave out.")
@JSON
@click.pass_obj
def extract_command(
    session: Session,
    path: Path,
    out: Path,
    label: str | None,
    redact: bool,
    new_passphrase_file: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make OUT, a new situation with a history of its own that begins with it: no former values, no people and no
    laptops are in it. It is opened again and compared before it gets its name. It is marked as an extract and is never
    merged with FILE. Without --new-passphrase-file everybody can read it."""
    chosen = HandlingLabel(label.upper()) if label else None
    profile = SheetProfile.REDACTED if redact else SheetProfile.FULL
    if out.exists():
        raise Mistake(f"{out.name} exists already.", field="out", kept="It was not changed.")
    with session.store(path) as store:
        with store.reading() as reading:
            seen = end_of(preview(reading, chosen, profile))
            used = chosen or reading.situation.label or HandlingLabel.AMBER
        made = None
        if not dry_run:
            key = _new_key(new_passphrase_file)
            made = end_of(make_extract(store.reading, out, label=chosen, profile=profile, key=key))
    if as_json:
        print_json(_json(out, used, profile, seen, made))
    else:
        click.echo("\n".join(_lines(out, used, seen, made)))


def _new_key(passphrase_file: Path | None) -> bytes | None:
    if passphrase_file is None:
        return None
    from situation_board.cli.keys import read_passphrase
    from situation_board.core.protection.passphrase import fresh_key

    return fresh_key(read_passphrase(passphrase_file))


def _json(
    out: Path, label: HandlingLabel, profile: SheetProfile, seen: Preview, made: Extracted | None
) -> dict[str, object]:
    redacted = _redacted(made.redacted) if made is not None and made.redacted is not None else None
    return document(
        out=str(out),
        label=label.value,
        profile=profile.value,
        told=made.told if made is not None else seen.told,
        withheld=seen.withheld,
        redacted=redacted,
        conflicts=seen.conflicts,
        dry_run=made is None,
    )


def _redacted(withheld: Withheld) -> dict[str, int]:
    return {
        "places": len(withheld.places),
        "sources": len(withheld.sources),
        "texts": withheld.texts,
        "times": withheld.times,
        "numbers": withheld.numbers,
    }


def _lines(out: Path, label: HandlingLabel, seen: Preview, made: Extracted | None) -> list[str]:
    told = made.told if made is not None else seen.told
    lines = [str(out)] if made is not None else []
    lines.append(f"Told under {label.value}: {_counted(told)}.")
    lines.append(f"Withheld: {_counted(seen.withheld)}." if seen.withheld else "Nothing is withheld as stricter.")
    if made is not None and made.redacted is not None:
        lines.append(f"Redacted: {_counted(_redacted(made.redacted))}.")
    if seen.conflicts:
        lines.append(f"Open conflicts: {seen.conflicts}. An extract tells the later value only: answer them first.")
    return lines


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count) or "nothing"
