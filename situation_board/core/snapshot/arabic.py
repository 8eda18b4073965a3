"""What stands on sheets, in Arabic: each English phrase or term with its Arabic."""

from __future__ import annotations

WORDS: dict[str, str] = {}
MONTHS: dict[str, tuple[str, ...]] = {
    "standard": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    "levantine": (
        *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
        *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
    ),
}
