"""What looks like a private person's phone number or e-mail address in a text.

Names of private people, phones and e-mails endanger those whom they belong to (domain rule "Personal data"). A
person is warned when writing one down; nothing is refused, because a rule this simple is sometimes wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from situation_board.core.times import ARABIC_DIGITS

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,10}")
NUMBER = re.compile(r"(?<![\w.,/:-])(?:\+|00|0|\()?\d(?:[ ().-]{0,2}\d){6,16}(?![\w:]|[.,/-]\d)")
DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}(?: \d{1,4})*")
FEWEST, MOST = 8, 15
"""Digits of a telephone number; no more than fifteen (ITU-T E.164)."""
WITHOUT_PREFIX = 9
"""Digits from which on a number that begins like any other is taken for a telephone's."""
YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d")
"""As in "Military Forces of Syria (2000-2024)"."""
DECIMAL = re.compile(r"\d{1,3}\.\d+")


class PersonalKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """`text` is the piece as it was written."""

    kind: PersonalKind
    text: str


def personal_data(text: str) -> list[PersonalData]:
    """E-mail addresses and telephone numbers in a text, in any digits, in the order in which they stand there."""
    emails = [(found.start(), PersonalData(PersonalKind.EMAIL, found[0])) for found in EMAIL.finditer(text)]
    phones = [
        (found.start(), PersonalData(PersonalKind.PHONE, text[found.start() : found.end()].strip()))
        for found in NUMBER.finditer(text.translate(ARABIC_DIGITS))
        if _is_phone(found[0])
    ]
    return [data for _, data in sorted(emails + phones, key=lambda each: each[0])]


def _is_phone(written: str) -> bool:
    """Dates, coordinates and plain counts of fewer digits are none."""
    digits = re.sub(r"\D", "", written)
    bare = written.lstrip("(")
    if not FEWEST <= len(digits) <= MOST or any(each.fullmatch(bare) for each in (DATE, YEARS, DECIMAL)):
        return False
    return written.startswith(("+", "0", "(")) or len(digits) >= WITHOUT_PREFIX
