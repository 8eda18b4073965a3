"""Running text out of HTML, as publishers put it into their fields. Nothing in it is followed or fetched."""

from __future__ import annotations

import html
import re

BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr)\b[^<>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<\s*(script|style)\b.*?(?:<\s*/\s*\1\s*>|$)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[a-zA-Z/!][^>]*(?:>|$)")


def plain_text(markup: str | None) -> str | None:
    """The text without tags, one line a paragraph; None when nothing is left."""
    if not markup:
        return None
    text = SCRIPT.sub(" ", markup)
    text = TAG.sub(" ", BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line) or None
