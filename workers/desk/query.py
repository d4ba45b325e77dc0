"""What a reader types into the search box, as an FTS5 query: words, "phrases", -without; nothing else has a meaning."""

import re

WORDS = 12
"""Words and phrases that are looked for; more are left out."""
BEGINNING = 3
"""Letters that a beginning needs: shorter ones are in almost every text, and all of those would be weighed."""
_TERM = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTERS = re.compile(r"\w")


def match(text: str) -> str | None:
    """The FTS5 MATCH expression for `text`; none where it holds nothing to look for.

    All of it must be met; the last word, from BEGINNING letters on, may be the beginning of one, for it is searched
    while it is typed.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    last = ""
    for term in list(_TERM.finditer(text.replace("\0", " ")))[:WORDS]:
        words = term["phrase"] if term["word"] is None else term["word"]
        if not _LETTERS.search(words or ""):
            continue
        quoted = '"' + words.replace('"', " ") + '"'
        if term["sign"]:
            unwanted.append(quoted)
        else:
            wanted.append(quoted)
            typing = term["word"] is not None and term.end() == len(text) and len(words) >= BEGINNING
            last = quoted if typing else ""
    if not wanted:
        return None
    if last:
        wanted[-1] = f"{last}*"
    return f"({' AND '.join(wanted)})" + "".join(f" NOT {quoted}" for quoted in unwanted)
