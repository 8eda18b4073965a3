"""What macOS is told of the application: written for a version, and checked on any system."""

from __future__ import annotations

import plistlib
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from environment import ROOT
from icon_files import FOLDER, ICNS
from places import PACKAGING, TITLE
from targets import MACOS

PROPERTIES = PACKAGING / "macos" / "Info.plist"
ENTITLEMENTS = PACKAGING / "macos" / "entitlements.plist"
ALLOWED = {"com.apple.security.cs.allow-unsigned-executable-memory"}
"""The one exception from the hardened runtime. A further one is a decision."""
USAGE_TEXTS = {f"NS{place}UsageDescription" for place in ("DocumentsFolder", "DesktopFolder", "DownloadsFolder")} | {
    f"NS{place}UsageDescription" for place in ("RemovableVolumes", "NetworkVolumes")
}
EXACTLY: Mapping[str, object] = {
    "CFBundleName": TITLE,
    "CFBundleDisplayName": TITLE,
    "CFBundlePackageType": "APPL",
    "NSPrincipalClass": "NSApplication",
    "NSHighResolutionCapable": True,
    "NSRequiresAquaSystemAppearance": False,
    "LSMinimumSystemVersion": f"{MACOS[0]}.{MACOS[1]}",
}
NOT_HERE = ("CFBundleVersion", "CFBundleShortVersionString", "CFBundleExecutable", "CFBundleIconFile")
"""Said elsewhere, and said twice they would differ one day."""
ICON_PARTS = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024, b"ic13": 256, b"ic14": 512}
"""What macOS 12 looks for, with the side in pixels; the others are for smaller lists."""
SMALL_ICON_PARTS = {b"icp4": 16, b"icp5": 32, b"ic11": 32, b"ic12": 64}
PNG = b"\x89PNG\r\n\x1a\n"


def with_version(version: str) -> dict[str, Any]:
    """The properties of one version. macOS wants numbers only: a pre-release counts as what it precedes."""
    numbers = re.match(r"\d+(\.\d+){0,2}", version)
    assert numbers, f"{version} does not begin with a number"
    properties: dict[str, Any] = plistlib.loads(PROPERTIES.read_bytes())
    return {**properties, "CFBundleShortVersionString": version, "CFBundleVersion": numbers[0]}


def property_faults(file: Path = PROPERTIES) -> str:
    problems = [*duplicate_keys(file)]
    try:
        properties = plistlib.loads(file.read_bytes())
    except (plistlib.InvalidFileException, ExpatError, ValueError) as error:
        return f"{file.name} is no property list: {error}"
    return "\n".join(f"{file.name}: {fault}" for fault in [*problems, *_property_faults(properties)])


def duplicate_keys(file: Path) -> Iterator[str]:
    """Of two equal keys macOS takes one and says nothing."""
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except ElementTree.ParseError:
        return
    for table in root.iter("dict"):
        names = [entry.text for entry in table.findall("key")]
        yield from (f"{name} is there twice" for name in {name for name in names if names.count(name) > 1})


def _property_faults(properties: dict[str, Any]) -> Iterator[str]:
    for name, value in EXACTLY.items():
        if properties.get(name) != value or type(properties.get(name)) is not type(value):
            yield f"{name} is {properties.get(name)!r} and should be {value!r}"
    yield from (f"{name} is said elsewhere" for name in NOT_HERE if name in properties)
    if not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+){2,}", str(properties.get("CFBundleIdentifier"))):
        yield "CFBundleIdentifier is no reversed name of a place"
    told = {name for name in properties if name.endswith("UsageDescription")}
    yield from (f"{name} is missing" for name in sorted(USAGE_TEXTS - told))
    yield from (f"{name} asks for what the program does not use" for name in sorted(told - USAGE_TEXTS))
    yield from (f"{name} says nothing" for name in sorted(told) if not str(properties[name]).strip())
    yield from _document_faults(properties)


def _document_faults(properties: dict[str, Any]) -> Iterator[str]:
    """The type that is exported is the one that is opened, and both are that of the program's files."""
    try:
        (document,), (exported,) = properties["CFBundleDocumentTypes"], properties["UTExportedTypeDeclarations"]
        kinds, kind = document["LSItemContentTypes"], exported["UTTypeIdentifier"]
        endings = exported["UTTypeTagSpecification"]["public.filename-extension"]
        mime_types = exported["UTTypeTagSpecification"]["public.mime-type"]
        role, icon, parents = (
            document["CFBundleTypeRole"],
            document["CFBundleTypeIconFile"],
            exported["UTTypeConformsTo"],
        )
    except (KeyError, TypeError, ValueError) as error:
        yield f"of the document type something is missing: {error}"
        return
    if kinds != [kind] or not kind.startswith(properties["CFBundleIdentifier"].rpartition(".")[0]):
        yield f"the program opens {kinds} and exports {kind}"
    if endings != [extension()]:
        yield f"files end in {extension()}, not in {endings}"
    if mime_types != [mime_type()]:
        yield f"on Linux files are {mime_type()}, here {mime_types}"
    if (role, icon, "public.data" in parents) != ("Editor", ICNS, True):
        yield "a situation is data, is edited, and has the program's icon"


def extension() -> str:
    """Of situation_board/core/schema.py, without importing it."""
    text = (ROOT / "situation_board" / "core" / "schema.py").read_text(encoding="utf-8")
    found = re.search(r'^EXTENSION = "\.(\w+)"', text, re.MULTILINE)
    assert found, "situation_board/core/schema.py names no extension"
    return found[1]


def mime_type() -> str:
    """As Linux is told."""
    text = (PACKAGING / "linux" / "situation-board-mime.xml").read_text(encoding="utf-8")
    found = re.search(r'<mime-type type="([^"]+)">', text)
    assert found, "packaging/linux/situation-board-mime.xml names no type"
    return found[1]


def entitlement_faults(file: Path = ENTITLEMENTS) -> str:
    told = plistlib.loads(file.read_bytes())
    return "\n".join(
        f"{file.name}: {name} is {told.get(name)!r}" for name in sorted(told.keys() ^ ALLOWED | {*_not_true(told)})
    )


def _not_true(told: dict[str, Any]) -> Iterator[str]:
    return (name for name, value in told.items() if value is not True)


def icon_faults(file: Path = FOLDER / ICNS) -> str:
    content = file.read_bytes()
    if content[:4] != b"icns" or len(content) != struct.unpack(">I", content[4:8])[0]:
        return f"{file.name} is no icon of macOS, or is cut off"
    sides = dict(_icon_parts(content))
    wanted = {**ICON_PARTS, **SMALL_ICON_PARTS}
    return "\n".join(
        f"{file.name}: {kind.decode()} is {sides.get(kind)} pixels wide and should be {side}"
        for kind, side in wanted.items()
        if sides.get(kind) != side
    )


def _icon_parts(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Each part's kind and side; 0 for one that is no square PNG."""
    start = 8
    while start + 8 <= len(content):
        kind, size = content[start : start + 4], int(struct.unpack(">I", content[start + 4 : start + 8])[0])
        if size < 8:
            return
        part = content[start + 8 : start + size]
        width, height = struct.unpack(">II", part[16:24]) if part.startswith(PNG) and len(part) > 24 else (0, 0)
        yield kind, width if width == height else 0
        start += size
