"""JPEG without camera data: only the segments that are needed to decode it, and which way up it is (ISO 10918-1)."""

from __future__ import annotations

import re

from situation_board.core.pictures.orientation import orientation_of, orientation_segment
from situation_board.core.pictures.unsound import MOST_PARTS, Unsound

START, END, SCAN = 0xD8, 0xD9, 0xDA
APP0, APP1, APP2, APP14, LAST_APP = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
COMMENT = 0xFE
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: temporary, and restarts."""
ICC = b"ICC_PROFILE\x00"
JFIF = b"JFIF\x00"
JFIF_HEAD = 12
"""Bytes before the size of the thumbnail."""
ADOBE = b"Adobe"
EXIF = b"Exif\x00\x00"
FILL = re.compile(rb"\xff+")
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next marker behind a scan: a zero stuffed behind 0xFF and restarts belong to the scan."""


def clean_jpeg(content: bytes) -> bytes:
    """The picture alone: EXIF, XMP, IPTC, maker notes, thumbnails, comments and whatever follows its end are left out.

    Which way up it is to be shown is kept. Unsound when the file is not a whole JPEG.
    """
    if content[:2] != b"\xff\xd8":
        raise Unsound("it does not begin like a JPEG")
    kept: list[bytes] = []
    orientation = 1
    position = 2
    for _ in range(MOST_PARTS):
        marker, position = _marker(content, position)
        if marker == END:
            return b"".join([b"\xff\xd8", *_upright(kept, orientation), b"\xff\xd9"])
        if marker in ALONE:
            continue
        payload, after = _payload(content, position)
        if marker == APP1 and payload.startswith(EXIF):
            orientation = orientation_of(payload[len(EXIF) :]) or orientation
        if marker == APP0 and payload.startswith(JFIF):
            kept.append(_without_thumbnail(payload))
        elif _is_needed(marker, payload):
            kept.append(bytes((0xFF, marker)) + content[position:after])
        position = after
        if marker == SCAN:
            position = _end_of_scan(content, after)
            kept.append(content[after:position])
    raise Unsound("it has too many parts")


def _marker(content: bytes, position: int) -> tuple[int, int]:
    """The marker at a position and where its segment begins; fill bytes may stand before it."""
    fill = FILL.match(content, position)
    if fill is None:
        raise Unsound("a segment does not begin where it should")
    position = fill.end()
    if position >= len(content) or content[position] == 0:
        raise Unsound("it ends too early")
    return content[position], position + 1


def _payload(content: bytes, position: int) -> tuple[bytes, int]:
    length = int.from_bytes(content[position : position + 2], "big")
    after = position + length
    if length < 2 or after > len(content):
        raise Unsound("a segment is longer than the file")
    return content[position + 2 : after], after


def _is_needed(marker: int, payload: bytes) -> bool:
    """Colours need JFIF, Adobe's transform and the ICC profile; no other application segment is for decoding."""
    if marker == APP2:
        return payload.startswith(ICC)
    if marker == APP14:
        return payload.startswith(ADOBE)
    return not (APP0 <= marker <= LAST_APP or marker == COMMENT)


def _without_thumbnail(payload: bytes) -> bytes:
    """The JFIF segment: version and density. A small picture in it may show more than the large one does."""
    if len(payload) < JFIF_HEAD:
        raise Unsound("a segment is too short")
    plain = payload[:JFIF_HEAD] + b"\x00\x00"
    return bytes((0xFF, APP0)) + (len(plain) + 2).to_bytes(2, "big") + plain


def _end_of_scan(content: bytes, position: int) -> int:
    found = AFTER_SCAN.search(content, position)
    if found is None:
        raise Unsound("it ends too early")
    return found.start()


def _upright(kept: list[bytes], orientation: int) -> list[bytes]:
    """With a segment that says nothing but which way up, where that is not as usual."""
    return kept if orientation == 1 else [orientation_segment(orientation), *kept]
