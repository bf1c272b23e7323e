"""GraphML stays XML whatever an article holds."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest

from flows.export import network
from flows.export.network import EDGE, NODE, write_graphml

NAMES = {"g": "http://graphml.graphdrawing.org/xmlns"}


def row(columns: dict[str, str], **values: object) -> dict[str, object]:
    return dict.fromkeys(columns) | values


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ET.Element:
    found = {
        "nodes": [row(NODE, id="a", name="<&\x0b\ud800>"), row(NODE, id="b", name="B")],
        "edges": [
            row(EDGE, source="a", target="b", is_directed=True, amount_usd=12.5),
            row(EDGE, source="a", target="b", is_directed=False),
        ],
    }
    monkeypatch.setattr(network, "rows", lambda _, name: iter(found[name]))
    with duckdb.connect() as con:
        assert write_graphml(con, tmp_path / "network.graphml") == 2
    return ET.parse(tmp_path / "network.graphml").getroot()


def test_what_xml_cannot_hold_is_replaced(graph: ET.Element) -> None:
    assert graph.findtext(".//g:node[@id='a']/g:data[@key='name']", namespaces=NAMES) == "<&\ufffd\ufffd>"


def test_deals_have_a_direction_and_agreements_none(graph: ET.Element) -> None:
    edges = graph.findall(".//g:edge", NAMES)
    assert [edge.get("directed") for edge in edges] == [None, "false"]


def test_every_value_is_declared_and_what_is_not_known_is_left_out(graph: ET.Element) -> None:
    declared = {key.get("id") for key in graph.findall("g:key", NAMES)}
    given = [data.get("key") for data in graph.findall(".//g:edge[@id='e1']/g:data", NAMES)]
    assert given == ["amount_usd"]
    assert declared == NODE.keys() | EDGE.keys()
