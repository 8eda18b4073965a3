"""Packaging is no package: its modules are found as dev.py finds them."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path[:0] = [str(PACKAGING), str(PACKAGING / "dev"), str(PACKAGING / "bundling"), str(PACKAGING / "windows")]
