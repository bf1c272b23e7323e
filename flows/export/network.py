"""Who deals and agrees with whom as GraphML (graphml.graphdrawing.org), for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb

from flows.export.rows import rows

NODE = {
    "name": "string",
    "entity_type": "string",
    "country_code": "string",
    "n_deals_as_supplier": "long",
    "n_deals_as_recipient": "long",
    "n_agreements": "long",
}
EDGE = {
    "fact_id": "string",
    "title": "string",
    "kind": "string",
    "status": "string",
    "date_edtf": "string",
    "amount_usd": "double",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def write_graphml(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write entities as nodes, deals as arrows from supplier to recipient, agreements as lines; returns the edges.

    An agreement of several parties is a line between each two; a deal without one of its sides has no arrow.
    """
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for place, attributes in (("node", NODE), ("edge", EDGE)):
        for name, kind in attributes.items():
            ET.SubElement(root, "key", {"id": name, "for": place, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", id="release", edgedefault="directed")
    for row in rows(con, "nodes"):
        _add(ET.SubElement(graph, "node", id=row["id"]), row, NODE)
    n = 0
    for n, row in enumerate(rows(con, "edges"), 1):
        ends = {"id": f"e{n}", "source": row["source"], "target": row["target"]}
        line = ET.SubElement(graph, "edge", ends | ({} if row["is_directed"] else {"directed": "false"}))
        _add(line, row, EDGE)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return n


def _add(element: ET.Element, row: dict[str, Any], attributes: dict[str, str]) -> None:
    for name in attributes:
        if row[name] is not None:
            ET.SubElement(element, "data", key=name).text = NOT_XML.sub("\ufffd", str(row[name]))
