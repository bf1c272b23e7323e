"""The statements of one deal, with what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.extract.context import PartyRef
from flows.extract.deals.statement import Goods, Statement
from flows.model.report import Money
from flows.model.vocabulary.deals import DealKind, DealStatus

Side = dict[str | None, PartyRef]
PROSPECTIVE = frozenset({DealStatus.RUMOURED, DealStatus.INTEREST, DealStatus.NEGOTIATING, DealStatus.PLANNED})


@dataclass(slots=True)
class Thread:
    """The statements of one deal, with what they say together."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def suppliers(self) -> dict[str | None, PartyRef]:
        """Suppliers by entity; a headline's only where the body names none."""
        return self._named("suppliers")

    @property
    def recipients(self) -> dict[str | None, PartyRef]:
        """Recipients by entity; a headline's only where the body names none."""
        return self._named("recipients")

    @property
    def sides(self) -> dict[str | None, PartyRef]:
        """Parties of open role by entity."""
        return self._named("sides")

    def _named(self, side: str) -> dict[str | None, PartyRef]:
        body = {p.entity_key: p for s in self.statements if not s.is_title for p in getattr(s, side)}
        return body or {p.entity_key: p for s in self.statements for p in getattr(s, side)}

    @property
    def goods(self) -> list[Goods]:
        """What its statements say is exchanged, the body's words before a headline's."""
        told = [s for s in self.statements if s.goods is not None]
        return [s.goods for s in sorted(told, key=lambda s: s.is_title) if s.goods is not None]

    @property
    def money(self) -> list[Money]:
        """Its values, in text order."""
        return [s.money for s in self.statements if s.money is not None]

    @property
    def kind(self) -> DealKind | None:
        """The kind that most statements give it, those that only take it up left out where others tell."""
        told = [s.kind for s in self.statements if s.kind is not None and not s.definite]
        kinds = Counter(told or [s.kind for s in self.statements if s.kind is not None])
        return kinds.most_common(1)[0][0] if kinds else None

    @property
    def kinds(self) -> set[DealKind]:
        """Kinds that its statements give it."""
        return {s.kind for s in self.statements if s.kind is not None}


def is_prospect(statement: Statement) -> bool:
    """Whether a statement tells of a deal not concluded."""
    return statement.status in PROSPECTIVE


def is_option(statement: Statement) -> bool:
    """Whether a statement tells of an option to buy more."""
    under = statement.trigger.dep_ in ("acl", "relcl") and statement.trigger.head.lemma_.lower() == "option"
    return statement.rule == "option" or under


def targets_of(thread: Thread) -> set[str | None]:
    """What changes hands, by entity."""
    return {g.target for g in thread.goods if g.target}


def keys_of(parties: Iterable[PartyRef]) -> set[str | None]:
    """Entities of some parties."""
    return {p.entity_key for p in parties}


def fill(thread: Thread, found: Side) -> None:
    """Give a deal that names one side only the other one."""
    statement = thread.statements[0]
    if thread.suppliers:
        statement.recipients = tuple(found.values())
    else:
        statement.suppliers = tuple(found.values())
