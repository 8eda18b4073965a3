"""What Windows shows of a program in its properties, in the form that PyInstaller reads."""

from __future__ import annotations

from places import TITLE
from windows_facts import COPYRIGHT, DESCRIPTION, PUBLISHER, Version

ENGLISH, UNICODE = 1033, 1200
PRERELEASE = 0x2


def version_resource(version: Version) -> str:
    """One for both programs, which come from one source."""
    numbers = version.numbers
    texts = {
        "CompanyName": PUBLISHER,
        "FileDescription": TITLE,
        "Comments": DESCRIPTION,
        "FileVersion": version.text,
        "InternalName": TITLE,
        "LegalCopyright": COPYRIGHT,
        "ProductName": TITLE,
        "ProductVersion": version.text,
    }
    structs = ",\n      ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags={hex(version.is_prerelease * PRERELEASE)},
    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0),
  ),
  kids=[
    StringFileInfo([StringTable("{ENGLISH:04X}{UNICODE:04X}", [
      {structs},
    ])]),
    VarFileInfo([VarStruct("Translation", [{ENGLISH}, {UNICODE}])]),
  ],
)
"""
