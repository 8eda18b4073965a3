"""Checks of the macOS application, as far as it can be read on another system."""

from __future__ import annotations

from steps import Step

FAST_STEPS: tuple[Step, ...] = ()
STEPS: tuple[Step, ...] = ()
