"""Checks of the Linux bundle and its archive."""

from __future__ import annotations

import sys

import linux_installing
import linux_libraries
import linux_runs
import reproducing
from stage import told
from steps import Step

FAST_STEPS: tuple[Step, ...] = (Step("Linux desktop files", linux_installing.entries_are_sound),)
STEPS: tuple[Step, ...] = (
    (
        Step("libraries of the system", told(linux_libraries.closure)),
        Step("no network is asked for", told(linux_runs.no_network)),
        Step("without a network", told(linux_runs.without_network)),
        Step("read-only home", told(linux_runs.read_only_home)),
        Step("names in other letters", told(linux_runs.other_letters)),
        Step("read-only medium", told(linux_runs.read_only_medium)),
        Step("portable copy", told(linux_runs.portable)),
        Step("twice at once", told(linux_runs.twice_at_once)),
        Step("every command", told(linux_runs.every_command)),
        Step("old files", told(linux_runs.old_files)),
        Step("install, upgrade, remove", told(linux_installing.install_and_remove)),
        Step("same bytes twice", told(reproducing.same_bytes_twice)),
    )
    if sys.platform == "linux"
    else ()
)
