"""Words to weighted stems: what two articles are compared by first.

The weights come from a frozen table (`data/rarity-1.tsv`, made by `training/link_rarity.py`), never from the articles
that happened to arrive: so a pair's score depends on the pair alone.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import snowballstemmer  # type: ignore[import-untyped]

RARITY_TABLE = "rarity-1.tsv"
TERMS = 80  # heaviest stems kept of an article
WORDS = 300  # words of the body that count: news is told from the top
LEAD_WORDS = 60
LEAD_WEIGHT = 1.5
HEADLINE_WEIGHT = 2.0
COMMON = 1.2  # stems below this rarity (in 30% of all passages or more) are function words
RARITY_POWER = 1.25  # chosen on ECB+ topics 1-22, see tests/eval/test_link.py

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_SHORT_FOREIGN = 3
"""The table is English: in other languages words up to this length are taken for function words."""


def fold(text: str) -> str:
    """`text` with compatibility forms, case and typographic apostrophes levelled."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")


def stems(text: str, language: str | None) -> list[str]:
    """The stems of the words of `text`, in order; a language without a stemmer keeps its words as they are."""
    language = (language or "en").split("-")[0]
    words = [word for word in _WORD.findall(fold(text)) if len(word) > 1]
    if language != "en":
        words = [word for word in words if len(word) > _SHORT_FOREIGN]
    return [_stem(word, language) for word in words]


@cache
def rarities() -> MappingProxyType[str, float]:
    """The frozen table: stem to the logarithm of how rare it is."""
    text = files(__package__).joinpath("data", RARITY_TABLE).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return MappingProxyType({stem: float(value) for stem, value in rows if not stem.startswith("#")})


def rarity(stem: str) -> float:
    """How rare a stem is: from 0 (everywhere) to about 7 (not in the table)."""
    return rarities().get(stem, _unseen())


def weigh(headline: str | None, body: str, language: str | None) -> dict[str, float]:
    """The heaviest stems of an article with their weights, a vector of unit length rounded to 4 digits, sorted.

    Weight: (1 + ln of the count) times the rarity to RARITY_POWER, words of headline and lead counting more.
    """
    counts: dict[str, float] = defaultdict(float)
    for stem in stems(headline or "", language):
        counts[stem] += HEADLINE_WEIGHT
    for position, stem in enumerate(stems(body, language)[:WORDS]):
        counts[stem] += LEAD_WEIGHT if position < LEAD_WORDS else 1
    weights = {
        stem: (1 + math.log(count)) * rarity(stem) ** RARITY_POWER
        for stem, count in counts.items()
        if rarity(stem) > COMMON
    }
    return unit(dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]))


def unit(weights: dict[str, float]) -> dict[str, float]:
    """`weights` scaled to length 1, rounded to 4 digits, sorted by name."""
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {name: round(weights[name] / length, 4) for name in sorted(weights)} if length else {}


@cache
def _unseen() -> float:
    return max(rarities().values()) + 0.5


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = _STEMMERS.get(language)
    return snowballstemmer.stemmer(algorithm).stemWord if algorithm else str


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return _stemmer(language)(word)
