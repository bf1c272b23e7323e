from __future__ import annotations

import pytest

from flows.ingest.segments.layout import lay_out
from flows.ingest.segments.paragraphs import split_paragraphs
from flows.ingest.segments.repeats import mark_repeats
from flows.model.vocabulary.articles import SegmentAction, Zone

BODY = "Norway will sell two ferries to Estonia, the transport minister said in Tallinn on Friday."
MORE = "The price was not disclosed, but officials spoke of about 90 million euros for the pair."
LAST = "The ferries will sail between the mainland and the islands from the spring of next year."


def zones(*paragraphs: str, title: str | None = None) -> list[tuple[Zone, str]]:
    text = "\n\n".join(paragraphs)
    segments = mark_repeats(text, lay_out(split_paragraphs(text), title=title).segments)
    return [(segment.zone, text[segment.start : segment.end]) for segment in segments]


def dropped(*paragraphs: str, title: str | None = None) -> list[tuple[str | None, str]]:
    text = "\n\n".join(paragraphs)
    segments = mark_repeats(text, lay_out(split_paragraphs(text), title=title).segments)
    return [(s.drop_reason, text[s.start : s.end]) for s in segments if s.action is SegmentAction.DROP]


def test_a_short_first_line_is_the_headline() -> None:
    assert zones("Norway sells ferries to Estonia", BODY)[0][0] is Zone.HEADLINE


def test_a_first_line_with_a_full_stop_is_body() -> None:
    assert zones("Norway sells ferries to Estonia.", BODY)[0][0] is Zone.BODY


def test_the_only_line_is_body() -> None:
    assert zones("Norway sells ferries to Estonia") == [(Zone.BODY, "Norway sells ferries to Estonia")]


def test_a_line_without_full_stop_below_the_headline_is_the_subheadline() -> None:
    found = zones("Norway sells ferries", "Two ships to sail between mainland and islands", BODY, MORE)
    assert [zone for zone, _ in found] == [Zone.HEADLINE, Zone.SUBHEADLINE, Zone.BODY, Zone.BODY]


def test_a_headline_that_repeats_the_stated_title_is_dropped_as_headline() -> None:
    found = lay_out(split_paragraphs(f"Norway sells ferries\n\n{BODY}"), title="Norway Sells Ferries")
    assert (found.segments[0].zone, found.headline) == (Zone.HEADLINE, None)


def test_a_dateline_is_cut_off_its_sentence() -> None:
    assert zones("TALLINN — " + BODY, MORE)[:2] == [(Zone.DATELINE, "TALLINN — "), (Zone.BODY, BODY)]


def test_only_the_first_dateline_counts() -> None:
    found = lay_out(split_paragraphs(f"TALLINN — {BODY}\n\nOSLO — {MORE}"))
    assert found.dateline is not None
    assert found.dateline.place == "Tallinn"


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    assert zones(BODY, "A bargain for the islands", MORE)[1][0] is Zone.SECTION_HEADING


def test_lines_in_a_row_are_a_list_of_the_body() -> None:
    found = zones(BODY, "Two ferries", "Spare parts", "Training of crews", MORE)
    assert {zone for zone, _ in found} == {Zone.BODY}


def test_a_markdown_heading_is_one_whatever_it_ends_in() -> None:
    found = zones(BODY, "## Who pays?", MORE)
    assert (Zone.SECTION_HEADING, "Who pays?") in found
    assert (Zone.BOILERPLATE, "## ") in found


@pytest.mark.parametrize("sign", ["Reuter", "REUTER", "MORE", "ENDS"])
def test_an_end_mark_behind_the_last_sentence_is_cut_off(sign: str) -> None:
    assert zones(BODY, f"{MORE}  {sign}")[1:] == [(Zone.BODY, MORE), (Zone.BOILERPLATE, sign)]


def test_a_sentence_that_ends_in_such_a_word_is_kept_whole() -> None:
    assert zones(BODY, "The minister asked for more")[1] == (Zone.BODY, "The minister asked for more")


def test_bylines_stand_near_either_end_only() -> None:
    inside = zones(BODY, MORE, LAST, "By Ann Roe", *([BODY + " Again.", MORE + " Again."] * 3))
    assert inside[3][0] is not Zone.BYLINE
    assert zones("Ferries sold", "By Ann Roe", BODY, MORE)[1][0] is Zone.BYLINE
    assert zones(BODY, MORE, "By: Ann Roe, Gulf Daily")[2][0] is Zone.BYLINE


def test_an_address_above_the_text_is_metadata() -> None:
    found = lay_out(split_paragraphs(f"https://echo.example/a\n\n{BODY}\n\n{MORE}"))
    assert (found.url, found.segments[0].action) == ("https://echo.example/a", SegmentAction.METADATA)


def test_noise_above_the_headline_does_not_hide_it() -> None:
    found = zones("Advertisement", "Norway sells ferries", BODY)
    assert [zone for zone, _ in found] == [Zone.BOILERPLATE, Zone.HEADLINE, Zone.BODY]


def test_a_paragraph_printed_twice_is_dropped_once() -> None:
    assert dropped(BODY, MORE, BODY) == [("duplicate", BODY)]


def test_short_lines_may_repeat() -> None:
    assert dropped(BODY, "No, he said.", MORE, "No, he said.") == []


def test_a_repeated_caption_is_a_duplicate_of_the_first() -> None:
    caption = "Two ferries in the harbour of Tallinn in May. (Ann Roe/AFP)"
    assert dropped(BODY, caption, caption, MORE) == [("photo_caption", caption), ("duplicate", caption)]


def test_capitals_are_no_reason_to_drop() -> None:
    assert {zone for zone, _ in zones(BODY.upper(), MORE.upper())} == {Zone.BODY}
