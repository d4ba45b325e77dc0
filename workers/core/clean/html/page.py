"""An HTML page: its text and elements, what its markup says, and which blocks are copy."""

from workers.core.clean.blocks import Draft
from workers.core.clean.formats import HTML_PAGE
from workers.core.clean.html.choose import Labels, choose
from workers.core.clean.html.hydrated import hydrated
from workers.core.clean.html.meta import claims
from workers.core.clean.html.prose import Reading, reading
from workers.core.clean.html.second import second
from workers.core.clean.html.seen import View
from workers.core.clean.html.view import view
from workers.core.clean.limits import MAX_ASKED, MAX_ASKED_NODES

_LITTLE = 30
"""Words of copy below which another opinion is asked for."""


def page(html: str) -> Draft:
    """The draft of a page. Raises RefusedError for one that is over the limits."""
    seen = view(html)
    said = claims(seen)
    read = reading(seen)
    seen, labels = _asked(seen, read, choose(read, said.headlines[:1], said.data))
    return Draft(HTML_PAGE, seen.text, tuple(seen.blocks), tuple(labels), said, trusted=True, hidden=tuple(seen.hidden))


def _asked(seen: View, read: Reading, labels: Labels) -> tuple[View, Labels]:
    """`seen` and its labels; where they leave little, with the copy that a script holds, or as a second opinion has it
    that finds more than twice as much."""
    words = _copy(read, labels)
    if words >= _LITTLE:
        return seen, labels
    if more := hydrated(seen, labels):
        return more
    others = second(seen, labels) if len(seen.nodes) <= MAX_ASKED_NODES and len(seen.source) <= MAX_ASKED else None
    return seen, others if others is not None and _copy(read, others) > 2 * words else labels


def _copy(read: Reading, labels: Labels) -> float:
    return sum(size for size, label in zip(read.sizes, labels, strict=True) if label is None)
