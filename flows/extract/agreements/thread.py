"""The statements of one document that tell of one agreement."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.parties import Parties, join
from flows.model.vocabulary.agreements import InstrumentType


@dataclass(slots=True)
class Thread:
    """One agreement of a document: its statements in text order."""

    members: list[Candidate] = field(default_factory=list)
    parties: Parties = field(default_factory=Parties)
    is_headline: bool = True  # until the body names the parties: headlines shorten names

    def add(self, candidate: Candidate) -> None:
        """Take a statement in; its own are the first two parties or more, the body's before a headline's."""
        corrects = self.is_headline and not candidate.in_heading and len(candidate.parties.refs) > 1
        self.members.append(candidate)
        if corrects:
            self.parties = candidate.parties
        elif len(self.parties.refs) < 2:
            self.parties = join([self.parties, candidate.parties])
        self.is_headline = self.is_headline and (candidate.in_heading or len(candidate.parties.refs) < 2)

    @property
    def subjects(self) -> set[str]:
        """Words of all subject phrases."""
        return {word for member in self.members for word in member.words}

    @property
    def type(self) -> InstrumentType:
        """What the agreement is: the first name more telling than "agreement", the body before the headline."""
        told = sorted(self.members, key=lambda member: member.in_heading)
        return next((m.type for m in told if m.type is not InstrumentType.AGREEMENT), told[0].type)

    @property
    def last(self) -> Candidate:
        """The statement read last."""
        return self.members[-1]
