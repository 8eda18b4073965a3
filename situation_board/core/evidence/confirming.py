"""What claims bear: which basis may be proposed, and whether a second source stands behind "confirmed".

A basis is proposed and set by a person; the proposal says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.evidence.originators import Originator, Parties
from situation_board.core.vocabulary import Basis, Credibility, Stance, Word


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim as these rules see it."""

    claim: str
    stance: Stance | None
    originator: Originator | None
    credibility: Credibility | None = None


class Reason(Word):
    """Why a basis is proposed."""

    NOBODY = "nobody", "no claim says so"
    PARTIES = "parties", "only parties to the conflict say so"
    UNKNOWN = "unknown", "who says so is not known"
    OBSERVER = "observer", "somebody who is no party to the conflict says so"
    ALONE = "alone", "it is rated as confirmed, but nobody says so independently"
    DENIED = "denied", "independent sources say so, but it is denied"
    CONFIRMED = "confirmed", "it is rated as confirmed, independent sources say so and nobody denies it"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The basis that claims bear, and why. `says` and `denies` are who, each once, in the order of the claims."""

    basis: Basis | None
    reason: Reason
    says: tuple[Originator, ...] = ()
    denies: tuple[Originator, ...] = ()


def proposed_basis(voices: Iterable[Voice], parties: Parties) -> Proposal:
    """The basis that claims bear.

    *Confirmed* needs a claim rated 1, a second originator independent of the first, and nobody who denies it;
    *reported* somebody who is no party to the conflict; all else is *claimed*. Assessing is left to people.
    """
    every = list(voices)
    supporting = [voice for voice in every if voice.stance == Stance.SUPPORTS]
    says = _each_once(supporting)
    denies = _each_once(voice for voice in every if voice.stance == Stance.DENIES)
    basis, reason = _basis(supporting, parties, is_denied=any(voice.stance == Stance.DENIES for voice in every))
    return Proposal(basis, reason, says, denies)


def _basis(supporting: Sequence[Voice], parties: Parties, *, is_denied: bool) -> tuple[Basis | None, Reason]:
    if not supporting:
        return None, Reason.NOBODY
    lesser, why = _without_confirmation(supporting, parties)
    if not any(voice.credibility == Credibility.ONE for voice in supporting):
        return lesser, why
    if not parties.any_independent(voice.originator for voice in supporting):
        return lesser, Reason.ALONE
    return (lesser, Reason.DENIED) if is_denied else (Basis.CONFIRMED, Reason.CONFIRMED)


def _without_confirmation(supporting: Sequence[Voice], parties: Parties) -> tuple[Basis, Reason]:
    known = [voice.originator for voice in supporting if voice.originator is not None]
    if not known:
        return Basis.REPORTED, Reason.UNKNOWN
    if all(parties.is_party(originator) for originator in known):
        return Basis.CLAIMED, Reason.PARTIES
    return Basis.REPORTED, Reason.OBSERVER


def _each_once(voices: Iterable[Voice]) -> tuple[Originator, ...]:
    return tuple(dict.fromkeys(voice.originator for voice in voices if voice.originator is not None))


def lacks_second_source(claim: str, voices: Iterable[Voice], parties: Parties) -> bool:
    """Whether a claim is rated 1, "confirmed by other sources", and no independent one says the same."""
    every = list(voices)
    mine = next((voice for voice in every if voice.claim == claim), None)
    if mine is None or mine.credibility != Credibility.ONE:
        return False
    beside = (voice for voice in every if voice.claim != claim and voice.stance == mine.stance)
    return not any(parties.are_independent(mine.originator, voice.originator) for voice in beside)


def why_words(proposal: Proposal, names: Mapping[str, str]) -> str:
    """The reason with who says and who denies it, in English."""
    says = ", ".join(names.get(each.id, each.id[:8]) for each in proposal.says)
    denies = ", ".join(names.get(each.id, each.id[:8]) for each in proposal.denies)
    parts = [proposal.reason.words, f"says so: {says}" if says else "", f"denies it: {denies}" if denies else ""]
    return "; ".join(part for part in parts if part)
