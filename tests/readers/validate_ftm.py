"""Run by the Python that has followthemoney: print what its model finds wrong with an export, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from followthemoney import model

entities = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
proxies = {entity["id"]: model.get_proxy(entity, cleaned=False) for entity in entities}
wrong: list[object] = []
for entity in entities:
    proxy = proxies[entity["id"]]
    wrong += [[entity["id"], problem] for problem in [proxy.schema.validate(entity)] if problem]
    for name, values in entity["properties"].items():
        if sorted(proxy.get(name)) != sorted(values):
            wrong.append([entity["id"], name, values, proxy.get(name)])
    for prop, value in proxy.itervalues():
        if prop.range and not (value in proxies and proxies[value].schema.is_a(prop.range)):
            wrong.append([entity["id"], prop.name, value, "leads nowhere"])
print(
    json.dumps(
        {"entities": len(proxies), "schemata": sorted({p.schema.name for p in proxies.values()}), "wrong": wrong}
    )
)
