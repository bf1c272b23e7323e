"""Near-duplicates do not depend on the order in which articles arrive."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.resolve.minhash import Signed, repeated, signature

STORIES = st.lists(
    st.builds(
        Signed,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from([None, "2010", "2011-02-03", "2011-02-04"]),
        st.lists(st.sampled_from(["ships", "gas", "loan", "arms", "peace", "trade"]), min_size=20, max_size=40).map(
            lambda words: signature(" ".join(words))
        ),
    ),
    max_size=8,
    unique_by=lambda row: row.doc_id,
)


@settings(deadline=None)
@given(rows=STORIES, order=st.randoms(use_true_random=False))
def test_near_duplicates_ignore_the_order_and_point_at_originals(rows: list[Signed], order: object) -> None:
    found = repeated(rows)
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert repeated(shuffled) == found
    assert not set(found) & set(found.values())
