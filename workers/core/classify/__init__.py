"""The classify step: who did what to whom, where and when, each event with the sentence that says so."""

from schemas.article import EnrichedArticle, TaggedArticle
from schemas.base import extend
from workers.core.classify.coder import Coder
from workers.core.classify.patterns import PatternCoder
from workers.core.outcome import Ok, Output, Step

LANGUAGE = "en"


def build() -> Step:
    """The step: TaggedArticle in, `Ok` with its EnrichedArticle out. Reads the pattern tables once.

    An article in another language, or without mentions, has no events.
    """
    coder: Coder = PatternCoder()

    def classify(record: TaggedArticle) -> Ok:
        coded = coder(record) if _read(record) and record.mentions else ()
        return Ok((Output(record.uri, extend(EnrichedArticle, record, events=coded)),))

    return classify


def _read(article: TaggedArticle) -> bool:
    """Whether the tables are for its language; an article without one counts as English, as in the tag step."""
    return (article.language or LANGUAGE).split("-")[0] == LANGUAGE
