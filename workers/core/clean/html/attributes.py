"""The attributes of a tag as it is written."""

import re

from workers.core.clean.entities import decoded

_ATTRIBUTE = re.compile(
    r"""[\s"'/]([a-z][\w:.-]{0,40}+)\s{0,5}+(?:=\s{0,5}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_READ = 40_000
"""Characters of a tag that are read."""


def attributes(tag: str) -> dict[str, str]:
    """The attributes of `tag`, names in lower case, values as written; the first of equal names."""
    said: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag[:_READ]):
        said.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
    return said


def folded(value: str) -> str | None:
    """`value` without character references (twice escaped ones, too) and without the spaces of markup; what a
    typesetter put (a no-break or an ideographic space) stays. None for a blank one."""
    return _SPACES.sub(" ", decoded(decoded(value))).strip() or None
