"""Who a claim really comes from, and who is independent of whom.

A paper that prints what a party said adds nothing to it, and a party that says a thing twice has said it once. So the
originator counts, not the publisher; and an actor speaks with one voice with all that it is part of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from situation_board.core.rows import Actor, Claim, Report, Source
from situation_board.core.vocabulary import ActorKind, SourceKind

OBSERVERS = frozenset({ActorKind.UN_OR_NGO, ActorKind.MEDIA, ActorKind.COMMUNITY})
"""Kinds of actors that are no party to the conflict; one whose kind is not known is taken for a party."""


@dataclass(frozen=True, slots=True, order=True)
class Originator:
    """Who says something in the first place: an "actor", or a "source" that belongs to no actor."""

    table: str
    id: str


@dataclass(frozen=True)
class Carriers:
    """Who carries claims: sources by their main ids, reports by theirs. `mains` resolves what is the same."""

    sources: Mapping[str, Source]
    reports: Mapping[str, Report]
    mains: Mapping[str, str] = field(default_factory=dict)

    def publisher(self, claim: Claim) -> str | None:
        """The source that carries a claim: the one named, else that of its report."""
        report = self.reports.get(claim.report or "")
        source = claim.publisher or (report.source if report else None)
        return self.main(source) if source else None

    def originator(self, claim: Claim) -> Originator | None:
        """Its speaker; else the actor behind the publisher, else the publisher. None when nobody is known."""
        if claim.speaker:
            return Originator("actor", self.main(claim.speaker))
        publisher = self.publisher(claim)
        return self.voice_of(publisher) if publisher else None

    def voice_of(self, source: str) -> Originator:
        """Who speaks when a source speaks in its own name."""
        main = self.main(source)
        known = self.sources.get(main)
        if known is not None and known.actor:
            return Originator("actor", self.main(known.actor))
        return Originator("source", main)

    def main(self, thing: str) -> str:
        return self.mains.get(thing, thing)


@dataclass(frozen=True)
class Parties:
    """Which actors speak with one voice: each with all that it is part of.

    A coalition is made of parties that speak for themselves: its members are independent of each other, but not of
    the coalition. `voice` names the voice of every actor that shares one, `over` the voices that a coalition speaks
    for, `observers` the voices and sources that are no party to the conflict.
    """

    voice: Mapping[str, str]
    over: Mapping[str, frozenset[str]]
    observers: frozenset[str]

    @classmethod
    def of(
        cls,
        actors: Iterable[Actor],
        *,
        part_of: Iterable[tuple[str, str]] = (),
        sources: Iterable[Source] = (),
        mains: Mapping[str, str] | None = None,
    ) -> Parties:
        """From actors with their parents, and further pairs (part, whole). `mains` resolves what is the same."""
        same = mains or {}
        known = {same.get(actor.id, actor.id): actor for actor in actors}
        pairs = [(actor.id, actor.parent) for actor in known.values() if actor.parent]
        links = {(same.get(part, part), same.get(whole, whole)) for part, whole in (*pairs, *part_of)}
        voice, members = _voices(known, links)
        return cls(voice, _closed(members), _observers(known, voice, sources))

    def of_originator(self, originator: Originator) -> str:
        """The voice that an originator speaks with."""
        return self.voice.get(originator.id, originator.id)

    def are_independent(self, a: Originator | None, b: Originator | None) -> bool:
        """Whether the one confirms what the other says. Of somebody unknown nothing can be said, so: no."""
        if a is None or b is None:
            return False
        one, other = self.of_originator(a), self.of_originator(b)
        return one != other and other not in self.over.get(one, ()) and one not in self.over.get(other, ())

    def any_independent(self, originators: Iterable[Originator | None]) -> bool:
        """Whether two of them are independent of each other."""
        every = list(dict.fromkeys(originators))
        return any(self.are_independent(a, b) for position, a in enumerate(every) for b in every[position + 1 :])

    def is_party(self, originator: Originator | None) -> bool:
        """Whether it is a party to the conflict that speaks, whose word about itself is a claim."""
        return originator is not None and self.of_originator(originator) not in self.observers


def _voices(
    actors: Mapping[str, Actor], links: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Actor -> its voice, and coalition's voice -> the voices of its members."""
    roots: dict[str, str] = {}

    def root(actor: str) -> str:
        while roots.get(actor, actor) != actor:
            actor = roots[actor]
        return actor

    ordered = sorted(links)
    memberships = [(part, whole) for part, whole in ordered if _is_coalition(actors.get(whole))]
    for part, whole in ordered:
        if not _is_coalition(actors.get(whole)):
            first, second = sorted((root(part), root(whole)))
            roots[second] = first
    members: dict[str, set[str]] = defaultdict(set)
    for part, whole in memberships:
        members[root(whole)].add(root(part))
    return {actor: root(actor) for actor in {*actors, *roots}}, members


def _is_coalition(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == ActorKind.COALITION


def _closed(members: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """A coalition also speaks for the members of its members."""
    closed: dict[str, frozenset[str]] = {}
    for whole in members:
        found: set[str] = set()
        waiting = [whole]
        while waiting:
            new = members.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        closed[whole] = frozenset(found - {whole})
    return closed


def _observers(actors: Mapping[str, Actor], voice: Mapping[str, str], sources: Iterable[Source]) -> frozenset[str]:
    """A voice is an observer's when all who speak with it are; a source without an actor when it is not a party's."""
    kinds: dict[str, set[ActorKind | None]] = defaultdict(set)
    for actor_id, actor in actors.items():
        kinds[voice[actor_id]].add(actor.kind)
    neutral = {own for own, found in kinds.items() if found <= OBSERVERS}
    return frozenset(
        neutral | {source.id for source in sources if not source.actor and source.kind != SourceKind.PARTY}
    )
