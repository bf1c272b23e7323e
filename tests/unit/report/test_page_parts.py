"""Pieces of the page that need no release."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest

from flows.report.page.content import plain
from flows.report.page.write import packed, policy
from flows.report.signing import says_signed


def test_packed_values_come_back() -> None:
    value = {
        "title": "</script><script>alert(1)</script>",
        "amount": Decimal("4850000000.00"),
        "day": date(2016, 12, 13),
    }
    back = json.loads(gzip.decompress(base64.b64decode(packed(value))))
    assert back == {"title": "</script><script>alert(1)</script>", "amount": 4850000000, "day": "2016-12-13"}


def test_packed_values_mean_nothing_to_html() -> None:
    assert set(packed(["</script>"])) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def test_the_same_value_is_packed_the_same_way_twice() -> None:
    assert packed({"a": 1}) == packed({"a": 1})


def test_policy_names_each_script_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy(["run()"], ["p{}"])
    assert "script-src 'sha256-" in policy(["walk()"], [])
    assert digest not in policy(["walk()"], [])


def test_fractions_of_a_unit_stay() -> None:
    assert plain(Decimal("12.50")) == 12.5


def test_what_json_lacks_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        plain({1})


@pytest.mark.parametrize(
    ("passage", "is_signed"),
    [
        ("Both sides signed the contract on Monday.", True),
        ("The contract has been signed.", True),
        ("The contract will be signed on Monday.", False),
        ("The contract has not yet been agreed, nor has anything been written.", False),
        ("They have not signed the contract.", False),
        ("The lease has not been formally signed.", False),
        ("The ministry hasn't signed it.", False),
        ("Once signed, the contract runs for ten years.", False),
        ("The loan, not signed last year, was signed in May.", True),
    ],
)
def test_a_passage_says_signed_or_does_not(passage: str, is_signed: bool) -> None:
    assert says_signed(passage) is is_signed
