"""The real articles of ../shared/samples, cleaned and tagged: who is named, who is quoted."""

from pathlib import Path

import pytest

from schemas import codec
from schemas.article import TaggedArticle
from tests.core.tag.reader import COLLECTED, step
from workers.core.clean import build
from workers.core.outcome import Ok

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real articles are not here")

LAVROV = ("Sergey Lavrov", "RUS", "GOV")
STOLTENBERG = ("Jens Stoltenberg", None, "IGO")
LUNGESCU = ("Oana Lungescu", None, "IGO")
PEOPLE = {
    "ap-on-wordpress.json": {LAVROV, LUNGESCU, ("Heiko Maas", "DEU", "GOV")},
    "nyt-on-aggregator.txt": {
        LAVROV,
        STOLTENBERG,
        LUNGESCU,
        ("Dmitry O. Rogozin", "RUS", "GOV"),
        ("Joe Biden", "USA", "GOV"),
        ("Donald J. Trump", "USA", "ELI"),
    },
    "washington-examiner-on-yahoo.txt": {LAVROV, STOLTENBERG, LUNGESCU, ("Vladimir Putin", "RUS", "GOV")},
}
SERGEY, OANA, HEIKO, ZDENEK = "Sergey Lavrov", "Oana Lungescu", "Heiko Maas", "Zdenek Beranek"
MINISTRY, COMMITTEE = "Foreign Ministry", "Senate Intelligence Committee"
SPOKEN = {
    "ap-on-wordpress.json": [
        ("indirect", "NATO"), ("mixed", SERGEY), ("direct", SERGEY), ("indirect", SERGEY), ("direct", SERGEY),
        ("mixed", MINISTRY), ("direct", MINISTRY), ("direct", MINISTRY), ("indirect", OANA), ("indirect", OANA),
        *[("direct", HEIKO)] * 4,
    ],
    "nyt-on-aggregator.txt": [
        *[("indirect", SERGEY)] * 3, ("direct", OANA), ("direct", OANA), ("indirect", "NATO"),
        *[("indirect", SERGEY)] * 2, ("direct", SERGEY), *[("indirect", SERGEY)] * 9, ("indirect", None),
        *[("indirect", SERGEY)] * 2,
    ],
    "washington-examiner-on-yahoo.txt": [
        ("direct", OANA), ("direct", OANA), ("direct", None), ("mixed", SERGEY), ("direct", SERGEY),
        ("direct", SERGEY), ("direct", ZDENEK), ("direct", ZDENEK), ("direct", COMMITTEE), ("indirect", SERGEY),
        ("direct", SERGEY), ("direct", SERGEY),
    ],
}  # fmt: skip
"""Each quote in order: its kind, and who says it (none: nobody whom the article names)."""


def read(name: str) -> TaggedArticle:
    """The sample through clean and tag."""
    cleaned = build()(codec.wrap((SAMPLES / name).read_bytes(), COLLECTED))
    assert isinstance(cleaned, Ok)
    outcome = step()(cleaned.outputs[0].record)
    assert isinstance(outcome, Ok)
    record = outcome.outputs[0].record
    assert isinstance(record, TaggedArticle)
    return record


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str) -> None:
    people = {(m.name, m.country_code, m.sector_code) for m in read(name).mentions if m.type == "PERSON"}
    assert people >= PEOPLE[name]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_alliance_is_nato(name: str) -> None:
    record = read(name)
    alliances = {m.name for m in record.mentions if m.text.lower().endswith(("alliance", "the bloc"))}
    assert alliances <= {"NATO"}
    assert all(m.text != "NATOs" for m in record.mentions)
    assert sum(m.name == "NATO" for m in record.mentions) > 10


@pytest.mark.parametrize("name", SPOKEN)
def test_each_quote_has_its_speaker(name: str) -> None:
    record = read(name)
    said = [(q.kind, q.speaker_mention) for q in record.quotes]
    assert [(kind, None if at is None else record.mentions[at].name) for kind, at in said] == SPOKEN[name]
