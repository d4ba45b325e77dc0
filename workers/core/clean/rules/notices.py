"""Notices to readers and editors: corrections, kills, holds. What they say becomes `correction` and `pubstatus`."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

from workers.core.clean.rules.page import Page

_KILL = re.compile(
    r"^(?:\W{0,4}(?:BULLETIN |MANDATORY |URGENT )?KILL\b|\W{0,4}(?:STORY )?(?:RETRACTION|RETRACTED|WITHDRAWN)\b(?! of)|"
    r"\W{0,4}(?:(?:ATTENTION |NOTE TO )?EDITORS?\b|(?:Note to )?[Ee]ditors?[:,]|Eds?\b).{0,80}\b(?i:kill|withdraw|withdrawn|retract|retracted|disregard|do not (?:use|publish))\b|"
    r"(?i:(?:please )?(?:kill|withdraw|disregard) (?:the|this|our) (?:story|article|item|report)|this (?:story|article|report|post) "
    r"(?:has been|is|was) (?:hereby )?(?:retracted|withdrawn|removed|killed|deleted)|"
    r"(?:\w+ ){1,4}(?:has|have) (?:retracted|withdrawn) (?:this|the|its|an?) (?:\w+ ){0,3}(?:story|article|report)))"
)
_ADVISORY = re.compile(r"\b(?:KILL|WITHDRAWAL|RETRACTION)\b")
_HOLD = re.compile(
    r"^\W{0,4}(?:(?:STRICTLY )?EMBARGO(?:ED)?\b|HOLD FOR RELEASE\b|NOT FOR (?:PUBLICATION|RELEASE) (?:BEFORE|UNTIL)\b|"
    r"WITHHELD\b|HOLD\b(?=:)|(?i:(?:editors?|eds?)\b.{0,40}\b(?:withhold|hold) (?:the|this)\b|embargoed (?:until|for|till)\b))"
)
_CORRECTION = re.compile(
    r"^\W{0,4}(?:(?:CORRECTION|Correction|CORRECTED|Corrected|CORRECTS|Corrects|CLARIFICATION|Clarification|Correction and clarification)\b"
    r"(?= ?[:(\-–—,]| \w+ \d)|(?:CORRECTS|CORRECTED) [a-z]|\(?Corrects?\b|\(?(?:This (?:story|article|version|report|post|piece|headline) (?:has been|was|is|corrects)) "
    r"?(?:corrected|updated to correct|amended|edited to correct|clarified|the)|"
    r"(?:An? |The )?(?:earlier|previous) versions? of (?:this|the) (?:story|article|report|post|headline|dispatch|item)|"
    r"Editor['’]?s['’]? note:? .{0,80}\b(?:correct|error|incorrect|misstated|wrong)|"
    r"Due to an? (?:\w+ )?error\b)"
)


def notices(page: Page) -> None:
    """Find the notices. A correction or hold is taken out where there is other copy; a kill stays: it is the news."""
    found = {
        at: kind
        for at, block in enumerate(page.blocks)
        if page.labels[at] in (None, "slug") and (kind := _kind(block.lead))
    }
    rest = any(at not in found and block.prose for at, block in page.copy())
    for at, kind in found.items():
        text = page.blocks[at].text
        if kind == "kill":
            page.pubstatus = "canceled"
            page.labels[at] = None
            page.notices.add(at)
        elif kind == "hold" and page.pubstatus is None:
            page.pubstatus = "withheld"
        if kind == "correction" and page.correction is None:
            page.correction = text
        if rest and kind != "kill":
            page.drop(at, "hold notice" if kind == "hold" else "correction")
        page.wire += kind != "correction"
    if page.slug and _ADVISORY.search(page.slug):
        page.pubstatus = "canceled"


def _kind(text: str) -> str | None:
    for kind, pattern in (("kill", _KILL), ("hold", _HOLD), ("correction", _CORRECTION)):
        if pattern.search(text[:400]):
            return kind
    return None
