"""Checks of the parts that are the same on each system."""

from __future__ import annotations

import icon_files
from steps import Step

FAST_STEPS: tuple[Step, ...] = (Step("icons", icon_files.faults),)
STEPS: tuple[Step, ...] = ()
