"""Codes of the rules in a reader's words."""

from __future__ import annotations

OWN_WORDS = {"narration": "in its own words", "headline": "in the headline"}
ATTRIBUTIONS = {"direct_quote": ", quoted", "partial_quote": ", quoted in part", "unattributed_reports": ", not named"}

# Why two statements are taken for one fact, or two names for one; and what keeps them apart.
WHY = {
    "only_report": "nothing else tells of it",
    "same_thread": "the article goes on about it",
    "reprinted": "the same text again",
    "merge_key_in_document": "the same parties, kind and goods in one article",
    "parties_and_value": "parties and value fit",
    "parties_and_goods": "parties and goods fit",
    "parties_and_time": "parties and time fit",
    "party_value_and_goods": "a party, value and goods fit",
    "buyer_and_target": "buyer and company fit",
    "seller_and_target": "seller and company fit",
    "parties_and_subject": "parties and subject fit",
    "party_subject_and_date": "a party, subject and date fit",
    "parties_and_name": "parties and name fit",
    "parties_instrument_and_date": "parties, instrument and date fit",
    "headline_and_text": "the headline of this article",
    "only_one_of_the_day": "the only one of these parties that day",
    "same_key": "the same name",
    "same_name": "the same name",
    "middle_name": "one has a middle name more",
    "transliteration": "a foreign name spelt otherwise",
    "spelling_variant": "a letter or word differs",
    "other_kind": "another kind of deal",
    "other_form": "another form of deal",
    "other_parties": "other parties",
    "other_supplier": "another supplier",
    "other_recipient": "another recipient",
    "other_value": "the values cannot both be true",
    "other_goods": "other goods",
    "other_instrument": "another instrument",
    "other_subject": "another subject",
    "other_country": "another country",
    "too_far_apart": "too much time between them",
    "not_concluded_yet": "one was told before the other was concluded",
    "others_of_them_differ": "other reports of the two differ",
    "no_company_shared": "nobody is named beside both",
    "short_form_of_several": "the short form fits several",
}
KNOWN_BY = {
    "exact": "by its name",
    "alias": "by another of its names",
    "surname_in_doc": "by the surname, as named in full elsewhere in the article",
    "typo": "by its name, misspelt",
    "metonym_rule": "by a place that stands for it",
    "role_in_doc": "by the office, as named elsewhere in the article",
    "curated": "by a person's judgement",
}


def why(method: str) -> str:
    """Why the rules joined or parted two things; a judgement of a person is named as such."""
    return "a person judged so" if method.startswith("override:") else WHY.get(method, method.replace("_", " "))


def said_by(attribution: str, speaker: str | None) -> str:
    """Whose words a report rests on, as `said by a minister, quoted`."""
    return OWN_WORDS.get(attribution) or f"said by {speaker or 'somebody'}{ATTRIBUTIONS.get(attribution, '')}"


def percent(share: float) -> str:
    """A share of one, as `83 %`."""
    return f"{100 * share:.0f} %"


def place_of(outlet: str | None, file_name: str) -> str:
    """Where a passage stands: its outlet, or that none is named, with the file."""
    return outlet or f"outlet not named ({file_name})"
