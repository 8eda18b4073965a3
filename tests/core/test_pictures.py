"""Pictures are kept without what a camera wrote in them: real files, made here, and broken ones."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from situation_board.core.actions import attachments, records
from situation_board.core.pictures.cleaning import CLEANERS, prepare
from situation_board.core.pictures.kinds import JPEG, PDF, PNG, WEBP, media_type_of
from situation_board.core.pictures.unsound import MOST_PARTS, Unsound
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.attachments import attached_bytes, attachments_of
from situation_board.core.store import Store
from tests.core.filled import Filled

SECRETS = (b"SecretCamera", b"33.5102", b"Somebody", b"written beside it", b"behind the end")
GPS = 0x8825
MAKE, ARTIST, ORIENTATION = 0x010F, 0x013B, 0x0112


def picture() -> Image.Image:
    image = Image.new("RGB", (48, 32), (200, 40, 40))
    for x in range(48):
        image.putpixel((x, x % 32), (20, 20, 220))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: camera, name, position, which way up."""
    found = Image.Exif()
    found[MAKE] = "SecretCamera"
    found[ARTIST] = "Somebody"
    found[ORIENTATION] = orientation
    found.get_ifd(GPS).update({1: "N", 2: (33.0, 30.0, 36.72), 3: "E", 4: (36.0, 17.0, 0.0), 29: "33.5102"})
    return found


def jpeg(orientation: int = 1, *, progressive: bool = False) -> bytes:
    file = io.BytesIO()
    picture().save(
        file,
        "JPEG",
        exif=exif(orientation),
        comment=b"written beside it",
        icc_profile=b"a colour profile",
        progressive=progressive,
        restart_marker_rows=0 if progressive else 1,
    )
    return file.getvalue() + b"behind the end"


def png() -> bytes:
    file = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "written beside it")
    text.add_itxt("XML:com.adobe.xmp", "33.5102", zip=False)
    picture().save(file, "PNG", exif=exif(), pnginfo=text)
    return file.getvalue() + b"behind the end"


def webp() -> bytes:
    file = io.BytesIO()
    picture().save(file, "WEBP", exif=exif(), xmp=b"33.5102", icc_profile=b"a colour profile", lossless=True)
    return file.getvalue() + b"behind the end"


MADE: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "progressive jpeg": lambda: jpeg(progressive=True),
    "png": png,
    "webp": webp,
}


@pytest.mark.parametrize("kind", MADE)
def test_nothing_that_the_camera_wrote_is_left_and_the_picture_is_the_same_to_the_pixel(kind: str) -> None:
    original = MADE[kind]()
    assert any(secret in original for secret in SECRETS)  # else this would show nothing
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(GPS)
    prepared = prepare("bridge.bin", original)
    assert prepared.cleaned
    assert not [secret for secret in SECRETS if secret in prepared.content]
    clean = Image.open(io.BytesIO(prepared.content))
    assert dict(clean.getexif()) == {} and not clean.getexif().get_ifd(GPS)
    assert list(clean.get_flattened_data()) == list(Image.open(io.BytesIO(original)).get_flattened_data())
    assert CLEANERS[prepared.media_type](prepared.content) == prepared.content


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_the_colours_keep_their_profile(kind: str) -> None:
    clean = Image.open(io.BytesIO(prepare("bridge", MADE[kind]()).content))
    assert clean.info["icc_profile"] == b"a colour profile"


@pytest.mark.parametrize("orientation", range(2, 9))
def test_which_way_up_a_picture_is_stays_and_nothing_else(orientation: int) -> None:
    clean = Image.open(io.BytesIO(prepare("bridge.jpg", jpeg(orientation)).content))
    assert dict(clean.getexif()) == {ORIENTATION: orientation}


def test_a_thumbnail_in_the_head_of_a_picture_is_left_out() -> None:
    plain = jpeg()
    head = plain.index(b"JFIF\x00")
    assert plain[head - 2 : head] == b"\x00\x10", "a head without a thumbnail"
    small = b"\x01\x01SecretCamera"[:5]
    with_small = plain[: head - 2] + (16 + 3).to_bytes(2, "big") + plain[head : head + 12] + small + plain[head + 14 :]
    assert small in with_small
    assert prepare("bridge.jpg", with_small).content == prepare("bridge.jpg", plain).content


def test_camera_data_can_be_kept_on_purpose() -> None:
    original = jpeg()
    prepared = prepare("bridge.jpg", original, keep_camera_data=True)
    assert (prepared.content, prepared.cleaned) == (original, False)


def test_a_pdf_is_kept_as_it_is_and_does_not_count_as_cleaned() -> None:
    content = b"%PDF-1.7\n/Author (Somebody)\n%%EOF"
    prepared = prepare("note.pdf", content)
    assert (prepared.content, prepared.media_type, prepared.cleaned) == (content, PDF, False)


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("bridge.jpg", "bridge.jpg"),
        ("bridge.JPEG", "bridge.JPEG"),
        ("bridge.exe", "bridge.exe.jpg"),
        ("..\\..\\bridge.pdf", "bridge.pdf.jpg"),
        ("/etc/bridge.jpg", "bridge.jpg"),
        ("..", "attachment.jpg"),
    ],
)
def test_the_name_says_what_the_file_is_and_no_folder(given_name: str, kept_name: str) -> None:
    assert prepare(given_name, jpeg()).name == kept_name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "another kind"),
        (b"\x00\x00\x00\x18ftypheic0000", "HEIC"),
        (b"GIF89a...", "GIF"),
        (b"II*\x00....", "TIFF"),
        (jpeg()[:-200], "damaged"),
        (png()[:60], "damaged"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_says_why(content: bytes, words: str) -> None:
    with pytest.raises(Mistake, match=words):
        prepare("bridge", content)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(MADE)), st.data())
