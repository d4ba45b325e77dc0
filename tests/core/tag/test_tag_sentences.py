"""Where sentences begin and end."""

import pytest

from tests.core.tag.reader import tagged

ROWS = [
    ("plain", "Mali shut the road. Traders were angry.", ["Mali shut the road.", "Traders were angry."]),
    ("title", "Mr. Lavrov met Gen. Smith. They left.", ["Mr. Lavrov met Gen. Smith.", "They left."]),
    ("month", "They leave by Nov. 1, he said. It rained.", ["They leave by Nov. 1, he said.", "It rained."]),
    ("initial", "Donald J. Trump spoke. He left.", ["Donald J. Trump spoke.", "He left."]),
    ("country inside", "The U.S. Army left. It rained.", ["The U.S. Army left.", "It rained."]),
    (
        "country at the end",
        "They flew to the U.S. The trip took days.",
        ["They flew to the U.S.", "The trip took days."],
    ),
    ("closing mark", "“We stay.” The crowd left.", ["“We stay.”", "The crowd left."]),
    ("straight marks", 'He left. "We stay." She left.', ["He left.", '"We stay."', "She left."]),
    ("cue behind", "“Will you go?” he asked. No one spoke.", ["“Will you go?” he asked.", "No one spoke."]),
    ("lost marks", "We regret it, she said. We stay.", ["We regret it, she said.", "We stay."]),
    ("headline", "Mali Shuts Road\n\nMali shut a road.", ["Mali Shuts Road", "Mali shut a road."]),
    ("dateline", "MOSCOW (AP) — Russia left. It rained.", ["MOSCOW (AP) — Russia left.", "It rained."]),
    ("number", "It fell 3.5 percent. Oil rose.", ["It fell 3.5 percent.", "Oil rose."]),
    ("ellipsis", "They waited... Then they left.", ["They waited...", "Then they left."]),
    ("no stop", "Mali shut the road", ["Mali shut the road"]),
    ("white space", " \n\n ", []),
]


@pytest.mark.parametrize(("body", "sentences"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_sentences(body: str, sentences: list[str]) -> None:
    assert [body[s.start : s.end] for s in tagged(body).sentences] == sentences


def test_foreign_text_is_split_only() -> None:
    record = tagged("Der Minister reist nach Berlin. Er kommt morgen.", language="de")
    assert len(record.sentences) == 2
    assert record.mentions == ()
    assert record.quotes == ()
