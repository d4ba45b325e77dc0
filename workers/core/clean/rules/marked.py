"""What is left in a page with markup that only its words give away: asks at the ends of the copy, captions, the
variables of templates that nothing was put in for."""

import re

from workers.core.clean.rules.asks import asks
from workers.core.clean.rules.captions import is_caption, is_credit
from workers.core.clean.rules.page import Page

_TEMPLATE = re.compile(
    r"(?:\$\$?\w{2,40}\$\$?|%%\w{2,40}%%|\{\{[^{}]{1,80}\}\}|\{%[^%]{1,80}%\}|\[/?\w{2,20}_\w{2,20}[^\[\]]{0,200}\])"
)
_FEW = 20
_FIRST, _LAST = 1, 3
"""Blocks of copy, from its start and from its end, that may be an ask. Within the copy it is what people said."""


def marked(page: Page) -> None:
    """Take out the asks at the ends, the captions and the variables."""
    if not page.markup:
        return
    copy = list(page.copy())
    for at, (n, block) in enumerate(copy):
        words = len(block.words)
        if (at < _FIRST or at >= len(copy) - _LAST) and asks(block.lead, words):
            page.drop(n, "ask")
        elif is_caption(block.lead, words) or is_credit(block.lead):
            page.drop(n, "caption")
        elif words <= _FEW and _TEMPLATE.fullmatch(block.text):
            page.drop(n, "template")
