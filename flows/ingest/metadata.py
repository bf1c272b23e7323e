"""What an input says about its article beside the text, under whatever names it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.ingest.dates import parse_stated
from flows.lexicon import load
from flows.model.edtf import EdtfDate
from flows.model.vocabulary.articles import PubStatus

MAX_FIELD = 2_000  # characters: a longer title or author is a misplaced text


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts about an article as its input states them; None where it does not."""

    title: str | None = None
    subtitle: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    source_id: str | None = None
    language: str | None = None  # ISO 639-3
    published: EdtfDate | None = None
    pub_status: PubStatus = PubStatus.USABLE
    version_no: int = 1
    warnings: tuple[str, ...] = ()


def key_of(field: str, values: Mapping[str, str]) -> str | None:
    """The key under which `values` (keys in lower case) hold `field`."""
    return next((key for key in load("metadata")["fields"][field] if values.get(key, "").strip()), None)


def read_metadata(values: Mapping[str, str]) -> Metadata:
    """The facts that `values` state, by keys in lower case. W_DATE: a date is given but cannot be told for sure."""
    stated = {field: _stated(field, values) for field in load("metadata")["fields"]}
    published = parse_stated(stated["published"]) if stated["published"] else None
    return Metadata(
        title=stated["title"],
        subtitle=stated["subtitle"],
        author=stated["author"],
        outlet=stated["outlet"],
        url=stated["url"],
        source_id=stated["source_id"],
        language=_language(stated["language"]),
        published=published,
        pub_status=_status(stated["status"]),
        version_no=_version(stated["version"]),
        warnings=("W_DATE",) if stated["published"] and published is None else (),
    )


def _stated(field: str, values: Mapping[str, str]) -> str | None:
    key = key_of(field, values)
    text = " ".join(values[key].split()) if key else ""
    return text if 0 < len(text) <= MAX_FIELD else None


def _language(stated: str | None) -> str | None:
    if stated is None:
        return None
    import pycountry  # noqa: PLC0415  0.1 s, for stated languages only

    code = stated.replace("_", "-").split("-")[0].lower()
    found = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    return None if found is None else found.alpha_3


def _status(stated: str | None) -> PubStatus:
    for status, words in load("metadata")["statuses"].items():
        if stated is not None and stated.lower() in words:
            return PubStatus(status)
    return PubStatus.USABLE


def _version(stated: str | None) -> int:
    is_number = stated is not None and len(stated) < 10 and stated.isascii() and stated.isdecimal()
    return max(1, int(stated)) if stated and is_number else 1
