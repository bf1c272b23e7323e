"""A parsed sentence as plain objects: what its words are is looked up once, and how they hang together laid out once.

spaCy makes a new token at each look at a word and a new string at each look at a label, and rules look at a word a
hundred times. Tokens here answer to the names that spaCy's have, words to those of its documents and spans.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

COLUMNS: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "ENT_IOB", "SPACY", "IDX", "HEAD"]
IOB = ("", "I", "O", "B")
UNSIGNED = 1 << 64  # heads are told as distances, those to the left as two's complement


class Token:
    """A word of a tree. `children` stand in text order; `left_edge` and `right_edge` bound what hangs on the word."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha", "is_currency", "is_lower",
        "is_punct", "is_space", "is_title", "left_edge", "lemma_", "like_num", "lower_", "pos_", "right_edge", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    text: str
    lower_: str
    is_lower: bool
    is_punct: bool
    is_space: bool
    is_alpha: bool
    is_title: bool
    like_num: bool
    is_currency: bool
    children: list[Token]
    head: Token
    left_edge: Token
    right_edge: Token

    def __init__(self, doc: Words, i: int, form: tuple[Any, ...], labels: tuple[str, ...], idx: int) -> None:
        self.doc, self.i, self.idx = doc, i, idx
        (
            self.text, self.lower_, self.is_lower, self.is_punct, self.is_space, self.is_alpha, self.is_title,
            self.like_num, self.is_currency,
        ) = form  # fmt: skip
        self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_, self.ent_iob_, self.whitespace_ = labels
        self.children = []
        self.head = self.left_edge = self.right_edge = self

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_sent_start(self) -> bool:
        """Whether it is the first word."""
        return self.i == 0

    @property
    def sent(self) -> Words:
        """All words: a tree is one sentence."""
        return self.doc

    @property
    def lefts(self) -> list[Token]:
        """The children before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children after the word."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, the children's in their order."""
        found: list[Token] = []
        for child in self.lefts:
            found += child.subtree
        found.append(self)
        for child in self.rights:
            found += child.subtree
        return found

    @property
    def ancestors(self) -> list[Token]:
        """What the word hangs on, and so on up to the root."""
        found: list[Token] = []
        here = self
        while here.head is not here:
            here = here.head
            found.append(here)
        return found

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words that the word is coordinated with, itself left out."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in found if word is not self)

    def is_ancestor(self, other: Token) -> bool:
        """Whether another word hangs on this one, directly or not."""
        return self in other.ancestors

    def nbor(self, far: int = 1) -> Token:
        """The word so many places on.

        Raises:
            IndexError: there is none.
        """
        if self.i + far < 0:
            raise IndexError(self.i + far)
        return self.doc[self.i + far]


class Words(list[Token]):
    """The words of a tree, or a stretch of them; `doc` is the tree, `[start, end)` the stretch's place in it."""

    __slots__ = ("doc", "end", "ents", "label_", "start")

    def __init__(self, words: Iterable[Token] = (), start: int = 0, label: str = "", doc: Words | None = None) -> None:
        super().__init__(words)
        self.doc = self if doc is None else doc
        self.start, self.end, self.label_ = start, start + len(self), label
        self.ents: tuple[Words, ...] = ()

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Token: ...
    @overload
    def __getitem__(self, place: slice, /) -> Words: ...
    def __getitem__(self, place: SupportsIndex | slice, /) -> Token | Words:
        found = list.__getitem__(self, place)
        if isinstance(found, Token):
            return found
        assert isinstance(place, slice)
        return Words(found, self.start + place.indices(len(self))[0], doc=self.doc)

    @property
    def text(self) -> str:
        """The words as written, without the blank after the last."""
        if not self:
            return ""
        return "".join([word.text + word.whitespace_ for word in self[:-1]]) + self[-1].text

    @property
    def root(self) -> Token:
        """The word that hangs on none of the others; of several the one nearest the tree's root, a bare sign last."""
        for word in self:
            if word.head is word:
                return word
        outside = [word for word in self if not self.start <= word.head.i < self.end]
        return min(outside, key=_depth, default=self.doc[self.start])

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Words | None:
        """The words at `[start, end)` of the text; all that overlap it ("expand"), else None if they do not fill it."""
        first, last = self._at(start), self._at(end - 1)
        if first < 0 or last < 0:
            return None
        if alignment_mode == "expand":
            first += int(start == self[first].idx + len(self[first]))  # the blank after a word is none of it
        elif start != self[first].idx or end != self[last].idx + len(self[last]):
            return None
        return self[first : last + 1]

    def _at(self, place: int) -> int:
        """Which word has the character, or the blank before it; -1 if none."""
        at = bisect_right([word.idx for word in self], place) - 1
        if at < 0 or place >= self[at].idx + len(self[at]) + len(self[at].whitespace_):
            return -1
        return at


def _depth(word: Token) -> int:
    is_bare = not word.children and (word.is_space or word.is_punct)
    return len(word.doc) - 1 if is_bare else len(word.ancestors)


class _Strings(dict[int, str]):
    """Words and labels by their number in the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, number: int) -> str:
        self[number] = text = str(self.vocab.strings[number])
        return text


class _Forms(dict[int, tuple[Any, ...]]):
    """What a word is wherever it stands, by its number in the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, number: int) -> tuple[Any, ...]:
        word = self.vocab[number]
        self[number] = form = (
            word.text, word.lower_, word.is_lower, word.is_punct, word.is_space, word.is_alpha, word.is_title,
            word.like_num, word.is_currency,
        )  # fmt: skip
        return form


@cache
def _known(vocab: Vocab) -> tuple[_Strings, _Forms]:
    return _Strings(vocab), _Forms(vocab)


def grow(doc: Doc) -> Words:
    """The tree of a parsed sentence."""
    strings, forms = _known(doc.vocab)
    tree, heads = Words(), []
    for i, (orth, lemma, pos, tag, dep, entity, iob, space, idx, far) in enumerate(doc.to_array(COLUMNS).tolist()):
        labels = strings[lemma], strings[pos], strings[tag], strings[dep], strings[entity], IOB[iob], " " * space
        tree.append(Token(tree, i, forms[orth], labels, idx))
        heads.append(i + far - (UNSIGNED if far >= UNSIGNED // 2 else 0))
    _hang(tree, heads)
    tree.end = len(tree)
    tree.ents = tuple(Words(tree[e.start : e.end], e.start, e.label_, tree) for e in doc.ents)
    return tree


def _hang(tree: Words, heads: list[int]) -> None:
    """Give words their heads, children and edges; edges as spaCy has them where arcs cross: two passes, no more."""
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for word, head in zip(tree, heads, strict=True):
        if head != word.i:
            word.head = list.__getitem__(tree, head)
            word.head.children.append(word)
    for i in (*range(len(heads)), *reversed(range(len(heads)))):
        head = heads[i]
        lefts[head], rights[head] = min(lefts[head], lefts[i]), max(rights[head], rights[i])
    for word, left, right in zip(tree, lefts, rights, strict=True):
        word.left_edge, word.right_edge = list.__getitem__(tree, left), list.__getitem__(tree, right)
