"""spaCy's components over sentences, those that move through a sentence led step by step.

Parser and name finder let go of Python's lock before they begin, and their C++ states (as spaCy 3.8 is compiled) then
take it and give it back some three hundred times for every word: more than half of all the time that the language
engine needs. Led from here the parser holds it all along; names are found without those states. The moves are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.extract.labelled import label_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc


def annotate(language: Language, docs: Sequence[Doc]) -> None:
    """Fill in what `language.pipe` would."""
    worded = [doc for doc in docs if len(doc)]
    components: list[tuple[str, Any]] = language.pipeline if worded else []
    for name, component in components:
        if name == "ner":
            label_names(component, worded)
        elif hasattr(component, "moves"):
            component.set_annotations(worded, _final_states(component, worded))
        else:
            for _ in component.pipe(worded, batch_size=len(worded)):
                pass


def _final_states(component: Any, docs: Sequence[Doc]) -> list[Any]:
    """Where the moves of a parser end, by sentence."""
    states: list[Any] = component.moves.init_batch(docs)
    unfinished = [state for state in states if not state.is_final()]
    model = component.model.predict(docs)
    while unfinished:
        unfinished = component.transition_states(unfinished, model.predict(unfinished))
    model.clear_memory()
    return states
