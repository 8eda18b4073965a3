"""The frozen program has no OpenGL of Qt; the charts of the window are painted all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
CHECK = """
import sys
sys.path.insert(0, sys.argv[1])
import without_opengl
without_opengl.stand_in()
from pathlib import Path
from situation_board.gui.app import make_application
from situation_board.gui.self_check import _is_drawn, _chart_in_window, sample
application = make_application()
sample(Path(sys.argv[2]))
assert _is_drawn(_chart_in_window(Path(sys.argv[2])))
real = [name for name in ("QtOpenGL", "QtOpenGLWidgets") if sys.modules[f"PySide6.{name}"].__spec__]
assert "pyqtgraph" in sys.modules and not real, real
"""


def test_the_charts_of_the_window_are_painted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHECK, str(PACKAGING), str(tmp_path / "sample.sitboard")]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SITBOARD_CONFIG_DIR": str(tmp_path)}
    ran = subprocess.run(command, env=variables, cwd=PACKAGING.parent, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
