from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.errors import ConfigurationError
from flows.resolve import resolve
from flows.resolve.overrides import COLUMNS, read_judgements, read_rates

PAIR = {"supplier": "country:NOR", "recipient": "country:PER"}
SIGNED = "B. Editor,2026-01-02,seen in the treaty"


def judge(folder: Path, *lines: str) -> Path:
    (folder / "judgements.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return folder


def two_articles(made_up: Any, *goods: str, **columns: str) -> dict[str, pl.DataFrame]:
    """An article of one week for each of the goods, its statement being `deal in <goods>`."""
    for n, thing in enumerate(goods, 1):
        made_up.document(f"doc_{n}", "2016-12-13", **columns)
        made_up.deal(f"doc_{n}", **PAIR, goods=thing, span_text=f"deal in {thing}", evidence_text=f"A deal in {thing}.")
    return made_up.parts()


def n_deals(found: dict[str, pl.DataFrame]) -> int:
    return found["deal_reports"]["deal_id"].drop_nulls().n_unique()


def test_what_people_call_the_same_is_one_deal(made_up: Any, tmp_path: Path) -> None:
    parts = two_articles(made_up, "rifles", "submarines")
    folder = judge(tmp_path, f"deal,same,doc_1.txt,deal in rifles,doc_2.txt,deal in submarines,,{SIGNED}")
    found = resolve(parts, overrides_dir=folder)
    assert (n_deals(resolve(parts)), n_deals(found)) == (2, 1)
    assert set(found["reconciliations"]["decided_by"]) == {"curated"}


def test_what_people_keep_apart_is_two(made_up: Any, tmp_path: Path) -> None:
    parts = two_articles(made_up, "rifles", "assault rifles")
    folder = judge(tmp_path, f"deal,not_same,doc_1.txt,deal in rifles,doc_2.txt,deal in assault rifles,,{SIGNED}")
    found = resolve(parts, overrides_dir=folder)
    assert (n_deals(resolve(parts)), n_deals(found)) == (1, 2)
    assert "negative" in set(found["reconciliations"]["judgement"])


def test_a_wrong_report_makes_no_deal(made_up: Any, tmp_path: Path) -> None:
    parts = two_articles(made_up, "rifles", "submarines")
    folder = judge(tmp_path, f"deal,wrong_report,doc_1.txt,A deal in rifles.,,,,{SIGNED}")
    assert n_deals(resolve(parts, overrides_dir=folder)) == 1


def test_entities_are_joined_parted_and_named(made_up: Any, tmp_path: Path) -> None:
    for n, name in enumerate(("Ada Lovelle", "Ada Lovelle", "Countess Ada"), 1):
        made_up.document(f"doc_{n}")
        made_up.entity(f"doc_{n}", "person:p", name)
    folder = judge(
        tmp_path,
        f"entity,not_same,doc_1.txt,Ada Lovelle,doc_2.txt,Ada Lovelle,,{SIGNED}",
        f"entity,same,doc_1.txt,Ada Lovelle,doc_3.txt,Countess Ada,,{SIGNED}",
        f"entity,name,doc_1.txt,Ada Lovelle,,,Countess Ada Lovelle,{SIGNED}",
    )
    found = resolve(made_up.parts(), overrides_dir=folder)
    assert found["entities"]["name"].sort().to_list() == ["Ada Lovelle", "Countess Ada Lovelle"]
    assert found["entity_mentions"].sort("doc_id")["entity_id"].to_list() == [
        "person:countess-ada-lovelle",
        "person:ada-lovelle",
        "person:countess-ada-lovelle",
    ]


def test_a_judgement_on_words_that_are_gone_is_left_out_with_a_warning(
    made_up: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    parts = two_articles(made_up, "rifles", "submarines")
    folder = judge(tmp_path, f"deal,same,doc_1.txt,deal in rifles,doc_9.txt,deal in boats,,{SIGNED}")
    assert n_deals(resolve(parts, overrides_dir=folder)) == 2
    assert "line 2" in caplog.text


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (f"boat,same,a,b,c,d,,{SIGNED}", "about is 'boat'"),
        (f"deal,maybe,a,b,c,d,,{SIGNED}", "verdict is 'maybe'"),
        (f"deal,same,a,b,,,,{SIGNED}", "needs a document and words on each side"),
        ("deal,same,a,b,c,d,,,2026-01-02,why", "No author"),
        (f"deal,name,a,b,,,Big deal,{SIGNED}", "A name goes with"),
    ],
)
def test_a_line_that_cannot_be_understood_is_refused(tmp_path: Path, line: str, what: str) -> None:
    with pytest.raises(ConfigurationError, match=what) as error:
        read_judgements(judge(tmp_path, line))
    assert "line 2" in str(error.value)


