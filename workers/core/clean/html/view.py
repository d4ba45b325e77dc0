"""The text of HTML, each character with its place in the source, cut into blocks at block-level tags, and the tree of
elements around them.

A scanner of its own, since parsers report no positions and the standard library's HTMLParser takes quadratic time on
hostile pages (https://github.com/python/cpython/issues/135462). Every pattern is linear: possessive, or ending at the
end of the text. It also holds the limits of nodes and depth.
"""

import re
from html import unescape

from workers.core.clean.html.elements import UNSEEN
from workers.core.clean.html.scan import Scan
from workers.core.clean.html.seen import View
from workers.core.clean.limits import MAX_NODES, RefusedError
from workers.core.outcome import RejectReason

_ATTRIBUTES = r"""[^>=]*+(?:=\s*+(?:"[^"]*"|'[^']*'|)[^>=]*+)*+>?+"""
_TOKEN = re.compile(
    rf"""
    <(/?)([a-z][^\s/>]*+){_ATTRIBUTES}
    | &((?:\#[0-9]{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,31}});?+)
    | <!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+
    | <[!?/][^>]*+>?+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TAG, _ENTITY = 2, 3
"""The groups that a tag and an entity end in."""
_REST = {
    name: re.compile(rf"[^<]*+(?:<(?!/{name}[\s/>])[^<]*+)*+(</{name}[^>]*+>?+)?+", re.IGNORECASE) for name in UNSEEN
}
"""What follows the start tag of an unseen element: its content and its end tag, or all the rest."""
_LONG_TAG = 2_000
"""Characters of a tag from which its attributes count, too."""


def view(html: str) -> View:
    """What `html` shows. Raises RefusedError: TOO_MANY_NODES, TOO_DEEP."""
    scan = Scan(html)
    done = nodes = 0
    while match := _TOKEN.search(html, done):
        start, end = match.span()
        if start > done:
            scan.copy(done, start)
        done = end
        kind = match.lastindex
        nodes += 1
        if kind == _TAG:
            slash, name = match.group(1, 2)
            name = name.lower()
            if end - start > _LONG_TAG:
                nodes += len(match[0].split())
            if slash:
                scan.close(name)
            elif rest := _REST.get(name):
                if not html.endswith("/>", start, end) and (unseen := rest.match(html, end)):
                    done = unseen.end()
                    scan.hide(end, unseen.start(1) if unseen[1] else done, name, match[0])
            else:
                scan.open(name, match[0])
        elif kind == _ENTITY:
            scan.decode(unescape(match[0]), start, end)
        else:
            scan.hide(start, end)
        if nodes > MAX_NODES:
            raise RefusedError(
                RejectReason.TOO_MANY_NODES, f"HTML of more than {MAX_NODES} tags, attributes and entities"
            )
    scan.copy(done, len(html))
    return scan.done()
