"""Notices to editors and readers: what is killed, held back or corrected, and copy that only sounds like it."""

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned

COPY = f"{PROSE}\n\n{MORE}"

KILLS = """
EDITORS: Please KILL the town story sent at 1312 GMT.
BULLETIN KILL
URGENT KILL: the harbour story is wrong.
MANDATORY KILL
KILL KILL KILL
Eds: Please withdraw the story slugged HARBOUR-VOTE.
Editors, please disregard and do not use the harbour story.
NOTE TO EDITORS: the harbour story has been withdrawn; do not publish.
ATTENTION EDITORS: KILL the item on the harbour.
Please kill the story on the harbour vote.
Please disregard this report on the harbour.
STORY RETRACTED
RETRACTION: the harbour story
WITHDRAWN
This article has been retracted by its publisher.
This story has been withdrawn.
This report was removed after publication because it did not meet our standards.
The Ledger has retracted this article.
The Associated Press has withdrawn its story about the harbour.
""".strip().splitlines()

HOLDS = """
EMBARGOED until 0600 GMT on Friday
STRICTLY EMBARGOED UNTIL 6 MARCH
EMBARGO: 06:00 GMT, 6 March 2026
Embargoed for 0600 GMT Friday
HOLD FOR RELEASE
HOLD: do not run before noon
NOT FOR PUBLICATION BEFORE 6 MARCH
NOT FOR RELEASE UNTIL FRIDAY
WITHHELD pending legal advice
Editors: please hold the harbour story until further notice.
""".strip().splitlines()

CORRECTIONS = """
Correction: An earlier version of this story misstated the day.
CORRECTION (March 4): the vote is on Friday.
Corrected: the vote is on Friday, not Thursday.
(Corrects day in first paragraph)
CORRECTS day of the vote
Clarification: the minister spoke in person.
Correction and clarification: the vote is on Friday.
This story has been corrected to say that the vote is on Friday.
This article was amended on 4 March 2026 to say that the vote is on Friday.
This article was updated to correct the day of the vote.
This version corrects the spelling of the minister's name.
An earlier version of this article misstated the day of the vote.
A previous version of this story gave the wrong day.
The earlier version of this report misspelled a name.
Editor's note: an earlier headline was wrong.
Due to an editing error, the day of the vote was wrong in an earlier version.
""".strip().splitlines()

COPY_ALL_THE_SAME = """
The court said a correction: of the map was due by the end of the month in any case.
Kill fees for freelancers were cut by half this year, the union said in a letter to its members.
The army will withdraw from the town on Monday, two officials said, and nobody will replace it.
Withdrawn from the sale were two paintings that the museum had bought in the spring of last year.
The embargo on grain was lifted on Monday, the ministry said, and the first ships left at once.
Hold music drove callers mad, a survey found, and most of them hung up within half a minute.
The newspaper retracted its claims in court on Friday, and its editor apologised to the family.
Corrections officers in the state went on strike on Monday, the union said, for the first time.
Editors of the two papers met on Monday to hold talks on a merger, three people there said.
Clarification of the rules was what the companies had asked for, their lawyers said on Friday.
""".strip().splitlines()


@pytest.mark.parametrize("notice", KILLS)
def test_a_kill_cancels_and_stays_for_it_is_the_news(notice: str) -> None:
    record = cleaned(f"{notice}\n\n{COPY}")
    assert (record.pubstatus, record.correction) == ("canceled", None)
    assert record.body_text == f"{notice}\n\n{COPY}"


@pytest.mark.parametrize("notice", HOLDS)
def test_a_hold_withholds_and_goes(notice: str) -> None:
    record = cleaned(f"{notice}\n\n{COPY}")
    assert (record.pubstatus, record.correction) == ("withheld", None)
    assert record.body_text == COPY
    assert [removal.rule for removal in record.removed] == ["hold notice"]


@pytest.mark.parametrize("notice", CORRECTIONS)
@pytest.mark.parametrize("above", [True, False])
def test_a_correction_is_a_field_of_its_own(notice: str, above: bool) -> None:
    record = cleaned(f"{notice}\n\n{COPY}" if above else f"{COPY}\n\n{notice}")
    assert (record.pubstatus, record.correction) == ("usable", notice)
    assert record.body_text == COPY
    assert [removal.rule for removal in record.removed] == ["correction"]


@pytest.mark.parametrize("line", COPY_ALL_THE_SAME)
def test_copy_that_sounds_like_a_notice(line: str) -> None:
    record = cleaned(f"{line}\n\n{COPY}")
    assert (record.pubstatus, record.correction) == ("usable", None)
    assert record.body_text == f"{line}\n\n{COPY}"


def test_a_kill_without_any_copy() -> None:
    record = cleaned("EDITORS: Please KILL the town story sent at 1312 GMT. It is wrong.")
    assert record.pubstatus == "canceled"
    assert "KILL" in record.body_text


def test_a_kill_outweighs_a_hold() -> None:
    assert cleaned(f"EMBARGOED until 0600 GMT\n\nMANDATORY KILL\n\n{COPY}").pubstatus == "canceled"
    assert cleaned(f"MANDATORY KILL\n\nEMBARGOED until 0600 GMT\n\n{COPY}").pubstatus == "canceled"
