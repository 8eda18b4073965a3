"""Run by Python at its start in every program that a test starts: the test's blocks hold there, too."""

import os

if os.environ.get("SITBOARD_GUARDED"):
    from guarding import block_network, block_qt  # type: ignore[import-not-found]

    block_network()
    if os.environ.get("SITBOARD_NO_QT"):
        block_qt()
