"""The front door for whoever works on Situation Board: python3 dev.py COMMAND [arguments]

Needs nothing but Python; everything else is fetched into .venv. The work is done in packaging/dev/, and for bundle in
packaging/bundling/ and packaging/windows/.
"""

import sys

# Checked before anything newer than Python 3.6 is read. Qt 6.9 has no wheels for Python 3.14 yet.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("dev.py needs Python 3.11, 3.12 or 3.13; this is Python %d.%d." % sys.version_info[:2])

import signal
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent / "packaging"
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling"), str(PACKAGING / "windows")]

import checking
import environment
import making
import packaging_checks
import screen
import system_packages
import testing
from processes import Failure, call


def setup(arguments: list[str]) -> int:
    """make .venv ready for work, and the system for Qt"""
    environment.make_ready("dev")
    system_packages.make_ready()
    print(f"setup: ready, the programs are in {environment.programs()}")
    return 0


def demo(arguments: list[str]) -> int:
    """the sample situation: opens the window; without a screen writes pictures and files to demo-output"""
    environment.make_ready("run")
    if screen.is_real():
        system_packages.make_ready(virtual_screen=False)
        return call(environment.module("situation_board", "demo", *arguments))
    system_packages.make_ready()
    with screen.virtual() as variables:
        return call(environment.module("situation_board", "demo", "--no-window", *arguments), variables)


def run(arguments: list[str]) -> int:
    """the program itself, with its own arguments; without arguments the window"""
    environment.make_ready("run")
    if not arguments and not screen.is_real():
        raise Failure("run opens the window and there is no screen here; demo works without one.")
    system_packages.make_ready(virtual_screen=False)
    return call(environment.module("situation_board", *arguments))


def test(arguments: list[str]) -> int:
    """all tests; arguments go to pytest, a path runs only what it names"""
    environment.make_ready("dev")
    system_packages.make_ready()
    return testing.run(arguments)


def check(arguments: list[str]) -> int:
    """lint, format, types, layers, pins and README, without running the program"""
    environment.make_ready("dev")
    return checking.run()


def bench(arguments: list[str]) -> int:
    """measure, as ratios of a bare window; arguments go to tests/speed/bench.py"""
    environment.make_ready("bench")
    system_packages.make_ready()
    with screen.of_our_own() as variables:
        return call([environment.python(), environment.ROOT / "tests/speed/bench.py", *arguments], variables)


def bundle(arguments: list[str]) -> int:
    """freeze the program for this system into dist/; --check proves all packages that can be proved here"""
    if arguments not in ([], ["--check"]):
        raise Failure("bundle takes nothing, or --check.")
    environment.make_ready("dev")
    system_packages.make_ready()
    return packaging_checks.run() if arguments else making.run()


COMMANDS = {command.__name__: command for command in (setup, demo, run, test, check, bench, bundle)}


def usage() -> str:
    lines = [f"  {name:<6} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: python3 dev.py COMMAND [arguments]", "", *lines])


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"dev.py: there is no command {name}\n{usage()}", file=sys.stderr)
        return 2
    return COMMANDS[name](rest)


def stop_in_order(number: int, frame: object) -> None:
    """Being terminated unwinds like any error, so that nothing started here is left behind."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop_in_order)
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"dev.py: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
