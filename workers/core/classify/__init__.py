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

    def classify(article: TaggedArticle) -> Ok:
        coded = coder(article) if article.language == LANGUAGE and article.mentions else ()
        return Ok((Output(article.uri, extend(EnrichedArticle, article, events=coded)),))

    return classify
