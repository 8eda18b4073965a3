"""Is every package that goes into any target, or makes it, under a licence that packaging/licences allows?

The bundle of this system is looked through file by file when it is frozen (contents.py); this knows the other systems'.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import wheel_store
from contents import read_told
from licence_terms import expression_of, is_allowed
from targets import TARGETS, Target, read_pins


def faults() -> str:
    return "\n".join(fault for target in TARGETS for fault in _faults_of(target))


def _faults_of(target: Target) -> Iterator[str]:
    told = read_told()
    for pin, wheel in zip(read_pins(target), wheel_store.fetched(target), strict=True):
        expression = told.packages.get(pin.name) or expression_of(metadata_of(wheel), told.words)
        if not is_allowed(expression, told.allowed):
            yield f"{target.name}: {wheel.name} is under {expression or 'no licence that is understood'}"


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        own = r"[^/]+\.dist-info/METADATA"  # some bring other packages' along, deeper inside
        (name,) = (name for name in archive.namelist() if re.fullmatch(own, name))
        return HeaderParser().parsestr(archive.read(name).decode("utf-8"))
