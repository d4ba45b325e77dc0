"""Mentions of one entity get one name."""

import pytest

from tests.core.tag.reader import mention, tagged

LAVROV = "Foreign Minister Sergey Lavrov spoke. "
NATO = "NATO met on Monday. "

JOINED = [
    ("surname", LAVROV + "Then Lavrov left.", "Lavrov", "Sergey Lavrov", "surname"),
    ("surname with Mr.", LAVROV + "Mr. Lavrov left.", "Lavrov", "Sergey Lavrov", "title"),
    ("surname before", "It was for Lavrov to say. " + LAVROV, "Lavrov", "Sergey Lavrov", "surname"),
    ("hyphenated", "Minister Annick Desrochers-Pham spoke. Ms. Desrochers-Pham left.", "Desrochers-Pham",
     "Annick Desrochers-Pham", "title"),
    ("initial", "Donald J. Trump spoke. They heard Donald Trump.", "Donald Trump", "Donald J. Trump", "person"),
    ("short form in brackets", "The Wool Makers Association (WMA) met. The WMA left.", "WMA",
     "Wool Makers Association", "acronym"),
    ("short form with or", "The Wool Makers Association, or WMA, met. WMA left.", "WMA", "Wool Makers Association",
     "acronym"),
    ("table's short form", "The Economic Community of West African States met.",
     "Economic Community of West African States", "ECOWAS", "organisation"),
    ("the alliance", NATO + "They left the alliance.", "the alliance", "NATO", "nominal"),
    ("the Western alliance", NATO + "They left the Western alliance.", "the Western alliance", "NATO", "nominal"),
    ("lost apostrophe", NATO + "They read the alliances report.", "the alliance", "NATO", "nominal"),
    ("the ministry", "Russia's Foreign Ministry spoke. It was the ministry that left.", "the ministry",
     "Foreign Ministry", "nominal"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "name", "rule"), [r[1:] for r in JOINED], ids=[r[0] for r in JOINED])
def test_joined(body: str, text: str, name: str, rule: str) -> None:
    found = mention(body, text)
    assert (found.name, found.rule) == (name, rule)
    assert found.alias == (text if text != name else None)


APART = [
    ("two alliances", "NATO met. The Wool Trade Alliance met. They left the alliance.", "the alliance"),
    ("none so far", "They left the alliance. NATO met.", "the alliance"),
    ("another's", NATO + "They left the airline alliance.", "the airline alliance"),
]


@pytest.mark.parametrize(("body", "text"), [r[1:] for r in APART], ids=[r[0] for r in APART])
def test_uncertain_nouns_are_left(body: str, text: str) -> None:
    assert text not in [m.text for m in tagged(body).mentions]


def test_two_people_of_one_surname_keep_their_names() -> None:
    record = tagged("Anna Kovac met Peter Kovac. Later Peter Kovac left.")
    assert [m.name for m in record.mentions] == ["Anna Kovac", "Peter Kovac", "Peter Kovac"]
