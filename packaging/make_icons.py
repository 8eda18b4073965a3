"""Draws resources/icon.svg in every size and form that systems want, into packaging/icons.

    .venv/bin/python packaging/make_icons.py

What it makes is kept under version control: so installers need no Qt, and an icon is the same wherever it is built.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path.append(str(PACKAGING / "bundling"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from icon_files import DRAWING, FOLDER, ICNS, ICO, LIST, PNG_SIZES, png_name  # noqa: E402 - found by the path above
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt  # noqa: E402
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter  # noqa: E402
from PySide6.QtSvg import QSvgRenderer  # noqa: E402

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
LARGE = 256  # from here on as PNG inside an .ico; old programs read the others as bitmaps only
ICNS_PARTS = {
    **{b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512},
    **{b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024},  # for sharp screens
}


def main(folder: Path = FOLDER) -> None:
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    made = {png_name(size): png(drawn(size)) for size in PNG_SIZES}
    made[ICO] = ico()
    made[ICNS] = icns()
    for name, content in made.items():
        (folder / name).write_bytes(content)
    sums = {DRAWING.name: DRAWING.read_bytes(), **made}
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sums.items()]
    (folder / LIST).write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")
    del application


def drawn(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def ico() -> bytes:
    pictures = [(size, png(drawn(size)) if size >= LARGE else bitmap(drawn(size))) for size in ICO_SIZES]
    directory, start = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, content in pictures:
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), start)
        start += len(content)
    return directory + b"".join(content for _, content in pictures)


def bitmap(image: QImage) -> bytes:
    """As an .ico has it: a header that counts the mask's height too, rows from below, an empty mask."""
    side = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    from_below = image.flipped(Qt.Orientation.Vertical)  # named, because its bits live no longer than it does
    rows = bytes(from_below.constBits())
    mask = bytes((side + 31) // 32 * 4 * side)
    return header + rows + mask


def icns() -> bytes:
    parts = [(kind, png(drawn(size))) for kind, size in ICNS_PARTS.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(content)) + content for kind, content in parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


if __name__ == "__main__":
    main()
