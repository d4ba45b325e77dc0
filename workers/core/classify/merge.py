"""One event told twice in an article is one event: the best-scored telling stays, with what only the others say."""

from dataclasses import replace

from workers.core.classify.draft import Draft
from workers.core.classify.phrases import Phrase

APART_BY_MODE = frozenset({"SANCTION", "COERCE", "RETREAT"})
"""Types whose modes are different acts; an ASSAULT is the same one whatever words tell its weapon."""
GOVERNING = frozenset({"GOV", "MIL"})


def merge(drafts: list[Draft]) -> list[Draft]:
    """The events of an article, in text order, each once."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.score, d.sentence.start)):
        twin = next((i for i, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _with(kept[twin], draft)
    return sorted(_one_a_sentence(kept), key=lambda d: (d.sentence.start, d.event_type))


def _same(a: Draft, b: Draft) -> bool:
    if a.event_type != b.event_type or (set(a.aux) ^ set(b.aux)) - {"future"}:
        return False
    if a.event_type in APART_BY_MODE and a.modes and b.modes and a.modes != b.modes:
        return False
    if a.when and b.when and a.when.first and b.when.first and a.when.first != b.when.first:
        return False
    return _match(a.actor, b.actor) and _match(a.recipient, b.recipient)


def _match(a: tuple[Phrase, ...], b: tuple[Phrase, ...]) -> bool:
    """Whether two sides are the same parties; a side that nobody names fits any."""
    return not a or not b or any(_alike(x, y) for x in a for y in b)


def _alike(a: Phrase, b: Phrase) -> bool:
    if a.name == b.name:
        return True
    for one, other in ((a, b), (b, a)):
        if one.office and one.office.name == other.name:
            return True
    if a.country is None or a.country != b.country:
        return False
    return (a.is_country or _governs(a)) and (b.is_country or _governs(b)) and (a.is_country or b.is_country)


def _governs(phrase: Phrase) -> bool:
    sector = phrase.sector or (phrase.mention.sector_code if phrase.mention else None)
    return sector in GOVERNING


def _with(best: Draft, other: Draft) -> Draft:
    return replace(
        best,
        modes=best.modes or other.modes,
        actor=best.actor or other.actor,
        recipient=best.recipient or other.recipient,
        when=best.when or other.when,
        location=best.location
        if best.location and best.location.resolution == "clause"
        else other.location or best.location,
        quantities=best.quantities or other.quantities,
    )


def _one_a_sentence(drafts: list[Draft]) -> list[Draft]:
    """The id is of type and evidence: of two events of one type in one sentence the better one stays."""
    found: dict[tuple[str, int], Draft] = {}
    for draft in drafts:
        found.setdefault((draft.event_type, draft.sentence.start), draft)
    return list(found.values())
