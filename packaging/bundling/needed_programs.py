"""Programs that packaging and its checks start on Linux, and the Debian packages they come from."""

from __future__ import annotations

import system_packages

TO_BUNDLE = {"objdump": "binutils", "dpkg-query": "dpkg"}
TO_CHECK = {
    "strace": "strace",
    "unshare": "util-linux",
    "desktop-file-validate": "desktop-file-utils",
    "update-mime-database": "shared-mime-info",
    # The packages for Windows: built, signed, and installed in wine with a small program in place of the real one
    "makensis": "nsis",
    "wixl": "wixl",
    "wine": "wine",
    "osslsigncode": "osslsigncode",
    "openssl": "openssl",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
}
"""Program -> package; added to by whoever writes a check."""


def provide(*, checks: bool = True) -> None:
    """Install what is missing when we may, else say what to type."""
    if not system_packages.is_linux():
        return
    wanted = {**TO_BUNDLE, **(TO_CHECK if checks else {})}
    if missing := sorted({*system_packages.missing_programs(wanted)}):
        system_packages.provide(missing, "packaging lacks programs")
