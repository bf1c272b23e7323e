"""`entente review`: close calls with their evidence, and judgements made of them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.commands.review import accept, close_calls, interview, print_review
from flows.commands.status import print_status
from flows.errors import ConfigurationError
from flows.ingest.ledger import Ledger
from flows.operate.stale import stale
from flows.resolve import resolve
from flows.settings import Settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402

PAIR = {"supplier": "country:NOR", "recipient": "country:PER"}


def articles(*goods: str) -> MadeUp:
    """An article for each of the goods, with its words where the statement says they stand."""
    made_up = MadeUp()
    for n, thing in enumerate(goods):
        text = f"A deal in {thing} was struck."
        made_up.document(f"doc_{n}", "2016-12-13", raw_text=text)
        made_up.deal(
            f"doc_{n}", **PAIR, goods=thing, span_text=f"deal in {thing}", evidence_text=text, span_start=2, span_end=9
        )
    return made_up


@pytest.fixture
def warehouse(tmp_path: Path) -> Callable[..., Settings]:
    """Makes a release of articles, with the judgements that the warehouse holds."""

    def make(made_up: MadeUp) -> Settings:
        release = tmp_path / "w" / "releases" / f"000{len(list(tmp_path.glob('w/releases/*'))) + 1}"
        release.mkdir(parents=True)
        load_frames(resolve(made_up.parts(), overrides_dir=tmp_path / "w" / "overrides"), release)
        (tmp_path / "w" / "latest").unlink(missing_ok=True)
        (tmp_path / "w" / "latest").symlink_to(f"releases/{release.name}")
        return Settings(tmp_path / "w", tmp_path / "inbox")

    return make


def n_deals(settings: Settings) -> int:
    import duckdb

    with duckdb.connect(str((settings.latest / "entente.duckdb").resolve()), read_only=True) as con:
        return len(con.execute("from deals").fetchall())


def edited(path: Path) -> None:
    """Fill in what a person has to say."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"author": "me", "date": "2026-01-02", "reason": "seen"} for row in rows)


@pytest.mark.parametrize(
    ("goods", "before", "after"),
    [(("rifles", "submarines"), 2, 1), (("rifles", "assault rifles"), 1, 2)],
    ids=["a wrong split", "a wrong merge"],
)
def test_a_proposal_taken_over_overrules_the_rules_and_outlives_a_rebuild(
    warehouse: Callable[..., Settings], tmp_path: Path, goods: tuple[str, ...], before: int, after: int
) -> None:
    settings = warehouse(articles(*goods))
    assert n_deals(settings) == before
    print_review(settings, "deal", 5, as_json=False, write=tmp_path / "calls.csv")
    edited(tmp_path / "calls.csv")
    assert accept(settings, tmp_path / "calls.csv") == 1
    assert [n_deals(warehouse(articles(*goods))) for _ in range(2)] == [after, after]
    assert stale(settings) == []


def test_a_proposal_that_nobody_signed_is_refused(warehouse: Callable[..., Settings], tmp_path: Path) -> None:
    settings = warehouse(articles("rifles", "submarines"))
    print_review(settings, None, 5, as_json=False, write=tmp_path / "calls.csv")
    with pytest.raises(ConfigurationError, match="No author"):
        accept(settings, tmp_path / "calls.csv")
    assert not (settings.overrides / "judgements.csv").exists()


@pytest.mark.parametrize(
    ("wrong", "right", "what"),
    [("doc_1.txt", "doc_7.txt", "no article 'doc_7.txt'"), ("deal in sub", "deal in pub", "does not hold the words")],
)
def test_a_judgement_on_what_does_not_exist_is_refused(
    warehouse: Callable[..., Settings], tmp_path: Path, wrong: str, right: str, what: str
) -> None:
    settings, path = warehouse(articles("rifles", "submarines")), tmp_path / "calls.csv"
    print_review(settings, None, 5, as_json=False, write=path)
    edited(path)
    path.write_text(path.read_text().replace(wrong, right))
    with pytest.raises(ConfigurationError, match=what):
        accept(settings, path)


