"""What is left in a page with markup that only its words give away: asks at the ends of the copy, captions."""

from workers.core.clean.rules.asks import asks
from workers.core.clean.rules.captions import is_caption, is_credit
from workers.core.clean.rules.page import Page

_FIRST, _LAST = 1, 3
"""Blocks of copy, from its start and from its end, that may be an ask. Within the copy it is what people said."""


def marked(page: Page) -> None:
    """Take out the asks at the ends and the captions."""
    if not page.markup:
        return
    copy = list(page.copy())
    for at, (n, block) in enumerate(copy):
        words = len(block.words)
        if (at < _FIRST or at >= len(copy) - _LAST) and asks(block.lead, words):
            page.drop(n, "ask")
        elif is_caption(block.lead, words) or is_credit(block.lead):
            page.drop(n, "caption")
