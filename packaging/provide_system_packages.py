"""Installs the system packages that the program and its packages are built with, on Debian and its kin, as root.

    sudo python3 packaging/provide_system_packages.py

dev.py does the same by itself where it runs as root; this is for machines where only this may.
"""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling")]

import needed_programs  # noqa: E402 - found by the path above
import system_packages  # noqa: E402

system_packages.make_ready()
needed_programs.provide()