def test_a_file_is_never_written_over(warehouse: Callable[..., Settings], tmp_path: Path) -> None:
    settings = warehouse(articles("rifles", "submarines"))
    (tmp_path / "calls.csv").write_text("mine")
    with pytest.raises(ConfigurationError, match="exists already"):
        print_review(settings, None, 5, as_json=False, write=tmp_path / "calls.csv")


def test_both_sides_come_with_their_evidence(warehouse: Callable[..., Settings]) -> None:
    (call,) = close_calls(warehouse(articles("rifles", "submarines")), ["deal"], 5)
    assert {call["file_a"], call["file_b"]} == {"doc_0.txt", "doc_1.txt"}
    assert (call["verdict"], call["method"]) == ("apart", "other_goods")
    assert call["evidence_a"][call["mark_start_a"] : call["mark_end_a"]] == "deal in"


def test_programs_get_json(warehouse: Callable[..., Settings], capsys: pytest.CaptureFixture[str]) -> None:
    print_review(warehouse(articles("rifles", "submarines")), None, 5, as_json=True, write=None)
    assert [call["about"] for call in json.loads(capsys.readouterr().out)] == ["deal"]


@pytest.mark.parametrize(
    ("answers", "kept"), [(["s", "one order"], ["same"]), (["d", ""], ["not_same"]), ([""], []), (["q"], [])]
)
def test_what_a_person_answers_is_taken_down(
    warehouse: Callable[..., Settings], answers: list[str], kept: list[str]
) -> None:
    settings = warehouse(articles("rifles", "submarines"))
    replies = iter(answers)
    interview(settings, close_calls(settings, ["deal"], 5), lambda _: next(replies))
    path = settings.overrides / "judgements.csv"
    rows = list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []
    assert [row["verdict"] for row in rows] == kept
    assert all(row["author"] and row["date"] and row["reason"] for row in rows)


def judged(settings: Settings, line: str) -> None:
    settings.overrides.mkdir(parents=True, exist_ok=True)
    header = "about,verdict,document_a,words_a,document_b,words_b,name,author,date,reason"
    (settings.overrides / "judgements.csv").write_text(f"{header}\n{line},,,,me,2026-01-02,why\n")


def test_a_judgement_without_effect_is_shown_with_what_took_the_place_of_its_article(
    warehouse: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    made_up = articles("rifles", "rifles")
    for n, row in enumerate(made_up.rows["documents"], 1):
        row |= {"source_id": "wire-1", "version_no": n}
    settings = warehouse(made_up)
    judged(settings, "deal,wrong_report,doc_0.txt,deal in rifles")
    print_status(settings, as_json=False)
    assert "judgements.csv line 2: doc_0.txt was replaced by doc_1.txt" in capsys.readouterr().out
    print_review(settings, None, 5, as_json=False, write=None)
    assert "doc_0.txt was replaced by doc_1.txt" in capsys.readouterr().out


def test_a_judgement_on_a_retracted_article_is_shown_as_such(warehouse: Callable[..., Settings]) -> None:
    settings = warehouse(articles("rifles"))
    with Ledger(settings.ledger) as ledger:
        ledger.accept("doc_9", "gone.txt", "0" * 64)
        ledger.mark(["doc_9"], "retracted")
    judged(settings, "deal,wrong_report,gone.txt,deal in rifles")
    assert [sentence.partition(": ")[2] for sentence in stale(settings)] == ["gone.txt was retracted."]


def test_words_that_tell_nothing_are_shown(warehouse: Callable[..., Settings]) -> None:
    settings = warehouse(articles("rifles"))
    judged(settings, "agreement,wrong_report,doc_0.txt,was struck")
    assert "no one agreement is told by “was struck” in doc_0.txt" in stale(settings)[0]


@pytest.mark.parametrize(
    ("named", "message"), [("doc_7.txt", "Did you mean doc_0.txt"), ("deal_3f0c", "entente explain deal_3f0c")]
)
def test_a_judgement_on_what_never_was_is_refused(warehouse: Callable[..., Settings], named: str, message: str) -> None:
    settings = warehouse(articles("rifles"))
    judged(settings, f"deal,wrong_report,{named},deal in rifles")
    with pytest.raises(ConfigurationError, match=message):
        stale(settings)
