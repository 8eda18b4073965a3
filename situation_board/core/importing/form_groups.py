"""Groups of questions in front of labels, as forms export them: "Site information/Name of the site".

A label may hold a stroke itself ("Men/women"), and answers that can be chosen stand behind their question in the same
way: a group is what stands before several labels and is no column itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from situation_board.core.importing.header_words import LONGEST, bare

FORM = frozenset({"submission_time", "uuid", "instanceid", "meta_instanceid", "deviceid", "submissiondate"})
"""Headers of form programs (KoBo, ODK): their start and end say when somebody filled it in."""
FEWEST = 2
"""Labels of one group."""
DEEPEST = 8


def is_form(headers: Sequence[str]) -> bool:
    return bool(FORM & {bare(header) for header in headers})


def without_groups(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers of a form without its groups, each still different from the others; other headers as they are."""
    if not is_form(headers):
        return tuple(headers)
    times = Counter(group for header in headers for group in _before(header))
    groups = {group for group, count in times.items() if count >= FEWEST} - set(headers)
    labels = [_label(header, groups) for header in headers]
    again = Counter(labels)
    return tuple(header if again[label] > 1 else label for header, label in zip(headers, labels, strict=True))


def _before(header: str) -> Iterator[str]:
    """What may be the group: all up to each stroke."""
    parts = header.split("/")[: DEEPEST + 1] if len(header) <= LONGEST else []
    return ("/".join(parts[:number]) for number in range(1, len(parts)))


def _label(header: str, groups: set[str]) -> str:
    group = max((each for each in _before(header) if each in groups), key=len, default=None)
    return header if group is None else header[len(group) + 1 :].strip() or header
