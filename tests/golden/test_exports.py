"""Exports of the bundled release hold what the release holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import duckdb
import pytest

from flows.commands.export import FILES, export_file, export_folder
from flows.errors import ConfigurationError
from flows.export.ftm import entities, ftm_id
from tests.conftest import Entente, Made
from tests.golden.conftest import Ask

Entity: TypeAlias = dict[str, Any]


@pytest.fixture(scope="module")
def con(bundled: Made) -> Any:
    with duckdb.connect(str(bundled.database), read_only=True) as found:
        yield found


@pytest.fixture(scope="module")
def ftm(con: duckdb.DuckDBPyConnection) -> dict[str, Entity]:
    found = list(entities(con))
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    return by_id


def test_each_fact_is_a_contract(ftm: dict[str, Entity], ask: Ask) -> None:
    facts = ask("select deal_id as id from deals union all select agreement_id as id from agreements")
    contracts = {entity["id"] for entity in ftm.values() if entity["schema"] == "Contract"}
    assert contracts == {ftm_id(fact["id"]) for fact in facts}


def test_what_an_entity_refers_to_is_there(ftm: dict[str, Entity]) -> None:
    referring = ("supplier", "contract", "subject", "object", "document", "entity", "proof", "authority")
    named = {value for entity in ftm.values() for name in referring for value in entity["properties"].get(name, [])}
    assert named
    assert named <= ftm.keys()


def test_a_supplier_holds_the_award(ftm: dict[str, Entity]) -> None:
    awards = [entity["properties"] for entity in ftm.values() if entity["schema"] == "ContractAward"]
    (award,) = [award for award in awards if award["supplier"] == ["organization-hyundai-rotem"]]
    assert ftm[award["contract"][0]]["properties"]["authority"] == ["country-POL"]


def test_a_report_is_documented_by_its_sentence(ftm: dict[str, Entity]) -> None:
    reports = [entity["properties"] for entity in ftm.values() if entity["schema"] == "Documentation"]
    said = [ftm[report["document"][0]]["properties"] for report in reports if "€5.2bn" in report["summary"][0]]
    assert "The Nile Observer" in [article["publisher"][0] for article in said]


def test_pairs_are_lines_on_the_map(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ((path, n),) = export_file(con, FILES["geojson"], tmp_path).items()
    features = {feature["id"]: feature for feature in json.loads(path.read_text())["features"]}
    assert len(features) == n
    line = features["POL-USA"]
    assert line["properties"]["amount_usd"] == 4_750_000_000.0
    assert [len(end) for end in line["geometry"]["coordinates"]] == [2, 2]


def test_pairs_in_csv_have_both_ends(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ((path, n),) = export_file(con, FILES["pairs"], tmp_path / "pairs.csv").items()
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == n
    (pair,) = [row for row in rows if (row["country_a"], row["country_b"]) == ("POL", "USA")]
    assert (pair["name_b"], pair["amount_usd"]) == ("United States", "4750000000.0")
    assert 14 < float(pair["longitude_a"]) < 25


def test_the_network_has_a_node_at_each_end(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ((path, n),) = export_file(con, FILES["graphml"], tmp_path).items()
    root, names = ET.parse(path).getroot(), {"g": "http://graphml.graphdrawing.org/xmlns"}
    edges = root.findall(".//g:edge", names)
    ends = {edge.get(end) for edge in edges for end in ("source", "target")}
    assert len(edges) == n
    assert ends <= {node.get("id") for node in root.findall(".//g:node", names)}


def test_sheets_have_every_row(con: duckdb.DuckDBPyConnection, tmp_path: Path, ask: Ask) -> None:
    written = export_folder(con, tmp_path / "new")
    with (tmp_path / "new" / "deals.csv").open(newline="") as stream:
        assert len(list(csv.reader(stream))) - 1 == written[tmp_path / "new" / "deals.csv"]
    assert written[tmp_path / "new" / "deals.csv"] == ask("select count(*) as n from deals")[0]["n"]
    assert list(export_file(con, FILES["xlsx"], tmp_path).values()) == [sum(written.values())]


def test_nothing_is_written_into_the_warehouse(bundled: Made) -> None:
    done = Entente()("export", "csv", "--out", bundled.release, "--warehouse", bundled.warehouse)
    assert done.status == 2
    assert "written by runs only" in done.err


@pytest.mark.parametrize("form", [*FILES, "csv"])
def test_it_says_what_it_wrote(form: str, bundled: Made, tmp_path: Path) -> None:
    asked = ("export", form, "--out", tmp_path, "--warehouse", bundled.warehouse, "--json")
    told = json.loads(Entente()(*asked).out)
    assert {Path(one["file"]) for one in told} == set(tmp_path.iterdir())
    assert sum(one["count"] for one in told) > 0
    for sheet in (one for one in told if form == "csv"):
        with Path(sheet["file"]).open(newline="") as stream:
            assert sheet["count"] == len(list(csv.reader(stream))) - 1


def test_a_place_that_cannot_be_written_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for form, export in FILES.items():
        with pytest.raises(ConfigurationError, match="cannot be written"):
            export_file(con, export, tmp_path / "no" / form)
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="cannot be written"):
        export_folder(con, tmp_path / "file")
