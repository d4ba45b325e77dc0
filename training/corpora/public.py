"""The public sets of named entities, each with what its labels are in ours (data folder: `entities/`)."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from training.corpora.sentence import PLACE, Mark, Sentence, blocks, from_bio
from workers.core.tag.lexicon import lexicon

TITLES = frozenset(
    """
    president prime minister vice mr. mrs. ms. dr. senator general chancellor secretary king queen pope prince princess
    foreign defense deputy ambassador governor colonel congressman judge chief sheikh ayatollah mayor sir lord former
    emperor earl professor prof. saint reverend rev. spokesman spokeswoman chairman director justice sen. gen. gov. lt.
    sgt. col. maj. rep. premier
    """.split()
)
CALENDAR = re.compile(
    r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?<!\d)[12]\d{3}(?!\d)|yesterday|tomorrow|last|next|earlier|century"
)
CAPITALS = ("NORP", "EVENT")


def tabled(words: tuple[str, ...]) -> str:
    """What the tables have of these words as a whole: a label, or nothing."""
    known = lexicon().names.get(" ".join(words))
    return known.type if known is not None else ""


def demonym(words: tuple[str, ...]) -> bool:
    """Whether the tables have these words as a people's name or adjective."""
    return tabled(words) == "NORP"


def gmb(folder: Path) -> Iterator[Sentence]:
    """Groningen Meaning Bank: VOA news of 2004-2010, silver labels. Titles are taken out of its persons, nationalities
    out of its `gpe`; its `tim` holds times of day and durations too, of which nothing is learned."""
    labels: dict[str, tuple[str, ...]] = {
        "geo": PLACE, "gpe": ("GPE",), "per": ("PERSON",), "org": ("ORG",), "tim": ("DATE",), "eve": ("EVENT",),
        "nat": (), "art": (),
    }  # fmt: skip
    words: list[str] = []
    tags: list[str] = []
    with (folder / "gmb.csv").open(encoding="latin-1", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Sentence #"] and words:
                yield _mended(from_bio(words, tags, labels, ("FAC", "EVENT"), "gmb"))
                words, tags = [], []
            words.append(row["Word"] or "''")
            tags.append(row["Tag"])
    if words:
        yield _mended(from_bio(words, tags, labels, ("FAC", "EVENT"), "gmb"))


def _mended(sentence: Sentence) -> Sentence:
    """Titles out of persons, countries and nationalities out of what is called otherwise, of vague times nothing."""
    marks = []
    for mark in sentence.marks:
        start, words = mark.start, sentence.words[mark.start : mark.end]
        if mark.labels == ("PERSON",):
            while start < mark.end and sentence.words[start].lower() in TITLES:
                start += 1
            if start < mark.end:
                marks.append(Mark(start, mark.end, mark.labels))
        elif mark.labels in (("GPE",), ("ORG",)) and (kind := tabled(words)) in ("GPE", "NORP"):
            marks.append(Mark(mark.start, mark.end, (kind,)))
        elif mark.labels == ("DATE",) and not CALENDAR.search(" ".join(words)):
            marks.append(Mark(mark.start, mark.end, ()))
        else:
            marks.append(mark)
    return replace(sentence, marks=tuple(marks))


def politics(folder: Path, part: str) -> Iterator[Sentence]:
    """CrossNER politics: Wikipedia sentences with fine types. Nationalities are `misc` there."""
    labels: dict[str, tuple[str, ...]] = {
        "politician": ("PERSON",), "person": ("PERSON",), "organisation": ("ORG",), "politicalparty": ("ORG",),
        "country": ("GPE",), "location": PLACE, "election": ("EVENT",), "event": ("EVENT",), "misc": ("NORP",),
    }  # fmt: skip
    with (folder / f"crossner_politics_{part}.txt").open(encoding="utf-8") as lines:
        for rows in blocks(lines):
            read = from_bio([r[0] for r in rows], [r[1] for r in rows], labels, ("DATE", "NORP"), "politics")
            yield _nationalities(read)


def wikigold(folder: Path) -> Iterator[Sentence]:
    """Wikigold: Wikipedia sentences, PER ORG LOC MISC."""
    labels: dict[str, tuple[str, ...]] = {
        "PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACE, "MISC": ("NORP",),
    }  # fmt: skip
    with (folder / "wikigold.conll").open(encoding="utf-8") as lines:
        for rows in blocks(lines):
            tags = [row[1] for row in rows]
            fixed = ["B" + t[1:] if t != "O" and (i == 0 or tags[i - 1] != t) else t for i, t in enumerate(tags)]
            yield _nationalities(from_bio([r[0] for r in rows], fixed, labels, ("DATE", "EVENT"), "wikigold"))


def _nationalities(sentence: Sentence) -> Sentence:
    """Of miscellaneous names only the nationalities are known to be one of ours."""
    marks = tuple(
        replace(mark, labels=())
        if mark.labels == ("NORP",) and not demonym(sentence.words[mark.start : mark.end])
        else mark
        for mark in sentence.marks
    )
    return replace(sentence, marks=marks)


def ewt(folder: Path) -> Iterator[Sentence]:
    """Universal NER on EWT: web text, PER ORG LOC."""
    labels: dict[str, tuple[str, ...]] = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACE}
    with (folder / "uner_ewt_dev.iob2").open(encoding="utf-8") as lines:
        for rows in blocks(lines):
            tags = [row[2] if row[2][2:] in labels else "O" for row in rows]
            yield from_bio([r[1] for r in rows], tags, labels, (*CAPITALS, "DATE"), "ewt")