def test_a_broken_file_is_refused_or_cleaned_and_never_breaks_the_program(kind: str, data: st.DataObject) -> None:
    content = bytearray(MADE[kind]())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    media_type = media_type_of(bytes(content))
    if media_type is None:
        return
    try:
        clean = CLEANERS[media_type](bytes(content))
    except Unsound:
        return
    assert len(clean) <= len(content) + 36  # the segment that says which way up
    assert CLEANERS[media_type](clean) == clean


@pytest.mark.parametrize("media_type", [JPEG, PNG, WEBP])
@settings(max_examples=150, deadline=None)
@given(junk=st.binary(max_size=300))
def test_any_bytes_behind_a_beginning_are_refused_or_cleaned(media_type: str, junk: bytes) -> None:
    beginnings = {
        JPEG: b"\xff\xd8",
        PNG: b"\x89PNG\r\n\x1a\n",
        WEBP: b"RIFF" + len(junk).to_bytes(4, "little") + b"WEBP",
    }
    try:
        CLEANERS[media_type](beginnings[media_type] + junk)
    except Unsound:
        return


def test_lengths_that_lead_out_of_the_file_are_refused() -> None:
    chunk = (2**31).to_bytes(4, "big") + b"IHDR"
    with pytest.raises(Unsound):
        CLEANERS[PNG](b"\x89PNG\r\n\x1a\n" + chunk + b"x" * 40)
    with pytest.raises(Unsound):
        CLEANERS[JPEG](b"\xff\xd8\xff\xe1\x00\x01")
    with pytest.raises(Unsound):
        CLEANERS[WEBP](b"RIFF\x1a\x00\x00\x00WEBPVP8 \xff\xff\xff\xff" + zlib.compress(b"x"))


@pytest.mark.parametrize(
    ("media_type", "start", "part"),
    [
        (JPEG, b"\xff\xd8", b"\xff\xdb\x00\x02"),
        (JPEG, b"\xff\xd8", b"\xff\xda\x00\x02"),
        (JPEG, b"\xff\xd8", b"\xff\xd0"),
        (PNG, b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IDAT\x00\x00\x00\x00"),
        (WEBP, b"RIFF" + (8 * MOST_PARTS + 12).to_bytes(4, "little") + b"WEBP", b"EXIF\x00\x00\x00\x00"),
    ],
)
def test_a_picture_of_very_many_parts_is_refused_soon(media_type: str, start: bytes, part: bytes) -> None:
    with pytest.raises(Unsound, match="too many parts"):
        CLEANERS[media_type](start + part * (MOST_PARTS + 1))


class TestAttaching:
    def test_a_picture_file_is_stored_clean_and_read_back(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        path = tmp_path / "bridge.jpg"
        path.write_bytes(jpeg(6))
        prepared = attachments.prepared_file(path)
        row = filled_store.do(attachments.attach_prepared, filled.report, prepared).ids[0]
        with filled_store.reading() as reading:
            attachment, content = attached_bytes(reading, row)
            assert [each.id for each in attachments_of(reading, [filled.report])] == [row]
        assert (attachment.name, attachment.media_type, attachment.cleaned) == ("bridge.jpg", JPEG, True)
        assert content == prepared.content
        assert not [secret for secret in SECRETS if secret in filled_store.path.read_bytes()]

    def test_a_struck_attachment_is_not_listed_and_stays_in_the_file(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        row = filled_store.do(attachments.attach_prepared, filled.report, prepare("a.png", png())).ids[0]
        filled_store.do(records.strike, row, why="another bridge")
        with filled_store.reading() as reading:
            assert attachments_of(reading, [filled.report]) == []
            assert [each.id for each in attachments_of(reading, [filled.report], with_struck=True)] == [row]
            assert attached_bytes(reading, row)[1]

    def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at(self, tmp_path: Path) -> None:
        path = tmp_path / "film.jpg"
        with path.open("wb") as file:
            file.truncate(attachments.LARGEST + 1)
        with pytest.raises(Mistake, match="25 MB"):
            attachments.prepared_file(path)

    def test_a_file_that_is_gone_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Trouble, match="cannot be read"):
            attachments.prepared_file(tmp_path / "gone.jpg")

    def test_bytes_that_are_not_in_this_file_are_told(self, filled_store: Store, filled: Filled) -> None:
        row = filled_store.do(attachments.attach_prepared, filled.report, prepare("a.png", png())).ids[0]
        filled_store._connection.execute("DELETE FROM content")
        with filled_store.reading() as reading, pytest.raises(Trouble, match=r"a\.png"):
            attached_bytes(reading, row)
