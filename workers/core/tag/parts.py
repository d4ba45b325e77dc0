"""Parts of a full name that stand for it elsewhere in the article: "Abiy", "Lula", "Suu Kyi"."""

from spacy.lang.en.stop_words import STOP_WORDS

from workers.core.tag.view import Desk, Found

LEADING = frozenset(
    ("al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "da", "la", "le", "del", "dos", "du")
)


def parts_of(people: dict[str, list[Found]]) -> dict[str, frozenset[str]]:
    """By part of a full name, surnames left out, the full names that have it: "abiy", "lula", "xi"."""
    found: dict[str, set[str]] = {}
    for mentions in people.values():
        for name in {mention.name for mention in mentions}:
            for part in _words(name)[:-1]:
                if len(part) > 1 and part not in LEADING and part not in people:
                    found.setdefault(part, set()).add(name)
    return {part: frozenset(names) for part, names in found.items()}


def part_at(notes: Desk, at: int, parts: dict[str, frozenset[str]]) -> int:
    """The end of a name's part that stands alone at `at` for the only one who has it, or `at`: "Abiy", "Suu Kyi"."""
    names = parts.get(notes.lower[at], frozenset())
    before = notes.words[at - 1] if at else "."
    if len({first(name) for name in names}) != 1 or notes.loud[at] or not notes.cap[at]:
        return at
    if before[0].isupper() and not notes.initial[at - 1]:
        return at
    words = _words(min(names, key=lambda name: (len(name), name)))  # the same in every process
    place = words.index(notes.lower[at]) if notes.lower[at] in words else -1
    stop = at + 1
    while place >= 0 and place + stop - at < len(words) and notes.word(stop) == words[place + stop - at]:
        stop += 1
    after = notes.words[stop] if stop < len(notes.words) else "."
    alone = not after[0].isupper() and after not in ("-", "‑") and notes.lower[at] not in STOP_WORDS
    return stop if alone else at


def _words(name: str) -> list[str]:
    return name.lower().split()


def whole(surface: str, fullest: dict[str, dict[str, str]], recent: dict[str, str]) -> str:
    """The full name that `surface` is a part of, of several the one spoken of last; else `surface`."""
    words = _words(surface)
    fuller = [
        name
        for by_first in fullest.values()
        for name in by_first.values()
        if name != surface and _runs(words, _words(name))
    ]
    if len(fuller) > 1:
        fuller = [name for name in recent.values() if name in fuller][-1:]
    return fuller[0] if fuller else surface


def _runs(part: list[str], whole: list[str]) -> bool:
    """Whether `part` stands in `whole`, its words side by side."""
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def first(name: str) -> str:
    """The first name of `name`, in lower case."""
    return name.split()[0].lower().rstrip(".")
