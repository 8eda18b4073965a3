"""What the claims about a thing bear: who is independent of whom, which basis may be proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from situation_board.core.evidence.confirming import Proposal, Voice, lacks_second_source, proposed_basis, why_words
from situation_board.core.evidence.originators import Carriers, Parties
from situation_board.core.questions.cards import claims_about
from situation_board.core.questions.details import name_of
from situation_board.core.questions.grades import carriers_of
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.questions.records import all_records
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.rows import Actor, Claim, Link
from situation_board.core.store import Reading
from situation_board.core.vocabulary import LinkKind


@dataclass(frozen=True)
class Weighed:
    """What claims bear. `alone` are those rated 1 that nobody independent bears out; `names` are of originators."""

    proposal: Proposal
    alone: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Why that basis is proposed, in English."""
        return why_words(self.proposal, self.names)


def weighed(reading: Reading, thing: str, moment: Moment = None) -> Weighed:
    """What the claims about a card, event, route or actor bear at a moment."""
    mains = mains_at(reading, moment)
    main = mains.get(thing, thing)
    return weighed_claims(reading, claims_about(reading, [main, *ids_by_main(mains).get(main, ())], moment), moment)


def weighed_claims(reading: Reading, claims: Sequence[Claim], moment: Moment = None) -> Weighed:
    """What those claims bear together; struck ones are to be left out beforehand."""
    mains = mains_at(reading, moment)
    carriers = carriers_of(reading, claims, moment, mains=mains)
    voices = [Voice(each.thing, each.stance, carriers.originator(each), each.credibility) for each in claims]
    parties = parties_at(reading, carriers, moment) if voices else Parties({}, {}, frozenset())
    proposal = proposed_basis(voices, parties)
    alone = frozenset(voice.claim for voice in voices if lacks_second_source(voice.claim, voices, parties))
    originators = {*proposal.says, *proposal.denies}
    names = {each.id: name_of(reading, each.table, each.id) or each.id[:8] for each in originators}
    return Weighed(proposal, alone, names)


def parties_at(reading: Reading, carriers: Carriers, moment: Moment = None) -> Parties:
    """Which actors spoke with one voice at a moment."""
    now = now_at(reading, moment)
    links = all_records(reading, Link, moment).values()
    part_of = [(link.actor, link.other) for link in links if link.actor and link.other and _is_part_of(link, now)]
    actors = all_records(reading, Actor, moment).values()
    return Parties.of(actors, part_of=part_of, sources=carriers.sources.values(), mains=carriers.mains)


def _is_part_of(link: Link, now: int) -> bool:
    """Whether the link says so of now."""
    has_begun = link.since is None or link.since.earliest <= now
    return link.kind == LinkKind.PART_OF and has_begun and (link.until is None or link.until.latest > now)


def is_alone(reading: Reading, claim: Claim) -> bool:
    """Whether a claim about to be saved is rated 1 and nobody independent says the same."""
    if claim.about is None:
        return False
    others = [each for each in claims_about(reading, reading.aliases(claim.about)) if each.thing != claim.thing]
    return claim.thing in weighed_claims(reading, [*others, claim]).alone
