"""Who signed a page: the names in what its markup says, as they are written there, without roles and addresses."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re
from collections.abc import Iterable, Sequence

from workers.core.clean.agencies import outlet

_BY = re.compile(
    r"^\W{0,3}(?:(?:(?:written |words |story |report(?:ing|ed)? |text |posted )?by|por|par|von|door|av|af)(?:\s{0,2}:|(?=\s))"
    r"|(?:autor(?:e|en|in)?|authors?|auteurs?|text|texte|words|reporter|foto e testo|di|da|przez|автор):)\s{0,2}(?=\S)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]")
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|en|i|ve|и|&|\+)\s+|\s*[;|•·、]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|•·、]\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_WORD = re.compile(r"[^\W\d_][\w.'’‘`´-]*")
_PARTICLES = frozenset(
    "de da del della der den di do dos das du la le van von zu zum zur ten ter bin ibn al el ben bint y e af av".split()
)
_ROLE = re.compile(
    r"\b(?:staff|writer|reporters?|correspondent|editor|editorial|journalist|columnist|contributor|photographer|bureau chief|producer|analyst|professor|redakteur(?:in)?|reporterin|korrespondent(?:in)?|redacción|redactora?|périodiste|journaliste|periodista|giornalista|redazione|published|updated)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\s+(?:기자|특파원|기자단|記者|记者|特派員|编辑|編集委員)$")
_ADDRESS = re.compile(r"^(?:https?:|www\.|@|/)|\S@\S", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_LONGEST = 160
_SHORT = 3
"""Letters from which the beginning of a house's name is the house."""


def people(said: Iterable[str]) -> tuple[str, ...]:
    """The names in `said`, in order, each once."""
    found: dict[str, str] = {}
    for text in said:
        for name in _names(text):
            found.setdefault(_key(name), name)
    whole = {key for key, name in found.items() if not _SLUG.fullmatch(name)}
    return tuple(name for key, name in found.items() if key in whole)


def signed(text: str) -> tuple[str, ...]:
    """The persons in a line that begins as a byline does ("By X and Y"), or its only word in capitals ("By TPN")."""
    match = _BY.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return ()
    names = people([text[match.end() :]])
    return tuple(filter(is_person, names)) or tuple(name for name in names[:1] if name.isupper())


def listed(text: str) -> tuple[str, ...]:
    """The persons in a line that is nothing but their names, or none."""
    if len(text) > _LONGEST or text.upper() == text.lower():
        return ()
    names = people([text.replace("/", ";")])
    words = len(_AND.sub(" ", text.replace("/", " ")).split())
    return names if names and sum(len(n.split()) for n in names) >= words and all(map(is_person, names)) else ()


def is_person(name: str) -> bool:
    """Whether a name looks like that of one person: two to five words with capitals, or letters without case."""
    words = name.split()
    if any(c.isdigit() for c in name) or not all(_WORD.fullmatch(w) for w in words):
        return False
    if not any(c.isupper() or c.islower() for c in name):
        return 1 <= len(words) <= 5 and len(name) >= 2
    return 2 <= len(words) <= 5 and all(w[:1].isupper() or w.lower() in _PARTICLES or not w[0].islower() for w in words)


def chosen(told: Sequence[Iterable[str]], shown: Iterable[Iterable[str]], houses: Iterable[str]) -> tuple[str, ...]:
    """The names of the first source that names somebody besides the house itself: first what is `told` of the authors,
    then what is `shown` as a byline, there only persons. Else those of the first that names anybody. `houses` are the
    publisher's names."""
    own = {key for house in houses if (key := _key(house))}
    known = [names for source in told if (names := people(source))]
    for names in known:
        if any(not is_house(name, own) for name in names):
            return tuple(name for name in names if _key(name) not in own)
    first: tuple[str, ...] = ()
    for source in shown:
        names = people(source)
        if persons := tuple(n for n in names if is_person(n) and not is_house(n, own) and outlet(n) is None):
            return persons
        first = first or names
    return known[0] if known else first


def is_house(name: str, houses: Iterable[str]) -> bool:
    """Whether a name is one of `houses` (keys), or one with an addition ("Ledger Staff" at the Ledger)."""
    key = _key(name)
    return any(
        key == house
        or (len(house) >= _SHORT and (key.startswith(house) or (len(key) >= _SHORT and house.startswith(key))))
        for house in houses
    )


def _names(text: str) -> Iterable[str]:
    text = " ".join(text[: 2 * _LONGEST].split())
    if not text or len(text) > _LONGEST or _ADDRESS.search(text):
        return
    text = _ASIDE.sub("", _BY.sub("", text)).strip(" ,.:;|·•-–—/")
    parts = [part for part in _AND.split(text) if part]
    if len(parts) > 1 and not all(is_person(_COMMA.split(part)[0]) for part in parts):
        whole = [part for part in _BETWEEN.split(text) if part]
        parts = parts[:1] if len(whole) == 1 and is_person(parts[0]) and parts[1][0].islower() else whole
    for part in parts:
        yield from _listed(part)


def _listed(text: str) -> Iterable[str]:
    """The names in a list with commas; behind the first that isn't one come its bearer's titles and house."""
    pieces = [piece for piece in _COMMA.split(text) if piece.strip(" .")]
    for at, piece in enumerate(pieces):
        name = _TITLED.sub("", piece.strip())
        if at and (not is_person(name) or _ROLE.search(name)):
            return
        yield name


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
