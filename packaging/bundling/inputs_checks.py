"""Checks of the pinned packages of each target, and the release workflow."""

from __future__ import annotations

import target_pins
import wheel_licences
import wheelhouse_check
from environment import python
from places import PACKAGING
from steps import Step, tool

FAST_STEPS: tuple[Step, ...] = (
    Step("wheels of each target", target_pins.faults),
    Step("release workflow", tool(python(), PACKAGING / "workflow_check.py")),
)
STEPS: tuple[Step, ...] = (
    Step("licences of all wheels", wheel_licences.faults),
    Step("wheels without network", wheelhouse_check.faults),
)
