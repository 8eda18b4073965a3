"""A claim as it is spoken: about what, who says so, how, for or against, what, when, who carries it."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.actions.facts import add_claim
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import DESCRIBERS, details
from situation_board.core.rows import Claim
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import ClaimVerb, Credibility, Stance
from situation_board.gui.entry.entering import mistakes_about
from situation_board.gui.entry.event_entering import who_says_so
from situation_board.gui.entry.understanding import Typed, Understood, understand

NOTHING = Typed("")
ABOUT = ("card", "route", "event", "actor")
FIELDS = {"about": "about", "speaker": "speaker", "when": "said_at"}
"""Input -> the field of a claim that it fills."""
INPUTS = {"about": "about", "speaker": "speaker", "text": "text", "verb": "verb", "said_at": "when"}
"""Field -> the input that a Mistake about it belongs to."""


@dataclass(frozen=True)
class SpokenClaim:
    """What stands in the inputs of the line; `carried_by` is a report or source."""

    about: Typed
    speaker: Typed = NOTHING
    role: str = ""
    verb: ClaimVerb | None = None
    stance: Stance = Stance.SUPPORTS
    text: str = ""
    when: Typed = NOTHING
    carried_by: Typed = NOTHING
    via: str = ""
    credibility: Credibility | None = None


def enter_claim(reading: Reading, spoken: SpokenClaim) -> Changes:
    """One claim with whatever it newly names, as one action. Mistakes name the input."""
    if not spoken.about.text.strip():
        raise Mistake("What is it about?", field="about", do="Name a card, route or actor.")
    if not spoken.text.strip():
        raise Mistake("What is said?", field="text", do="Give it in its own words.")
    understood = Understood()
    for input, field in FIELDS.items():
        with mistakes_about(input):
            understand(reading, "claim", {field: getattr(spoken, input)}, understood)
    with mistakes_about("carried_by"):
        publisher, report = who_says_so(reading, understood, spoken.carried_by)
    claim = Claim(
        id="",
        thing="",
        speaker_role=spoken.role.strip() or None,
        verb=spoken.verb,
        stance=spoken.stance,
        text=spoken.text,
        publisher=publisher,
        report=report,
        via=spoken.via.strip() or None,
        credibility=spoken.credibility,
        **understood.values,
    )
    with mistakes_about("speaker", unless=INPUTS):
        return add_claim(reading, claim, beside=understood.drafts)


def claimable(reading: Reading, thing: str) -> Typed:
    """A thing as it would be typed and picked, if anything can be claimed about it; else nothing."""
    main = reading.main(thing)
    for table in ABOUT:
        if DESCRIBERS[table](reading, main) is not None:
            name = " ".join(details(reading, [(table, main)])[main].name.split())
            return Typed(name, ((name, main),))
    return NOTHING
