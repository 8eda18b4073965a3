"""A key is new once, whatever it looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.importing.seen_keys import LARGEST, SeenKeys

NUMBERS = st.integers(0, 40) | st.integers(LARGEST - 2, LARGEST + 2) | st.integers(0, 10**12)
KEYS = (
    NUMBERS.map(str) | st.sampled_from(["", "007", "-1", "1.0", "٧", "²", "1 ", "SYR-1", "1\n"]) | st.text(max_size=4)
)


@given(st.lists(KEYS, max_size=60))
def test_a_key_is_new_once(keys: list[str]) -> None:
    seen, known = SeenKeys(), set()
    for key in keys:
        assert seen.is_new(key) is (key not in known)
        known.add(key)
