"""Long work is a generator: each step is progress and a place to stop; what it comes to is its answer."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class EndHere(BaseException):
    """Thrown into steps that are to end where they are. Most leave by it; what others come to is their answer."""


def end_of(steps: Generator[Any, None, Answer]) -> Answer:
    """Go through all steps, where nobody stops them; what comes at the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
