"""A piece of HTML that is copy for the most part: all of it is, but for what elements mark as something else."""

from workers.core.clean.blocks import Claims, Draft
from workers.core.clean.formats import HTML_FRAGMENT
from workers.core.clean.html.prose import reading
from workers.core.clean.html.view import view

_NOT_COPY = {"figure": "caption", "aside": "aside", "cite": "credit"}
"""Elements that no block of a fragment's copy stands in directly."""


def fragment(html: str, format: str = HTML_FRAGMENT, claims: Claims | None = None) -> Draft:
    """The draft of a fragment. Raises RefusedError for one that is over the limits."""
    seen = view(html)
    read = reading(seen)
    labels = tuple(read.boxes[block.node] or _NOT_COPY.get(block.tag) for block in seen.blocks)
    return Draft(format, seen.text, tuple(seen.blocks), labels, claims or Claims(), hidden=tuple(seen.hidden))
