"""Who the author is: the sentences about a writer that stand beside the copy."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

_JOB = (
    r"(?:reporter|writer|editor|correspondent|columnist|author|fellow|professor|journalist|photographer|contributor|host|producer|lecturer|historian|critic|novelist|analyst|"
    r"covers|covering|reports? (?:on|from|for)|writes? (?:about|for)|worked (?:as|for)|based in|Redakteur\w*|Journalist\w*|Korrespondent\w*|Reporter\w*|Autor\w*|journaliste|periodista|giornalista|jornalista)"
)
_BIO = re.compile(
    rf"^(?:[A-ZÀ-Þ][\w.'’-]+,? ){{1,4}}(?:\([^()]{{1,30}}\) )?(?:is|has (?:been|worked|covered|written|reported|won)|covers|writes|reports|debunks|joined|works|serves|teaches|ist|arbeitet|schreibt|berichtet|est|es|è|é)\b"
    rf".{{0,260}}\b{_JOB}\b"
)
_REACH = re.compile(
    r"^(?:about the author|(?:follow|contact|email|reach|write to) (?:[A-Z][\w.'’-]+|the (?:author|reporter|writer))\b.{0,60}(?:@|on twitter|on x\b|at ))|"
    r"\b(?:follow (?:him|her|them) (?:on|at)|can be reached (?:at|by)|(?:his|her|their) (?:most recent|latest|new|forthcoming) book)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"^(?:The )?[A-Z][^.!?]{2,60} is (?:an?|the|our) [^.!?]{0,80}\b(?:news (?:organi[sz]ation|agency|site|outlet|website|service|publication)|newspaper|newsroom|magazine|publisher|broadcaster|media (?:company|organi[sz]ation|outlet))\b"
)
_LONGEST = 150


def is_bio(line: str, words: int) -> bool:
    """Whether a line of so many words tells who wrote the copy, who published it, or how to reach them."""
    return words <= _LONGEST and bool(_BIO.match(line) or _REACH.search(line) or _HOUSE.match(line))
