"""Going through long work without anybody who stops it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def ended(steps: Generator[Any, None, Answer]) -> Answer:
    """What steps come to in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
