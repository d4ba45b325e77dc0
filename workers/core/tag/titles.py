"""Reads titles and roles ("former deputy foreign minister", "Lt. Gen.", "police spokesman") before and after names."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.core.tag.lexicon import Lexicon
from workers.core.tag.view import Desk

MODIFIERS = frozenset(
    """
    deputy assistant acting interim caretaker chief senior top first second joint lead principal executive honorary
    co newly elected outgoing incoming veteran prominent vice current longtime main special permanent general
    national retired exiled jailed then former ex late ousted deposed onetime one-time populist conservative liberal
    far-right independent young wealthy trans press new main ruling leading
    """.split()
)
FORMER = frozenset(("former", "ex", "late", "ousted", "deposed", "onetime", "one-time", "retired", "once"))
LONGEST = 7


@dataclass(frozen=True, slots=True)
class Title:
    """A title of tokens `start` to `end`; `named` is its last part ("minister"), `sector` what it says."""

    start: int
    end: int
    named: str
    sector: str | None
    former: bool


def title_at(desk: Desk, at: int, lexicon: Lexicon, limit: int | None = None) -> Title | None:
    """The longest title that begins at token `at`, within its sentence (and before token `limit`)."""
    stop = min(desk.bounds[desk.sentence[at]][1], at + LONGEST) if limit is None else limit
    best = _phrase(desk, at, stop, lexicon)
    if best is not None and best.end - best.start > 1:
        return best
    step = at
    former, sector = False, None
    while step < stop:
        word = desk.lower[step]
        if word in MODIFIERS:
            former = former or word in FORMER
        elif word in lexicon.areas:
            sector = lexicon.areas[word] if sector in (None, "GOV") else sector
        elif word == "and" and step > at and step + 1 < stop and desk.lower[step + 1] in lexicon.areas:
            pass
        elif word in ("'s", "’s") and step > at and desk.lower[step - 1] in lexicon.areas:
            pass  # "women's activist"
        elif word != "-" or step == at:
            break
        step += 1
        found = _phrase(desk, step, stop, lexicon) if step < stop else None
        if found is not None:
            own = found.sector
            if own is None or (
                own == "GOV" and sector in ("MIL", "COP", "LEG", "JUD", "SPY") and found.named != "minister"
            ):
                own = sector if sector is not None else own
            return _of(desk, Title(at, found.end, found.named, own, former or found.former), lexicon)
    return _of(desk, best, lexicon) if best is not None else None


def title_before(desk: Desk, at: int, lexicon: Lexicon) -> Title | None:
    """The longest title that ends right before token `at`."""
    floor = max(desk.bounds[desk.sentence[at]][0], at - LONGEST)
    for start in range(floor, at):
        title = title_at(desk, start, lexicon, at)
        if title is not None and title.end == at:
            return title
    return None


def _phrase(desk: Desk, at: int, stop: int, lexicon: Lexicon) -> Title | None:
    for end in range(min(stop, at + 5), at, -1):
        phrase = desk.span(at, end).lower()
        if phrase in lexicon.titles:
            return Title(at, end, phrase, lexicon.titles[phrase], False)
        if phrase.endswith("s") and phrase[:-1] in lexicon.titles and end - at == 1 and desk.lower[at] != "mrs":
            return Title(at, end, phrase[:-1], lexicon.titles[phrase[:-1]], False)
    return None


def _of(desk: Desk, title: Title, lexicon: Lexicon) -> Title:
    """`title` with "of defense", "for trade" and the like taken in."""
    end = title.end
    if desk.word(end) not in ("of", "for"):
        return title
    end += 1 + (desk.word(end + 1) == "the")
    first = end
    while desk.word(end) in lexicon.areas or (
        end > first and desk.word(end) in ("and", ",") and desk.word(end + 1) in lexicon.areas
    ):
        end += 1
    if end == first:
        return title
    return Title(title.start, end, title.named, title.sector or lexicon.areas[desk.word(first)], title.former)


DETERMINERS = frozenset(
    ("the", "a", "an", "now", "'s", "’s", "s", "'", "’", "another", "one", "who", "is", "was", "-", "then", "once")
)


OWNING = frozenset(("of", "for", "at", "in", "with"))
"""What stands between a role and whose it is: only before these a role needs no article (", chairman of ...")."""


def role_behind(desk: Desk, stop: int, lexicon: Lexicon, mentions: Mapping[int, object]) -> Title | None:
    """The role in apposition behind a name that ends at token `stop`: ", Mali's trade minister". `mentions` has the
    tokens that begin a name, which a role may name as its owner."""
    if desk.word(stop) != ",":
        return None
    at = stop + 1
    if desk.word(at).isdigit() and desk.word(at + 1) == ",":
        at += 2
    limit = min(desk.bounds[desk.sentence[stop]][1], at + 8)
    while at < limit:
        title = title_at(desk, at, lexicon) if desk.words[at][0].isalpha() else None
        if title is not None and (at > stop + 1 or OWNING & set(desk.lower[at : title.end + 1])):
            # "near Hai Phong, Trade Minister Annick ...": the title of the name behind it, not of the one before.
            after = title.end < len(desk.words) and desk.cap[title.end]
            return None if after and desk.cap[title.end - 1] else title
        if desk.word(at + 1) in ("'s", "’s"):
            at += 2
            continue
        if not (desk.lower[at] in DETERMINERS or desk.cap[at] or at in mentions):
            return None
        at += 1
    return None
