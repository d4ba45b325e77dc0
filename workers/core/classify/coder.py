"""What a coder is. The step has one place for it: a trained coder takes it, or goes over what the patterns found."""

from typing import Protocol

from schemas.article import TaggedArticle
from schemas.event import Event


class Coder(Protocol):
    """Codes the events of one article, sorted by start. Pure: the same article gives the same events, and each event
    bears the coder's name in `coder`."""

    def __call__(self, article: TaggedArticle) -> tuple[Event, ...]:
        """The events of `article`."""
        ...
