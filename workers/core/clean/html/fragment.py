"""A piece of HTML that is copy for the most part: all of it is, but for what elements mark as something else."""

from workers.core.clean.blocks import Claims, Draft
from workers.core.clean.formats import HTML_FRAGMENT
from workers.core.clean.html.view import view

_NOT_COPY = {
    "figcaption": "caption", "figure": "caption", "caption": "caption", "nav": "navigation", "footer": "footer",
    "form": "form", "button": "form", "label": "form", "aside": "aside", "audio": "video", "video": "video",
    "cite": "credit",
}  # fmt: skip


def fragment(html: str, format: str = HTML_FRAGMENT, claims: Claims | None = None) -> Draft:
    """The draft of a fragment. Raises RefusedError for one that is over the limits."""
    mapped, blocks = view(html)
    labels = tuple(block.box or _NOT_COPY.get(block.tag) for block in blocks)
    return Draft(format, mapped, tuple(blocks), labels, claims or Claims())
