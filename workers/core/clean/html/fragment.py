"""A piece of HTML that is copy for the most part: all of it is, but for what elements mark as something else."""

from dataclasses import replace

from workers.core.clean.blocks import Claims, Draft
from workers.core.clean.formats import HTML_FRAGMENT
from workers.core.clean.html.bylines import shown, told
from workers.core.clean.html.people import chosen
from workers.core.clean.html.prose import reading
from workers.core.clean.html.view import view

_NOT_COPY = {"figure": "caption", "aside": "aside", "cite": "credit"}
"""Elements that no block of a fragment's copy stands in directly."""


def fragment(html: str, claims: Claims, envelope: str | None = None) -> Draft:
    """The draft of a fragment, in which an envelope of that name may have come that makes `claims`. Raises RefusedError
    for one that is over the limits."""
    seen = view(html)
    read = reading(seen)
    labels = tuple(read.boxes[block.node] or _NOT_COPY.get(block.tag) for block in seen.blocks)
    hidden = tuple(seen.hidden)
    if not claims.authors:
        claims = replace(claims, authors=chosen([*told(seen)], shown(seen), ()))
    return Draft(HTML_FRAGMENT, seen.text, tuple(seen.blocks), labels, claims, hidden=hidden, envelope=envelope)
