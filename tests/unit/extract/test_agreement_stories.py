"""Made-up sentences and short stories of accords, and of none, as newspapers of many lands word them.

`want` lists the agreements as "status instrument: party; party | subject"; `not_yet` says why a case is not read yet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.extract.agreements import read_agreements
from flows.extract.cast import build_cast
from flows.extract.context import Context
from flows.extract.dates import find_times
from flows.extract.money import find_money
from flows.extract.names.gazetteer import country_name
from flows.extract.sentences import read_sentences
from flows.model.document import Document
from flows.model.report import AgreementReport, Party
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus
from flows.model.vocabulary.articles import SegmentAction, Zone
from tests.unit.extract.conftest import document_of
from tests.unit.extract.test_agreements import narrated

STORIES = Path(__file__).parent / "agreement_stories"
OFF = {AgreementStatus.SUSPENDED, AgreementStatus.VIOLATED, AgreementStatus.TERMINATED, AgreementStatus.REJECTED}
AHEAD = {AgreementStatus.PROPOSED, AgreementStatus.NEGOTIATING, AgreementStatus.PLANNED, AgreementStatus.INITIALLED}
Told = tuple[str, frozenset[str]]  # how far it went and between whom
ORDER = list(AgreementStatus)


def read(document: Document) -> tuple[dict[str, set[str]], tuple[AgreementReport, ...]]:
    """Names by cast key, and the agreements of a document."""
    sentences, raw = read_sentences(document), document.raw_text
    cast = build_cast(document, sentences)
    times = tuple(find_times(raw, offset=0, anchor=None))
    context = Context(document, sentences, cast, tuple(find_money(raw, offset=0)), times)
    names = {e.key: {e.name, *(alias for alias, _ in e.aliases)} for e in cast.entities.values()}
    return names, read_agreements(context, narrated)


def told(text: str, head: str | None) -> list[Told]:
    """The agreements of a story, each once: how far it went, and the names of its parties."""
    parts = [(head, Zone.HEADLINE, SegmentAction.KEEP)] if head else []
    names, reports = read(document_of(*parts, (text, Zone.BODY, SegmentAction.KEEP)))
    threads: dict[int, list[AgreementReport]] = {}
    for report in reports:
        if not report.is_hypothetical and (not report.is_negated or report.status in OFF):
            threads.setdefault(report.thread, []).append(report)
    return [_summed(names, told_of) for told_of in threads.values()]


def _summed(names: dict[str, set[str]], reports: list[AgreementReport]) -> Told:
    status = max((report.status for report in reports), key=ORDER.index)
    parties = [p for report in reports for p in report.parties if p.role is AgreementRole.PARTY]
    return stage(status), frozenset(name_of(names, party) for party in parties)


def stage(status: AgreementStatus) -> str:
    """Ahead, concluded or off."""
    return "off" if status in OFF else "ahead" if status in AHEAD else "concluded"


def name_of(names: dict[str, set[str]], party: Party[AgreementRole]) -> str:
    if party.country_code is not None and (party.entity_key or "").startswith("country:"):
        return country_name(party.country_code)
    return max(names.get(party.entity_key or "", {party.span.text}), key=len)


def wanted(line: str) -> Told:
    status, _, rest = line.partition(" ")
    parties = rest.partition(" | ")[0].partition(": ")[2]
    return stage(AgreementStatus(status)), frozenset(p.strip() for p in parties.split(";"))


def fits(found: Told, want: Told) -> bool:
    """Whether stage and parties are those wanted, a longer or shorter form of a name allowed."""
    alike = [{w for w in want[1] if w in name or name in w} for name in found[1]]
    return found[0] == want[0] and len(found[1]) == len(want[1]) and all(alike) and set().union(*alike) == set(want[1])


def stories() -> list[Any]:
    cases = []
    for path in sorted(STORIES.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if isinstance(case, dict):
                marks = [pytest.mark.xfail(reason=case["not_yet"])] if "not_yet" in case else []
                cases.append(pytest.param(case, marks=marks, id=f"{path.stem}: {case['say'][:60]}"))
    return cases


@pytest.mark.parametrize("case", stories())
def test_the_story_gives_its_accords(case: dict[str, Any]) -> None:
    found = told(case["say"], case.get("head"))
    want = [wanted(line) for line in case["want"]]
    assert len(found) == len(want), found
    assert [w for w in want if not any(fits(f, w) for f in found)] == [], found


@pytest.mark.parametrize("text", yaml.safe_load((STORIES / "none.yml").read_text(encoding="utf-8")))
def test_what_is_no_accord_gives_none(text: str) -> None:
    assert told(text, None) == []
