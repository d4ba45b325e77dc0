"""The verbs of saying, by what they take, and the words that tell their subjects, objects and clauses apart."""

SAY = frozenset(
    """
    said says say saying told tells telling added adds adding insisted insists insisting warned warns warning
    """.split()
)
"""Verbs with a clause behind them, "that" or none: "said the talks had failed"."""

STATE = frozenset(
    """
    noted notes noting argued argues arguing explained explains claimed claims claiming stated states stating declared
    declares declaring announced announces announcing replied replies responded recalled recalls tweeted wrote writes
    writing testified acknowledged acknowledges acknowledging admitted admits admitting suggested suggests suggesting
    concluded concludes remarked commented complained confirmed confirms confirming conceded concedes conceding
    emphasized emphasised emphasizes stressed stresses stressing reiterated reiterates vowed vows promised promises
    pledged pledges charged charges alleged alleges boasted joked quipped lamented predicted predicts predicting
    cautioned cautions posted maintained maintains asserted asserts contended contends countered counters disclosed
    revealed reported reports reporting ruled retorted assured reckons estimates estimated
    """.split()
)
"""Verbs with a clause or a noun behind them ("announced a plan"): without "that" the clause must show its verb."""

NAME = frozenset("called calls calling dubbed labelled labeled branded hailed nicknamed named".split())
"""Verbs that give a name as well: "a play called “The Night”"."""

JUDGE = frozenset(
    """
    described describes describing denounced dismissed dismisses praised praises quoted asks asked shouted cried
    continued urged condemned criticized criticised slammed mocked derided accused agreed continued
    """.split()
)
"""Verbs that quoted words go with, but no clause."""

CUES = SAY | STATE | NAME | JUDGE
CLAUSAL = SAY | STATE

WARN = frozenset("warned warns warning assured reminded".split())
"""Verbs that may say to whom before "that"."""

TELL = frozenset("told tells telling assured".split())
"""Those that say to whom."""

NOUNS = frozenset("claims charges reports notes estimates warning reporting saying states named writing calls".split())
"""Cues that are nouns behind a word of `OWNERS`."""

POINTING = frozenset("this these those no both neither".split())
"""What may begin a clause, and may be all that is said."""

OWNERS = frozenset("the a an its his her their these those this that of no such more other new any some 's ’s".split())
PEOPLE = frozenset(
    """
    man woman boy girl mother father brother sister wife husband son daughter widow neighbour neighbor driver student
    farmer teacher doctor nurse resident villager survivor witness passenger priest imam shopkeeper lawyer aide diplomat
    officer soldier trader worker fisherman miner relative friend
    """.split()
)
"""Whom a text may speak of without a name; a pronoun behind means them."""

NOT_SAID = frozenset("so not n't n’t never to be without nor".split())
"""What stands before a verb of saying where nobody says it: "did not say", "declined to say"."""

PASS_BY = frozenset("has have had also later then once again repeatedly now often previously further only has".split())
"""What may stand between a subject and its verb."""

THINGS = frozenset(
    """
    sign signs law laws rule rules clock banner banners poster posters label placard headline book song constitution
    treaty contract bible saying proverb caption inscription chart charts map maps
    """.split()
)
"""Subjects of "says" that nobody speaks for."""

PRONOUNS = frozenset(("he", "she"))
BE = frozenset(("is", "was", "were", "been", "are", "be", "being"))
AUX = BE | frozenset(
    """
    has have had will would can could may might must shall should did does do won't 's ’s 're ’re 'd ’d 'll ’ll 've ’ve
    ca wo hasn't
    """.split()
)
SUBJECTS = frozenset("he she it they we i you there nobody".split())
FIRST = frozenset("we our us i my me ours ourselves myself".split())
"""Words that only the speaker can have said, where the marks around them are lost."""

EMPTY = frozenset("nothing little so much something as goodbye to otherwise hello yes".split())
"""What begins no clause behind a verb of saying."""

PLACED = frozenset(
    "on in at during after before to from outside by for via through late early over inside near".split()
)
"""Prepositions of when and where something is said."""

VENUES = frozenset(
    """
    statement interview report speech letter memo note tweet post message ruling address briefing conference email
    decree news article broadcast testimony court television radio video meeting ministry parliament release
    communique communiqué filing hearing press weekend night morning afternoon evening week month year years months days
    weeks telegram day phone commentary blog study
    """.split()
)
"""What "said in a ..." goes with."""

DETERMINERS = frozenset("the a an his her its their this that our my one every".split())
ROLE_SHORT = {
    "gov.": "governor", "gen.": "general", "lt. gen.": "general", "maj. gen.": "general", "sen.": "senator",
    "rep.": "representative", "col.": "colonel", "capt.": "captain", "lt. col.": "colonel", "dr.": "doctor",
    "sgt.": "sergeant", "prof.": "professor", "rev.": "reverend",
}  # fmt: skip
"""Titles in short, and what the text says instead later: "the governor"."""

COLLECTIVE = frozenset(
    """
    group company charity agency ministry bank organisation organization union party commission alliance firm court
    council bloc carmaker lender watchdog army club airline committee institute
    """.split()
)
"""What an organisation is called the second time."""

REPORTS = frozenset(
    "report investigation inquiry study survey poll data figures estimate estimates documents statement tally".split()
)
"""What "according to" an organisation's ... goes with."""

REMARK = frozenset("claim charge accusation figure move decision statement remark step sum rise fall first".split())
"""Nouns behind ", a ..." with which the article goes on about what was said."""

CUT = frozenset("despite drawing referring which although prompting according hours days where citing amid".split())
"""Words that, behind a comma, end a clause that somebody said."""

GOES_ON = frozenset("did declined refused urged called has".split())
"""Verbs behind ", and" that tell what the speaker does next."""

AFTER_NAME = frozenset(
    """
    , . ; : ! ? ) ( — – - “ ” " who whose in of at from on after outside near for with during by to as when and
    """.split()
) | {""}
"""What follows the subject in "said X": no verb."""
