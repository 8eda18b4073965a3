"""Does the setup script say the same as the rest, and everything in each of its languages?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import portable_zip
from environment import ROOT
from places import TITLE
from windows_facts import CLASSES_KEY, EXTENSION, OWN_KEY, PROG_ID, UNINSTALL_KEY

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("ENGLISH", "ARABIC")


def faults() -> Iterator[str]:
    script = (FOLDER / "situation-board.nsi").read_text(encoding="utf-8")
    strings = (FOLDER / "strings.nsh").read_text(encoding="utf-8")
    yield from names_differ(script)
    yield from untold(script, strings)
    yield from marker_differs()


def names_differ(script: str) -> Iterator[str]:
    """The script has to name them itself; both packages have to mean the same."""
    wanted = {
        "OWN_KEY": OWN_KEY.replace(TITLE, "${TITLE}"),
        "UNINSTALL_KEY": UNINSTALL_KEY,
        "PROG_ID": PROG_ID,
        "EXTENSION_KEY": rf"{CLASSES_KEY}\{EXTENSION}",
    }
    for name, value in wanted.items():
        if f'!define {name} "{value}"' not in script:
            yield f"situation-board.nsi: {name} is not {value}"


def untold(script: str, strings: str) -> Iterator[str]:
    told = set(re.findall(r"^LangString (\w+) \$\{LANG_(\w+)} \"[^\"]+\"$", strings, re.MULTILINE))
    asked = set(re.findall(r"\$\((\w+)\)", script))
    for name in sorted(asked | {name for name, _ in told}):
        if name not in asked:
            yield f"strings.nsh: {name} is never said"
        for language in LANGUAGES:
            if (name, language) not in told:
                yield f"strings.nsh: {name} is missing in {language.title()}"


def marker_differs() -> Iterator[str]:
    """Packaging imports nothing of the program, so it is read."""
    core = (ROOT / "situation_board" / "core" / "portable.py").read_text(encoding="utf-8")
    if f'MARKER = "{portable_zip.MARKER}"' not in core:
        yield f"portable_zip.py: the program does not look for {portable_zip.MARKER}"
