"""Counts how rare English stems are in news text and writes the frozen table that `link` weighs words by.

    python training/link_rarity.py GMB_CSV GUM_CONLLU > workers/core/link/data/rarity-1.tsv

Sources: the Groningen Meaning Bank sample (Voice of America news 2004-2010, public-domain text) and the CC BY and
public-domain genres of GUM (Zeldes 2017). Texts are cut into passages of about 250 words; the table holds, for each
stem in at least two passages, the natural logarithm of (passages + 1) / (passages with the stem + 0.5). Raise the
number in its name when the numbers change: every score in the wire depends on it.
"""

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from workers.core.link.terms import stems

PASSAGE_SENTENCES = 12
MIN_PASSAGES = 2


def gmb(path: Path) -> Iterator[str]:
    """The sentences of the GMB table: a row a token, the first column filled where a sentence begins."""
    with path.open(encoding="latin-1", newline="") as file:
        words: list[str] = []
        for number, word, *_ in islice(csv.reader(file), 1, None):
            if number and words:
                yield " ".join(words)
                words = []
            words.append(word)
        yield " ".join(words)


def conllu(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL-U file, from their `# text` comments."""
    with path.open(encoding="utf-8") as file:
        yield from (line.removeprefix("# text = ").strip() for line in file if line.startswith("# text = "))


def main() -> None:
    """Write the table to standard output: stem, tab, rarity with two digits; most frequent first."""
    sentences = chain(gmb(Path(sys.argv[1])), conllu(Path(sys.argv[2])))
    passages = 0
    counts: Counter[str] = Counter()
    while passage := list(islice(sentences, PASSAGE_SENTENCES)):
        counts.update({stem for sentence in passage for stem in stems(sentence, "en")})
        passages += 1
    print("#passages", passages, sep="\t")
    for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= MIN_PASSAGES:
            print(stem, f"{math.log((passages + 1) / (count + 0.5)):.2f}", sep="\t")


if __name__ == "__main__":
    main()
