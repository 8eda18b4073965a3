"""The virtual environment .venv: made once, filled with exactly the pinned packages, quick to find in order.

A stamp inside .venv says what it was last filled with. It is taken away before anything is changed and
written last, so an interrupted set-up is finished by the next command.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import system_packages
from processes import Failure, quietly

Kind = Literal["run", "dev", "bench"]
WIDER: dict[Kind, tuple[Kind, ...]] = {"run": ("run", "dev", "bench"), "dev": ("dev", "bench"), "bench": ("bench",)}
"""What serves for each: whoever has the tools has what the program needs."""

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "packaging" / "requirements"
PYTHONS = ("3.11", "3.12", "3.13")


def python() -> Path:
    return programs() / ("python.exe" if os.name == "nt" else "python")


def programs() -> Path:
    return VENV / ("Scripts" if os.name == "nt" else "bin")


def module(name: str, *arguments: str) -> list[str | Path]:
    """The command that runs a module in .venv."""
    return [python(), "-m", name, *arguments]


def make_ready(kind: Kind) -> None:
    """`run` is what the program needs; `dev` is that and the tools; `bench` is that and what is compared with."""
    if is_ready(kind):
        return
    with one_at_a_time():
        if not is_ready(kind):
            fill(kind)


def is_ready(kind: Kind) -> bool:
    return python().exists() and any(
        stamp(wide).exists() and stamp(wide).read_text() == wanted(wide) for wide in WIDER[kind]
    )


def stamp(kind: Kind) -> Path:
    return VENV / f"ready-{kind}"


def wanted(kind: Kind) -> str:
    """Changes when the pins, the Python in .venv or the place of the checkout change."""
    parts = (requirements(kind).read_bytes(), version_in_venv().encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def requirements(kind: Kind) -> Path:
    return REQUIREMENTS / f"{kind}.txt"


def version_in_venv() -> str:
    return version_of(VENV)


def version_of(folder: Path) -> str:
    """As pyvenv.cfg tells, for example 3.11.7; empty when there is no environment."""
    settings = folder / "pyvenv.cfg"
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.exists() else []
    pairs = (line.partition("=") for line in lines)
    return next((value.strip() for name, _, value in pairs if name.strip() == "version"), "")


def fill(kind: Kind) -> None:
    for each in VENV.glob("ready-*"):
        each.unlink()
    if not is_sound():
        create()
    install(kind)
    put_checkout_on_path()
    stamp(kind).write_text(wanted(kind))


def is_sound() -> bool:
    supported = version_in_venv().rpartition(".")[0] in PYTHONS
    return supported and python().exists() and quietly([python(), "-c", "import pip"]).returncode == 0


def create() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        provide_venv()
    print(f"setup: making {VENV}", flush=True)
    base = getattr(sys, "_base_executable", sys.executable)
    made = quietly([base, "-m", "venv", "--clear", VENV])
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Failure(f"no virtual environment could be made in {VENV}: {last_line(made.stdout)}")


def provide_venv() -> None:
    """Debian keeps it apart. Whoever lacks it lacks more, and is told everything at once."""
    wanted = [f"python{sysconfig.get_python_version()}-venv", *system_packages.missing()]
    system_packages.provide(wanted, "Python cannot make virtual environments")


def install(kind: Kind) -> None:
    """Only what the pins name, only wheels, each with its hash; nothing is built, nothing resolved."""
    pins = requirements(kind)
    print(
        f"setup: installing the packages of {pins.relative_to(ROOT)} (the first time takes minutes)",
        flush=True,
    )
    pip = module("pip", "--disable-pip-version-check", "--no-input")
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    for command in ([*pip, "install", *options, "-r", pins], [*pip, "check"]):
        done = quietly(command)
        if done.returncode != 0:
            print(done.stdout, file=sys.stderr)
            raise Failure("the packages could not be installed (see above); the same command again goes on from here.")


def put_checkout_on_path() -> None:
    """A .pth file: what `pip install -e` would do, with nothing to build."""
    where = quietly([python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).stdout.strip()
    Path(where, "situation_board_checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of two terminals in one checkout the second waits. The system frees a dead one's lock."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
