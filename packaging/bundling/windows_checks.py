"""Checks of the packages for Windows, as far as wine goes; packaging/README.md says what nobody has checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import trial_msi
import trial_payload
import trial_setup
import trial_signing
import windows_script
from processes import Failure
from steps import Step


def told(faults: Callable[[], Iterable[str]]) -> Callable[[], str]:
    """As one text; what ends a trial early is a fault too."""

    def find_faults() -> str:
        found: list[str] = []
        try:
            found.extend(faults())
        except Failure as failure:
            found.append(str(failure))
        return "\n".join(found)

    return find_faults


FAST_STEPS: tuple[Step, ...] = (Step("setup script", told(windows_script.faults)),)
STEPS: tuple[Step, ...] = (
    Step("setup program in wine", told(trial_setup.faults)),
    Step("MSI for one in wine", told(trial_msi.for_one_person)),
    Step("MSI for all in wine", told(trial_msi.for_everybody)),
    Step("libraries for Windows", told(trial_payload.faults)),
    Step("signatures of Windows", told(trial_signing.faults)),
)
