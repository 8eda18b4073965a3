"""What is in the bundle: each file that goes in belongs to something with a name, a version and a licence.

Runs while PyInstaller freezes, in the Python that freezes, and knows every file before it is copied. A file of which
nobody can say whose it is ends the freezing, and so does a licence that is not allowed.
"""

from __future__ import annotations

import fnmatch
import importlib
import json
import platform
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from environment import ROOT
from licence_terms import expression_of, is_allowed
from places import PACKAGING

FOLDER = PACKAGING / "licences"
TEXTS = FOLDER / "texts"
NAMES_OF_TEXTS = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS|CC-BY)", re.IGNORECASE)
PYTHON = "python"


@dataclass(frozen=True)
class Component:
    """One thing in the bundle. `texts` are files with its licence; `inside` is what it came with, if not by itself."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[str, ...]
    inside: str | None = None


@dataclass(frozen=True)
class Told:
    """packaging/licences/components.toml."""

    allowed: list[str]
    words: dict[str, str]
    packages: dict[str, str]
    system: dict[str, str]
    texts: dict[str, list[str]]
    part: list[dict[str, Any]]


def read_told() -> Told:
    return Told(**tomllib.loads((FOLDER / "components.toml").read_text(encoding="utf-8")))


def components_of(sources: Iterable[str], *, beside: Iterable[str] = ()) -> list[Component]:
    """Everything that these files belong to, and packages `beside` that are in it without a file of their own.

    SystemExit with all that is wrong.
    """
    told = read_told()
    files = {Path(source) for source in sources if Path(source).is_absolute()}
    packages, libraries, unknown = _owners(files)
    installed = _installed()
    names = sorted({*packages, *beside})
    found = [_of_python(), *(_of_package(installed[name], told) for name in names)]
    found += [_of_system(package, told) for package in sorted(libraries)]
    parts = [part for component in found for part in _parts(component, files, told)]
    found += [*parts, *_of_wheel_lists(installed[name] for name in names)]
    wrong = [f"whose is {file}?" for file in sorted(unknown)] + [*_faults(found, told)]
    if wrong:
        raise SystemExit("\n".join(["licences of the bundle:", *wrong]))
    return found


def _faults(components: Iterable[Component], told: Told) -> Iterator[str]:
    for component in components:
        if not component.licence:
            yield f"{component.name}: its licence is not told; packages of components.toml can"
        elif not is_allowed(component.licence, told.allowed):
            yield f"{component.name}: {component.licence} is not among the allowed ones of components.toml"
        if not component.version:
            yield f"{component.name}: its version was not found"
        if component.inside is None and not component.texts:
            yield f"{component.name}: it brings no text of its licence; texts of components.toml can"


# --- whose a file is


def _owners(files: Iterable[Path]) -> tuple[set[str], set[str], set[Path]]:
    """Packages from PyPI, packages of the system, and files of nobody."""
    packages: set[str] = set()
    libraries: set[str] = set()
    unknown: set[Path] = set()
    of_package = _files_of_packages()
    python = Path(sys.base_prefix).resolve()
    for file in files:
        if owner := of_package.get(file.resolve()):
            packages.add(owner)
        elif _is_ours(file.resolve()) or file.resolve().is_relative_to(python):
            continue
        elif system := _package_of_system(file):
            libraries.add(system)
        else:
            unknown.add(file)
    return packages, libraries, unknown


def _is_ours(file: Path) -> bool:
    """The environment that freezes lies in the checkout too, and is not ours."""
    return file.is_relative_to(ROOT) and not file.is_relative_to(Path(sys.prefix).resolve())


def _installed() -> dict[str, Distribution]:
    return {_plain(found.name): found for found in distributions()}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _files_of_packages() -> dict[Path, str]:
    return {
        Path(str(found.locate_file(file))).resolve(): name
        for name, found in _installed().items()
        for file in found.files or ()
    }


def _package_of_system(file: Path) -> str | None:
    """As Debian and its kin know it."""
    for spelling in (str(file), str(file.resolve()), str(file.resolve()).removeprefix("/usr")):
        asked = subprocess.run(["dpkg", "-S", spelling], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.partition(":")[0]
    return None


# --- what it is


def _of_python() -> Component:
    text = next((file for file in _texts_of_python() if file.is_file()), None)
    return Component(
        PYTHON, platform.python_version(), "PSF-2.0", "https://www.python.org", (str(text),) if text else ()
    )


def _texts_of_python() -> Iterator[Path]:
    for folder in (
        Path(sysconfig.get_path("stdlib")),
        Path(sys.base_prefix),
        Path(sys.base_prefix, "share/doc/python3"),
    ):
        yield from (folder / "LICENSE.txt", folder / "LICENSE", folder / "copyright")


def _of_package(package: Distribution, told: Told) -> Component:
    name = _plain(package.name)
    licence = told.packages.get(name) or expression_of(package.metadata, told.words)  # type: ignore[arg-type]
    own = [str(package.locate_file(file)) for file in package.files or () if _is_text(str(file), name)]
    added = [str(TEXTS / text) for text in told.texts.get(name, ())]
    return Component(name, package.version, licence, f"pkg:pypi/{name}@{package.version}", (*own, *added))


def _is_text(file: str, package: str) -> bool:
    """Of the package itself: others that are inside an installer such as setuptools do not come along."""
    is_ours = ".dist-info/" in file or "/" not in file or "pyqtgraph/colors" in file
    return is_ours and bool(NAMES_OF_TEXTS.search(Path(file).name)) and not file.endswith((".py", ".pyc"))


def _of_system(package: str, told: Told) -> Component:
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True, check=True)
    licences = (licence for pattern, licence in told.system.items() if fnmatch.fnmatch(package, pattern))
    text = Path("/usr/share/doc", package, "copyright")
    home = f"pkg:deb/debian/{package}@{asked.stdout}"
    return Component(package, asked.stdout, next(licences, ""), home, (str(text),) if text.exists() else ())


def _parts(component: Component, files: set[Path], told: Told) -> Iterator[Component]:
    for part in told.part:
        if part["inside"] == component.name and sys.platform in part.get("systems", [sys.platform]):
            texts = tuple(str(TEXTS / text) for text in part["texts"])
            version = _version(part, component, files)
            yield Component(part["name"], version, part["licence"], part["home"], texts, component.name)


def _version(part: Mapping[str, Any], component: Component, files: set[Path]) -> str:
    match part.get("version", ""):
        case "":
            return _found_in(part["file"], part["found"], files)
        case "=":
            return component.version
        case str(question) if question.startswith("PRAGMA "):
            return _answer_of_sqlcipher(question)
        case str(attribute):
            module, _, name = attribute.rpartition(".")
            value = str(getattr(importlib.import_module(module), name))
            return value.removeprefix("expat_")
    raise AssertionError(part)


def _answer_of_sqlcipher(question: str) -> str:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(":memory:")) as connection:
        return str(connection.execute(question).fetchone()[0])


def _found_in(pattern: str, found: str, files: set[Path]) -> str:
    for file in sorted(files):
        if fnmatch.fnmatch(file.as_posix(), f"*/{pattern}"):
            if in_name := re.search(found, file.name):
                return in_name[1]
            if in_bytes := re.search(found.encode(), file.read_bytes()):
                return in_bytes[1].decode()
    return ""


def _of_wheel_lists(packages: Iterable[Distribution]) -> Iterator[Component]:
    """What wheels list of themselves, in the CycloneDX files that some bring along."""
    for package in packages:
        for file in package.files or ():
            if "/sboms/" in str(file) and str(file).endswith(".json"):
                listed = json.loads(Path(str(package.locate_file(file))).read_text(encoding="utf-8"))
                for each in listed.get("components", ()):
                    licence = " AND ".join(filter(None, map(_expression, each.get("licenses", ()))))
                    yield Component(
                        each["name"], each["version"], licence, each.get("purl", ""), (), _plain(package.name)
                    )


def _expression(told: Mapping[str, Any]) -> str:
    return str(told.get("expression") or told.get("license", {}).get("id") or "")


# --- kept for the list of parts


def save(components: Iterable[Component], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(component) for component in components], indent=1), encoding="utf-8")


def load(path: Path) -> list[Component]:
    return [Component(**{**each, "texts": tuple(each["texts"])}) for each in json.loads(path.read_text("utf-8"))]
