from __future__ import annotations

import pytest

from flows.ingest.segments.noise import noise_of
from flows.model.vocabulary.articles import Zone


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Notice: Undefined index: id in /var/www/site/single.php on line 12", "program_error"),
        ("PHP Warning: foreach() in /srv/a.php on line 3", "program_error"),
        ("Traceback (most recent call last):", "program_error"),
        ('File "/app/main.py", line 3, in render', "program_error"),
        ("at com.example.Page.render(Page.java:31)", "program_error"),
        ('<div class="ad"><a href="/x">More</a></div>', "page_source"),
        ("var adSlot = 3;", "page_source"),
        ("[caption id=3]", "page_source"),
        ("This website uses cookies to give you the best experience.", "cookie_notice"),
        ("Please enable JavaScript to view the comments.", "no_script"),
    ],
)
def test_what_a_computer_wrote_is_a_machine_notice(text: str, reason: str) -> None:
    assert noise_of(text) == (Zone.MACHINE_NOTICE, reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Sign up for our daily newsletter", "newsletter"),
        ("Follow us on Facebook and Twitter", "social"),
        ("Leave a comment", "comments"),
        ("READ MORE: Ten facts about the dam", "read_more"),
        ("Related articles", "read_more"),
        ("© 2019 The Gulf Daily. All rights reserved.", "copyright"),
        ("Copyright 2019 Gulf Daily", "copyright"),
        ("ADVERTISEMENT", "advertisement"),
        ("Editor's note: An earlier version of this article gave another sum.", "editor_note"),
        ("This story has been updated with comments from the yard.", "editor_note"),
        ("With inputs from agencies", "credit"),
        ("Source: Xinhua", "credit"),
        ("— AFP", "credit"),
        ("-30-", "end_mark"),
        ("ENDS", "end_mark"),
        ("***", "end_mark"),
    ],
)
def test_what_the_outlet_adds_is_boilerplate(text: str, reason: str) -> None:
    assert noise_of(text) == (Zone.BOILERPLATE, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Warning: the accord may yet fail, the minister told parliament.",
        "Notice was given in May that the treaty would end.",
        "Signing up for the pact, the minister said, was a mistake.",
        "Subscribers of the bond were told that it would be repaid in June.",
        "Copyright disputes held up the trade accord for years, and the two sides signed it only in May, after "
        + "long nights " * 40,
        "<Pan Ocean Ltd> and <Cosco> signed an agreement on routes, the two firms said.",
        "Comments by the president delayed the sale.",
        "More than a dozen jets will be sold.",
        "The end",
        "Correction of the border, both sides agreed, will take years.",
        "This report was given to the minister, who has updated the plan since.",
        "With reporting duties waived, the buyer closed the deal in May.",
        "Read the treaty, the minister urged his critics.",
        "Related firms in Norway and Sweden agreed to buy the yard.",
        "At the summit (in Oslo) both sides signed.",
        "Error after error was made in the talks, the envoy said.",
        "Reproduction of the signed text in the official journal follows within weeks.",
    ],
)
def test_sentences_of_the_story_stay(text: str) -> None:
    assert noise_of(text) is None
