"""The sentences that we wrote: enough of them, well marked, in every label and form that they are to teach."""

from collections import Counter

import pytest

from training.corpora.authored import authored, lines, parse
from training.corpora.sentence import LABELS

LEAST = 1_500


def test_there_are_enough_and_none_twice() -> None:
    found = [parse(line)[0] for line in lines()]
    assert len(found) >= LEAST
    assert [text for text, count in Counter(found).items() if count > 1] == []


def test_every_label_is_taught() -> None:
    counts = Counter(label for line in lines() for _, _, label in parse(line)[1])
    assert set(counts) == set(LABELS)
    assert min(counts.values()) >= 100


def test_spans_begin_and_end_with_the_name() -> None:
    for line in lines():
        text, spans = parse(line)
        for start, end, _ in spans:
            span = text[start:end]
            assert span == span.strip(), line
            assert not span.startswith("the "), line


def test_headlines_and_sentences_without_entities_are_there() -> None:
    found = [parse(line) for line in lines()]
    assert sum(text.isupper() for text, _ in found) >= 60
    assert sum(not spans for _, spans in found) >= 100
    assert sum(text.islower() for text, _ in found) >= 30


def test_nearly_all_spans_are_whole_words_of_ours() -> None:
    sentences = list(authored())
    unknown = [" ".join(s.words[m.start : m.end]) for s in sentences for m in s.marks if not m.labels]
    assert len(unknown) <= 0.005 * sum(len(s.marks) for s in sentences), unknown


@pytest.mark.parametrize("line", ["[Kenya|COUNTRY] won.", "[Kenya|GPE won.", "Kenya] won.", "a | b"])
def test_a_bad_mark_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"no label|unbalanced"):
        parse(line)


def test_a_lost_apostrophe_is_one_word_with_its_name() -> None:
    assert parse("[NATO|ORG]s response") == ("NATOs response", [(0, 4, "ORG")])
