"""Checks of the pinned packages of each target, and the release workflow."""

from __future__ import annotations

import target_pins
from steps import Step

FAST_STEPS: tuple[Step, ...] = (Step("wheels of each target", target_pins.faults),)
STEPS: tuple[Step, ...] = ()
