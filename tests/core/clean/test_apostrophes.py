"""Lost apostrophes: what comes back, what never does, and that what comes back is recorded."""

# ruff: noqa: E501 - rows of sample lines

import pytest

from tests.core.clean.articles import PROSE, check_account, cleaned, raw
from workers.core.clean.apostrophes import restore

BACK = """
NATOs response was muted|NATO’s response was muted
the EUs foreign policy chief|the EU’s foreign policy chief
the UNs refugee agency|the UN’s refugee agency
an FBIs most wanted list|an FBI’s most wanted list
in ISISs name, ISIS own|in ISIS’s name, ISIS own
the IAEAs inspectors left|the IAEA’s inspectors left
Russias entire mission|Russia’s entire mission
Chinas leaders met|China’s leaders met
Irans foreign ministry|Iran’s foreign ministry
Germanys chancellor|Germany’s chancellor
Ukraines president|Ukraine’s president
Israels security cabinet|Israel’s security cabinet
Turkeys parliament|Turkey’s parliament
Japans prime minister|Japan’s prime minister
Ivory Coasts government|Ivory Coast’s government
South Koreas defense minister|South Korea’s defense minister
New Zealands prime minister|New Zealand’s prime minister
Saudi Arabias crown prince|Saudi Arabia’s crown prince
the White Houses press room|the White House’s press room
the European Unions top court|the European Union’s top court
the Kremlins spokesman|the Kremlin’s spokesman
Moscows mayor resigned|Moscow’s mayor resigned
Londons mayor resigned|London’s mayor resigned
Washingtons envoy left|Washington’s envoy left
in Bamakos markets|in Bamako’s markets
Africas largest city|Africa’s largest city
Europes largest economy|Europe’s largest economy
they dont exist|they don’t exist
Dont look back|Don’t look back
he doesnt know|he doesn’t know
she didnt say|she didn’t say
it isnt over|it isn’t over
they arent ready|they aren’t ready
it wasnt him|it wasn’t him
they werent there|they weren’t there
we havent met|we haven’t met
he hasnt called|he hasn’t called
they hadnt met|they hadn’t met
it couldnt last|it couldn’t last
it wouldnt last|it wouldn’t last
it shouldnt last|it shouldn’t last
you mustnt ask|you mustn’t ask
he cant go|he can’t go
he wont go|he won’t go
It aint over|It ain’t over
you shant pass|you shan’t pass
youre right, theyre wrong|you’re right, they’re wrong
weve met and theyve met|we’ve met and they’ve met
Ive met him|I’ve met him
youve met him|you’ve met him
Im sure of it|I’m sure of it
theyll come, youll see|they’ll come, you’ll see
itll rain|it’ll rain
theyd gone and youd stayed|they’d gone and you’d stayed
thats the point|that’s the point
hes gone and shes here|he’s gone and she’s here
whos there, wheres he|who’s there, where’s he
whats new, heres why, theres more|what’s new, here’s why, there’s more
at five oclock|at five o’clock
it couldve been, wouldve been, shouldve been|it could’ve been, would’ve been, should’ve been
THEY DONT CARE|THEY DON’T CARE
the alliances secretary general|the alliance’s secretary general
the alliances headquarters|the alliance’s headquarters
the governments decision|the government’s decision
the governments spokesman|the government’s spokesman
the presidents spokeswoman|the president’s spokeswoman
the councils president|the council’s president
the kingdoms foreign minister|the kingdom’s foreign minister
the unions chairman|the union’s chairman
the countrys leaders|the country’s leaders
a familys grief|a family’s grief
the partys candidate|the party’s candidate
the armys chief|the army’s chief
the companys shares|the company’s shares
the citys mayor|the city’s mayor
the agencys head|the agency’s head
each countys votes|each county’s votes
the judiciarys role|the judiciary’s role
the worlds largest economy|the world’s largest economy
the worlds most populous country|the world’s most populous country
the worlds only such plant|the world’s only such plant
the regions biggest bank|the region’s biggest bank
the nations first woman president|the nation’s first woman president
after Wednesdays vote|after Wednesday’s vote
in Sundays election|in Sunday’s election
before Fridays summit|before Friday’s summit
yesterdays talks failed|yesterday’s talks failed
todays world|today’s world
last weeks attack|last week’s attack
last years budget|last year’s budget
this months summit|this month’s summit
next years election|next year’s election
womens rights groups|women’s rights groups
the mens final|the men’s final
a childrens hospital|a children’s hospital
Mr Putins spokesman said|Mr Putin’s spokesman said
President Bidens administration|President Biden’s administration
said Navalnys widow|said Navalny’s widow
with Maduros government|with Maduro’s government
NATOs response, they said, dont matter|NATO’s response, they said, don’t matter
""".strip().splitlines()

