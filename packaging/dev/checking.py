"""The checks that need no running program. Each is a step that returns what is wrong, or nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import packaging_checks
import steps
from environment import REQUIREMENTS, ROOT, module, programs
from processes import quietly
from steps import Step, tool

# Put together here, so that this file does not name one itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
)
COMMANDS_README_NAMES = ("setup", "demo", "run", "test", "check", "bench", "bundle")
LARGEST_TEXT = 2_000_000


def run() -> int:
    """Two at a time, because one is much the slowest."""
    return steps.run("check", STEPS, at_once=2)


def registries_named() -> str:
    """Where packages come from is each machine's own matter: no file names a registry's host."""
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
    return "\n".join(
        f"{file.relative_to(ROOT)}:{number}: names the registry host {found[0]}"
        for file in our_files()
        for number, line in enumerate(lines(file), start=1)
        if (found := pattern.search(line))
    )


def pins_are_bare() -> str:
    """Versions and hashes only: no address, no index, nothing that is not a released wheel."""
    return "\n".join(
        f"{file.relative_to(ROOT)}:{number}: neither a pin nor a hash: {line}"
        for file in sorted(REQUIREMENTS.glob("*.txt"))
        for number, line in enumerate(lines(file), start=1)
        if not re.fullmatch(r"#[^:]*|[\w.-]+==[\w.]+( ; [^/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    )


def pins_are_complete() -> str:
    """Each package that pyproject.toml asks for is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    dev = [*project["dependencies"], *extras["test"], *extras["check"]]
    asked = {
        "run": project["dependencies"],
        "dev": dev,
        "bench": [*dev, *extras["bench"]],
        "build": extras["build"],
        "bundle": [*project["dependencies"], *extras["bundle"]],
    }
    return "\n".join(
        f"pyproject.toml asks for {name}, {kind}.txt has no pin: run packaging/pin.py"
        for kind, packages in asked.items()
        for name in map(name_of, packages)
        if not any(name == name_of(line) for line in lines(REQUIREMENTS / f"{kind}.txt"))
    )


def name_of(requirement: str) -> str:
    """The name before any version, in the one spelling that pins use."""
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>~! ;\[]", requirement, maxsplit=1)[0]).lower()


def readme_names_commands() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = [f"python3 dev.py {command}" for command in COMMANDS_README_NAMES]
    return "\n".join(f"README.md does not name: {command}" for command in wanted if command not in text)


def our_files() -> Iterator[Path]:
    """What is in version control or about to be; without git, all but hidden folders."""
    listed = quietly(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    if listed.returncode == 0:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [file for file in ROOT.rglob("*") if not any(part.startswith(".") for part in file.parts)]
    return (file for file in files if file.is_file() and file.stat().st_size < LARGEST_TEXT)


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


STEPS = (
    Step("types", tool(*module("mypy"))),
    Step("lint", tool(programs() / "ruff", "check", "--output-format=concise", ROOT)),
    Step("format", tool(programs() / "ruff", "format", "--check", ROOT)),
    Step("layers", tool(programs() / "lint-imports", "--no-logo")),
    Step("registries", registries_named),
    Step("pins are bare", pins_are_bare),
    Step("pins are complete", pins_are_complete),
    Step("README", readme_names_commands),
    *packaging_checks.FAST_STEPS,
)
