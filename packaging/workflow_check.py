"""Looks through the release workflow, which runs elsewhere: is it well formed, and does all that it names exist?

.venv/bin/python packaging/workflow_check.py        prints what is wrong
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

PACKAGING = Path(__file__).resolve().parent
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling"), str(PACKAGING / "windows")]

import macos_signing  # noqa: E402 - found by the path above
import windows_signing  # noqa: E402
from environment import ROOT  # noqa: E402
from targets import PYTHON, TARGETS  # noqa: E402

WORKFLOW = PACKAGING / "workflows" / "release.yml"
WANTED_AT = ".github/workflows/release.yml"
OWNERS = {"actions"}
"""Whose actions may run beside our secrets: the host's own."""
PINNED = re.compile(r"uses: ([\w.-]+)/([\w./-]+)@(\S+)(.*)")
NAMED = re.compile(r"(?:\./)?(packaging/[\w./-]+|\.ci/run|dev\.py)")
SECRETS = (*macos_signing.SECRETS, *windows_signing.SECRETS)
Steps = list[dict[str, Any]]


def faults(text: str) -> Iterator[str]:
    try:
        workflow = yaml.safe_load(text)
        jobs = {name: job["steps"] for name, job in workflow["jobs"].items()}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        yield f"is no workflow: {error}"
        return
    yield from pin_faults(text)
    yield from right_faults(workflow)
    yield from secret_faults(text)
    yield from target_faults(workflow)
    for name, steps in jobs.items():
        yield from (f"{name}: {fault}" for fault in step_faults(steps))
    if WANTED_AT not in text.partition("\nname:")[0]:
        yield f"its head does not say that a host wants it at {WANTED_AT}"


def pin_faults(text: str) -> Iterator[str]:
    """A tag can be moved to other code; a commit cannot. The version stands beside it for people."""
    commits: dict[str, str] = {}
    for owner, name, commit, comment in PINNED.findall(text):
        if not re.fullmatch(r"[0-9a-f]{40}", commit) or not re.fullmatch(r" # v\d+\.\d+\.\d+", comment):
            yield f"{owner}/{name} is not pinned by a commit with its version beside it: {commit}{comment}"
        if owner not in OWNERS:
            yield f"{owner}/{name} is of others"
        if commits.setdefault(name, commit) != commit:
            yield f"{owner}/{name} is pinned twice, to different commits"
    if text.count("uses:") != len(PINNED.findall(text)):
        yield "something is used that is no action"


def right_faults(workflow: dict[str, Any]) -> Iterator[str]:
    """Reading only; writing where the release is drafted."""
    if workflow.get("permissions") != {"contents": "read"}:
        yield "as a whole it may do more than read"
    for name, job in workflow["jobs"].items():
        if "permissions" in job and (name, job["permissions"]) != ("publish", {"contents": "write"}):
            yield f"{name} may do more than it needs"
        if "timeout-minutes" not in job:
            yield f"{name} may hang for hours"


def secret_faults(text: str) -> Iterator[str]:
    head, _, body = text.partition("\nname:")
    used, explained = set(re.findall(r"secrets\.(\w+)", body)), set(re.findall(r"SITBOARD_\w+", head))
    yield from (f"{name} is used and not explained" for name in sorted(used - explained))
    yield from (f"{name} is explained and not used" for name in sorted(explained - used))
    yield from (f"{name} is not given to whoever signs" for name in SECRETS if name not in used)


def target_faults(workflow: dict[str, Any]) -> Iterator[str]:
    built = [entry["target"] for entry in workflow["jobs"]["build"]["strategy"]["matrix"]["include"]]
    if sorted(built) != sorted(target.name for target in TARGETS):
        yield f"it builds {built}"
    commands = " ".join(str(step.get("run", "")) for step in workflow["jobs"]["wheels"]["steps"])
    yield from (f"no wheels are kept for {target.name}" for target in TARGETS if target.name not in commands)


def step_faults(steps: Steps) -> Iterator[str]:
    for step in steps:
        given, command = step.get("with", {}), str(step.get("run", ""))
        if "actions/checkout@" in str(step.get("uses")) and given.get("persist-credentials") is not False:
            yield "the checkout keeps the right to write"
        if "actions/setup-python@" in str(step.get("uses")) and given.get("python-version") != "{}.{}".format(*PYTHON):
            yield "Python is not the one that is tested"
        if "${{" in command:
            yield f"something from outside is put into a command: {command.strip()}"
        yield from (f"there is no {path}" for path in NAMED.findall(command) if not (ROOT / path).exists())


def main() -> str:
    text = WORKFLOW.read_text(encoding="utf-8")
    return "\n".join(f"{WORKFLOW.relative_to(ROOT)}: {fault}" for fault in faults(text))


if __name__ == "__main__":
    sys.exit(main() or 0)
