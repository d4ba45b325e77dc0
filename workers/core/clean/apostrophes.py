"""Puts back apostrophes that an English text has lost, where there is no other reading: never for "its", "were" or a
plural.

A text that still has an apostrophe inside a word has lost none.
"""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pycountry

_MARKS = "'’ʼ"
_KEPT = re.compile(r"[^\W\d_]['’ʼ][^\W\d_]")
_SPELLINGS = (
    "don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't wouldn't shouldn't mustn't needn't mightn't oughtn't shan't ain't can't won't "
    "you're they're we've they've you've they'll you'll it'll that'll you'd they'd that's he's she's who's where's there's what's here's "
    "o'clock could've would've should've might've must've y'all ma'am"
).split()
"""Contractions that without their apostrophe are no other word."""
_CONTRACTIONS = {word.replace("'", ""): word.index("'") for word in _SPELLINGS}
_FIRST_PERSON = {"Im": 1, "Ive": 1}
"""The same, in this case only."""
_LOUD = 4
"""Letters from which a contraction is one in capitals too: HES and IM may be something else."""
_NOUN = {
    "wont": frozenset(("his", "her", "their", "its", "was", "is", "as")),
    "cant": frozenset(("a", "the", "of", "political", "pious")),
}
"""Words before which it is the noun."""
ORGANISATIONS = (
    "NATO ASEAN OPEC UNESCO UNICEF UNHCR NASA FIFA UEFA BBC CNN NPR FBI CIA NSA EU UN US USA UK UAE USSR WHO IMF WTO OSCE "
    "IAEA OECD ECOWAS AU ICC ICJ IOC FDA EPA CDC NHS GOP FDR JFK IRA ISIS ISIL PKK PLO RSF FARC BJP ANC SPD CDU AFD AUKUS "
    "BRICS UNRWA MINUSMA MONUSCO SADC GCC AP AFP"
).split()
_PLACES = (
    "Russia America Britain England Scotland Wales Syria Iran Korea Taiwan Vietnam Bolivia Venezuela Tanzania Moldova Turkey Kosovo "
    "Palestine Bangladesh Europe Africa Asia Moscow Kremlin Washington Beijing London Berlin Kyiv Kiev Tehran Jerusalem Ankara Tokyo Seoul "
    "Pyongyang Delhi Islamabad Kabul Baghdad Damascus Cairo Nairobi Lagos Abuja Pretoria Brasilia Bogota Caracas Havana Ottawa "
    "Canberra Jakarta Manila Bangkok Hanoi Warsaw Budapest Prague Vienna Rome Madrid Lisbon Dublin Oslo Stockholm Helsinki Gaza "
    "California Florida Texas Bamako Khartoum Tripoli Tunis Algiers Rabat Santiago Lima Quito Colombo Dhaka Kathmandu Suva Vatican"
).split()
_PAIRS = (
    "Ivory Coast",
    "South Korea",
    "North Korea",
    "New York",
    "New Zealand",
    "Saudi Arabia",
    "Hong Kong",
    "European Union",
    "White House",
    "United Kingdom",
    "West Bank",
)
_NEVER = frozenset(("Jordan", "Chad", "Georgia", "Niger", "Guinea", "Congo", "Korea", "Dominica", "Holy See"))
"""Countries whose name with an s is read as a plural or as a family."""
_WITH_THE = frozenset(("Kremlin", "Vatican", "Gambia", "European Union", "White House", "United Kingdom", "West Bank"))
"""Names that take an article: behind "the", any other one with an s is a plural or a family."""
_FUNCTION = frozenset(
    "and or but nor are were is was be been have has had will would can could should may might must do did does of in on at to from for with by as than that which who "
    "whom whose into over under against between among the a an not say said says also all both we he she they it you there this these those across around since until "
    "when while where if because after before about through during within without toward towards up out off per via amid".split()
)
"""Words that may follow a plural; what a possessive is followed by is what is possessed."""
_COUNTED = frozenset(
    "two three four five six seven eight nine ten both several many few these those other some all most no".split()
)
_HOLDERS = frozenset(
    "alliance government president bloc union group council court bank kingdom republic organisation organization committee commission coalition nation emirate junta empire minister".split()
)
_HELD = ("secretary general", "secretary-general", "prime minister", "foreign minister", "defense minister", "defence minister", "chief executive", "spokesman", "spokeswoman",
         "spokesperson", "president", "chairman", "chairwoman", "headquarters", "governor", "ambassador", "envoy", "ouster", "response", "decision")  # fmt: skip
