"""A whole page that has lost its markup: the copy in it, and then what is around it."""

from workers.core.clean.rules.inside import inside
from workers.core.clean.rules.kinds import lines
from workers.core.clean.rules.page import Page, plain
from workers.core.clean.rules.run import runs

_CHROME = 3
"""Lines that only a page has from which a text is a whole page: in any other one nothing is taken out on suspicion."""
_STANDFIRST = range(8, 81)
"""Words of what stands between headline and byline."""
_NEAR = 3
"""Lines below the headline that may be it."""
_SAME = 0.6
"""Share of the headline's words from which a line is the headline in other words."""


def choose(page: Page) -> None:
    """Find the copy in a whole page: `page.runs`. What is between its lines and no copy is taken out at once."""
    if page.markup or page.chrome < _CHROME:
        return
    found = lines(page)
    page.lines = found
    page.runs = runs(found)
    inside(page, found, [n for start, end in page.runs for n in range(start, end)])


def around(page: Page) -> None:
    """Take out what is above, between and below the copy; a standfirst below the headline stays."""
    if not page.runs:
        return
    first, last = page.runs[0][0], page.runs[-1][1]
    kept = {n for start, end in page.runs for n in range(start, end)} | set(_standfirst(page, first)) | page.notices
    for n, _ in list(page.copy()):
        if n not in kept:
            page.drop(n, "page head" if n < first else "page foot" if n >= last else "between")


def _standfirst(page: Page, first: int) -> list[int]:
    title = max((n for n in range(first) if page.labels[n] == "headline"), default=None)
    if title is None:
        return []
    said = set(plain(page.headline or "").split())
    return [
        n
        for n in range(title + 1, min(first, title + 1 + _NEAR))
        if page.labels[n] is None
        and page.lines[n].words in _STANDFIRST
        and page.lines[n].kind in ("copy", "ended", "short")
        and len(said & set(plain(page.blocks[n].lead).split())) < _SAME * len(said)
    ]
