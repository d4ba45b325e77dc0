"""The rules that find and resolve mentions, and how far each is to be trusted: `Mention.rule` and `Mention.score`.

The scores are fixed by rule and ordered by the precision seen on development text; they are no probabilities.
"""

SCORES: dict[str, float] = {
    "country": 0.97,  # a country's name (ISO 3166, or one of its usual names)
    "demonym": 0.95,  # a people's name or adjective
    "region": 0.9,  # a region, sea or part of a country that the tables have
    "state": 0.9,  # a US state
    "capital": 0.92,  # a capital city
    "city": 0.85,  # a city of GeoNames, large or in a place's context
    "city-ambiguous": 0.6,  # the likeliest of several cities of that name
    "metonym": 0.8,  # a capital or a people's name that stands for the government, its army, its police
    "organisation": 0.93,  # an organisation that the tables have
    "group": 0.9,  # a religious, ethnic or political group
    "person": 0.95,  # a person whom the tables have
    "title": 0.9,  # a name behind or before a title or a role
    "given-name": 0.8,  # a first name that is known and what follows it
    "speaker": 0.65,  # an unknown name beside a verb of saying
    "surname": 0.88,  # a name that the article introduced in full
    "part": 0.75,  # a first or middle name that stands alone for the one whom the article introduced in full
    "head-word": 0.8,  # a name with a head word: Ministry, Bank, River, Airport
    "acronym": 0.85,  # a short form that the article introduced
    "capitals": 0.5,  # a word in capitals that no table has
    "place-context": 0.5,  # an unknown name where a place belongs
    "owner": 0.55,  # an unknown name before a title: whose director it is
    "nominal": 0.7,  # "the alliance": the organisation of the text that is one
    "model": 0.75,  # a name that the model alone has found; where it says how surely, that is the mention's score
    "date": 0.9,  # a day, month, year or an expression for one
}
"""Score by rule, 0 to 1."""
