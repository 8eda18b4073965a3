"""WebP without camera data: only the chunks that are needed to show it (RFC 9649)."""

from __future__ import annotations

from situation_board.core.pictures.unsound import MOST_PARTS, Unsound

NEEDED = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
EXIF_AND_XMP = 0x08 | 0x04
"""Flags of VP8X that say that such a chunk follows."""


def clean_webp(content: bytes) -> bytes:
    """The picture alone; whatever follows its end is left out. Unsound when the file is not a whole WebP."""
    end = 8 + int.from_bytes(content[4:8], "little")
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or end > len(content):
        raise Unsound("it ends too early")
    kept: list[bytes] = []
    position, parts = 12, 0
    while position < end:
        length = int.from_bytes(content[position + 4 : position + 8], "little")
        after = position + 8 + length + length % 2
        if position + 8 > end or after > end + end % 2 or position + 8 + length > len(content):
            raise Unsound("a part is longer than the file")
        name = content[position : position + 4]
        if name in NEEDED:
            kept.append(_without_flags(name, content[position:after]))
        position = after
        parts += 1
        if parts > MOST_PARTS:
            raise Unsound("it has too many parts")
    chunks = b"".join(kept)
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WEBP" + chunks


def _without_flags(name: bytes, chunk: bytes) -> bytes:
    if name != b"VP8X" or len(chunk) < 9:
        return chunk
    return chunk[:8] + bytes((chunk[8] & ~EXIF_AND_XMP,)) + chunk[9:]
