"""Who did what to whom: one sentence a row, every PLOVER type, active, passive, nominal and headline forms."""

from dataclasses import replace

import pytest

from tests.core.classify.articles import events, names, quote, tagged
from workers.core.classify import build

V, O, K = "Veltria", "Ostrava Republic", "Karsk"  # noqa: E741
FRONT, PACT, MOREL, RUUD = "Red Delta Front", "Western Pact", "Anna Morel", "Tomas Ruud"


@pytest.mark.parametrize(
    ("text", "kind", "mode", "actor", "recipient"),
    [
        ("Veltria agreed to share the dam with the Ostrava Republic.", "AGREE", "", [V], [O]),
        ("Veltria invited Tomas Ruud to Port Elma.", "AGREE", "", [V], [RUUD]),
        ("Anna Morel met Tomas Ruud in Karsk.", "CONSULT", "", [MOREL, RUUD], []),
        ("Talks between Veltria and the Ostrava Republic went on in Karsk.", "CONSULT", "", [V, O], []),
        ("Anna Morel visited the Ostrava Republic.", "CONSULT", "visit", [MOREL], [O]),
        ("Anna Morel and Tomas Ruud spoke by telephone.", "CONSULT", "phone", [MOREL, RUUD], []),
        ("Veltria praised the Ostrava Republic for its patience.", "SUPPORT", "", [V], [O]),
        ("Veltria and Karsk signed a treaty.", "SUPPORT", "", [V, K], []),
        ("Veltria apologized to Karsk.", "CONCEDE", "", [V], [K]),
        ("Veltria lifted the sanctions on Karsk.", "CONCEDE", "", [V], [K]),
        ("The Red Delta Front declared a ceasefire with Veltria.", "CONCEDE", "", [FRONT], [V]),
        ("Veltria promised to withdraw its army from Karsk.", "CONCEDE", "", [V], [K]),
        ("Veltria shared intelligence with Karsk.", "COOPERATE", "", [V], [K]),
        ("Veltria and Karsk held a joint exercise in the Lower Sound.", "COOPERATE", "", [V, K], []),
        ("The Relief Union delivered food to Karsk.", "AID", "", ["Relief Union"], [K]),
        ("Karsk was given a loan of $20 million by Veltria.", "AID", "", [V], [K]),
        ("Veltria granted asylum to Tomas Ruud.", "AID", "", [V], [RUUD]),
        ("The Red Delta Front released 12 hostages.", "RETREAT", "release", [FRONT], ["hostages"]),
        ("Veltria withdrew its troops from Karsk.", "RETREAT", "withdraw", [V], [K]),
        ("Tomas Ruud resigned on Friday.", "RETREAT", "resign", [RUUD], []),
        ("Karsk urged Veltria to open the pass.", "REQUEST", "", [K], [V]),
        ("Anna Morel called on the Ostrava Republic to end the siege.", "REQUEST", "yield", [MOREL], [O]),
        ("Veltria demanded that the Ostrava Republic hand over the suspects.", "REQUEST", "yield", [V], [O]),
        ("Veltria accused the Ostrava Republic of attacking a village.", "ACCUSE", "allege", [V], [O]),
        ("The Ostrava Republic was accused of piracy by Veltria.", "ACCUSE", "allege", [V], [O]),
        ("Anna Morel condemned the raid by the Red Delta Front.", "ACCUSE", "disapprove", [MOREL], [FRONT]),
        ("Anna Morel attacked the budget of Tomas Ruud.", "ACCUSE", "disapprove", [MOREL], [RUUD]),
        ("Prosecutors opened an investigation into Tomas Ruud.", "ACCUSE", "investigate", ["prosecutors"], [RUUD]),
        ("Veltria rejected a demand from the Ostrava Republic.", "REJECT", "", [V], [O]),
        ("Tomas Ruud refused to meet Anna Morel.", "REJECT", "meet", [RUUD], [MOREL]),
        ("Veltria threatened to expel Ostran diplomats.", "THREATEN", "expel", [V], [O]),
        ("Veltria threatened to attack Karsk.", "THREATEN", "violence", [V], [K]),
        ("Thousands of workers marched against Anna Morel.", "PROTEST", "demo", ["workers"], [MOREL]),
        ("Teachers in Port Elma went on strike.", "PROTEST", "strike", ["teachers"], []),
        ("Veltria expelled eight Ostran diplomats.", "SANCTION", "expel", [V], [O]),
        ("Eight Ostran diplomats were expelled by Veltria.", "SANCTION", "expel", [V], [O]),
        ("The expulsion of eight Ostran diplomats by the Western Pact hurt.", "SANCTION", "expel", [PACT], [O]),
        ("The Ostrava Republic's suspension of its mission to the Western Pact hurt.", "SANCTION", "discontinue",
         [O], [PACT]),
        ("Anna Morel ordered the closure of the Ostran consulate.", "SANCTION", "discontinue", [MOREL], [O]),
        ("Veltria ordered nine Ostran diplomats to leave Port Elma.", "SANCTION", "expel", [V], [O]),
        ("Sanctions were imposed on Karsk by the Western Pact.", "SANCTION", "discontinue", [PACT], [K]),
        ("Karsk closes embassy in Veltria", "SANCTION", "discontinue", [K], [V]),
        ("Veltria moved tanks to its border with Karsk.", "MOBILIZE", "troops", [V], [K]),
        ("Veltrian troops were deployed near Karsk.", "MOBILIZE", "troops", [V], [K]),
        ("Tomas Ruud was detained by police in Port Elma.", "COERCE", "arrest", ["police"], [RUUD]),
        ("Veltria annexed Karsk.", "COERCE", "seize", [V], [K]),
        ("Red Delta Front fighters attacked Port Elma.", "ASSAULT", "", [FRONT], ["Port Elma"]),
        ("Veltrian warplanes bombed Karsk.", "ASSAULT", "aerial", [V], [K]),
        ("Gunmen killed at least 30 people in Port Elma.", "ASSAULT", "firearms", ["gunmen"], ["people"]),
        ("Three Ostran soldiers were killed in clashes with the Red Delta Front.", "ASSAULT", "", [FRONT], [O]),
        ("Fighting between Veltria and the Red Delta Front broke out.", "ASSAULT", "", [V, FRONT], []),
        ("Veltria strikes Karsk", "ASSAULT", "", [V], [K]),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_event(text: str, kind: str, mode: str, actor: list[str], recipient: list[str]) -> None:
    (event,) = events(text)
    assert (event.event_type, "/".join(event.mode), *names(event)) == (kind, mode, actor, recipient)
    assert (event.text, event.start, event.end) == (text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Western Pact chief Iva Stern expelled six Ostran diplomats.", ["Iva Stern", PACT], [O]),
        ("Anna Morel, who met nobody in Karsk, expelled six Ostran diplomats.", [MOREL], [O]),
        ("Veltria, Karsk and the Western Pact expelled Ostran diplomats.", [V, K, PACT], [O]),
        ("After a long night in Karsk, Veltria expelled six Ostran diplomats.", [V], [O]),
        ("Veltria waited for weeks and then expelled six Ostran diplomats.", [V], [O]),
        ("Tomas Ruud said Veltria had expelled six Ostran diplomats.", [V], [O]),
        ("Veltria expelled six Ostran diplomats, Tomas Ruud said.", [V], [O]),
    ],
)
def test_the_subject_is_found_across_what_stands_between(text: str, actor: list[str], recipient: list[str]) -> None:
    assert [names(e) for e in events(text) if e.event_type == "SANCTION"] == [(actor, recipient)]


def test_a_pronoun_stands_for_whom_the_deed_was_done_to() -> None:
    found = {e.event_type: names(e) for e in events("Veltria cut ties with Karsk after it annexed Port Elma.")}
    assert found["SANCTION"] == ([V], [K])
    assert found["COERCE"] == ([K], ["Port Elma"])


def test_we_in_a_quote_is_its_speaker() -> None:
    text = "“We expelled six Ostran diplomats,” Anna Morel said."
    article = tagged(text, quotes=(quote(text, "We expelled six Ostran diplomats,", MOREL),))
    (event,) = build()(article).outputs[0].record.events  # type: ignore[union-attr]
    assert names(event) == ([MOREL], [O])


def test_we_outside_the_marks_is_not_who_is_said_to_have_said_it() -> None:
    text = "Anna Morel said that we expelled six Ostran diplomats."
    told = replace(quote(text, "we expelled six Ostran diplomats", MOREL), kind="indirect")
    (event,) = events(text, quotes=(told,))
    (plain,) = events(text)
    assert (names(event)[0], event.score) == (names(plain)[0], plain.score)


def test_an_organisation_comes_back_by_its_last_word() -> None:
    found = events("The Red Delta Front is small.\nLast week the front released 12 hostages.")
    assert [names(e) for e in found] == [([FRONT], ["hostages"])]
    assert found[0].actor[0].text == "the front"


@pytest.mark.parametrize(
    "text",
    [
        "Anna Morel likes the weather in Port Elma.",
        "Veltria beat Karsk 3-1 in the league.",
        "Veltria attacked well before half-time, but the Karsk goalkeeper and his defender held on.",
        "Anna Morel opened the battle of the bands in Port Elma.",
        "A strong earthquake hit Karsk, killing 12 people.",
        "The film festival in Port Elma hit a record.",
        "Veltria attacked the problem of waste.",
    ],
)
def test_games_shows_hazards_and_figures_of_speech_are_no_events(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "aux"),
    [
        ("Veltria expelled Ostran diplomats.", "SANCTION", ()),
        ("Veltria did not expel the Ostran diplomats.", "SANCTION", ("negated",)),
        ("Veltria never attacked Karsk.", "ASSAULT", ("negated",)),
        ("Veltria may expel Ostran diplomats.", "SANCTION", ("hypothetical",)),
        ("If Veltria attacks Karsk, nobody will sleep.", "ASSAULT", ("hypothetical",)),
        ("Veltria will expel Ostran diplomats.", "SANCTION", ("future",)),
        ("Veltria plans to deploy troops near Karsk.", "MOBILIZE", ("future",)),
        ("Karsk to close embassy in Veltria", "SANCTION", ("future",)),
        ("Veltria had expelled Ostran diplomats.", "SANCTION", ("historical",)),
        ("Veltria expelled Ostran diplomats last year.", "SANCTION", ("historical",)),
        ("Veltria expelled Ostran diplomats in 2014.", "SANCTION", ("historical",)),
        ("Earlier this month, Veltria expelled Ostran diplomats.", "SANCTION", ("historical",)),
        ("Veltria expelled Ostran diplomats on Thursday.", "SANCTION", ()),
        ("Veltria will send aid to Karsk.", "AGREE", ()),
        ("Veltria and Karsk will hold talks on Friday.", "AGREE", ()),
        ("Veltria will withdraw its troops from Karsk.", "CONCEDE", ("future",)),
        ("Veltria said it would withdraw its troops from Karsk.", "CONCEDE", ()),
    ],
)
def test_auxiliary_modes(text: str, kind: str, aux: tuple[str, ...]) -> None:
    (event,) = events(text)
    assert (event.event_type, event.aux_modes) == (kind, aux)


def test_what_the_same_actor_also_did_was_then_as_well() -> None:
    text = "Earlier this month, Veltria expelled Ostran diplomats.\nVeltria also cut the staff of the Ostran mission."
    assert [(e.aux_modes, e.date_raw) for e in events(text)] == [(("historical",), "Earlier this month")] * 2
