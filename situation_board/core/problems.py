"""Three kinds of error: the person's, the machine's, and everything else, which is our bug."""

from __future__ import annotations

from collections.abc import Sequence


class Problem(Exception):
    """What people are told: one sentence what happened, one what was kept, one what to do."""

    def __init__(self, happened: str, *, kept: str = "", do: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.do = do
        super().__init__(" ".join(sentence for sentence in (happened, kept, do) if sentence))


class Mistake(Problem):
    """The person's: something asked for cannot be done as asked.

    `field` names the input it is about, `candidates` what an ambiguous name could mean.
    """

    def __init__(
        self, happened: str, *, field: str = "", candidates: Sequence[str] = (), do: str = "", kept: str = ""
    ) -> None:
        self.field = field
        self.candidates = tuple(candidates)
        super().__init__(happened, kept=kept, do=do)


class Trouble(Problem):
    """The machine's: disk full, file read-only, locked, damaged, gone. The program lives and keeps the work."""
