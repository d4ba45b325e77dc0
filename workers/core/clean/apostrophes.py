"""Puts back apostrophes that a text has lost, where there is no other reading: never for "its", "were" or a plural.

A text that still has an apostrophe inside a word has lost none.
"""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

import pycountry

_KEPT = re.compile(r"[^\W\d_]['’ʼ][^\W\d_]")
_SPELLINGS = (
    "don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't wouldn't shouldn't mustn't needn't ain't can't "
    "won't you're they're we've they've you've I've they'll you'll you'd they'd that's he's she's where's there's what's here's I'm "
    "o'clock could've would've should've"
).split()
"""Contractions that without their apostrophe are no other word."""
_CONTRACTIONS = {word.replace("'", "").lower(): word.index("'") for word in _SPELLINGS}
_NOUN = {"wont": ("his", "her", "their", "its", "was", "is", "as"), "cant": ("a", "the", "of", "political", "pious")}
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
    "California Florida Texas Bamako Khartoum Tripoli Tunis Algiers Rabat Santiago Lima Quito Colombo Dhaka Kathmandu Suva"
).split()
_MORE = (
    "Ivory Coast",
    "South Korea",
    "North Korea",
    "New York",
    "New Zealand",
    "Saudi Arabia",
    "Hong Kong",
    "European Union",
)
_NEVER = frozenset(("Jordan", "Chad", "Georgia", "Niger", "Guinea", "Congo", "Korea", "Dominica", "Holy See"))
"""Countries whose name with an s is read as a plural or as a family."""
_FUNCTION = (
    r"(?:and|or|but|nor|are|were|is|was|be|been|have|has|had|will|would|can|could|should|may|might|must|do|did|does|of|in|on|at|"
    r"to|from|for|with|by|as|than|that|which|who|whom|whose|into|over|under|against|between|among|the|a|an|not|say|said|says|"
    r"also|all|both|we|he|she|they|it|you|there|this|these|those|across|around|since|until|when|while|where|if|because)"
)
_HOLDERS = "alliance|government|president|bloc|union|group|council|court|bank|kingdom|republic|organi[sz]ation|committee|commission|coalition|nation|emirate|junta|empire|prime minister|foreign minister"
_TITLES = (
    r"secretary[ -]general|prime minister|foreign minister|defen[cs]e minister|chief executive|spokes(?:man|woman|person)|"
    r"president|chairman|chairwoman|headquarters|governor|ambassador|envoy|ouster|response|decision"
)


def restore(text: str, place: str | None = None) -> list[int]:
    """The offsets of `text` before which an apostrophe was lost, sorted. `place` is a further name that has no plural
    (the dateline's)."""
    if _KEPT.search(text):
        return []
    found = {m.start("s") for form in _FORMS for m in form.finditer(text)}
    if place:
        found |= {m.start("s") for m in re.finditer(_HOLDER.format(re.escape(place)), text)}
    for match in _CONTRACTED.finditer(text):
        word = match[0].lower()
        before = text[: match.start()].rsplit(None, 1)[-1:] if match.start() else []
        if not (before and before[0].lower() in _NOUN.get(word, ())):
            found.add(match.start() + _CONTRACTIONS[word])
    return sorted(found)


def _names() -> list[str]:
    names = {
        n
        for c in pycountry.countries
        for n in (c.name, getattr(c, "common_name", c.name))
        if re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", n)
    }
    return sorted(
        {n for n in names | set(_PLACES) | set(_MORE) if not n.endswith("s") and n not in _NEVER},
        key=lambda n: (-len(n), n),
    )


_HOLDER = r"(?<![\w-])(?:{})(?P<s>s)(?= (?!" + _FUNCTION + r"\b)[\w\"“])"
_FORMS = (
    re.compile(_HOLDER.format("|".join(ORGANISATIONS))),
    re.compile(_HOLDER.format("|".join(_names()))),
    re.compile(r"(?<!\w)(?!standbys|flybys|laybys)[a-z]{2,14}[bcdfghjklmnprstvz]y(?P<s>s)(?= [a-z])"),
    re.compile(
        rf"(?<!\w)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]omorrow|[Tt]oday)(?P<s>s)(?= (?!{_FUNCTION}\b)[a-z])"
    ),
    re.compile(rf"\b[Tt]he (?:{_HOLDERS})(?P<s>s)(?= (?:{_TITLES})\b)"),
)
_CONTRACTED = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(_CONTRACTIONS)) + r")(?!\w)", re.IGNORECASE)
