"""How many examples a property of reading is tried with: `PROPERTY_EXAMPLES` says it, else each file does."""

from __future__ import annotations

import os

from hypothesis import settings

MANY = int(os.environ.get("PROPERTY_EXAMPLES", "0"))

if MANY:
    settings.register_profile("many", max_examples=MANY, deadline=None, database=None)
    settings.load_profile("many")
