"""All checks of packages. The fast ones belong to `dev.py check`, the full ones are `dev.py bundle --check`."""

from __future__ import annotations

import bundle_checks
import inputs_checks
import linux_checks
import macos_checks
import steps
import windows_checks
from needed_programs import provide

MODULES = (bundle_checks, linux_checks, windows_checks, macos_checks, inputs_checks)
FAST_STEPS = tuple(step for module in MODULES for step in module.FAST_STEPS)
STEPS = tuple(step for module in MODULES for step in module.STEPS)


def run() -> int:
    """One after the other, because some build what the next ones look into."""
    provide()
    return steps.run("bundle --check", STEPS)
