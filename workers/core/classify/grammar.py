"""Closed word classes of English that the heuristics rest on, and what may stand inside a noun phrase."""

PREPOSITIONS = frozenset(
    "of in at on to for from by with against between among into over about under near during toward towards "
    "within without through across outside inside around behind off along amid upon via like despite after before "
    "since until following regarding concerning including".split()
)
PLACE_PREPOSITIONS = frozenset("in at near outside inside around across off along within".split())
DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your some any no several all both each every "
    "another".split()
)
BE = frozenset("be is are was were been being am 're ’re".split())
HAVE = frozenset("have has had having 've ’ve".split())
DO = frozenset("do does did".split())
WILL = frozenset("will would shall 'll ’ll wo".split())
MAY = frozenset("may might could can should must ca".split())
NOT = frozenset("not n't n’t never cannot hardly barely".split())
AUXILIARIES = BE | HAVE | DO | WILL | MAY | NOT | {"to", "get", "got"}
ADVERBS = frozenset(
    "also then already again now just still even only later soon once twice first recently formally officially "
    "repeatedly both finally meanwhile yesterday today tomorrow earlier further long ago since effectively so "
    "jointly reportedly allegedly largely all each back there here too instead more temporarily indefinitely".split()
)
SUBORDINATORS = frozenset(
    "after before while when as because although though since until whereas if unless whether once amid following "
    "despite lest where that".split()
)
RELATIVES = frozenset("who which whose whom that".split())
CONJUNCTIONS = frozenset("and but or yet nor".split())
BREAKS = frozenset('; : — – -- … ( ) [ ] " “ ”'.split())
SPEECH = frozenset(
    "said says say told added announced stated insisted noted reported argued confirmed declared explained adding "
    "saying tells writes wrote tweeted".split()
)
STOPS = SUBORDINATORS | RELATIVES | CONJUNCTIONS | BREAKS | SPEECH | {",", "."}
PRONOUNS = frozenset("he she it they we i".split())
FUTURE_LEADS = frozenset(
    "plan plans planned planning intend intends intended expect expects expected set due about prepare prepares "
    "preparing prepared going scheduled aim aims aimed ready poised hope hopes want wants wanted slated".split()
)
CONTROL_NOUNS = frozenset(
    "decision decisions plan plans move moves bid attempt attempts effort efforts intention order orders vow "
    "promise pledge proposal call calls refusal threat threats".split()
)
NEGATING_LEADS = frozenset("failed fails fail without unable stopped refrained refrain avoided avoid short".split())
FINITE = frozenset(
    "took made gave went cut hit put shot struck withdrew broke sent met held began led fought told found left "
    "shut froze sought set threw won lost drew hurt urges calls vows warns seeks says drops keeps kept brought "
    "fell rose".split()
)
PARTITIVES = frozenset(
    "thousands hundreds dozens scores tens millions most some many several all group groups number members crowds "
    "crowd none half both each one two three rest majority handful units columns".split()
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def modifies(word: str) -> bool:
    """Whether `word` (lower case) may stand before a noun inside its phrase: an adjective, a number, a noun."""
    if word in STOPS or word in PREPOSITIONS or word in AUXILIARIES or word in DETERMINERS or word in PRONOUNS:
        return False
    if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):  # a year
        return False
    return word[0].isalnum() and not (word.endswith(("ed", "ly")) and word not in ("united", "armed", "allied"))


def joins(between: tuple[str, ...]) -> bool:
    """Whether the words between two phrases make them one list ("X, the Y and Z")."""
    if between[0] not in (",", "and", "&", "or", "as"):
        return False
    if between[0] == "as" and between[:3] != ("as", "well", "as"):
        return False
    rest = [w for w in between if w not in (",", "and", "&", "or", "as", "well") and w not in DETERMINERS]
    return len(rest) <= 2 and all(modifies(w) for w in rest)


def adverb(word: str) -> bool:
    """Whether `word` may stand between a subject and its verb without changing who is who."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)
