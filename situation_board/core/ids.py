"""Ids that travel between laptops.

Things that are the same everywhere (a gazetteer place, a P-code, a sample actor, the card of a place) have ids made
from what they are; everything else has a UUIDv7, which sorts by the time it was made.
"""

from __future__ import annotations

import os
import time
import uuid

NAMESPACE = uuid.UUID("5b1a7e0c-6b0d-5f2e-9d6a-51d0b0a4d001")


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def known_id(authority: str, code: str) -> str:
    """The one id of what an authority calls `code`, the same on every laptop (UUIDv5)."""
    return str(uuid.uuid5(NAMESPACE, f"{authority}:{code}"))


def card_id(location: str) -> str:
    """The id of a place's one status card."""
    return known_id("card", location)
