"""Checks of the macOS application, as far as it can be read on another system."""

from __future__ import annotations

import macos_properties
import macos_wheels
from steps import Step

FAST_STEPS: tuple[Step, ...] = (
    Step("Info.plist", macos_properties.property_faults),
    Step("entitlements", macos_properties.entitlement_faults),
    Step("icon of macOS", macos_properties.icon_faults),
)
STEPS: tuple[Step, ...] = (Step("wheels of macOS", macos_wheels.faults),)
