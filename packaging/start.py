"""What the frozen program starts with."""

import os
import sys

# On Linux PyInstaller's loader has its libraries found by this variable, which has been read by now. Programs that are
# started from here, such as a viewer of pictures, must not find ours instead of their own.
if sys.platform == "linux":
    former = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if former is not None:
        os.environ["LD_LIBRARY_PATH"] = former

import without_opengl

from situation_board.cli.main import main

without_opengl.stand_in()

main()
