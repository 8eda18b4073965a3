"""Which way up a picture is to be shown: the one field of EXIF that is kept (tag 0x0112, values 1 to 8)."""

from __future__ import annotations

ORIENTATION = 0x0112
SHORT = 3
MOST_FIELDS = 1_000


def orientation_of(tiff: bytes) -> int | None:
    """The orientation in the first directory of a TIFF block; None where it is missing or makes no sense."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return None
    little = order == "little"
    directory = _number(tiff, 4, 4, little)
    count = min(_number(tiff, directory, 2, little), MOST_FIELDS)
    for field in range(count):
        position = directory + 2 + 12 * field
        if _number(tiff, position, 2, little) == ORIENTATION and _number(tiff, position + 2, 2, little) == SHORT:
            value = _number(tiff, position + 8, 2, little)
            return value if 1 <= value <= 8 else None
    return None


def _number(tiff: bytes, position: int, size: int, little: bool) -> int:
    """0 where the block is too short."""
    return int.from_bytes(tiff[position : position + size], "little" if little else "big")


def orientation_segment(orientation: int) -> bytes:
    """A JPEG segment with EXIF that says nothing else."""
    tiff = b"MM\x00*\x00\x00\x00\x08" + b"\x00\x01" + b"\x01\x12\x00\x03\x00\x00\x00\x01"
    tiff += orientation.to_bytes(2, "big") + b"\x00\x00" + b"\x00\x00\x00\x00"
    payload = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload
