"""Said of a picture whose parts do not fit together."""

from __future__ import annotations

MOST_PARTS = 100_000
"""Segments or chunks: a real picture of the largest size has a few thousand; more are there to keep us busy."""


class Unsound(Exception):
    """The file is not what its kind asks for; the words say where."""
