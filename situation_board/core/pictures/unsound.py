"""Said of a picture whose parts do not fit together."""

from __future__ import annotations


class Unsound(Exception):
    """The file is not what its kind asks for; the words say where."""
