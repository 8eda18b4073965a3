"""The folder `licences` of the bundle: a list of everything inside, and the texts of each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from contents import FOLDER, Component


def write(components: Iterable[Component], folder: Path) -> None:
    """Made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(FOLDER / "README.txt", folder)
    everything = sorted(components, key=lambda component: (component.inside or component.name, component.name))
    for component in everything:
        _copy_texts(component, folder / safe_name(component.inside or component.name))
    (folder / "components.txt").write_text("\n".join(_lines(everything)) + "\n", encoding="utf-8", newline="\n")


def safe_name(name: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", name)


def _copy_texts(component: Component, folder: Path) -> None:
    for number, text in enumerate(map(Path, component.texts)):
        folder.mkdir(exist_ok=True)
        if not any(other.read_bytes() == text.read_bytes() for other in folder.iterdir()):
            shutil.copyfile(text, _free_name(text, number, folder))


def _free_name(text: Path, number: int, folder: Path) -> Path:
    name = f"{text.stem}{text.suffix or '.txt'}"
    return folder / (f"{number}-{text.parent.name}-{name}" if (folder / name).exists() else name)


def _lines(components: Iterable[Component]) -> Iterator[str]:
    for component in components:
        indent = "    " if component.inside else ""
        yield f"{indent}{component.name} {component.version}: {component.licence}"