NEVER = """
its members were there
the dog wagged its tail
they were there, we were not
were they there? well, we were
he fell ill at the well
she shed tears in the shell of hell
we wed, he bled, id est
lets the room, lets them go
as is his wont
as was their wont
the cant of politicians
political cant
two NGOs say, three MPs voted, DVDs sold
the alliances of old
alliances and governments fell
the governments of Europe
the governments and presidents
the presidents met in Oslo
the councils voted
these alliances secretary generals
two alliances secretary generals
the two Koreas talk, both Congos too
two Germanys became one
both Chinas claim it
the Americas first people
the Washingtons moved house
the Londons of this world
the Jordans live here
Jordans king is his own
Georgias are peaches
Chads are paper
on Wednesdays we meet
on Sundays people rest
Mondays and Tuesdays
every Fridays prayer
these last weeks have been hard
the last years of his life
the next months will show
our last days here
his last weeks were quiet
companies pay, countries fight, parties split
the worlds of art and money
other worlds first seen in May
states first, nations later
the nations of the world
Americans love it and Russians too
Republicans campaign in Iowa
Democrats government plans
the Clintons lawyers
the Trumps family home
workers rights are human rights
the victims families wept
the rebels commander fell
ten years experience
standbys waited, flybys too
he buys and pays and plays
boys and girls
keys to the city
the ills of the age
IM chats and HES data
a member of the US Army
James house, Harris speech
Congress vote, the Times report
the Philippines president
the Netherlands king
The Bahamas tourism board
""".strip().splitlines()


@pytest.mark.parametrize("row", BACK)
def test_what_is_certain_comes_back(row: str) -> None:
    lost, whole = row.split("|")
    at = restore(lost)
    assert "".join(("’" if n in at else "") + c for n, c in enumerate(lost)) == whole


@pytest.mark.parametrize("text", NEVER)
def test_what_may_be_read_otherwise_stays(text: str) -> None:
    assert restore(text) == []


@pytest.mark.parametrize("text", ["it isn't NATOs way", "it isn’t NATOs way, they dont care", "o’er Russias lands"])
def test_a_text_that_has_apostrophes_has_lost_none(text: str) -> None:
    assert restore(text) == []


def test_a_restored_apostrophe_is_an_insert() -> None:
    body = f"NATOs response dont matter, they said.\n\n{PROSE}"
    record = cleaned(body)
    marks = [s for s in record.offset_map if s.kind == "insert" and record.body_text[s.start : s.end] == "’"]
    assert [(s.start, s.source_start, s.source_end) for s in marks] == [(4, 4, 4), (19, 18, 18)]
    check_account(raw(body), record)


def test_the_datelines_place_is_a_name_too() -> None:
    record = cleaned(
        f"MAIDUGURI, Nigeria (AP) — The market of Maiduguri was full on Friday. Maiduguris traders dont mind.\n\n{PROSE}"
    )
    assert "Maiduguri’s traders don’t mind" in record.body_text


@pytest.mark.parametrize(
    "text",
    [
        "Im Weißen Haus sprach man über Israels Angriff. Irans Präsident sagte am Montag, dass er nicht im Amt bleiben werde.",
        "Im Sommer werden die Minister im Parlament über Russlands Pläne sprechen, teilte die Regierung mit, und danach reisen sie ab.",
        "Israels utrikesminister sade i onsdags att samtalen skulle fortsätta, och ingen i rummet hade något att invända mot det.",
        "Hij zei dinsdag dat de gesprekken tot de herfst zouden duren, en dat Irans president en Chinas leider het daarmee eens waren.",
    ],
)
def test_other_languages_have_lost_nothing(text: str) -> None:
    assert cleaned(text).body_text == text
