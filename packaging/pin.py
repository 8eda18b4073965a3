"""Writes packaging/requirements/*.txt anew: the newest releases that pyproject.toml admits, with hashes.

    python3 packaging/pin.py            everything
    python3 packaging/pin.py targets    only which wheels go into the packages for each target; versions stay

run, dev, bench, build and bundle serve Windows, macOS and Linux alike: they name the hashes of all wheels of each
release, and no address. Beside them one file a target names exactly the wheels that are handed out in its packages.
A resolver (uv) is fetched for the moment; it looks where this machine's settings tell it to.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from pin_targets import write_target_pins

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "packaging" / "requirements"
HEADER = "# Made by packaging/pin.py from pyproject.toml. Not edited by hand.\n"

# Versions that are chosen and not simply the newest; packaging/decisions/ says why.
CHOSEN = [
    "PySide6-Essentials==6.9.3",
    "shiboken6==6.9.3",
    "argon2-cffi-bindings==25.1.0",  # the last with wheels for Intel Macs
]


def main(arguments: list[str]) -> None:
    REQUIREMENTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        uv = fetched_resolver(Path(folder, "uv"))
        if arguments != ["targets"]:
            write_all_pins(uv, Path(folder))
        write_target_pins(uv.parent, REQUIREMENTS / "bundle.txt", HEADER)


def write_all_pins(uv: Path, folder: Path) -> None:
    chosen = folder / "chosen.txt"
    chosen.write_text("\n".join(CHOSEN))
    write_pins(uv, "run.txt", constraints=[chosen])
    run = REQUIREMENTS / "run.txt"
    dev = REQUIREMENTS / "dev.txt"
    write_pins(uv, dev.name, "--extra=test", "--extra=check", constraints=[run])
    write_pins(uv, "bench.txt", "--extra=test", "--extra=check", "--extra=bench", constraints=[run, dev])
    write_pins(uv, "build.txt", "--extra=build", constraints=[run])
    write_pins(uv, "bundle.txt", "--extra=bundle", constraints=[run])


def fetched_resolver(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return programs / "uv"


def write_pins(uv: Path, name: str, *options: str, constraints: list[Path]) -> None:
    """The resolver's answer, without its header, its notes and anything that says where it looked."""
    command: list[str | Path] = [
        uv,
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ]
    bare = ["--only-binary", ":all:", "--upgrade", "--no-header", "--no-annotate", "--quiet"]
    limits = [f"--constraints={constraint}" for constraint in constraints]
    resolved = subprocess.run(
        [*command, *bare, *limits, *options, "pyproject.toml"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    pins = [line for line in resolved.stdout.splitlines() if "==" in line or "--hash=sha256:" in line]
    (REQUIREMENTS / name).write_text(HEADER + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{name}: {sum('==' in line for line in pins)} packages")


if __name__ == "__main__":
    main(sys.argv[1:])
