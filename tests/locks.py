"""What another program finds that wants a situation for itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOT_ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="locks of Windows belong to a handle, not to a program")
SHARED = (0x40000002, 510)
"""What SQLite locks of a file for as long as it has it open: os_unix.c, SHARED_FIRST and SHARED_SIZE."""
IN_USE = (128, 1)
"""And of the -shm file beside it: UNIX_SHM_DMS."""
TRY_TO_LOCK = f"""
import fcntl, sys
for name, (start, size) in ((sys.argv[1], {SHARED}), (sys.argv[1] + "-shm", {IN_USE})):
    with open(name, "rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, start)
        except OSError:
            pass
        else:
            print(name, "is locked by nobody")
"""


def unlocked(path: Path) -> str:
    """Which of the files that SQLite should have locked another program can lock for itself; empty for none. On
    Windows nobody loses a lock so."""
    if os.name == "nt":
        return ""
    ran = subprocess.run([sys.executable, "-c", TRY_TO_LOCK, str(path)], capture_output=True, text=True, check=True)
    return ran.stdout
