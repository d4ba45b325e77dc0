"""Figures of an event: killed, injured, missing, displaced, detained, money and troops, with their ranges."""

import re

from schemas.event import Quantity

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "a dozen": 12, "two dozen": 24, "three dozen": 36,
    "half a dozen": 6, "a hundred": 100, "two hundred": 200,
}  # fmt: skip
VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
         "hundreds of thousands": 200_000, "millions": 2_000_000}  # fmt: skip
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "mln": 1e6, "k": 1e3}
CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "dollars": "USD", "euros": "EUR", "pounds": "GBP",
              "¥": "JPY", "yen": "JPY", "yuan": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "INR"}  # fmt: skip

_BELOW = r"at least|more than|over|no fewer than|as many as|up to|fewer than|less than|about|around|some|nearly|almost|roughly|an estimated|approximately"
_VAGUE = "|".join(sorted(VAGUE, key=len, reverse=True))
_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_NUMBER = rf"(?:(?P<hedge>{_BELOW}) )?(?:(?P<low>\d[\d,.]*) (?:to|and|-) (?P<high>\d[\d,.]*)|(?P<vague>{_VAGUE})|(?P<number>\d[\d,]*(?:\.\d+)?)(?: (?P<scale>thousand|million))?|(?P<word>{_WORDS}))(?!\w)"
_OF = r"(?: of)?(?: (?:other|more|of|its|their|the|his|[A-Z]\w+|young|elderly|government|state|foreign|military|security|police|civilian|suspected|anti-government)){0,3}"
_PEOPLE = r"(?: (?:people|persons|civilians|soldiers|troops|police|policemen|officers|militants|rebels|fighters|protesters|demonstrators|children|women|men|students|workers|others|villagers|residents|passengers|journalists|activists|migrants|refugees|insurgents|sailors|miners|families|suspects|members|personnel|officials|victims|worshippers|demonstrators|guards|attackers|gunmen|farmers|prisoners|hostages))?"
_HURT = {
    "killed": r"killed|dead|slain|died|shot dead|massacred|murdered|dying",
    "injured": r"injured|wounded|hurt|maimed",
    "missing": r"missing|unaccounted for",
    "displaced": r"displaced|homeless|uprooted|evacuated|fled their homes",
    "detained": r"detained|arrested|jailed|imprisoned|rounded up|taken into custody",
}
_DOING = {
    "killed": r"killed|kills|killing|kill|massacred|left dead|claimed the lives of|claimed",
    "injured": r"injured|injures|injuring|wounded|wounding|wounds|hurt|hurting",
    "displaced": r"displaced|displacing|displaces|forced",
    "detained": r"detained|detaining|detains|arrested|arresting|arrests|jailed|rounded up",
}
_RULES = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        *(
            (kind, rf"\b{_NUMBER}{_OF}{_PEOPLE} (?:(?:were|was|are|is|have been|has been|had been|remain|remained|be|being|reported|feared|confirmed|left|to be|also) ){{0,3}}(?:{words})\b")
            for kind, words in _HURT.items()
        ),
        *((kind, rf"\b(?:{words}) {_NUMBER}(?!\s?(?:percent|%|months|years|days|weeks|hours|times|miles|km))") for kind, words in _DOING.items()),
        ("killed", rf"\bdeath toll (?:\w+ ){{0,4}}(?:to|at|of|reached|hit|above|passed|stands at) {_NUMBER}"),
        ("killed", rf"\b{_NUMBER} (?:deaths|fatalities)\b"),
        ("injured", rf"(?:killed|dead|died)[^.;]{{1,60}}?\b(?:and|,) (?:injured|wounded|injuring|wounding) {_NUMBER}"),
        ("troops", rf"\b{_NUMBER}{_OF} (?:(?!and|or|in|of|to|were|was)[a-z]+ )?(?:troops|soldiers|peacekeepers|marines|reservists|paratroopers)\b"),
    )
)
_MONEY = re.compile(
    r"(?P<sign>US\$|[$€£¥])\s?(?P<amount>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>thousand|million|billion|trillion|mln|bn|m|k)\b)?"
    r"|\b(?P<amount2>\d[\d,]*(?:\.\d+)?)\s(?:(?P<scale2>thousand|million|billion|trillion) )?"
    r"(?:U\.?S\.? )?(?P<unit>dollars|euros|pounds|yen|yuan|rubles|roubles|rupees)\b",
    re.I,
)


def find_quantities(text: str, offset: int) -> tuple[Quantity, ...]:
    """The figures of `text`, which begins at `offset` of the body, in text order, one a kind and place."""
    found: dict[tuple[str, int], Quantity] = {}
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            value = _figure(match)
            at = offset + _number_start(match)
            if value and not any(k == kind and q.start <= at < q.end for (k, _), q in found.items()):
                low, exact, high = value
                found[kind, at] = Quantity(
                    kind=kind,  # type: ignore[arg-type]
                    value=exact, low=low, high=high, start=offset + match.start(), end=offset + match.end(),
                )  # fmt: skip
    for match in _MONEY.finditer(text):
        amount = _parse(match["amount"] or match["amount2"])
        if amount is None:
            continue
        scale = SCALES.get((match["scale"] or match["scale2"] or "").lower(), 1)
        unit = CURRENCIES[(match["sign"] or match["unit"]).lower()]
        start, end = offset + match.start(), offset + match.end()
        found["money", start] = Quantity(kind="money", value=round(amount * scale, 4), unit=unit, start=start, end=end)
    return tuple(sorted(found.values(), key=lambda q: (q.start, q.kind)))


def _number_start(match: re.Match[str]) -> int:
    groups = ("low", "vague", "number", "word")
    return min(match.start(group) for group in groups if match[group] is not None)


def _figure(match: re.Match[str]) -> tuple[float | None, float | None, float | None] | None:
    """(low, exact, high) of a number as the text gives it."""
    hedge = (match["hedge"] or "").lower()
    if match["low"]:
        low, high = _parse(match["low"]), _parse(match["high"])
        return None if low is None or high is None else (low, None, high)
    if match["vague"]:
        return float(VAGUE[match["vague"].lower()]), None, None
    number = _parse(match["number"]) if match["number"] else float(WORDS[match["word"].lower()])
    if number is None:
        return None
    number *= SCALES.get((match["scale"] or "").lower(), 1)
    if hedge in ("at least", "more than", "over", "no fewer than"):
        return number, None, None
    if hedge in ("up to", "as many as", "fewer than", "less than"):
        return None, None, number
    return None, number, None


def _parse(text: str) -> float | None:
    try:
        return float(text.rstrip(".,").replace(",", ""))
    except ValueError:
        return None