def test_no_folder_holds_no_judgement(tmp_path: Path) -> None:
    assert read_judgements(None) == read_judgements(tmp_path) == []


def test_own_rates_convert_what_the_bank_does_not_quote(made_up: Any, tmp_path: Path) -> None:
    made_up.document("doc_1", "2016-12-13")
    made_up.deal("doc_1", **PAIR, goods="rifles", value=("350000000", "KZT"))
    (tmp_path / "fx_rates.csv").write_text("rate_date,currency,eur_rate,source\n2016-12-13,KZT,356.5,central bank\n")
    (row,) = resolve(made_up.parts(), overrides_dir=tmp_path)["deal_reports"].to_dicts()
    assert (row["amount_usd"], row["fx_source"]) == (Decimal("1041654.98"), "central bank")


def test_a_rate_without_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fx_rates.csv").write_text("rate_date,currency,eur_rate\n2016-12-13,KZT,many\n")
    with pytest.raises(ConfigurationError, match="positive eur_rate"):
        read_rates(tmp_path)


@pytest.mark.parametrize(
    ("document", "words", "what"),
    [
        ("doc_11.txt", "deal in rifles", "no article 'doc_11.txt' .* Did you mean doc_1.txt"),
        ("doc_1.txt", "deal in boats", "'doc_1.txt' does not hold the words “deal in boats”"),
    ],
)
def test_a_new_judgement_on_what_does_not_exist_is_refused(
    made_up: Any, tmp_path: Path, document: str, words: str, what: str
) -> None:
    parts = two_articles(made_up, "rifles", raw_text="A deal in rifles.")
    folder = judge(tmp_path, f"deal,wrong_report,{document},{words},,,,{SIGNED}")
    with pytest.raises(ConfigurationError, match=what) as error:
        resolve(parts, overrides_dir=folder, delivered=())
    assert "judgements.csv line 2" in str(error.value)


def test_an_article_that_has_left_since_is_no_mistake(made_up: Any, tmp_path: Path) -> None:
    parts = two_articles(made_up, "rifles")
    folder = judge(tmp_path, f"deal,wrong_report,gone.txt,deal in rifles,,,,{SIGNED}")
    assert n_deals(resolve(parts, overrides_dir=folder, delivered={"gone.txt"})) == 1


def test_a_date_that_is_no_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'yesterday' is no day"):
        read_judgements(judge(tmp_path, "deal,wrong_report,a,b,,,,me,yesterday,why"))


@pytest.mark.parametrize("verdict", ["same", "not_same"])
def test_agreements_are_joined_and_parted(made_up: Any, tmp_path: Path, verdict: str) -> None:
    subjects = ("fisheries", "visas") if verdict == "same" else ("fisheries", "fisheries")
    for n, subject in enumerate(subjects, 1):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.agreement(f"doc_{n}", parties=("country:NOR", "country:PER"), subject=subject, span_text=f"accord {n}")
    folder = judge(tmp_path, f"agreement,{verdict},doc_1.txt,accord 1,doc_2.txt,accord 2,,{SIGNED}")
    reports = [resolve(made_up.parts(), overrides_dir=chosen)["agreement_reports"] for chosen in (None, folder)]
    assert [rows["agreement_id"].n_unique() for rows in reports] == ([2, 1] if verdict == "same" else [1, 2])


def test_what_people_have_judged_is_no_close_call(made_up: Any, tmp_path: Path) -> None:
    parts = two_articles(made_up, "rifles", "submarines")
    folder = judge(tmp_path, f"deal,same,doc_1.txt,deal in rifles,doc_2.txt,deal in submarines,,{SIGNED}")
    assert resolve(parts)["close_calls"].height == 1
    assert resolve(parts, overrides_dir=folder)["close_calls"].height == 0
