"""PNG without camera data: only the chunks that are needed to show it (W3C PNG, third edition)."""

from __future__ import annotations

from situation_board.core.pictures.unsound import MOST_PARTS, Unsound

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NEEDED = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
        *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
        *(b"acTL", b"fcTL", b"fdAT"),
    }
)
"""The picture, its colours and its size; frames of an animation. All else is text, time, EXIF or unknown."""


def clean_png(content: bytes) -> bytes:
    """The picture alone; whatever follows its end is left out. Unsound when the file is not a whole PNG."""
    if not content.startswith(SIGNATURE):
        raise Unsound("it does not begin like a PNG")
    kept = [SIGNATURE]
    position = len(SIGNATURE)
    for _ in range(MOST_PARTS):
        length = int.from_bytes(content[position : position + 4], "big")
        after = position + 12 + length
        if position + 12 > len(content) or after > len(content):
            raise Unsound("it ends too early")
        name = content[position + 4 : position + 8]
        if name in NEEDED:
            kept.append(content[position:after])
        if name == b"IEND":
            return b"".join(kept)
        position = after
    raise Unsound("it has too many parts")
