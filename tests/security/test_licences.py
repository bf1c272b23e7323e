"""What the program is made of: nothing unpinned, nothing of an unknown licence, and a bill that says so."""

from __future__ import annotations

import json
import re

import pytest

from tests.security.bill import BILL, bill, licence, pins

# Allowed by the words of which a stated licence consists, once "OR", "AND", "License" and versions are taken away.
ALLOWED = {
    "0BSD", "Apache", "BSD", "CC0", "CNRI", "ISC", "MIT", "MPL", "Mozilla", "PSF", "Zlib",
}  # fmt: skip
# Licences beyond the list, each with why the package may be used as it is: installed whole and unchanged beside ours.
EXCEPTIONS = {
    "currencyconverter": "its metadata names none; the licence file in it is Apache-2.0",
    "pycountry": "LGPL-2.1: imported, unchanged, replaceable by whoever installs it",
    "text-unidecode": "Artistic or GPL, as one likes: used under the Artistic License",
    "tld": "MPL-1.1, GPL or LGPL, as one likes: used under the MPL",
}
PINS = list(pins())


@pytest.mark.parametrize("name", [pin.name for pin in PINS])
def test_its_licence_is_allowed(name: str) -> None:
    stated = licence(name)
    if stated is None:
        pytest.skip("belongs to another system and is not installed here")
    if name in EXCEPTIONS:
        return
    alternatives = re.split(r"\bOR\b", stated)
    assert any(_is_allowed(one) for one in alternatives), stated


def _is_allowed(stated: str) -> bool:
    parts = re.split(r"\bAND\b|;", stated.replace("(", " ").replace(")", " "))
    return all(any(word in re.split(r"[\s-]", part) for word in ALLOWED) for part in parts)


@pytest.mark.parametrize("licence_name", ["GPL-3.0-only", "AGPL-3.0", "Proprietary", "not stated", "MIT AND GPL-2.0"])
def test_other_licences_are_not(licence_name: str) -> None:
    assert not _is_allowed(licence_name)


def test_exceptions_are_needed() -> None:
    assert set(EXCEPTIONS) <= {pin.name for pin in PINS}


def test_every_package_is_pinned_with_hashes() -> None:
    assert len(PINS) > 100
    assert [pin.name for pin in PINS if not pin.hashes] == []


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    """Write it anew with `python -m tests.security.bill` after the lock has changed."""
    written = [(one["name"], one["version"]) for one in json.loads(BILL.read_text("utf-8"))["components"]]
    assert written == [(one["name"], one["version"]) for one in bill()["components"]]
