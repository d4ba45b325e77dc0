"""Reads an article into sentences with noun phrases: words, agent nouns, and names that come back as "the movement"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from schemas.article import Mention, TaggedArticle
from workers.core.classify import grammar as g
from workers.core.classify import tables
from workers.core.classify.phrases import noun_phrases
from workers.core.classify.sentence import Sentence

ADJECTIVAL = frozenset(
    "military army navy rebel militant insurgent separatist migrant student union company "
    "opposition court government parliament".split()
)
"""Agent nouns that stand before other nouns as well: "military exercises" is nobody."""
HEADS = frozenset(
    "movement front union federation council alliance bloc party group league commission agency bank fund ministry "
    "organization organisation company association committee coalition militia network forum authority corporation "
    "institute foundation tribunal".split()
)
"""Nouns that take up an organisation named before by its last word."""

DATELINE_TAIL = re.compile(r"(?:,? [A-Z][a-z]+\.? \d{1,2})?(?: ?\([^)]{1,30}\))?(?: ?[-\u2013\u2014]+)?\s*")
"""What may follow a dateline's place: the day, the agency, a dash."""


class Reader:
    """Sentences of an article, as the coder wants them."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._agents = PhraseMatcher(nlp.vocab, attr="LOWER")
        for sector, kind, words in tables.agents():
            self._agents.add(f"{kind} {sector}", [nlp.make_doc(_as_written(word)) for word in sorted(words)])

    def __call__(self, article: TaggedArticle) -> Iterator[tuple[Sentence, Doc]]:
        """Each sentence that has words, with the tokens that the matchers read. Call it inside a memory zone."""
        for index, span in enumerate(article.sentences):
            text = article.body_text[span.start : span.end]
            skip = _dateline_end(article, span.start, span.end)
            doc = self._nlp.make_doc(text)
            tokens = [(t.text, span.start + t.idx) for t in doc]
            words = [(word, start) for word, start in tokens if start >= skip and not word.isspace()]
            if not words:
                continue
            written = tuple(word for word, _ in words)
            lower = tuple(word.lower() for word in written)
            spans = tuple((start, start + len(word)) for word, start in words)
            named = [m for m in article.mentions if skip <= m.start and m.end <= span.end]
            named += _taken_up(article, lower, spans, named)
            mentions = tuple(sorted(named, key=lambda m: m.start))
            if len(words) < len(tokens):
                doc = Doc(self._nlp.vocab, words=list(written))
            phrases, at = noun_phrases(lower, spans, mentions, self._agent_nouns(doc), written)
            yield Sentence(index, span.start, span.end, text, written, lower, spans, mentions, phrases, at), doc

    def _agent_nouns(self, doc: Doc) -> list[tuple[int, int, str, bool]]:
        """Agent nouns and titles, the longest at each place: (first word, last, sector, only a title)."""
        found: list[tuple[int, int, str, bool]] = []
        named = [(first, last, self._nlp.vocab.strings[key]) for key, first, last in self._agents(doc)]
        for first, last, label in sorted(named, key=lambda m: (m[0] - m[1], m)):
            kind, sector = label.split()
            after = doc[last].lower_ if last < len(doc) else "."
            if last - first == 1 and doc[first].lower_ in ADJECTIVAL and g.modifies(after) and after not in g.FINITE:
                continue
            if not any(a < last and first < b for a, b, _, _ in found):
                found.append((first, last, sector, kind == "title"))
        return sorted(found)


def _taken_up(
    article: TaggedArticle, lower: tuple[str, ...], spans: tuple[tuple[int, int], ...], named: list[Mention]
) -> list[Mention]:
    """Mentions for "the movement" where one organisation named so far, and only one, is a movement."""
    found = []
    for i in range(1, len(lower)):
        if lower[i] not in HEADS or lower[i - 1] != "the" or any(m.start <= spans[i][0] < m.end for m in named):
            continue
        meant = {
            m.name: m
            for m in article.mentions
            if m.type == "ORG" and m.end <= spans[i][0] and m.name.lower().split()[-1] == lower[i]
        }
        if len(meant) == 1:
            start, end = spans[i - 1][0], spans[i][1]
            mention = next(iter(meant.values()))
            found.append(replace(mention, start=start, end=end, text=article.body_text[start:end]))
    return found


def _dateline_end(article: TaggedArticle, start: int, end: int) -> int:
    """Where the copy begins behind a dateline ("LUSAKA, Zambia (ABC) - ") that the body opens with."""
    text, dateline = article.body_text[start:end], article.dateline
    if start or not dateline or not text.lower().startswith(dateline.lower()):
        return start
    tail = DATELINE_TAIL.match(text, len(dateline))
    return start + (tail.end() if tail else len(dateline))


def _as_written(word: str) -> str:
    """A word of the table as the tokenizer should see it: "Gen." is one token, "gen." is two."""
    return word.title() if word.endswith(".") else word
