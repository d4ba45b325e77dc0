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


TOLD = [
    ("that", "Ana Quispe said that the talks had failed.", "the talks had failed", "indirect", "Ana Quispe"),
    ("no that", "Ana Quispe said on Monday the talks had failed.", "the talks had failed", "indirect", "Ana Quispe"),
    ("in an interview", "Ana Quispe said in an interview with Kompas she was ill.", "she was ill", "indirect",
     "Ana Quispe"),
    ("told whom", "Ana Quispe told reporters the talks had failed.", "the talks had failed", "indirect", "Ana Quispe"),
    ("warned whom", "Mali warned its neighbours that it would answer.", "it would answer", "indirect", "Mali"),
    ("behind", "The talks had failed, Ana Quispe said.", "The talks had failed", "indirect", "Ana Quispe"),
    ("inverted", "The talks had failed, said Ana Quispe, who led them.", "The talks had failed", "indirect",
     "Ana Quispe"),
    ("set apart", "The talks had failed, a spokeswoman, Ana Quispe, said.", "The talks had failed", "indirect",
     "Ana Quispe"),
    ("relative clause", "Ana Quispe, who led the talks, said her office had seen it.", "her office had seen it",
     "indirect", "Ana Quispe"),
    ("according", "The talks had failed, according to a report by UNICEF.", "The talks had failed", "indirect",
     "UNICEF"),
    ("according first", "According to NATO, the talks had failed.", "the talks had failed", "indirect", "NATO"),
    ("capital", "Moscow said the talks had failed.", "the talks had failed", "indirect", "Russia"),
    ("spokesman for", "A spokesman for NATO said the talks had failed.", "the talks had failed", "indirect", "NATO"),
    ("role", "Foreign Minister Ana Quispe left. The minister said it was late.", "it was late", "indirect",
     "Ana Quispe"),
    ("dateline", "LIMA, Peru — The talks had failed, Ana Quispe said.", "The talks had failed", "indirect",
     "Ana Quispe"),
    ("partly in marks", "Ana Quispe said the talks “had failed” for now.", "the talks “had failed” for now", "mixed",
     "Ana Quispe"),
    ("mixed behind", "The talks were “a waste”, Ana Quispe said.", "The talks were “a waste”", "mixed", "Ana Quispe"),
    ("marks lost", "We regret these steps, Ana Quispe said.", "We regret these steps", "direct", "Ana Quispe"),
    ("name and colon", "Ana Quispe: “We never saw the paper.”", "We never saw the paper.", "direct", "Ana Quispe"),
    ("single marks", "‘We stay here,’ said Ana Quispe.", "We stay here,", "direct", "Ana Quispe"),
    ("its president", "“We stay here,” said its president, Ana Quispe.", "We stay here,", "direct", "Ana Quispe"),
    ("quote in a quote", "Ana Quispe said: “He said ‘we stay here’ and left.”", "He said ‘we stay here’ and left.",
     "direct", "Ana Quispe"),
    ("nobody named", "The talks had failed, police said.", "The talks had failed", "indirect", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words", "kind", "speaker"), [r[1:] for r in TOLD], ids=[r[0] for r in TOLD])
def test_told(body: str, words: str, kind: str, speaker: str | None) -> None:
    record = tagged(body)
    (quote,) = record.quotes
    assert body[quote.start : quote.end] == quote.text == words
    assert quote.kind == kind
    assert speakers(body) == [speaker]


SEVERAL = [
    ("and that", "Ana Quispe said that Mali was late and that Peru was ill.", ["Mali was late", "Peru was ill"]),
    ("adding", "Ana Quispe said Mali was late, adding that Peru was ill.", ["Mali was late", "Peru was ill"]),
    ("but added", "Ana Quispe said Mali was late, but added that Peru was ill.", ["Mali was late", "Peru was ill"]),
    ("in the middle", "By next week, Ana Quispe said, Mali will be late.", ["By next week", "Mali will be late"]),
    ("marks lost, going on", "We regret it, Ana Quispe said. Mali was late. We told Mali so.",
     ["We regret it", "Mali was late. We told Mali so."]),
    ("closing mark lost", "Ana Quispe spoke in Lima on Monday. \"We leave with our pockets empty, she said.",
     ["We leave with our pockets empty,"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), [r[1:] for r in SEVERAL], ids=[r[0] for r in SEVERAL])
def test_one_speaker_says_several_things(body: str, words: list[str]) -> None:
    assert [q.text for q in tagged(body).quotes] == words
    assert set(speakers(body)) == {"Ana Quispe"}


NOT_SAID = [
    ("not said", "Ana Quispe did not say whether the talks had failed."),
    ("declined", "Ana Quispe declined to say that the talks had failed."),
    ("is said to", "Ana Quispe is said to be in Lima."),
    ("nothing", "Ana Quispe said nothing to the judge."),
    ("a law", "The law says that a permit is needed."),
    ("a sign", "A sign in the harbour reads “no way through to the port”."),
    ("a title", "The film “Two Rivers of the North” won three prizes in Lima."),
    ("a nickname", "The bill, dubbed the “Spy Catcher”, needs a vote."),
    ("irony", "Critics of the “smart” city stayed away."),
    ("a claim", "Ana Quispe's claims that night were heard in Lima."),
    ("a plan", "Ana Quispe announced a plan for the port."),
    ("a charge", "Prosecutors have charged no one in the inquiry."),
    ("an apostrophe", "The traders' union and the drivers' union met in Lima, and 'twas late."),
]


@pytest.mark.parametrize("body", [r[1] for r in NOT_SAID], ids=[r[0] for r in NOT_SAID])
def test_nobody_says_it(body: str) -> None:
    assert tagged(body).quotes == ()


def test_a_paragraph_of_quoted_words_alone_goes_on() -> None:
    body = "“We stay here,” Ana Quispe said in Lima.\n\n“The road is shut to all of them.”"
    assert speakers(body) == ["Ana Quispe", "Ana Quispe"]


def test_it_is_the_organisation_that_spoke() -> None:
    assert speakers("NATO said the talks had failed. The talks would go on, it said.") == ["NATO", "NATO"]
