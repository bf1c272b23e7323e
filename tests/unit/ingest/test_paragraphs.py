from __future__ import annotations

from flows.ingest.segments.paragraphs import split_paragraphs

WRAPPED = """The transport minister said on Monday that the port of
Tema would be enlarged with a loan from two banks, of
which one is Japanese and the other is based in
Abidjan.

Work is to begin in the spring of next year, when the
contractors have been chosen."""


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in split_paragraphs(text)]


def test_a_line_is_a_paragraph_with_or_without_blank_lines() -> None:
    assert texts("One sentence.\nAnother one.\n\nA third.") == ["One sentence.", "Another one.", "A third."]


def test_wrapped_lines_are_joined_up_to_the_blank_line() -> None:
    first, second = texts(WRAPPED)
    assert (first.endswith("Abidjan."), second.endswith("chosen.")) == (True, True)


def test_headlines_of_similar_length_are_not_joined() -> None:
    head = (
        "Ghana borrows to enlarge its largest harbour this year\nMinister promises that work will begin in the spring\n"
    )
    head += (
        "Bank of Japan-based lenders and others share the risk\nBy Ann Roe, correspondent of the Gold Coast Examiner"
    )
    assert len(texts(head)) == 4


def test_a_sentence_that_goes_on_in_the_next_line_is_one_paragraph() -> None:
    assert texts("The two states said that they would\nsign in May.\nThey did.") == [
        "The two states said that they would\nsign in May.",
        "They did.",
    ]


def test_windows_and_unicode_line_ends_part_paragraphs() -> None:
    assert texts("One here.\r\nTwo here.\r\n\r\nThree.\u2029Four.") == ["One here.", "Two here.", "Three.", "Four."]


def test_offsets_slice_back_without_blanks() -> None:
    text = "  \n\t One.  \n\n\n  Two.\u00a0\n"
    found = split_paragraphs(text)
    assert [text[p.start : p.end] for p in found] == [p.text for p in found] == ["One.", "Two."]


def test_a_markdown_heading_stands_behind_its_sign() -> None:
    (heading, _) = split_paragraphs("## What it costs\n\nTen euros.")
    assert (heading.text, heading.is_marked, heading.mark) == ("What it costs", True, 0)


def test_splitting_starts_where_it_is_told() -> None:
    assert [p.start for p in split_paragraphs("skip this\nread this", 10)] == [10]
