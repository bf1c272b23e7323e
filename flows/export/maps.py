"""Pairs of states that have to do with each other, for maps: as lines in GeoJSON, and as CSV with both ends.

`country_points.csv` has a point for each country: the centroid of its largest piece of land in Natural Earth's
1:50m countries (public domain).
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pycountry

from flows.export.cells import harmless
from flows.export.rows import rows

Point: TypeAlias = tuple[float, float]

COLUMNS = (
    *("country_a", "name_a", "longitude_a", "latitude_a", "country_b", "name_b", "longitude_b", "latitude_b"),
    *("n_deals", "amount_usd", "n_agreements_signed", "n_agreements_planned", "first_year", "last_year"),
)


def write_geojson(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write a line (RFC 7946) for each pair whose ends are on the map; returns how many."""
    features = [
        {
            "type": "Feature",
            "id": f"{pair['country_a']}-{pair['country_b']}",
            "geometry": {"type": "LineString", "coordinates": [point(pair["country_a"]), point(pair["country_b"])]},
            "properties": _properties(pair),
        }
        for pair in rows(con, "pairs")
        if point(pair["country_a"]) and point(pair["country_b"])
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(features)


def write_pairs(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write a row for each pair, with longitude and latitude of both ends where they are known; returns how many."""
    found = [_properties(pair) | _ends(pair) for pair in rows(con, "pairs")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows({name: harmless(value) for name, value in row.items()} for row in found)
    return len(found)


def _properties(pair: dict[str, Any]) -> dict[str, Any]:
    """What is known of a pair, sums as numbers: dollars to the cent have no more digits than a double."""
    names = {f"name_{end}": country_name(pair[f"country_{end}"]) for end in "ab"}
    usd = pair["amount_usd"]
    return pair | names | {"amount_usd": None if usd is None else float(usd)}


def _ends(pair: dict[str, Any]) -> dict[str, float | None]:
    ends = {end: point(pair[f"country_{end}"]) or (None, None) for end in "ab"}
    return {f"{axis}_{end}": ends[end][n] for end in "ab" for n, axis in enumerate(("longitude", "latitude"))}


def country_name(alpha_3: str) -> str:
    """The country's usual name in English, else its code."""
    found = pycountry.countries.get(alpha_3=alpha_3) or pycountry.historic_countries.get(alpha_3=alpha_3)
    return str(getattr(found, "common_name", found.name)) if found else alpha_3


def point(alpha_3: str) -> Point | None:
    """Longitude and latitude of a country in degrees, or None for one that is on the map no more."""
    return _points().get(alpha_3)


@cache
def _points() -> dict[str, Point]:
    with (Path(__file__).parent / "country_points.csv").open(encoding="utf-8") as stream:
        return {
            row["country_code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(stream)
        }
