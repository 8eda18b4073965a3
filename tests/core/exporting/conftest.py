"""What tests of exports have besides: somewhere to take it in again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core.store import Store
from tests.core.filled import NOW, create
from tests.core.random_work import Clock


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Store]:
    """Another situation in the same zone, with nothing in it."""
    with create(tmp_path / "another.sitboard", key=None, clock=Clock(NOW)) as store:
        yield store
