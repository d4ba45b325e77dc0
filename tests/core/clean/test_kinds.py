"""What a line of a page without markup looks like: one row for each kind, and for each that looks like it and is not."""

# ruff: noqa: E501 - rows of sample lines

import pytest

from tests.core.clean.articles import MORE, PROSE
from workers.core.clean.rules.asks import asks
from workers.core.clean.rules.bios import is_bio
from workers.core.clean.rules.captions import is_caption, is_credit
from workers.core.clean.rules.labels import label
from workers.core.clean.rules.stamps import is_stamp


def _words(line: str) -> int:
    return len(line.split())


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Share", "share"),
        ("Share Tweet Email", "share"),
        ("Facebook  X  WhatsApp  Copy link", "share"),
        ("0 Kommentare", "comments"),
        ("Comments (12)", "comments"),
        ("View comments", "comment link"),
        ("Teilen Drucken Merken", "share"),
        ("Partager l’article", "share"),
        ("Compartir", "share"),
        ("Condividi", "share"),
        ("Udostępnij", "share"),
        ("Поделиться", "share"),
        ("Paylaş", "share"),
        ("شارك", "share"),
        ("शेयर करें", "share"),
        ("シェア", "share"),
        ("공유하기", "share"),
        ("Most read", "related"),
        ("MOST READ:", "related"),
        ("Mehr zum Thema", "related"),
        ("À lire aussi :", "related"),
        ("Lea también", "related"),
        ("Leggi anche", "related"),
        ("Lees ook", "related"),
        ("Läs också", "related"),
        ("Czytaj także", "related"),
        ("Читайте также", "related"),
        ("Baca juga", "related"),
        ("関連記事", "related"),
        ("관련기사", "related"),
        ("Advertisement", "advertisement"),
        ("Anzeige", "advertisement"),
        ("Publicité", "advertisement"),
        ("· 3 min read", "read time"),
        ("Lesezeit: 5 Min.", "read time"),
        ("Skip to main content", "navigation"),
        ("Sign in", "navigation"),
        ("World", "navigation"),
        ("Terms of Use Privacy Policy", "copyright"),
        ("Accept all", "cookies"),
        ("The harbour burns", None),
        ("Share prices fell", None),
        ("World leaders meet", None),
        ("No comment, says the minister", None),
        ("12", None),
        ("", None),
        (PROSE, None),
    ],
)
def test_labels(line: str, rule: str | None) -> None:
    assert label(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "Sign up to our newsletter",
        "Get our free weekly email",
        "Please enter a valid email address.",
        "By entering your email and pushing continue, you agree to our Terms of Use and Privacy Policy.",
        "Subscribe to the Ledger to read this story and others like it.",
        "Follow us on YouTube",
        "CLICK HERE TO GET THE LEDGER APP",
        "Original reporting. Fearless journalism. Delivered to you. Sign up.",
        "Visit ledger.com to see the latest videos.",
        "We use cookies to understand how you use our site.",
        "I agree to receive emails and accept the privacy policy.",
        "Mit meiner Anmeldung zum Newsletter stimme ich der Werbevereinbarung zu.",
        "Sie können den Newsletter jederzeit abbestellen; Hinweise zum Datenschutz finden Sie hier.",
        "Inscrivez-vous à notre newsletter et recevez l’actualité chaque matin.",
        "Suscríbete a nuestro boletín y recibe las noticias en tu correo electrónico.",
        "Iscriviti alla newsletter e ricevi le notizie nella tua email.",
        "Schrijf je in: abonneer je op onze nieuwsbrief.",
        "Подпишитесь на нашу рассылку, чтобы получать новости.",
    ],
)
def test_asks(line: str) -> None:
    assert asks(line, _words(line))


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        MORE,
        "The company said that it would change its privacy policy in the spring, after users complained.",
        "“Sign up for our newsletter,” the sign in the window of the shop said on Monday.",
        "Subscribers left in their thousands after the paper changed hands, two people who worked there said.",
        "She told the court that she had read the emails before she deleted them and closed the account.",
        "Our houses are cracked and our fields are unploughed, she said, and you can see it from the road.",
        "Der Minister sagte, er habe die Inhalte des Vertrags nicht gekannt, und trat am Montag zurück.",
    ],
)
def test_copy_asks_nothing(line: str) -> None:
    assert not asks(line, _words(line))


