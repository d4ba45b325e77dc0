"""Text from outside made harmless for a terminal: no escape sequences, no characters that reorder what is shown."""

import re

# C0 but tab and newline, DEL, C1, line and paragraph separators, what turns the direction of text, half surrogates.
_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def safe(text: str) -> str:
    """`text` with each hostile character as U+FFFD: the same length, so that offsets stay true."""
    return _HOSTILE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, limit: int | None = None) -> str:
    """`text` safe and on one line; cut to `limit` characters, the last of them an ellipsis."""
    line = safe(_SPACE.sub(" ", text).strip())
    return line if limit is None or len(line) <= limit else line[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"


_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def safe_json(text: str) -> str:
    """JSON `text` (C0 is escaped in it already) with the other hostile characters as `\\u` escapes: the same value."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
