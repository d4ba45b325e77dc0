"""The event corpus that we wrote: of the size, spread and form that its card says."""

from collections import Counter

import pytest

from training.corpora.events import AUX, TYPES, articles, parse, sentences


def test_a_line_is_read_whole() -> None:
    marked = parse(
        "[NATO|a1] [expelled|e1:SANCTION/mode=expel/context=diplomatic,intelligence] [envoys|r1] from [Brussels|p1] on "
        "[Monday|d1] and [Moscow|a2] [will not answer|e2:REJECT/aux=future,negated]."
    )
    assert marked.text == "NATO expelled envoys from Brussels on Monday and Moscow will not answer."
    first, second = marked.events
    assert (first.event_type, first.mode, first.contexts) == ("SANCTION", "expel", ("diplomatic", "intelligence"))
    spans = (first.span, *first.actors, *first.recipients, *first.places, *first.dates)
    assert [marked.text[s:e] for s, e in spans] == ["expelled", "NATO", "envoys", "Brussels", "Monday"]
    assert (second.aux, second.mode, second.recipients) == (("future", "negated"), None, ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[x|e1:BOMB]", "no such mark"),
        ("[x|q1]", "no such mark"),
        ("[x|a1] left", "roles of no event"),
        ("[x|e1:AID/when=now]", "details other than"),
        ("[x|e1:AID/aux=maybe]", "auxiliary modes are"),
        ("[x|e1:AID] y]", "unbalanced"),
    ],
)
def test_a_bad_mark_is_named(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(line)


def test_there_are_enough_sentences_of_each_type_and_none_twice() -> None:
    found = list(sentences())
    assert len(found) >= 4_000
    assert [text for text, count in Counter(s.text for s in found).items() if count > 1] == []
    types = Counter(event.event_type for s in found for event in s.events)
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 120
    assert sum(not s.events for s in found) >= 600


def test_each_auxiliary_mode_is_there() -> None:
    aux = Counter(mode for s in sentences() for event in s.events for mode in event.aux)
    assert set(aux) == set(AUX)
    assert min(aux.values()) >= 100


def test_the_articles() -> None:
    found = list(articles())
    assert len(found) >= 150
    assert len({article.name for article in found}) == len(found)
    assert 20 <= sum(article.day is None for article in found) <= 60
    for article in found:
        kinds: dict[int, set[str]] = {}
        for own in article.sentences:
            for event in own.events:
                kinds.setdefault(event.number, set()).add(event.event_type)
        assert all(len(types) == 1 for types in kinds.values()), article.name
