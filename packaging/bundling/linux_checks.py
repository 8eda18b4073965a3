"""Checks of the Linux bundle and its archive."""

from __future__ import annotations

from steps import Step

FAST_STEPS: tuple[Step, ...] = ()
STEPS: tuple[Step, ...] = ()
