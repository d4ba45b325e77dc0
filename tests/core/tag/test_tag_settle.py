"""Whose mention stands where rules and model see different things: by rule, kind of conflict and score."""

from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from schemas.article import EntityType
from workers.core.tag.heads import HEARD, Heard
from workers.core.tag.lexicon import lexicon
from workers.core.tag.pipeline import pipeline
from workers.core.tag.settle import Settle


@cache
def parts() -> Language:
    """The step's pipeline, whose parts are run one by one here."""
    return pipeline()


def settled(text: str, heard: list[tuple[str, EntityType, float]]) -> list[tuple[str, str]]:
    """The mentions of `text` after the rules, where a model says `heard` (words, type, score)."""
    nlp = parts()
    doc: Doc = nlp.make_doc(text)
    for name in ("wiredesk_possessives", "wiredesk_sentences"):
        doc = nlp.get_pipe(name)(doc)
    marks = []
    for words, kind, score in heard:
        span = doc.char_span(text.index(words), text.index(words) + len(words))
        assert span is not None
        marks.append(Heard(span.start, span.end, kind, score))
    for name in ("entity_ruler", "wiredesk_names"):
        doc = nlp.get_pipe(name)(doc)
    doc.user_data[HEARD] = marks
    doc = Settle(lexicon())(doc)
    notes = doc.user_data["desk"]
    return [(notes.span(f.start, f.end), f.type) for f in notes.found]


CASES: list[tuple[str, str, list[tuple[str, EntityType, float]], list[tuple[str, str]]]] = [
    ("both agree", "They left Kenya.", [("Kenya", "GPE", 0.9)], [("Kenya", "GPE")]),
    ("a table's label stands", "They left Kenya.", [("Kenya", "ORG", 0.99)], [("Kenya", "GPE")]),
    ("a place that is a person", "We met Jordan.", [("Jordan", "PERSON", 0.95)], [("Jordan", "PERSON")]),
    ("a place that may be one", "We met Jordan.", [("Jordan", "PERSON", 0.6)], [("Jordan", "GPE")]),
    ("the model alone", "He saw Zedfolk play.", [("Zedfolk", "ORG", 0.7)], [("Zedfolk", "ORG")]),
    ("a table alone", "They left Kenya.", [], [("Kenya", "GPE")]),
    ("a longer name", "The Kenya Zedfolk won.", [("Kenya Zedfolk", "ORG", 0.8)], [("Kenya Zedfolk", "ORG")]),
    ("a longer name, unsure", "The Kenya trip ended.", [("Kenya trip", "EVENT", 0.4)], [("Kenya", "GPE")]),
    ("a head word closes it", "At Umrah Ministry he sat.", [("Umrah", "PERSON", 0.5)], [("Umrah Ministry", "ORG")]),
    ("the kind of place", "On Lake Zed it froze.", [("Lake Zed", "GPE", 0.9)], [("Lake Zed", "LOC")]),
    ("a title is no name", "Then Ms Zedfolk sat.", [("Ms Zedfolk", "PERSON", 0.9)], [("Zedfolk", "PERSON")]),
    ("small words before it", "The new Zed Airport sank.", [("new Zed Airport", "FAC", 0.9)], [("Zed Airport", "FAC")]),
    ("a possessive behind it", "It is Zedfolk's.", [("Zedfolk's", "ORG", 0.9)], [("Zedfolk", "ORG")]),
    ("a noun is no name", "The Zed union met.", [("union", "ORG", 0.9)], []),
    ("two places", "MOSCOW Kenya waits.", [("MOSCOW Kenya", "GPE", 0.8)], [("MOSCOW", "GPE"), ("Kenya", "GPE")]),
    (
        "no name of an event",
        "The 2016 Kenya election.",
        [("2016 Kenya election", "EVENT", 0.9)],
        [("Kenya", "GPE")],
    ),
    ("a title behind it", "The Zed Director left.", [("Zed Director", "ORG", 0.8)], [("Zed", "ORG")]),
    ("a city written small", "Where in auckland is Zed?", [("auckland", "GPE", 0.9)], [("auckland", "GPE")]),
    (
        "a first name written small",
        "By samantha Zedfolk.",
        [("samantha Zedfolk", "PERSON", 0.9)],
        [("samantha Zedfolk", "PERSON")],
    ),
    (
        "a name of an event",
        "The Zed general election.",
        [("Zed general election", "EVENT", 0.9)],
        [("Zed general election", "EVENT")],
    ),
    ("a number", "He had 2014 sheep.", [("2014", "DATE", 0.5)], []),
    ("a state", "In New York state.", [("New York state", "GPE", 0.9)], [("New York", "GPE")]),
    ("a verb is no date", "The sheep of Zed may march.", [("may march", "DATE", 0.9)], []),
    ("a day that both see", "Zed left on Monday.", [("on Monday", "DATE", 0.9)], [("Monday", "DATE")]),
]


@pytest.mark.parametrize(("text", "heard", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_who_stands(text: str, heard: list[tuple[str, EntityType, float]], expected: list[tuple[str, str]]) -> None:
    assert settled(text, heard) == expected
