"""Measure, as ratios to a floor measured in the same run: python3 dev.py bench [--quick] [--json FILE] [NAME ...]"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.speed import (
    bundle_benches,
    chart_benches,
    core_benches,
    import_benches,
    protected_benches,
    search_benches,
    sheet_benches,
    window_benches,
)
from tests.speed.measuring import Line, table
from tests.speed.settings import Settings

Bench = Callable[[Settings], Iterator[Line]]
BENCHES: dict[str, Bench] = {
    "start": window_benches.starts,
    "frames": window_benches.frames,
    "charts": chart_benches.charts,
    "moves": core_benches.moves,
    "questions": core_benches.questions,
    "search": search_benches.searches,
    "moments": core_benches.moments,
    "merges": core_benches.merges,
    "imports": import_benches.imports,
    "checks": core_benches.checks,
    "sheets": sheet_benches.sheets,
    "protected": protected_benches.protected,
    "bundle": bundle_benches.bundles,
}


def main() -> None:
    asked = _arguments()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="situation-board-bench-files-") as folder:
        settings = Settings(Path(folder), is_quick=asked.quick, is_large=asked.large)
        for name in asked.names or BENCHES:
            started = time.monotonic()
            lines += BENCHES[name](settings)
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"All data is generated. Ratios are to what is named as floor, measured in turns.\n{table(lines)}")
    if asked.json is not None:
        asked.json.write_text(json.dumps([line.to_json() for line in lines], indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*BENCHES, []], help=f"of: {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="few runs, no situation of 100,000 cards")
    parser.add_argument("--large", action="store_true", help="also 1,000,000 statuses, 10,000,000 events")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
