"""An HTML page: its text and elements, what its markup says, and which blocks are copy."""

import lxml.html

from workers.core.clean.blocks import Draft
from workers.core.clean.formats import HTML_PAGE
from workers.core.clean.html.choose import choose
from workers.core.clean.html.meta import claims
from workers.core.clean.html.prose import reading
from workers.core.clean.html.view import view


def page(html: str) -> Draft:
    """The draft of a page. Raises RefusedError for one that is over the limits."""
    seen = view(html)
    tree = lxml.html.document_fromstring(
        html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    said = claims(tree)
    labels = choose(reading(seen), said.headlines)
    return Draft(HTML_PAGE, seen.text, tuple(seen.blocks), tuple(labels), said, trusted=True, hidden=tuple(seen.hidden))
