"""What is a name, what kind of name, and by which rule."""

import pytest

from tests.core.tag.reader import mention, tagged
from workers.core.tag.rules import SCORES

FOUND = [
    ("They sent troops to Mali.", "Mali", "GPE", "country"),
    ("They met Malian officers.", "Malian", "NORP", "demonym"),
    ("Fighting went on in the Donbas.", "Donbas", "LOC", "region"),
    ("It rained in Nebraska.", "Nebraska", "GPE", "state"),
    ("He was seen in Nairobi.", "Nairobi", "GPE", "capital"),
    ("A bus burned near Karachi.", "Karachi", "GPE", "city"),
    ("MAKASSAR, Indonesia — The ship sank.", "MAKASSAR", "GPE", "city"),
    ("He joined the African Union.", "African Union", "ORG", "organisation"),
    ("Fighters of al-Shabaab left.", "al-Shabaab", "ORG", "organisation"),
    ("A crowd of Shiites gathered.", "Shiites", "NORP", "group"),
    ("They spoke of Narendra Modi.", "Narendra Modi", "PERSON", "person"),
    ("Trade Minister Issouf Dembaga spoke.", "Issouf Dembaga", "PERSON", "title"),
    ("They met Lt. Gen. John Quigley.", "John Quigley", "PERSON", "title"),
    ("It was rebel commander Ukombe Tazi.", "Ukombe Tazi", "PERSON", "title"),
    ("Issouf Dembaga, Mali's trade minister, spoke.", "Issouf Dembaga", "PERSON", "title"),
    ("It was a spokeswoman, Oana Lungescu, who left.", "Oana Lungescu", "PERSON", "title"),
    ("They met Mohammed bin Rashid.", "Mohammed bin Rashid", "PERSON", "given-name"),
    ("A letter to Kwabena Osei-Larte came.", "Kwabena Osei-Larte", "PERSON", "given-name"),
    ("They asked David Rosenberg.", "David Rosenberg", "PERSON", "given-name"),
    ("Maarika Tõldsepp, who runs a shop, left.", "Maarika Tõldsepp", "PERSON", "speaker"),
    ("Tovik Baransel, 54, was hurt.", "Tovik Baransel", "PERSON", "speaker"),
    ("The Ministry of Defense and Veterans denied it.", "Ministry of Defense and Veterans", "ORG", "head-word"),
    ("The Dhaka Metropolitan Police denied it.", "Dhaka Metropolitan Police", "ORG", "head-word"),
    ("The Sahel Hauliers' Union denied it.", "Sahel Hauliers' Union", "ORG", "head-word"),
    ("They blamed the Southern Cordillera Front.", "Southern Cordillera Front", "ORG", "head-word"),
    ("She buys from Norvik & Hale.", "Norvik & Hale", "ORG", "head-word"),
    ("The boat crossed Lake Kariba.", "Lake Kariba", "LOC", "head-word"),
    ("He ran to Tinwald Airport.", "Tinwald Airport", "FAC", "head-word"),
    ("They feared Hurricane Oskar.", "Hurricane Oskar", "EVENT", "head-word"),
    ("The NZQB fined a bank in Lima. Banks phoned the NZQB.", "NZQB", "ORG", "capitals"),
    ("They fled Orvelund province.", "Orvelund", "GPE", "place-context"),
    ("In Prague, Transeum Director Zdenek Beranek spoke.", "Transeum", "ORG", "owner"),
]


@pytest.mark.parametrize(("body", "text", "kind", "rule"), FOUND, ids=[f"{r[3]}: {r[1]}" for r in FOUND])
def test_found(body: str, text: str, kind: str, rule: str) -> None:
    found = mention(body, text)
    assert (found.type, found.rule) == (kind, rule)
    assert found.score == SCORES[rule]


LEFT = [
    ("a word that begins a sentence", "Analysts say prices rise. Reading helps."),
    ("a word that is a city", "He had a nice time on a mobile phone."),
    ("a month that is a word", "They may march."),
    ("a pronoun in capitals", "They saw US. I saw IT."),
    ("a Roman numeral", "Chapter III and again III."),
    ("a title without a name", "The Prime Minister left."),
    ("a headline's capitals", "Many Traders Fear Steep New Road Taxes Ahead"),
]


@pytest.mark.parametrize("body", [r[1] for r in LEFT], ids=[r[0] for r in LEFT])
def test_left_alone(body: str) -> None:
    names = [m for m in tagged(body).mentions if m.text not in ("US",)]
    assert names == []


POSSESSIVE = [
    ("NATO's view changed.", ["NATO"]),
    ("NATO’s view changed.", ["NATO"]),
    ("NATOs view changed.", ["NATO"]),
    ("Russias moves and Ukraines border.", ["Russia", "Ukraine"]),
    ("The Russians and the Philippines and the Netherlands.", ["Russians", "Philippines", "Netherlands"]),
    ("Igor Vatlin left. They read Vatlins letter, and Vatlin knew.", ["Igor Vatlin", "Vatlin", "Vatlin"]),
]


@pytest.mark.parametrize(("body", "names"), POSSESSIVE, ids=[r[0] for r in POSSESSIVE])
def test_possessive_is_no_part_of_a_name(body: str, names: list[str]) -> None:
    assert [m.text for m in tagged(body).mentions] == names


DATES = [
    ("He left on Monday.", ["Monday"]),
    ("He left on Tuesday night.", ["Tuesday night"]),
    ("They leave by Nov. 1, he said.", ["Nov. 1"]),
    ("It was on 17 February 2026.", ["17 February 2026"]),
    ("On Monday, March 2, 2026, it rained.", ["Monday, March 2, 2026"]),
    ("It happened in 2014.", ["2014"]),
    ("It happened in May.", ["May"]),
    ("Earlier this month they met.", ["Earlier this month"]),
    ("They go next week.", ["next week"]),
    ("It began three days ago.", ["three days ago"]),
    ("They met yesterday.", ["yesterday"]),
    ("In mid-February they met.", ["mid-February"]),
    ("He had 2014 sheep and may march.", []),
]


@pytest.mark.parametrize(("body", "days"), DATES, ids=[r[0] for r in DATES])
def test_dates(body: str, days: list[str]) -> None:
    assert [m.text for m in tagged(body).mentions if m.type == "DATE"] == days
