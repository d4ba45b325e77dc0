"""The real articles of ../shared/samples: every person, organisation and place, joined to who or what it is."""

from collections import defaultdict

import pytest

from tests.core.tag.test_tag_real_articles import SAMPLES, read

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real articles are not here")

NATO = {"NATO", "the alliance", "The alliance"}
GOVERNMENT = "Russia as a government"
"""Where a capital or the Kremlin stands for it; the country itself is under its own name."""

JOINED = {
    "ap-on-wordpress.json": {
        "Sergey Lavrov": {"Sergey Lavrov", "Lavrov"},
        "Heiko Maas": {"Heiko Maas", "Maas"},
        "Oana Lungescu": {"Oana Lungescu"},
        "NATO": NATO | {"the Western military alliance"},
        "NATO-Russia Council": {"NATO-Russia Council"},
        "Associated Press": {"AP"},
        "Foreign Ministry": {"Foreign Ministry", "the ministry"},
        "Russian Embassy": {"Russian Embassy"},
        GOVERNMENT: {"Moscow"},
        "Moscow": {"MOSCOW", "Moscow"},
        "Brussels": {"Brussels"},
        "Crimean Peninsula": {"Crimean Peninsula"},
        "Russia": {"Russia"},
        "Belgium": {"Belgium"},
        "Germany": {"Germany"},
        "Luxembourg": {"Luxembourg"},
        "Ukraine": {"Ukraine"},
    },
    "nyt-on-aggregator.txt": {
        "Sergey Lavrov": {"Sergey Lavrov", "Lavrov"},
        "Oana Lungescu": {"Oana Lungescu"},
        "Jens Stoltenberg": {"Jens Stoltenberg"},
        "Joe Biden": {"Biden"},
        "Donald J. Trump": {"Donald J. Trump"},
        "Dmitry O. Rogozin": {"Dmitry O. Rogozin"},
        "NATO": NATO | {"North Atlantic Treaty Organization", "the Western alliance", "the European alliance"},
        "Warsaw Pact": {"Warsaw Pact"},
        GOVERNMENT: {"Moscow", "Kremlin"},
        "Moscow": {"MOSCOW", "Moscow"},
        "Brussels": {"Brussels"},
        "New York": {"New York"},
        "Russia": {"Russia", "Russian Federation"},
        "Belgium": {"Belgium"},
        "China": {"China"},
        "Serbia": {"Serbia"},
        "Soviet Union": {"Soviet Union"},
        "Ukraine": {"Ukraine"},
        "Eastern Europe": {"Eastern Europe"},
        "West": {"West"},
        "Atlantic": {"Atlantic"},
    },
    "washington-examiner-on-yahoo.txt": {
        "Sergey Lavrov": {"Sergey Lavrov", "Lavrov"},
        "Oana Lungescu": {"Oana Lungescu"},
        "Jens Stoltenberg": {"Jens Stoltenberg"},
        "Vladimir Putin": {"Vladimir Putin"},
        "Donald Trump": {"Trump"},
        "Paul Manafort": {"Paul Manafort", "Manafort"},
        "Zdenek Beranek": {"Zdenek Beranek"},
        "NATO": {"NATO", "the trans-Atlantic alliance", "the bloc"},
        "NATO-Russia Council": {"NATO-Russia Council"},
        "GRU": {"GRU"},
        "Europeum": {"Europeum"},
        "Senate Intelligence Committee": {"Senate Intelligence Committee"},
        "Washington Examiner": {"Washington Examiner"},
        GOVERNMENT: {"Moscow"},
        "Moscow": {"Moscow"},
        "Prague": {"Prague"},
        "Crimea": {"Crimea"},
        "Russia": {"Russia"},
        "Ukraine": {"Ukraine"},
        "United States": {"United States", "U.S."},
    },
}
OF = {
    "Paul Manafort": ("USA", "PTY"),
    "Zdenek Beranek": ("CZE", "EDU"),
    "NATO": (None, "IGO"),
    "GRU": ("RUS", "SPY"),
    GOVERNMENT: ("RUS", "GOV"),
    "Foreign Ministry": ("RUS", "GOV"),
    "Russia": ("RUS", None),
    "Brussels": ("BEL", None),
}
"""Country and sector, beside those of the people in test_tag_real_articles."""


@pytest.mark.parametrize("name", JOINED)
def test_every_name_is_joined(name: str) -> None:
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for mention in read(name).mentions:
        if mention.type in ("PERSON", "ORG", "GPE", "LOC"):
            joined[GOVERNMENT if mention.rule == "metonym" else mention.name].add(mention.text)
    expected = JOINED[name]
    assert {who: texts & joined[who] for who, texts in expected.items()} == expected
    known = set().union(*expected.values())
    assert {who for who, texts in joined.items() if texts & known} == set(expected)


@pytest.mark.parametrize("name", JOINED)
def test_country_and_sector(name: str) -> None:
    for mention in read(name).mentions:
        key = GOVERNMENT if mention.rule == "metonym" else mention.name
        if mention.type in ("PERSON", "ORG", "GPE", "LOC") and key in OF:
            assert (mention.country_code, mention.sector_code) == OF[key], mention


@pytest.mark.parametrize("name", JOINED)
def test_places_have_their_ids(name: str) -> None:
    places = {(m.name, m.geonames_id, m.wikidata_id) for m in read(name).mentions if m.type == "GPE"}
    ids = {
        "Russia": (2017370, "Q159"),
        "Ukraine": (690791, "Q212"),
        "Moscow": (524901, None),
        "Brussels": (2800866, None),
        "New York": (5128581, None),
    }
    assert all((geonames, wikidata) == ids[name] for name, geonames, wikidata in places if name in ids)
    assert len(places & {(place, *both) for place, both in ids.items()}) >= 3
