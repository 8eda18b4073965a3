"""Checks of the Windows installers, as far as they can be tried under wine."""

from __future__ import annotations

from steps import Step

FAST_STEPS: tuple[Step, ...] = ()
STEPS: tuple[Step, ...] = ()
