"""Ids that travel between laptops.

Things that are the same everywhere (a gazetteer place, a P-code, a sample actor, the card of a place) have ids made
from what they are; everything else has a UUIDv7, which sorts by the time it was made.
"""

from __future__ import annotations

import hashlib
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
    """The one id of what an authority calls `code`, the same on every laptop (UUIDv5).

    As `uuid.uuid5` makes it, without its objects: an import of a million rows asks for two million.
    """
    digest = hashlib.sha1(NAMESPACE.bytes + f"{authority}:{code}".encode(), usedforsecurity=False).digest()
    value = digest[:6] + bytes((digest[6] & 0x0F | 0x50, digest[7], digest[8] & 0x3F | 0x80)) + digest[9:16]
    text = value.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def card_id(location: str) -> str:
    """The id of a place's one status card."""
    return known_id("card", location)
