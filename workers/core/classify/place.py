"""Where an event is: a place named in its own clause, else in its sentence, else the dateline."""

from schemas.article import Mention, TaggedArticle
from schemas.event import Location
from workers.core.classify import grammar as g
from workers.core.classify.sentence import Sentence

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
PARTS = frozenset(
    "capital city town village province region state north south east west northeast northwest southeast "
    "southwest coast port waters border district island islands airport parliament interior hills".split()
)
"""What in "in Fiji's capital" makes the owner the place."""


def locate(article: TaggedArticle, s: Sentence, low: int, high: int, anchor: int) -> Location | None:
    """The place of an event whose trigger is word `anchor` and whose clause is words `low` to `high`.

    Only a place that the text says something is in, at or near counts; never a nationality or a speaker's country.
    """
    places = [(i, m) for i, m in _placed(s)]
    own = [(i, m) for i, m in places if low <= i < high]
    for scope, name in ((own, "clause"), (places, "sentence")):
        if scope:
            behind = [pair for pair in scope if pair[0] >= anchor]
            _, mention = min(behind or scope, key=lambda pair: abs(pair[0] - anchor))
            return _location(mention, name)
    return _dateline(article)


def _placed(s: Sentence) -> list[tuple[int, Mention]]:
    found = []
    for mention in s.mentions:
        if mention.type not in PLACE_TYPES:
            continue
        first = next(i for i, (start, end) in enumerate(s.spans) if end > mention.start)
        k = first - 1
        while k >= 0 and first - k <= 5 and (s.lower[k] in g.DETERMINERS or g.modifies(s.lower[k])):
            k -= 1
        last = next((i for i, (start, _) in enumerate(s.spans) if start >= mention.end), len(s.spans))
        owner = s.lower[last : last + 1] and s.lower[last] in g.POSSESSIVES
        if k >= 0 and s.lower[k] in g.PLACE_PREPOSITIONS and (not owner or PARTS & set(s.lower[last + 1 : last + 4])):
            found.append((first, mention))
    return found


def _dateline(article: TaggedArticle) -> Location | None:
    if not article.dateline:
        return None
    named = article.dateline.split(",")[0].split("(")[0].strip()
    if not named:
        return None
    for mention in article.mentions:
        if mention.type in PLACE_TYPES and named.lower() in (mention.text.lower(), mention.name.lower()):
            return _location(mention, "dateline", named)
    return Location(extracted=named, resolution="dateline")


def _location(mention: Mention, resolution: str, extracted: str | None = None) -> Location:
    return Location(
        extracted=extracted or mention.text,
        resolved=mention.name,
        lat=None if mention.lat is None else round(mention.lat, 4),
        lon=None if mention.lon is None else round(mention.lon, 4),
        country_code=mention.country_code,
        geonames_id=mention.geonames_id,
        resolution=resolution,
    )
