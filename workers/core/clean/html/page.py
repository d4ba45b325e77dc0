"""An HTML page: its text and elements, what its markup says, and which blocks are copy."""

from workers.core.clean.blocks import Draft
from workers.core.clean.formats import HTML_PAGE
from workers.core.clean.html.choose import BOILERPLATE, Labels, choose
from workers.core.clean.html.meta import claims
from workers.core.clean.html.prose import Reading, reading
from workers.core.clean.html.second import second
from workers.core.clean.html.seen import View
from workers.core.clean.html.view import view

_LITTLE = 30
"""Words of copy below which another opinion is asked for."""


def page(html: str) -> Draft:
    """The draft of a page. Raises RefusedError for one that is over the limits."""
    seen = view(html)
    said = claims(seen)
    read = reading(seen)
    labels = _asked(seen, read, choose(read, said.headlines[:1], said.data))
    return Draft(HTML_PAGE, seen.text, tuple(seen.blocks), tuple(labels), said, trusted=True, hidden=tuple(seen.hidden))


def _asked(seen: View, read: Reading, labels: Labels) -> Labels:
    """`labels`, or those of a second opinion that finds more than twice as much where they leave little."""
    words = sum(size for size, label in zip(read.sizes, labels, strict=True) if label is None)
    if words >= _LITTLE:
        return labels
    copy = second(seen) or ()
    if sum(size for size, kept in zip(read.sizes, copy, strict=False) if kept) <= 2 * words:
        return labels
    return [None if kept else label or BOILERPLATE for kept, label in zip(copy, labels, strict=True)]