_WHOLES = frozenset(
    "world nation continent region state town bloc alliance union group planet village capital island club league firm".split()
)
_TOP = re.compile(r"(?:[a-z]{2,12}est|most|only|first|second|third)\b")
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_BEFORE_DAY = frozenset("in after before from since during at of until by following despite for".split())
_OPENS = re.compile(r"[.!?\n][\"”’)]? ?$|\n\s*$")
_ONE_DID = re.compile(
    r"[a-z]+ (?:is|was|has|had|will|would|came|ended|marked|marks|followed|follows|killed|brought|left)\b"
)
"""A thing and what it does: behind a weekday that begins a sentence, the thing is that day's."""
_NEAR = frozenset(("yesterday", "tomorrow", "today"))
_SPANS = frozenset(("week", "month", "year"))
_WHICH = frozenset(("last", "this", "next"))
_MANY = frozenset("the these those our their his her its my your few several".split())
_NO_PLURAL = frozenset(("men", "women", "children"))
_CLOSE = frozenset(
    "administration spokesman spokeswoman spokesperson government wife husband lawyer lawyers attorney son daughter father mother brother sister family widow predecessor successor regime presidency "
    "decision ouster leadership cabinet allies deputy inauguration resignation".split()
)
"""What a person has, and no verb."""
_BY_PLURAL = ("by", "fly", "dry", "cry", "spy")
_WORDS = re.compile(r"(?<![\w'’.-])[A-Za-z]{2,25}(?![\w'’-])")
_POSSESSED = re.compile(r" [\w\"“]")
_WORD = re.compile(r"[\w-]+")
_BEFORE = re.compile(r"(\S+)\s+\Z")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word that ends in s, without it, between the words around it (`before` in lower case); `opens`: it begins a
    sentence."""

    word: str
    before: str
    prior: str
    after: str
    tail: str
    opens: bool


def kept(text: str) -> bool:
    """Whether a text still has an apostrophe inside a word."""
    return any(mark in text for mark in _MARKS) and bool(_KEPT.search(text))


def restore(text: str, place: str | None = None) -> list[int]:
    """The offsets of `text` before which an apostrophe was lost, sorted. `place` is a further name that has no plural
    (the dateline's)."""
    if kept(text):
        return []
    found = []
    for match in _WORDS.finditer(text):
        word = match[0]
        at = _contracted(text, match.start(), word)
        if at is None and word[-1] == "s" and _held(text, match, place):
            at = len(word) - 1
        if at is not None:
            found.append(match.start() + at)
    return found


def _contracted(text: str, start: int, word: str) -> int | None:
    """Where a contraction has lost its apostrophe; none where `word` is no contraction, or may be another word."""
    if word in _FIRST_PERSON:
        return _FIRST_PERSON[word]
    lower = word.lower()
    at = _CONTRACTIONS.get(lower)
    if at is None or (word.isupper() and len(word) < _LOUD):
        return None
    return None if lower in _NOUN and _before(text, start).lower() in _NOUN[lower] else at


def _held(text: str, match: re.Match[str], place: str | None) -> bool:
    """Whether a word that ends in s is somebody who has what follows."""
    if not _POSSESSED.match(text, match.end()):
        return False
    following = _WORD.search(text, match.end())
    after = following[0] if following else ""
    if after.lower() in _FUNCTION:
        return False
    start, prior = match.start(), _before(text, match.start())
    spot = _Spot(
        word=match[0][:-1],
        before=prior.lower(),
        prior=prior,
        after=after,
        tail=text[match.end() + 1 : match.end() + 48],
        opens=start == 0 or bool(_OPENS.search(text[max(0, start - 4) : start])),
    )
    return spot.word == place or any(rule(spot) for rule in _RULES)


def _before(text: str, at: int) -> str:
    match = _BEFORE.search(text[max(0, at - 24) : at])
    return match[1].strip('"“”(),;:.') if match else ""


def _name(spot: _Spot) -> bool:
    pair = f"{spot.prior} {spot.word}"
    if pair in _names():
        return True
    if spot.word not in _names() or spot.before in _COUNTED:
        return False
    return spot.before != "the" or spot.word in _WITH_THE or spot.word in ORGANISATIONS


def _consonant_y(spot: _Spot) -> bool:
    """The plural of such a word ends in -ies."""
    word = spot.word
    return (
        len(word) > 3
        and word.islower()
        and word[-1] == "y"
        and word[-2] not in "aeiou"
        and not word.endswith(_BY_PLURAL)
    )


def _holder(spot: _Spot) -> bool:
    return spot.before == "the" and spot.word in _HOLDERS and spot.tail.startswith(_HELD)


def _whole(spot: _Spot) -> bool:
    return spot.before in ("the", "our") and spot.word in _WHOLES and bool(_TOP.match(spot.after))


def _day(spot: _Spot) -> bool:
    if not spot.after.islower():
        return False
    if spot.word in _DAYS:
        return spot.before in _BEFORE_DAY or (spot.opens and bool(_ONE_DID.match(spot.tail)))
    return spot.word.lower() in _NEAR and spot.before not in _MANY


def _span(spot: _Spot) -> bool:
    """ "last weeks vote"; "these last weeks" are several."""
    return spot.word in _SPANS and spot.before in _WHICH and spot.after.islower()


def _no_plural(spot: _Spot) -> bool:
    return spot.word.lower() in _NO_PLURAL


def _person(spot: _Spot) -> bool:
    word = spot.word
    return (
        word.istitle() and len(word) > 3 and not word.endswith(("s", "an", "i")) and spot.after in _CLOSE
        and bool(spot.before) and spot.before not in _COUNTED and spot.before != "the"
    )  # fmt: skip


_RULES: tuple[Callable[[_Spot], bool], ...] = (_name, _consonant_y, _holder, _whole, _day, _span, _no_plural, _person)


@cache
def _names() -> frozenset[str]:
    countries = {
        name
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", country.name))
        if re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", name)
    }
    names = countries | set(_PLACES) | set(_PAIRS)
    return frozenset({name for name in names if not name.endswith("s") and name not in _NEVER} | set(ORGANISATIONS))


def load() -> None:
    """Make the table of names now."""
    _names()
