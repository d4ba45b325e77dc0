"""The text as arrays: what the rules read, faster than spaCy's Token objects; and the working notes of one article."""

from collections import Counter
from dataclasses import dataclass, field

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from schemas.article import EntityType, Quote
from workers.core.tag.sentences import bounds_of

OPENING_MARKS = frozenset('“"‘([{«—–•*:')
CONTENT = frozenset("front first third side top bottom call move part show full name system".split())
FUNCTION = frozenset(STOP_WORDS) - CONTENT
"""spaCy's stop words without those that names are made of."""

POSSESSIVE = frozenset(("'s", "’s", "s", "'", "’"))
"""What stands behind an owner; a lost apostrophe leaves the "s"."""

SHOUTED = 9
"""One word in so many, function words apart, may begin small in a headline, where capitals tell nothing."""


@dataclass(slots=True)
class Found:
    """A mention in the making: tokens `start` to `end`, half open, without the last `cut` characters.

    `title` (in lower case, from token `owner` on) is what the text calls a person, `owned` whether it says whose it is;
    `entity` numbers who it is; `nouns` are what the text may call an organisation for short; `score` is the model's,
    where it alone has found this.
    """

    start: int
    end: int
    type: EntityType
    rule: str
    name: str
    kind: str = ""
    country: str | None = None
    sector: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    alias: str | None = None
    nouns: tuple[str, ...] = ()
    title: str | None = None
    owner: int | None = None
    former: bool = False
    owned: bool = False
    entity: int = -1
    cut: int = 0
    score: float | None = None
    in_quote: bool = False
    wikidata_id: str | None = None


@dataclass(slots=True)
class Desk:
    """The working notes of one article: its text as arrays by token, the mentions, the quotes.

    `cap`: begins with a capital that may mean a name. `initial`: first word of a sentence or behind an opening mark.
    `loud`: in a headline. `sentence`: number of its sentence; `bounds`: token span of each sentence. `counts`: how
    often each word stands. `day`: the article's day as YYYYMMDD, empty where unknown.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    cap: list[bool]
    initial: list[bool]
    loud: list[bool]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    counts: Counter[str]
    day: str = ""
    found: list[Found] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)

    def span(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def glued(self, at: int) -> bool:
        """Whether no space stands before token `at`."""
        return at > 0 and self.starts[at] == self.ends[at - 1]

    def word(self, at: int) -> str:
        """The lower-case word at `at`, empty outside the text."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""


def disjoint(found: list[Found]) -> list[Found]:
    """`found` in order of the text; of two that overlap the one that begins first, or the longer one, stays."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def desk(doc: Doc, day: str = "") -> Desk:
    """`doc` (with sentences set) as a Desk."""
    words = [token.text for token in doc]
    starts = [token.idx for token in doc]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    sentence = [0] * len(words)
    initial = [False] * len(words)
    bounds = bounds_of(doc)
    for number, (start, end) in enumerate(bounds):
        sentence[start:end] = [number] * (end - start)
    lower = [word.lower() for word in words]
    cap = [_capital(word, low) for word, low in zip(words, lower, strict=True)]
    loud = [False] * len(words)
    for start, end in bounds:
        fresh = True
        for at in range(start, end):
            initial[at] = fresh
            fresh = (fresh and not words[at][0].isalnum()) or words[at] in OPENING_MARKS
        long = [words[at] for at in range(start, end) if words[at][0].isalpha() and lower[at] not in STOP_WORDS]
        small = sum(word[0].islower() for word in long)
        if len(long) - small > 3 and small * SHOUTED <= len(long):
            loud[start:end] = [True] * (end - start)
    return Desk(doc.text, words, lower, starts, ends, cap, initial, loud, sentence, bounds, Counter(words), day)


def _capital(word: str, lower: str) -> bool:
    """Function words with a capital ("The", "I") are not names; "US" is no "us", "Third" may be a division's."""
    if not word[0].isupper():
        return False
    return not (lower in FUNCTION and (word.istitle() or len(word) == 1))
