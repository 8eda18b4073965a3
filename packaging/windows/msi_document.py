"""What the MSI package holds, in the language that wixl reads: written from the list of files, with ids that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as Xml

from payload import Payload
from places import TITLE
from windows_facts import (
    CLASSES_KEY,
    DESCRIPTION,
    DOCUMENT,
    EXTENSION,
    OWN_KEY,
    PROG_ID,
    PROGRAM,
    PUBLISHER,
    Scope,
    Version,
    stable_id,
)

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
HERE = PurePosixPath(".")
CABINET = "files.cab"
ICON = "program.ico"
"""Beside the document: wixl takes no path from the root."""
HOMES: Mapping[Scope, tuple[str, ...]] = {
    "user": ("LocalAppDataFolder", "Programs"),
    "machine": ("ProgramFiles64Folder",),
}
ROOTS: Mapping[Scope, str] = {"user": "HKCU", "machine": "HKLM"}
IS_NEWER = f"A newer version of {TITLE} is installed. To go back, remove it first; files and settings stay."
IS_SETUP = (
    f"{TITLE} was installed here by its setup program. Update it with a newer one of those, or remove it first; files"
    " and settings stay."
)
TOO_OLD = f"{TITLE} needs 64-bit Windows 10 or newer."


@dataclass(frozen=True)
class Msi:
    """One package: for the person who installs it, or for everybody at the machine."""

    payload: Payload
    version: Version
    scope: Scope
    icon: Path | None = None

    def document(self) -> str:
        root = Xml.Element("Wix", xmlns=NAMESPACE)
        product = Xml.SubElement(root, "Product", self.product())
        for element in self.elements():
            product.append(element)
        Xml.indent(root)
        return Xml.tostring(root, encoding="unicode", xml_declaration=True)

    def product(self) -> dict[str, str]:
        return {
            "Id": stable_id("product", self.scope, self.version.text),
            "UpgradeCode": stable_id("upgrade", self.scope),
            "Name": TITLE,
            "Manufacturer": PUBLISHER,
            "Version": self.version.for_installer,
            "Language": "1033",
            "Codepage": "1252",
        }

    def elements(self) -> Iterator[Xml.Element]:
        yield element(
            "Package",
            Description=DESCRIPTION,
            Manufacturer=PUBLISHER,
            InstallerVersion="500",
            Compressed="yes",
            InstallScope="perUser" if self.scope == "user" else "perMachine",
        )
        yield element("Media", Id="1", Cabinet=CABINET, EmbedCab="yes")
        yield from self.conditions()
        yield from self.properties()
        yield self.upgrade()
        yield element("InstallExecuteSequence", element("RemoveExistingProducts", After="InstallInitialize"))
        yield self.directories()
        yield element("Feature", *self.references(), Id="Everything", Title=TITLE, Level="1", Absent="disallow")

    def conditions(self) -> Iterator[Xml.Element]:
        yield condition("NOT NEWERFOUND", IS_NEWER)
        yield condition("VersionNT64 >= 603", TOO_OLD)
        if self.scope == "user":
            yield condition('Installed OR BYSETUP <> "setup"', IS_SETUP)

    def properties(self) -> Iterator[Xml.Element]:
        """A folder that was once chosen is found again, so that an upgrade stays in it."""
        yield element("Property", self.search("InstallFolder"), Id="INSTALLFOLDER")
        if self.scope == "user":
            yield element("Property", self.search("InstalledBy"), Id="BYSETUP")
        yield element("Property", Id="ARPNOMODIFY", Value="1")
        # All files, whatever is there: wixl notes no versions, and a library's older version may follow a newer one.
        yield element("Property", Id="REINSTALLMODE", Value="amus")
        if self.icon:
            yield element("Icon", Id=ICON, SourceFile=ICON)
            yield element("Property", Id="ARPPRODUCTICON", Value=ICON)

    def search(self, name: str) -> Xml.Element:
        root = ROOTS[self.scope]
        return element("RegistrySearch", Id=f"Find{name}", Root=root, Key=OWN_KEY, Name=name, Type="raw", Win64="yes")

    def upgrade(self) -> Xml.Element:
        """The same version counts as older: what follows a pre-release has its three numbers."""
        limit = self.version.next_for_installer
        older = element("UpgradeVersion", Minimum="0.0.0", Maximum=limit, Property="OLDERFOUND")
        newer = element("UpgradeVersion", Minimum=limit, OnlyDetect="yes", Property="NEWERFOUND")
        return element("Upgrade", older, newer, Id=stable_id("upgrade", self.scope))

    def directories(self) -> Xml.Element:
        target = element("Directory", *self.inside(HERE), Id="INSTALLFOLDER", Name=TITLE)
        target.append(self.entries())
        home, *below = HOMES[self.scope]
        for name in reversed(below):
            target = element("Directory", target, Id=f"Home{name}", Name=name)
        menu = element("Directory", Id="ProgramMenuFolder")
        return element("Directory", element("Directory", target, Id=home), menu, Id="TARGETDIR", Name="SourceDir")

    def inside(self, folder: PurePosixPath) -> Iterator[Xml.Element]:
        yield self.folder(folder)
        for file in self.payload.files:
            if file.parent == folder:
                yield self.file(file)
        for below in sorted(self.payload.folders):
            if below.parent == folder:
                yield element("Directory", *self.inside(below), Id=name_of("d", below), Name=below.name)

    def files_in_order(self) -> Iterator[PurePosixPath]:
        """As they stand in the document, and so in the package's table of files."""
        ours = {name_of("f", file): file for file in self.payload.files}
        return (ours[each.attrib["Id"]] for each in self.directories().iter("File"))

    def file(self, file: PurePosixPath) -> Xml.Element:
        held = element("File", Id=name_of("f", file), Name=file.name, Source=str(file), KeyPath="yes")
        return element(
            "Component", held, Id=name_of("c", file), Guid=stable_id("file", self.scope, str(file)), Win64="yes"
        )

    def folder(self, folder: PurePosixPath) -> Xml.Element:
        """Removed when nothing is left in it, also where it only holds folders."""
        removed = element("RemoveFolder", Id=name_of("r", folder), On="uninstall")
        identity = stable_id("folder", self.scope, str(folder))
        return element(
            "Component", element("CreateFolder"), removed, Id=name_of("e", folder), Guid=identity, Win64="yes"
        )

    def entries(self) -> Xml.Element:
        """All that is not a file. Its first value is what the component is known by."""
        identity = stable_id("entries", self.scope)
        return element("Component", *self.values(), self.shortcut(), Id="Entries", Guid=identity, Win64="yes")

    def shortcut(self) -> Xml.Element:
        return element(
            "Shortcut",
            Id="StartMenu",
            Directory="ProgramMenuFolder",
            Name=TITLE,
            Target=f"[INSTALLFOLDER]{PROGRAM}",
            WorkingDirectory="INSTALLFOLDER",
        )

    def values(self) -> Iterator[Xml.Element]:
        program = f"[INSTALLFOLDER]{PROGRAM}"
        document = rf"{CLASSES_KEY}\{PROG_ID}"
        extension = rf"{CLASSES_KEY}\{EXTENSION}"
        yield self.value(OWN_KEY, "InstallFolder", "[INSTALLFOLDER]", KeyPath="yes")
        yield self.value(OWN_KEY, "InstalledBy", "msi")
        yield self.value(OWN_KEY, "Version", self.version.text)
        yield self.value(OWN_KEY, "VersionNumbers", self.version.dotted)
        yield self.value(document, None, DOCUMENT)
        yield self.value(rf"{document}\DefaultIcon", None, f"{program},0")
        yield self.value(rf"{document}\shell\open\command", None, f'"{program}" open "%1"')
        yield self.value(extension, None, PROG_ID)
        yield self.value(rf"{extension}\OpenWithProgids", PROG_ID, "")

    def value(self, key: str, name: str | None, text: str, **more: str) -> Xml.Element:
        named = {"Name": name} if name else {}
        return element("RegistryValue", Root=ROOTS[self.scope], Key=key, **named, Type="string", Value=text, **more)

    def references(self) -> Iterator[Xml.Element]:
        for file in self.payload.files:
            yield element("ComponentRef", Id=name_of("c", file))
        for folder in [HERE, *self.payload.folders]:
            yield element("ComponentRef", Id=name_of("e", folder))
        yield element("ComponentRef", Id="Entries")


def element(tag: str, *children: Xml.Element, **attributes: str) -> Xml.Element:
    made = Xml.Element(tag, attributes)
    made.extend(children)
    return made


def condition(holds: str, message: str) -> Xml.Element:
    made = element("Condition", Message=message)
    made.text = holds
    return made


def name_of(kind: str, path: PurePosixPath) -> str:
    """Names in the tables of an MSI: letters and digits, and short."""
    return f"{kind}{hashlib.sha256(str(path).encode()).hexdigest()[:32]}"
