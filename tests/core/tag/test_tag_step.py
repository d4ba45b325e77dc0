"""The step's promises: a whole record, offsets that hold, the same bytes in every process, any text at all."""

import dataclasses
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import codec
from tests.core.tag.reader import article, step, tagged
from workers.core.tag.rules import SCORES

ROOT = Path(__file__).parents[3]
BODY = (
    "MOSCOW (AP) — Russian Foreign Minister Sergey Lavrov met NATOs envoys in Paris, Texas. “We stay,” he said.\n\n"
    "The alliance said Moscow has to answer by Nov. 1. Mr. Lavrov and the Sahel Hauliers' Union did not."
)
PRINT = """
import sys
from schemas import codec
from tests.core.tag.reader import article, step
sys.stdout.buffer.write(codec.encode(step()(article(sys.argv[1])).outputs[0].record))
"""


def test_a_tagged_article_has_all_of_the_clean_one() -> None:
    clean = article(BODY)
    record = tagged(BODY)
    for field in dataclasses.fields(clean):
        assert getattr(record, field.name) == getattr(clean, field.name)


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_the_same_bytes_in_every_process(seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PRINT, BODY], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True
    )
    assert run.stdout == codec.encode(tagged(BODY)), run.stderr.decode()


def test_one_article_leaves_no_trace_in_the_next() -> None:
    before = codec.encode(tagged(BODY))
    tagged("Anna Lavrov (ZQK) spoke. “We go,” she said. The Wool Trade Alliance met in Paris, France.")
    assert codec.encode(tagged(BODY)) == before


def check(body: str) -> None:
    record = tagged(body)
    last = 0
    for mention in record.mentions:
        assert last <= mention.start < mention.end <= len(body)
        assert body[mention.start : mention.end] == mention.text
        assert 0 <= mention.score <= 1
        assert mention.rule in SCORES
        last = mention.end
    for quote in record.quotes:
        assert body[quote.start : quote.end] == quote.text
        assert quote.speaker_mention is None or 0 <= quote.speaker_mention < len(record.mentions)
    assert all(one.end <= other.start for one, other in pairwise(record.quotes))
    last = 0
    for sentence in record.sentences:
        assert last <= sentence.start < sentence.end
        assert body[last : sentence.start].strip() == ""
        assert body[sentence.start : sentence.end].strip() == body[sentence.start : sentence.end]
        last = sentence.end
    assert body[last:].strip() == ""


PIECES = st.sampled_from(
    "Mali Russian NATO NATOs Lavrov Sergey Mr. Gen. minister President of the and - ' ’s “ ” \" ( ) , . ? U.S. Paris "
    "Texas Georgia Ministry Union River Mount al bin said he told Nov. 1 2014 Monday alliance alliances spokesman & "
    "Sale Do ZQK Osei-Larte \n\n \t for in who its former Washington Kremlin has".split(" ")
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_any_order_of_names(body: str) -> None:
    check(body)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(body: str) -> None:
    check(body)


HOSTILE = [
    ("brackets", "(" * 200_000),
    ("a name without end", "Mali Russia " * 3_000),
    ("quotes without end", '"We go," he said. ' * 1_000),
    ("a word without end", "A-" * 50_000),
    ("opening marks", "“" * 5_000 + " a ”" * 2_000),
    ("one person, one thousand times", "John Smith met Smith. " * 1_000),
    ("white space", " \n" * 20_000),
    ("nothing", ""),
    ("no letters", "\x00\u200b\ud7ff\u0301" * 500),
]


@pytest.mark.parametrize("body", [r[1] for r in HOSTILE], ids=[r[0] for r in HOSTILE])
def test_hostile_text(body: str) -> None:
    check(body)


def test_what_no_language_writes_is_one_token() -> None:
    doc = step().nlp.tokenizer("Mali " + "(" * 100_000 + " Peru")  # type: ignore[attr-defined]
    assert [len(token) for token in doc if not token.is_space] == [4, 100_000, 4]
    assert doc.text == "Mali " + "(" * 100_000 + " Peru"
