"""Reports that a person put together, one of them with its sides turned, are one deal with a conflict."""

import sys
from pathlib import Path

import duckdb

from flows.check.rows import offending_rows
from flows.load import DATABASE_NAME
from flows.resolve import resolve
from flows.resolve.overrides import COLUMNS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402

NORTH, SOUTH = "country:NOR", "country:PER"


def test_a_judgement_keeps_a_turned_report_beside_the_others(made_up: MadeUp, tmp_path: Path) -> None:
    for n, (supplier, recipient) in enumerate([(NORTH, SOUTH), (NORTH, SOUTH), (SOUTH, NORTH)], 1):
        text = f"Deal {n} in rifles."
        made_up.document(f"doc_{n}", "2016-12-13", raw_text=text, n_chars=len(text))
        said = {"span_text": f"Deal {n}", "span_end": 6, "evidence_text": text, "evidence_end": len(text)}
        made_up.deal(f"doc_{n}", supplier=supplier, recipient=recipient, goods="rifles", **said)
    line = "deal,same,doc_1.txt,Deal 1,doc_3.txt,Deal 3,,me,2026-01-02,one contract"
    (tmp_path / "judgements.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n")
    stage = tmp_path / "stage"
    stage.mkdir()
    load_frames(resolve(made_up.parts(), overrides_dir=tmp_path), stage)
    with duckdb.connect(str(stage / DATABASE_NAME), read_only=True) as con:
        (name,) = con.execute("select deal_name from deals").fetchall()
        sides = con.execute("select party_role, entity_id from deal_parties order by all").fetchall()
        fields = con.execute("select field, severity from conflicts").fetchall()
        told = con.execute("select count(*) from deal_reports where deal_id is not null").fetchall()
    assert (sides, told) == ([("recipient", SOUTH), ("supplier", NORTH)], [(3,)])
    assert name == ("Rifles from Nor to Per",)
    assert fields == [("party_role", "major")]
    assert "deal_parties_differ" not in {offence.broken_rule for offence in offending_rows(stage / DATABASE_NAME)}
