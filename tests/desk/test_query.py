"""What is typed into the search box never is an error, and means what it says."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.desk.query import match


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("   ", None),
        ('"', None),
        ("-", None),
        ("***", None),
        ("-only -without", None),
        ("mali", '("mali"*)'),
        ("mali ", '("mali")'),
        ("ma", '("ma")'),
        ("mal", '("mal"*)'),
        ("mali ivory", '("mali" AND "ivory"*)'),
        ('"trade corridor"', '("trade corridor")'),
        ('"trade corr', '("trade corr")'),
        ("tanker -oil", '("tanker") NOT "oil"'),
        ('tanker -"oil spill"', '("tanker") NOT "oil spill"'),
        ("covid-19", '("covid-19"*)'),
        ("NEAR(a b) OR cable*", '("NEAR(a" AND "b)" AND "OR" AND "cable*"*)'),
        ('head"line', '("head" AND "line")'),
    ],
)
def test_words_phrases_and_without(text: str, expected: str | None) -> None:
    assert match(text) == expected


@pytest.fixture(scope="module")
def words() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (headline, body, tokenize = 'porter unicode61')")
    db.execute("INSERT INTO words VALUES ('Tanker seized', 'An oil tanker was seized off Estonia.')")
    return db


@given(st.text(max_size=80) | st.text(st.sampled_from('ab"-*():^+{}\0 AND OR NOT NEAR'), max_size=40))
def test_no_text_is_an_error(words: sqlite3.Connection, text: str) -> None:
    expression = match(text)
    if expression is not None:
        words.execute("SELECT count(*) FROM words WHERE words MATCH ?", (expression,)).fetchone()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tanker", 1),
        ("TANKERS seizing", 1),  # stems
        ("tank", 1),  # still being typed
        ("tank ", 0),
        ('"oil tanker"', 1),
        ('"tanker oil"', 0),
        ("tanker -estonia", 0),
        ("tanker -latvia", 1),
    ],
)
def test_what_is_found(words: sqlite3.Connection, text: str, found: int) -> None:
    assert words.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match(text),)).fetchone() == (found,)
