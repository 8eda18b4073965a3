"""What kind of file something is, by what is in it and never by its name."""

from __future__ import annotations

from dataclasses import dataclass

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
PDF = "application/pdf"

NOT_TAKEN = {
    b"II*\x00": "TIFF picture",
    b"MM\x00*": "TIFF picture",
    b"GIF8": "GIF picture",
    b"PK\x03\x04": "document or archive",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be attached; `endings` are those of its file names, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


KINDS = {
    JPEG: Kind(JPEG, (".jpg", ".jpeg")),
    PNG: Kind(PNG, (".png",)),
    WEBP: Kind(WEBP, (".webp",)),
    PDF: Kind(PDF, (".pdf",)),
}


def media_type_of(content: bytes) -> str | None:
    """The kind of file that can be attached; None for any other."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    return None


def other_kind_in_words(content: bytes) -> str:
    """What a file is that cannot be attached, as far as it can be told."""
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}:
        return "HEIC picture"
    return next((words for start, words in NOT_TAKEN.items() if content.startswith(start)), "file of another kind")
