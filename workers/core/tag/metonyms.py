"""When a capital stands for its country's government: what the words around it say."""

from workers.core.tag.view import POSSESSIVE, Desk, Found

ACTS = frozenset(
    """
    has have had said says accused accuses warned warns denied denies rejected rejects dismissed announced announces
    insists insisted threatened threatens claims claimed wants wanted considers considered plans planned responded
    vowed vows imposed expelled condemned condemns hopes fears believes argues agreed agrees refused refuses pledged
    promised urged urges demanded demands called calls blamed blames sees saw seeks sought maintains maintained
    recalled retaliated backs backed supports opposes opposed summoned suspended withdrew signed ordered is was will
    would could asked asks told tells thanked offered offers stood stands owes sent sends gave gives welcomed welcomes
    congratulated protested lodged cut cuts lifted lifts expects expected fears feared regards views protests supplies
    arms armed trains funds buys sells exports imports recognises recognizes recognised recognized annexed invaded
    """.split()
)
TOWARDS = frozenset(
    """
    with by between against accused urged told asked blamed pressed warned toward towards for persuade pressure
    sanction condemned criticized criticised support supports backed thanked thank thanks informed assured offered
    called owes invited reassured congratulated urges accuses asks warns tells blames helped provoked defied angered
    """.split()
)
APPEALS = frozenset(
    """
    appealed appeal appeals called call calls demand response message warning pressure threat statement letter aid
    notice
    """.split()
)
LONG = 4
"""Letters that a word in "-ed" has more of when it is a verb's past and not a name or "bred"."""

WEAK = frozenset(("is", "was", "will", "would", "could"))
"""Verbs that a place has too: only where a sentence or a "that" clause begins with the name they say who acts."""

SAID = frozenset(
    "that said says if whether while because and but when after before since as although though until once".split()
)
"""What a clause begins behind."""

SITES = frozenset(
    """
    airport streets street mayor suburbs suburb outskirts residents embassy university metro subway stadium river
    port centre center headquarters station square population hospital neighborhoods hotels weather museum
    voters people citizens court courts council schools shops restaurants taxi drivers commuters police roads bridges
    stock bourse markets skyline cathedral mosque church parks bars clubs theatre theater
    """.split()
)
NEAR = frozenset("in at near outside around from inside across throughout visited left leave reach".split())
MEETINGS = frozenset(
    ("meeting", "meet", "met", "talks", "summit", "conference", "born", "based", "arrived", "flight", "travel")
)


def stands(notes: Desk, found: Found) -> bool:
    """Whether the capital acts or is dealt with as a government is: "Moscow has dismissed", "told Moscow"."""
    before, after = notes.word(found.start - 1), notes.word(found.end)
    wider = notes.lower[max(0, found.start - 6) : found.start]
    if before in NEAR or MEETINGS & set(wider[-3:]) or notes.loud[found.start] or notes.word(found.end) in (",", "("):
        return before in ("between", "with", "by") and not MEETINGS & set(wider[-3:])
    if after in POSSESSIVE:
        return notes.word(found.end + 1) not in SITES
    if before in ("to", "on") and notes.word(found.start - 2) in APPEALS:
        return True
    if before == "and" and "between" in wider:
        return True
    if before in TOWARDS:
        return True
    begins = notes.initial[found.start] or before in SAID
    if begins and after.endswith("ed") and len(after) > LONG:
        return True
    return after in ACTS and (after not in WEAK or begins)
