"""Where the clause of a word begins and ends: no parse, only the words that part clauses in news prose."""

from workers.core.classify import grammar as g
from workers.core.classify.phrases import Phrase
from workers.core.classify.sentence import Sentence

ADJUNCTS = frozenset(
    {("in", "response"), ("in", "retaliation"), ("in", "reaction"), ("because", "of"), ("due", "to"), ("as", "part"),
     ("in", "return"), ("in", "exchange"), ("in", "protest"), ("on", "suspicion"), ("on", "charges"), ("in", "order")}
)  # fmt: skip
CAUSES = ADJUNCTS | {("following",), ("after",), ("since",), ("amid",)}


def clause_end(sentence: Sentence, i: int, keep: frozenset[str] = frozenset()) -> int:
    """The first word after `i` that is outside its clause. `keep`: parting words that this clause goes on over."""
    lower = sentence.lower
    for k in range(i, len(lower)):
        word = lower[k]
        if word in keep:
            continue
        if word in g.BREAKS or word in g.SUBORDINATORS or word in g.RELATIVES or word in g.SPEECH:
            return k
        if lower[k : k + 2] in ADJUNCTS or word in ("following", "over", "during"):
            return k
        if word == "," and _new_clause(sentence, k + 1):
            return k
        if word in g.CONJUNCTIONS and k + 1 < len(lower) and _verbal(lower[k + 1]) and k + 1 not in sentence.at:
            return k
    return len(lower)


def clause_start(sentence: Sentence, i: int) -> int:
    """The first word of the clause that word `i` is in."""
    for k in range(i - 1, -1, -1):
        word = sentence.lower[k]
        if word in g.BREAKS or word in g.SUBORDINATORS or word in g.RELATIVES or word in g.SPEECH or word == "but":
            return k + 1
    return 0


def opener(sentence: Sentence, i: int) -> str | None:
    """The subordinating word that opens the clause of word `i`, or none for a main clause."""
    start = clause_start(sentence, i)
    word = sentence.lower[start - 1] if start else None
    return word if word in g.SUBORDINATORS else None


def in_main(sentence: Sentence, i: int) -> bool:
    """Whether word `i` is in a main clause."""
    start = clause_start(sentence, i)
    return not start or sentence.lower[start - 1] not in g.SUBORDINATORS | g.RELATIVES


def in_cause(sentence: Sentence, i: int) -> bool:
    """Whether word `i` (a noun) is inside a phrase that gives a reason: "in retaliation for NATO's expulsion of"."""
    low = max(0, i - 9)
    for k in range(i - 1, low - 1, -1):
        if sentence.lower[k] == ",":
            return False
        if sentence.lower[k : k + 2] in ADJUNCTS or sentence.lower[k : k + 1] in CAUSES:
            return True
    return False


def first_free(sentence: Sentence, start: int, end: int) -> Phrase | None:
    """The first phrase of a stretch that hangs on no preposition."""
    return next((p for p in sentence.phrases if start <= p.first and p.last <= end and sentence.free(p)), None)


def _new_clause(sentence: Sentence, k: int) -> bool:
    """Whether after a comma something else begins: a participle, a relative clause, a conjunction, an attribution."""
    lower = sentence.lower
    if k >= len(lower):
        return True
    word = lower[k]
    if word in g.RELATIVES or word in g.SUBORDINATORS or word in g.SPEECH or word in g.PRONOUNS:
        return True
    if word in g.CONJUNCTIONS:
        after = sentence.phrases[sentence.at[k + 1]].last if k + 1 in sentence.at else k + 1
        return after < len(lower) and (_verbal(lower[after]) or lower[after] in g.PRONOUNS or word == "but")
    if word.endswith("ing") and k not in sentence.at:
        return True
    titled = k in sentence.at and lower[sentence.phrases[sentence.at[k]].last :][:1] == (",",)
    for j in range(k, min(k + (16 if titled else 8), len(lower))):  # an attribution: "..., the ministry said"
        if lower[j] in g.SPEECH:
            return True
        if (lower[j] == "," and not titled) or lower[j] in g.BREAKS:
            return False
    return False


def _verbal(word: str) -> bool:
    return word in g.AUXILIARIES or (word.endswith("ed") and len(word) > 4) or word in g.SPEECH or word in g.FINITE
