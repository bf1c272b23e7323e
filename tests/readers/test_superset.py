"""Apache Superset over a release: database, datasets, charts and a dashboard, made through its API and looked at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from flows.contract import PUBLISHED
from tests.conftest import Made
from tests.golden.conftest import Ask
from tests.readers.conftest import BUILD
from tests.readers.superset import PASSWORD, Superset, serving

PICTURE = BUILD / "superset.png"
ADDITIVE = {"expressionType": "SQL", "sqlExpression": "is_additive", "clause": "WHERE"}
USD = {"expressionType": "SQL", "sqlExpression": "sum(amount_usd)", "label": "US dollars"}
BARS = {
    "viz_type": "echarts_timeseries_bar",
    "x_axis": "deal_name",
    "x_axis_sort": "US dollars",
    "x_axis_sort_asc": True,
    "metrics": [USD],
    "groupby": [],
    "orientation": "horizontal",
    "row_limit": 50,
    "adhoc_filters": [ADDITIVE | {"sqlExpression": "is_additive and amount_usd >= 3e9"}],
    "y_axis_format": "SMART_NUMBER",
    "show_value": True,
    "truncateYAxis": True,
    "y_axis_bounds": [0, 500_000_000_000],  # room for the number beside the longest bar
    "show_legend": False,
}
LIST = {
    "viz_type": "table",
    "query_mode": "raw",
    "all_columns": ["title", "status", "date_signed_edtf"],
    "order_by_cols": ['["date_signed_edtf", false]'],
    "row_limit": 50,
    "adhoc_filters": [],
}

NAMES = {"title": "Agreement", "status": "Status", "date_signed_edtf": "Date of signing"}  # that people see


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    with serving(tmp_path_factory.mktemp("superset")) as server:
        yield server


@pytest.fixture(scope="module")
def database(superset: Superset, bundled: Made) -> int:
    read_only = {"engine_params": {"connect_args": {"read_only": True}}}
    address = f"duckdb:///{bundled.database.resolve()}"
    return superset.add("database", database_name="Entente", sqlalchemy_uri=address, extra=json.dumps(read_only))


@pytest.fixture(scope="module")
def datasets(superset: Superset, database: int) -> dict[str, int]:
    names = ("v_deals", "v_agreements")
    made = {name: superset.add("dataset", database=database, schema="main", table_name=name) for name in names}
    _call_columns(superset, made["v_agreements"], NAMES)
    return made


def _call_columns(superset: Superset, dataset: int, names: Mapping[str, str]) -> None:
    """Give columns other names, by their own."""
    columns = superset.ask("GET", f"dataset/{dataset}")["result"]["columns"]
    kept = ("id", "column_name", "type", "is_dttm", "groupby", "filterable")
    named = [{key: c[key] for key in kept} | {"verbose_name": names.get(c["column_name"])} for c in columns]
    superset.ask("PUT", f"dataset/{dataset}", {"columns": named})


def rows(superset: Superset, dataset: int, **query: Any) -> list[dict[str, Any]]:
    source = {"id": dataset, "type": "table"}
    asked = {"datasource": source, "queries": [query], "result_format": "json", "result_type": "full"}
    return superset.ask("POST", "chart/data", asked)["result"][0]["data"]  # type: ignore[no-any-return]


def test_it_sees_every_table_and_view(superset: Superset, database: int) -> None:
    seen = superset.ask("GET", f"database/{database}/tables/?q=(schema_name:main)")["result"]
    assert PUBLISHED.keys() | {"v_deals", "v_timeline"} <= {table["value"] for table in seen}


def test_it_takes_days_for_times(superset: Superset, datasets: dict[str, int]) -> None:
    columns = superset.ask("GET", f"dataset/{datasets['v_deals']}")["result"]["columns"]
    times = {column["column_name"] for column in columns if column["is_dttm"]}
    assert times == {"as_of_earliest", "as_of_latest", "fx_date", "first_reported", "last_reported"}


def test_it_adds_up_what_the_release_adds_up(superset: Superset, datasets: dict[str, int], ask: Ask) -> None:
    (found,) = rows(
        superset, datasets["v_deals"], columns=[], metrics=[USD], filters=[], extras={"where": "is_additive"}
    )
    (truth,) = ask("select sum(amount_usd) as usd from deals where is_additive")
    assert found["US dollars"] == pytest.approx(float(truth["usd"]))


@pytest.fixture(scope="module")
def dashboard(superset: Superset, datasets: dict[str, int]) -> int:
    made = superset.add("dashboard", dashboard_title="Entente: the bundled articles", published=True)
    wanted = [
        ("Concluded deals of 3 billion US dollars or more, parts of others left out", "v_deals", BARS, 7),
        ("Agreements", "v_agreements", LIST, 5),
    ]
    charts = {
        f"CHART-{width}": {
            "type": "CHART",
            "id": f"CHART-{width}",
            "children": [],
            "meta": {
                "width": width,
                "height": 64,
                "sliceName": title,
                "chartId": superset.add(
                    "chart",
                    slice_name=title,
                    viz_type=params["viz_type"],
                    datasource_id=datasets[view],
                    datasource_type="table",
                    params=json.dumps(params | {"datasource": f"{datasets[view]}__table"}),
                    dashboards=[made],
                ),
            },
        }
        for title, view, params, width in wanted
    }
    row = {"type": "ROW", "id": "ROW-1", "children": list(charts), "meta": {"background": "BACKGROUND_TRANSPARENT"}}
    places = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": ["ROW-1"]},
        "ROW-1": row,
    }
    superset.ask("PUT", f"dashboard/{made}", {"position_json": json.dumps(places | charts)})
    return made


@pytest.fixture(scope="module")
def page(superset: Superset) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 620})
        page.set_default_timeout(180_000)
        # The session's cookie from the form's own address: typed into a form that scripts still build, it may get lost.
        page.request.post(f"{superset.address}/login/", form={"username": "analyst", "password": PASSWORD})
        assert page.request.get(f"{superset.address}/api/v1/me/").ok
        yield page
        browser.close()


def test_a_person_sees_the_charts(page: Page, superset: Superset, dashboard: int) -> None:
    page.goto(f"{superset.address}/superset/dashboard/{dashboard}/?standalone=1")
    page.locator("canvas").first.wait_for()
    page.get_by_text("India, Mauritius").or_(page.get_by_text("double taxation")).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(3000)  # bars grow into their places
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)
    assert page.get_by_text("Error", exact=False).count() == 0
    assert PICTURE.stat().st_size > 20_000
