"""Finds names: the spaCy component `wiredesk_names`.

It starts from the days that the ruler left in `doc.ents`, reads every run of capitalised words, and writes `doc.ents`
again. What a run says is in `reading.py`, what the words around an unknown name say in `unknown.py`.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.dates import FRAME
from workers.core.tag.gazetteer import Gazetteer, Table
from workers.core.tag.lexicon import Lexicon, lexicon
from workers.core.tag.reading import Reader
from workers.core.tag.view import Desk, Found, desk, disjoint

LONGEST = 12
"""Tokens that a name may have; longer runs are cut."""

SYLLABLE = 5
"""Letters of the first half of a hyphenated Korean name, at most; its second half begins small and is shorter."""

SUFFIXES = frozenset(("led", "era", "run", "wide", "born", "held", "made", "only", "who", "she", "he"))
SYLLABLES = frozenset(("do", "so", "an", "he", "my", "you", "no", "see"))
"""Parts of East Asian names that are English function words too."""

PARTICLES = frozenset(
    """
    al el ul bin ibn bint abu ben van von der den de da di del della dos das du la le ter ten af av zu y e
    """.split()
)


class Names:
    """Fills the article's Desk with mentions."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self.gazetteer = Gazetteer(known)
        self.reader = Reader(known)

    def __call__(self, doc: Doc) -> Doc:
        """Make the Desk of `doc` and fill in its mentions."""
        notes = desk(doc, doc.user_data.get("day", ""))
        doc.user_data["desk"] = notes
        taken = [False] * len(notes.words)
        for span in doc.ents:
            start = span.start + (span.ent_id_ == FRAME)
            notes.found.append(Found(start, span.end, "DATE", "date", notes.span(start, span.end)))
            taken[start : span.end] = [True] * (span.end - start)
            notes.cap[start : span.end] = [False] * (span.end - start)
        table = self.gazetteer.scan(notes, taken)
        at = 0
        while at < len(notes.words):
            start, end = self._run(notes, at, taken, table)
            if end == start:
                at += 1
                continue
            at = max(end, self.reader.read(notes, start, end, table))
        notes.found = disjoint(notes.found)
        doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc

    def _run(self, notes: Desk, at: int, taken: list[bool], table: Table) -> tuple[int, int]:
        """The run of capitalised words, with what joins them, that begins at `at`; empty if none does."""
        words, lower, cap = notes.words, notes.lower, notes.cap
        count = len(words)

        def name(i: int) -> bool:
            return i < count and not taken[i] and (cap[i] or i in table)

        if not name(at) and not (lower[at] in ("al", "el") and at + 2 < count and words[at + 1] == "-" and cap[at + 2]):
            return at, at
        limit = min(notes.bounds[notes.sentence[at]][1], at + LONGEST)
        end = at + 1
        while end < limit:
            if name(end):
                end += 1
            elif words[end] in ("-", "‑") and notes.glued(end) and end + 1 < limit and notes.glued(end + 1):
                if not words[end + 1][0].isalnum() or taken[end + 1] or self._aside(notes, end):
                    break
                end += 2
            elif lower[end] in SYLLABLES and words[end].istitle() and not notes.initial[end] and name(end + 1):
                end += 1
            elif lower[end] in PARTICLES and end + 1 < limit:
                step = end + 1
                while step < limit and (lower[step] in PARTICLES or words[step] == "-"):
                    step += 1
                if step >= limit or not name(step):
                    break
                end = step + 1
            elif (
                (words[end] == "&" and name(end + 1))
                or (words[end] in ("'", "’") and self._plural(notes, end, limit))
                or (words[end] in ("'s", "’s") and name(end + 1) and self._owned(notes, end, limit))
            ):
                end += 1
            else:
                break
        return at, end

    def _aside(self, notes: Desk, at: int) -> bool:
        """Whether the hyphen at `at` is a dash ("Bennett-who"), and no part of a name ("Jae-in", "Osei-Larte")."""
        before, after = notes.words[at - 1], notes.words[at + 1]
        return after[0].islower() and (len(before) > SYLLABLE or len(after) > SYLLABLE - 1 or after in SUFFIXES)

    def _plural(self, notes: Desk, at: int, limit: int) -> bool:
        """Whether the apostrophe at `at` is inside a name: "Sahel Hauliers' Union"."""
        return notes.words[at - 1].endswith("s") and at + 1 < limit and notes.words[at + 1] in self.known.heads

    def _owned(self, notes: Desk, at: int, limit: int) -> bool:
        """Whether the "'s" at `at` is inside a name: "People's Army", not "Mali's Army"."""
        owner = notes.words[at - 1]
        if owner in self.known.names or owner in self.known.cities or owner.lower() in self.known.given:
            return False
        return owner.lower() in self.known.common and any(
            w in self.known.heads for w in notes.words[at + 1 : min(limit, at + 4)]
        )


@Language.factory("wiredesk_names")
def make(nlp: Language, name: str) -> Names:
    """The component, for `nlp.add_pipe`."""
    return Names(lexicon())
