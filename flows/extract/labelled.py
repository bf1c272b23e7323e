"""Names as the model finds them, by spaCy's moves, for all sentences at once: what they score, and which are allowed.

A word begins a name (B), goes on (I) or ends (L) the one begun, is one by itself (U), or none (O). spaCy asks of each
of the 74 moves at each word whether it is allowed; here it follows from three things: which kind of name is open,
whether the word is the last, and whether it is a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

CLOSED = 0  # no name is open; an open one is known by the number of the move that began it, and one


class Moves(NamedTuple):
    """A name finder's moves: letter and kind of each, and by (open name, is last, is blank) which are allowed."""

    letters: list[str]
    kinds: list[str]
    allowed: np.ndarray[Any, Any]


def label_names(finder: Any, docs: Sequence[Doc]) -> None:
    """Set the names of each sentence, as `finder` would."""
    import numpy as np
    from spacy.tokens import Span

    found: list[list[Span]] = [[] for _ in docs]
    moves = _moves_of(finder)
    order = sorted(range(len(docs)), key=lambda n: -len(docs[n]))
    lengths = np.array([len(docs[n]) for n in order])
    rows = (np.cumsum([0, *map(len, docs)])[:-1] + 1)[order]  # of the first words; row 0 stands for no word
    blank = np.concatenate([[False], *(doc.to_array("IS_SPACE") for doc in docs)]).astype(int)
    scores = _Scores(finder, docs)
    first, kind = np.zeros(len(docs), int), np.zeros(len(docs), int)  # row and move that an open name began with
    for step in range(lengths[0]):
        n = int((lengths > step).sum())
        here, first, kind = rows[:n] + step, first[:n], kind[:n]
        score = scores.of(here, first, np.where(first, here - 1, 0))
        is_last = (lengths[:n] == step + 1).astype(int)
        score[~moves.allowed[kind, is_last, blank[here]]] = -np.inf
        for i, move in enumerate(score.argmax(axis=1).tolist()):
            letter = moves.letters[move]
            if letter in "LU":
                start = step if letter == "U" else int(first[i] - rows[i])
                found[order[i]].append(Span(docs[order[i]], start, step + 1, moves.kinds[move]))
            if letter != "I":
                first[i], kind[i] = (here[i], move + 1) if letter == "B" else (0, CLOSED)
    for doc, spans in zip(docs, found, strict=True):
        doc.set_ents(spans)


@cache
def _moves_of(finder: Any) -> Moves:
    """The moves of a name finder."""
    import numpy as np

    parted = [finder.moves.get_class_name(move).partition("-") for move in range(finder.moves.n_moves)]
    letters, kinds = [letter for letter, _, _ in parted], [kind for _, _, kind in parted]
    allowed = np.zeros((len(letters) + 1, 2, 2, len(letters)), bool)
    for move, (letter, kind) in enumerate(zip(letters, kinds, strict=True)):
        if letter == "O":
            allowed[CLOSED, :, :, move] = True
        elif kind and letter == "U":
            allowed[CLOSED, :, 0, move] = True
        elif kind and letter == "B":
            allowed[CLOSED, 0, 0, move] = True
            allowed[move + 1, 0, :, parted.index(("I", "-", kind))] = True
            allowed[move + 1, :, :, parted.index(("L", "-", kind))] = True
    return Moves(letters, kinds, allowed)


class _Scores:
    """What each move scores, by the words that a name finder looks at: this one, the open name's first, its last."""

    def __init__(self, finder: Any, docs: Sequence[Doc]) -> None:
        words, lower, upper = finder.model.layers
        self.features = lower.predict(words.predict(docs))
        self.bias, self.weights, self.added = lower.get_param("b"), upper.get_param("W").T, upper.get_param("b")

    def of(self, *rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Scores by word and move; `rows` of each of the words looked at."""
        import numpy as np

        hidden = sum(self.features[row, n] for n, row in enumerate(rows)) + self.bias
        best = reduce(np.maximum, (hidden[:, :, piece] for piece in range(hidden.shape[2])))
        scores: np.ndarray[Any, Any] = best @ self.weights + self.added
        return scores