ENTITY = re.compile(r"\((\d+)-([a-z]+)-[^()]*|(\d+)\)")
GUM: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",), "organization": ("ORG",), "place": PLACE, "event": ("EVENT",), "time": ("DATE",),
}  # fmt: skip


def gum(folder: Path) -> Iterator[Sentence]:
    """GUM's named entities: runs of proper nouns inside an entity span; what it calls time, only where dated."""
    with (folder / "gum_permissive.conllu").open(encoding="utf-8") as lines:
        for rows in _conllu(lines):
            words = [row[1] for row in rows]
            proper = [row[3] == "PROPN" for row in rows]
            kinds = _innermost(rows)
            marks: list[Mark] = []
            at = 0
            while at < len(rows):
                if not proper[at]:
                    at += 1
                    continue
                end = at + 1
                while end < len(rows) and (proper[end] or _joins(words, proper, end)) and kinds[end] == kinds[at]:
                    end += 1
                while not proper[end - 1]:
                    end -= 1
                kind = kinds[at][1] if kinds[at] else ""
                spelled = tuple(words[at:end])
                if demonym(spelled):
                    marks.append(Mark(at, end, ("NORP",)))
                else:
                    marks.append(Mark(at, end, GUM.get(kind, ())))
                at = end
            yield _mended(Sentence(tuple(words), tuple(marks), (*CAPITALS, "DATE"), "gum"))


def _joins(words: list[str], proper: list[bool], at: int) -> bool:
    return words[at] in ("-", "of", "&") and at + 1 < len(words) and proper[at + 1]


def _conllu(lines: Iterator[str]) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            rows.append(cells)
        elif not line.strip() and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _innermost(rows: list[list[str]]) -> list[tuple[str, str] | None]:
    """For each word the innermost entity that it is in, as its number and type."""
    open_: list[tuple[str, str]] = []
    found: list[tuple[str, str] | None] = []
    for row in rows:
        value = next((v[7:] for v in row[9].split("|") if v.startswith("Entity=")), "")
        closing: list[str] = []
        for match in ENTITY.finditer(value):
            if match[1]:
                open_.append((match[1], match[2]))
                if value[match.end() : match.end() + 1] == ")":
                    closing.append(match[1])
            else:
                closing.append(match[3])
        found.append(open_[-1] if open_ else None)
        for number in closing:
            for place in range(len(open_) - 1, -1, -1):
                if open_[place][0] == number:
                    del open_[place]
                    break
    return found


SETS: dict[str, Callable[[Path], Iterator[Sentence]]] = {
    "gmb": gmb,
    "politics": lambda folder: (s for part in ("train", "dev") for s in politics(folder, part)),
    "wikigold": wikigold,
    "ewt": ewt,
    "gum": gum,
}


def worldwide(folder: Path) -> Iterator[Sentence]:
    """The worldwide newswire's development articles, hand-labelled, for measuring only: no licence is stated."""
    labels: dict[str, tuple[str, ...]] = {
        "Person": ("PERSON",), "Organization": ("ORG",), "Location": PLACE, "Facility": PLACE, "NORP": ("NORP",),
        "Date": ("DATE",),
    }  # fmt: skip
    for path in sorted((folder / "worldwide_dev").iterdir()):
        with path.open(encoding="utf-8") as lines:
            for rows in blocks(lines):
                yield from_bio([r[0] for r in rows], [r[1] for r in rows], labels, (), "worldwide")
