"""Figures of an event: killed, injured, missing, displaced, detained, money and troops, with their ranges."""

import re
from collections.abc import Iterable
from typing import Literal

from schemas.event import Quantity

Kind = Literal["killed", "injured", "missing", "displaced", "detained", "money", "troops"]
Range = tuple[float | None, float | None, float | None]

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "a dozen": 12, "two dozen": 24, "three dozen": 36,
    "half a dozen": 6, "a hundred": 100, "two hundred": 200,
}  # fmt: skip
VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "millions": 2_000_000,
}  # fmt: skip
"""The least that a vague number means: two of its unit."""
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "mln": 1e6}
CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "dollars": "USD", "euros": "EUR", "pounds": "GBP", "¥": "JPY",
    "yen": "JPY", "yuan": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "INR",
}  # fmt: skip
LEAST = frozenset({"at least", "more than", "over", "no fewer than"})
MOST = frozenset({"up to", "as many as", "fewer than", "less than"})
ABOUT = frozenset({"about", "around", "some", "nearly", "almost", "roughly", "an estimated", "approximately"})


def _either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


_TENS = _either(word for word in WORDS if word.endswith("ty"))
_NUMBER = (
    rf"(?:(?P<hedge>{_either(LEAST | MOST | ABOUT)}) )?"
    rf"(?:(?P<low>\d[\d,.]*) (?:to|and|-) (?P<high>\d[\d,.]*)|(?P<vague>{_either(VAGUE)})"
    r"|(?P<number>(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?)(?: (?P<scale>thousand|million))?"
    rf"|(?P<word>(?:{_TENS})-\w+|{_either(WORDS)}))(?!\w)"
)
_WHO = (
    "people persons civilians soldiers troops police policemen officers militants rebels fighters protesters "
    "demonstrators children women men students workers others villagers residents passengers journalists activists "
    "migrants refugees insurgents sailors miners families suspects members personnel officials victims worshippers "
    "guards attackers gunmen farmers prisoners hostages drivers shoppers pilgrims"
)
_KIND = (
    r"(?: of)?(?: (?:other|more|of|its|their|the|his|(?-i:[A-Z]\w+)|young|elderly|government|state|foreign|military"
    r"|security|police|civilian|suspected|anti-government|truck|garment|aid)){0,3}"
)
_PEOPLE = rf"{_KIND}(?: (?:{_either(_WHO.split())}))?"
_STATE = (
    r"(?: (?:were|was|are|is|have|has|had|been|remain|remained|be|being|reported|feared|confirmed|left|to|also)){0,3}"
)
_NOT_PEOPLE = r"(?!\s?(?:percent|%|months?|years?|days?|weeks?|hours?|times|miles|km|tons|vehicles|homes|houses)\b)"
_SUFFERED: dict[Kind, str] = {
    "killed": "killed|dead|slain|died|shot dead|massacred|murdered",
    "injured": "injured|wounded|hurt|maimed",
    "missing": "missing|unaccounted for",
    "displaced": "displaced|homeless|uprooted|evacuated|fled their homes",
    "detained": "detained|arrested|jailed|imprisoned|rounded up|taken into custody",
}
_DONE: dict[Kind, str] = {
    "killed": "killed|kills|killing|kill|massacred|claimed the lives of",
    "injured": "injured|injures|injuring|wounded|wounding|wounds|hurt|hurting",
    "displaced": "displaced|displacing|displaces",
    "detained": "detained|detaining|detains|arrested|arresting|arrests|jailed|rounded up",
}
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    *((kind, rf"\b{_NUMBER}{_PEOPLE}{_STATE} (?:{words})\b") for kind, words in _SUFFERED.items()),
    *((kind, rf"\b(?:{words}) {_NUMBER}{_NOT_PEOPLE}") for kind, words in _DONE.items()),
    ("killed", rf"\bdeath toll (?:\w+ ){{0,4}}(?:to|at|of|reached|hit|above|passed|stands at) {_NUMBER}"),
    ("killed", rf"\b{_NUMBER} (?:deaths|fatalities)\b"),
    ("detained", rf"\b{_NUMBER} (?:arrests|detentions)\b"),
    (
        "troops",
        (
            rf"\b{_NUMBER}{_KIND} (?:(?!(?:and|or|in|of|to|were|was)\b)[a-z]+ )?"
            r"(?:troops|soldiers|peacekeepers|marines|reservists|paratroopers)\b"
        ),
    ),
)
_RULES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_CUE = re.compile(
    r"kill|dead|slain|died|murder|massacr|injur|wound|hurt|maim|missing|unaccounted|displac|homeless|uproot|evacuat|fled"
    r"|detain|arrest|jail|imprison|rounded up|custody|death|fatalit|claimed|detention|troops|soldiers|peacekeepers"
    r"|marines|reservists|paratroopers|[$€£¥]|dollars|euros|pounds|yen|yuan|rubles|roubles|rupees",
    re.IGNORECASE,
)
"""What one of the rules needs to be there: most sentences are let go at once."""
_MONEY = re.compile(
    r"(?P<sign>US\$|[$€£¥])\s?(?P<amount>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>thousand|million|billion|trillion|mln|bn|m)\b)?"
    r"|\b(?P<amount2>\d[\d,]*(?:\.\d+)?)\s(?:(?P<scale2>thousand|million|billion|trillion) )?"
    r"(?:U\.?S\.? )?(?P<unit>dollars|euros|pounds|yen|yuan|rubles|roubles|rupees)\b",
    re.IGNORECASE,
)


def find_quantities(text: str, offset: int) -> tuple[Quantity, ...]:
    """The figures of `text`, which begins at `offset` of the body, in text order; each number once for a kind."""
    found: list[Quantity] = []
    if not _CUE.search(text):
        return ()
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            figure = _figure(match)
            start, end = offset + match.start(), offset + match.end()
            if figure and not any(q.kind == kind and start < q.end and q.start < end for q in found):
                low, value, high = figure
                found.append(Quantity(kind=kind, value=value, low=low, high=high, start=start, end=end))
    for match in _MONEY.finditer(text):
        amount = _parse(match["amount"] or match["amount2"])
        if amount is not None:
            scale = SCALES[(match["scale"] or match["scale2"]).lower()] if match["scale"] or match["scale2"] else 1
            unit = CURRENCIES[(match["sign"] or match["unit"]).lower()]
            start, end = offset + match.start(), offset + match.end()
            found.append(Quantity(kind="money", value=round(amount * scale, 4), unit=unit, start=start, end=end))
    return tuple(sorted(found, key=lambda q: (q.start, q.kind)))


def _figure(match: re.Match[str]) -> Range | None:
    """(low, exact, high) of a number as the text gives it."""
    if match["low"]:
        low, high = _parse(match["low"]), _parse(match["high"])
        return None if low is None or high is None else (low, None, high)
    if match["vague"]:
        return float(VAGUE[match["vague"].lower()]), None, None
    number = _parse(match["number"]) if match["number"] else _spelled(match["word"].lower())
    if number is None:
        return None
    number *= SCALES[match["scale"].lower()] if match["scale"] else 1
    hedge = (match["hedge"] or "").lower()
    return (number, None, None) if hedge in LEAST else (None, None, number) if hedge in MOST else (None, number, None)


def _spelled(word: str) -> float | None:
    """ "forty-three" and its like."""
    tens, _, ones = word.partition("-")
    return float(WORDS[tens] + WORDS.get(ones, 0)) if tens in WORDS else float(WORDS[word])


def _parse(text: str) -> float | None:
    try:
        return float(text.rstrip(".,").replace(",", ""))
    except ValueError:
        return None
