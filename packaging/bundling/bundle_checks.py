"""Checks of the parts that are the same on each system."""

from __future__ import annotations

from steps import Step

FAST_STEPS: tuple[Step, ...] = ()
STEPS: tuple[Step, ...] = ()
