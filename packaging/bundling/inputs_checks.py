"""Checks of the pinned packages of each target, and the release workflow."""

from __future__ import annotations

from steps import Step

FAST_STEPS: tuple[Step, ...] = ()
STEPS: tuple[Step, ...] = ()
