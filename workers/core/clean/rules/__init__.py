"""Which blocks are copy: passes over a draft, each taking out what it is sure of. `PASSES` is their order.

A new rule for a line is a row in `table.LINES` or, for the words of a button or box, in `labels`; one that needs to see
its neighbours is a function here.
"""

from collections.abc import Callable

from workers.core.clean.rules.flat import around, choose
from workers.core.clean.rules.head import heading
from workers.core.clean.rules.lines import PROFILE, known_lines
from workers.core.clean.rules.marked import marked
from workers.core.clean.rules.notices import notices
from workers.core.clean.rules.page import Page
from workers.core.clean.rules.tail import closing, credits, tail

PASSES: tuple[Callable[[Page], None], ...] = (
    known_lines,
    notices,
    choose,
    heading,
    tail,
    around,
    credits,
    closing,
    marked,
)


def apply(page: Page) -> None:
    """Run every pass over `page`."""
    for run in PASSES:
        run(page)


BY_PLACE = frozenset(
    (
        "heading", "tail", "trailer", "page head", "page foot", "between", "link list", "repeated line", "teaser",
        "teaser card", "ask", "caption", PROFILE,
    )
)  # fmt: skip
"""Rules that take a line out for where it stands or what it looks like; all others know it wherever it is."""
