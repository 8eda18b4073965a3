"""Looks at files in a process that may not take more memory than is said, and prints what became of each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.importing import examine_file
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.store import Store
from tests.core.importing.importing import end_of, options


def main(limit: int, store: Path, paths: list[Path]) -> None:
    import resource

    found: dict[str, str] = {}
    with Store.open(store) as opened, Gazetteer() as gazetteer:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        for path in paths:
            try:
                _, examined = end_of(examine_file(opened.reading, gazetteer, path, options()))
                found[path.name] = f"taken in: {examined.loadable}"
            except (Mistake, Trouble) as problem:
                found[path.name] = str(problem)
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
