"""Content fingerprint: MinHash of the body's word shingles (Broder 1997), to know near copies of a text by."""

import re

from rensa import RMinHash

PERMUTATIONS = 64
SHINGLE = 5
_SEED = 3
_WORD = re.compile(r"\w+")


def fingerprint(body: str) -> tuple[str, ...]:
    """64 values as 8 hex digits each; the share of places where two fingerprints agree estimates the Jaccard
    similarity of the bodies' five-word shingles (case and punctuation folded away)."""
    words = _WORD.findall(body.lower())
    last = max(1, len(words) - SHINGLE + 1)
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update([" ".join(words[at : at + SHINGLE]) for at in range(last)])
    return tuple(f"{value:08x}" for value in sketch.digest())
