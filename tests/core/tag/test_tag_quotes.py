"""Quotes, who said them, and what they hold."""

import pytest

from tests.core.tag.reader import tagged

SAID = [
    ("behind", "“We stay here,” Ana Quispe said.", "We stay here,", "said", "Ana Quispe"),
    ("verb first", "“We stay here,” said Foreign Minister Ana Quispe.", "We stay here,", "said", "Ana Quispe"),
    ("before", "Ana Quispe said: “We stay here.”", "We stay here.", "said", "Ana Quispe"),
    ("with that", "Ana Quispe warned in Lima that “we stay here.”", "we stay here.", "warned", "Ana Quispe"),
    ("told", "“We stay here,” Ana Quispe, who runs the port, told Reuters.", "We stay here,", "told", "Ana Quispe"),
    ("straight", '"We stay here," Ana Quispe said.', "We stay here,", "said", "Ana Quispe"),
    ("mixed marks", '"We stay here,” Ana Quispe said.', "We stay here,", "said", "Ana Quispe"),
    ("organisation", "NATO said that it “took note of it.”", "it “took note of it.”", "said", "NATO"),
    ("he", "Ana Quispe spoke. “We stay here,” she said.", "We stay here,", "said", "Ana Quispe"),
    ("passive", "It was described by Ana Quispe as “a blow to us.”", "a blow to us.", "described", "Ana Quispe"),
    ("somebody unnamed", "Ana Quispe spoke. A trader who sold rice said she left. “We go,” she said.", "We go,", "said",
     None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words", "cue", "speaker"), [r[1:] for r in SAID], ids=[r[0] for r in SAID])
def test_said(body: str, words: str, cue: str, speaker: str | None) -> None:
    record = tagged(body)
    (quote,) = [q for q in record.quotes if q.text == words]
    assert body[quote.start : quote.end] == quote.text
    assert quote.cue == cue
    name = None if quote.speaker_mention is None else record.mentions[quote.speaker_mention].name
    assert name == speaker


def speakers(body: str) -> list[str | None]:
    record = tagged(body)
    return [None if q.speaker_mention is None else record.mentions[q.speaker_mention].name for q in record.quotes]


GOES_ON = [
    ("same line", "“We stay here,” Ana Quispe said. “The road is shut to all of them.”"),
    ("several sentences", "“We stay. We wait here,” Ana Quispe said. “They go. The road is shut.”"),
    ("next paragraph", "Ana Quispe said: “We stay here and we wait.\n\n“The road is shut to all of them.”"),
]


@pytest.mark.parametrize("body", [r[1] for r in GOES_ON], ids=[r[0] for r in GOES_ON])
def test_the_speaker_goes_on(body: str) -> None:
    assert speakers(body) == ["Ana Quispe", "Ana Quispe"]


def test_the_next_paragraph_is_another_story() -> None:
    body = "“We stay here,” Ana Quispe said.\n\nThe port lives by “grace of the dry season.”"
    assert speakers(body) == ["Ana Quispe", None]


def test_mentions_know_that_they_are_quoted() -> None:
    record = tagged("“Mali will answer,” said Ana Quispe in Peru.")
    assert {m.text: m.in_quote for m in record.mentions} == {"Mali": True, "Ana Quispe": False, "Peru": False}
