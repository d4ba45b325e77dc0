"""Character references of HTML, resolved without the trap in them."""

import re
from html import unescape

_HUGE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,})")
"""References to no character, which the standard library would read as numbers of any length."""


def decoded(text: str) -> str:
    """`text` with its character references resolved; those that no character has stay as they are written."""
    if "&" not in text:
        return text
    return unescape(_HUGE.sub(lambda match: "&amp;" + match[0][1:], text))
