"""Made-up news for measuring speed: as long and as mixed as the real thing, the same for the same number and seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = 350  # of an article, on average
SYNDICATED = 0.10  # of articles that are an earlier one, shortened and under another headline
ABOUT = {"deal": 0.10, "agreement": 0.07}  # share of articles whose subject it is
TOLD = 0.35  # share of the sentences of such an article that tell it
ASIDE = 0.006  # share of the sentences of other articles
SPREAD = 0.35  # of lengths, as a share
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_000
OUTLETS = ("Harbour Post", "Northern Courier", "Daily Ledger", "Wire Service", "Evening Lantern", "Plain Dealer")
PARTS = ("start", "middle", "end")  # of a made name
NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "number": lambda chance: str(chance.randint(11, 990)),
    "percent": lambda chance: f"{chance.randint(2, 240) / 10:g}",
    "sum": lambda chance: (
        f"{chance.randint(11, 99) / 10:g} billion" if chance.random() < 0.3 else f"{chance.randint(11, 990)} million"
    ),
}
_SLOT = re.compile(r"\{(\w+?)(?:_\d)?\}")


def articles(n: int, seed: int = 0) -> Iterator[str]:
    """`n` articles with front matter; the first of a larger number are the same."""
    return (article(number, seed) for number in range(n))


def article(number: int, seed: int = 0) -> str:
    """One article as a file holds it."""
    chance = random.Random(f"{seed}/{number}/source")
    original = chance.randrange(number) if number and chance.random() < SYNDICATED else number
    day = FIRST_DAY + timedelta(days=random.Random(f"{seed}/{original}/day").randrange(DAYS))
    headline, paragraphs = _story(random.Random(f"{seed}/{original}/text"))
    if original != number:
        headline, paragraphs = f"Update: {headline}", paragraphs[: max(2, len(paragraphs) - 1)]
        day += timedelta(days=chance.randrange(2))
    outlet = OUTLETS[chance.randrange(len(OUTLETS))]
    head = f"---\ntitle: {_quoted(headline)}\npublished: {day}\nsource: {outlet}\n---\n"
    return head + "\n\n".join(paragraphs) + "\n"


def text_of(written: str) -> str:
    """The headline and text of an article, without its front matter."""
    _, head, body = written.split("---\n", 2)
    return f"{yaml.safe_load(head)['title']}\n\n{body}"


def write(folder: Path, n: int, seed: int = 0, *, first: int = 0) -> None:
    """Write the articles from `first` to `n` as text files, a thousand to a folder."""
    for number in range(first, n):
        path = folder / f"{number // 1000:04d}" / f"{number:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, seed), encoding="utf-8")


def _story(chance: random.Random) -> tuple[str, list[str]]:
    subject = chance.choices([*ABOUT, "plain"], [*ABOUT.values(), 1 - sum(ABOUT.values())])[0]
    length = max(60.0, chance.gauss(WORDS, WORDS * SPREAD))
    sentences: list[str] = []
    while sum(sentence.count(" ") + 1 for sentence in sentences) < length:
        sentences.append(_sentence(chance, _kind(chance, subject, is_first=not sentences)))
    paragraphs = []
    while sentences:
        size = chance.randint(1, 3)
        paragraphs.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    return _sentence(chance, "headline", subject), paragraphs


def _kind(chance: random.Random, subject: str, *, is_first: bool) -> str:
    if subject != "plain":
        return subject if is_first or chance.random() < TOLD else "plain"
    return chance.choice(list(ABOUT)) if chance.random() < ASIDE else "plain"


def _sentence(chance: random.Random, kind: str, subject: str = "") -> str:
    shapes: Any = _data()[kind]
    shape: str = chance.choice(shapes[subject] if subject else shapes)
    drawn: dict[str, str] = {}
    text = _SLOT.sub(lambda slot: drawn.setdefault(slot.group(), _word(chance, slot[1])), shape)
    return text[0].upper() + text[1:]


def _word(chance: random.Random, slot: str) -> str:
    words: dict[str, list[str]] = _data()["words"]
    if slot in NUMBERS:
        return NUMBERS[slot](chance)
    made = "".join(chance.choice(words[f"{slot}_{part}"]) for part in PARTS if f"{slot}_{part}" in words)
    if slot == "company":
        second = words[chance.choice(("company_kind", "company_form"))]
        return f"{made} {chance.choice(second)}"
    return made or chance.choice(words[slot])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_name("news.yml").read_text(encoding="utf-8")))