@pytest.mark.parametrize(
    "line",
    [
        "The harbour at dawn. (AP Photo/Ana Torres)",
        "Ana Torres looks on during the vote. (Kim Lee/Ledger)",
        "The harbour at dawn. Photo: Ana Torres",
        "The harbour at dawn Credit: Ana Torres/Getty",
        "Der Hafen am Morgen. Foto: Ana Torres/dpa",
        "Der Hafen am Morgen. © Ana Torres",
        "The harbour at dawn. Ana Torres/AFP via Getty Images",
        "The harbour at dawn, January 23, 2019. REUTERS/Ana Torres/File Photo",
        "Ana Torres, the mayor, speaks at the harbour, Thursday, June 29, 2023, in Oslo.",
        "FILE - Ana Torres, the mayor, leaves the harbour.",
        "Pictured: the mayor at the harbour",
        "The mayor, Ana Torres (left), and her deputy at the harbour",
        "The mayors of the two towns, from left, Ana Torres and Kim Lee",
        "The harbour at dawn — Picture by Ana Torres",
        "Image caption The harbour at dawn",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line, _words(line))


@pytest.mark.parametrize(
    "line",
    [
        "(Ana Torres / Associated Press)",
        "Photo by Ana Torres",
        "Ana Torres/Reuters",
        "© Ana Torres / Ledger",
        "Bild: Ana Torres",
    ],
)
def test_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        MORE,
        "The two sides met in Oslo on March 3, 2026, and again a week later, and agreed on nothing.",
        "He left the party in 2019 (and joined it again in 2023).",
        "The left won the vote, and the right lost it, in all but two of the towns.",
        "The video, shared by witnesses, showed smoke above the harbour on Sunday night.",
        "The minister said the photo was a fake: nobody had been in the harbour on that day.",
        "AP reported the news first, and the others followed within the hour, she said.",
    ],
)
def test_copy_is_no_caption(line: str) -> None:
    assert not is_caption(line, _words(line))
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "March 3, 2026", "Feb. 1, 2024", "3 March 2026 14:02 GMT", "Updated 3 March 2026, 14:02 GMT",
        "Published: 10:48, Tue, Nov 19, 2019 | Updated: 11:05, Tue, Nov 19, 2019", "2026-03-03", "03.03.2026, 15:44 Uhr",
        "vor 2 Stunden", "il y a 3 heures", "2 hours ago", "Yesterday", "9:04PM", "17:41 JST, October 13, 2024",
        "Stand: 26.04.2024, 20:44 Uhr", "Publié le 30 août 2023 à 14h52, modifié le 30 août 2023 à 15h54",
        "2024年10月13日", "Friday, 22 Nov 2024 4:55 PM MYT",
    ],
)  # fmt: skip
def test_stamps(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line", ["The harbour", "In March 2026", "By Ana Torres, March 3, 2026", "May day", "12", "Today we say no", PROSE]
)
def test_what_is_no_stamp(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ana Torres is a reporter who covers the harbour for the Ledger.",
        "Torres covers ports and shipping and is based in Oslo.",
        "Kim Lee has written about ports for ten years and is the author of two books.",
        "Kim Lee ist Redakteur im Ressort Wirtschaft.",
        "Follow her on Twitter at @analedger.",
        "Ana Torres can be reached at ana@ledger.example.",
        "The Ledger is an independent news organization dedicated to factual reporting.",
    ],
)
def test_bios(line: str) -> None:
    assert is_bio(line, _words(line))


@pytest.mark.parametrize(
    "line", [PROSE, MORE, "Ana Torres was joined on stage by a producer of the series.", "The reporter left the room."]
)
def test_copy_is_no_bio(line: str) -> None:
    assert not is_bio(line, _words(line))
