"""The language of a text: one row each, in the project's own words."""

# ruff: noqa: E501 - rows of sample lines

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned
from workers.core.clean.language import english, language

TEXTS = {
    "en": f"{PROSE} {MORE}",
    "de": "Der Minister sagte am Dienstag, die Gespräche würden bis in den Herbst dauern, und niemand widersprach ihm.",
    "fr": "Le ministre a déclaré mardi que les discussions dureraient jusqu'à l'automne, et personne n'a protesté.",
    "es": "El ministro dijo el martes que las conversaciones seguirían hasta el otoño, y nadie en la sala protestó.",
    "it": "Il ministro ha detto martedì che i colloqui sarebbero durati fino all'autunno, e nessuno ha protestato.",
    "pt": "O ministro disse na terça-feira que as conversas continuariam até ao outono, e ninguém na sala protestou.",
    "nl": "De minister zei dinsdag dat de gesprekken tot de herfst zouden duren, en niemand in de zaal maakte bezwaar.",
    "sv": "Ministern sade på tisdagen att samtalen skulle pågå till hösten, och ingen i rummet hade något emot det.",
    "da": "Ministeren sagde tirsdag, at samtalerne ville fortsætte indtil efteråret, og ingen i lokalet protesterede.",
    "fi": "Ministeri sanoi tiistaina, että neuvottelut jatkuvat syksyyn saakka, eikä kukaan huoneessa vastustanut sitä.",
    "pl": "Minister powiedział we wtorek, że rozmowy potrwają do jesieni, i nikt na sali nie zgłosił sprzeciwu.",
    "cs": "Ministr v úterý řekl, že jednání potrvají až do podzimu, a nikdo v místnosti proti tomu nic nenamítal.",
    "hu": "A miniszter kedden azt mondta, hogy a tárgyalások őszig tartanak, és a teremben senki sem tiltakozott.",
    "ro": "Ministrul a declarat marți că discuțiile vor continua până în toamnă, iar nimeni din sală nu a protestat.",
    "tr": "Bakan salı günü görüşmelerin sonbahara kadar süreceğini söyledi ve odadaki hiç kimse buna itiraz etmedi.",
    "ru": "Министр заявил во вторник, что переговоры продлятся до осени, и никто в зале не стал ему возражать.",
    "uk": "Міністр заявив у вівторок, що переговори триватимуть до осені, і ніхто в залі не заперечив йому. Два посланці до ночі залишили місто, а третій мав вирушити слідом за ними.",
    "el": "Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες θα διαρκέσουν ως το φθινόπωρο και κανείς δεν διαφώνησε.",
    "ar": "قال الوزير يوم الثلاثاء إن المحادثات ستستمر حتى الخريف، ولم يعترض أحد في القاعة على كلامه. وغادر مبعوثان المدينة قبل حلول الليل، ومن المتوقع أن يلحق بهما مبعوث ثالث قريبا.",
    "he": "השר אמר ביום שלישי כי השיחות יימשכו עד הסתיו, ואיש מן הנוכחים באולם לא התנגד לדבריו. שני שליחים עזבו את העיר עד רדת הלילה, ושליח שלישי צפוי לצאת בעקבותיהם בקרוב.",
    "hi": "मंत्री ने मंगलवार को कहा कि बातचीत शरद ऋतु तक चलेगी और कमरे में किसी ने इसका विरोध नहीं किया। दो दूत रात होने से पहले शहर से चले गए थे और तीसरे के भी जल्द ही जाने की उम्मीद है, उनके कार्यालयों ने बताया।",
    "vi": "Bộ trưởng cho biết hôm thứ Ba rằng các cuộc đàm phán sẽ kéo dài đến mùa thu, và không ai trong phòng phản đối.",
    "ja": "大臣は火曜日、協議は秋まで続くと述べ、会場の誰からも異論は出なかった。代表団は夜までに街を離れたという。"
    "港では三日間にわたって作業が止まり、組合は水曜日に投票を行う予定だと発表した。",
    "ko": "장관은 화요일 회담이 가을까지 계속될 것이라고 말했고, 회의장에 있던 누구도 이에 반대하지 않았다. "
    "두 특사는 해질 무렵 도시를 떠났으며 세 번째 특사도 곧 떠날 것으로 보인다고 대변인이 전했다. 노조는 수요일에 투표한다.",
    "zh": "部长星期二表示，会谈将持续到秋天，会场上没有人提出反对。两位特使在天黑前已经离开了这座城市，预计第三位也将随后离开。"
    "港口已停工三天，工会宣布将于星期三举行投票，公司没有回答记者的提问。",
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_language(code: str, text: str) -> None:
    assert language(text) == code
    assert english(text) == (code == "en")


@pytest.mark.parametrize("text", ["Yes.", "Nachrichten", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "..."])
def test_too_little_says_nothing(text: str) -> None:
    assert language(text) is None


def test_the_record_has_it() -> None:
    assert cleaned(TEXTS["es"]).language == "es"
    assert cleaned(TEXTS["ja"]).language == "ja"


def test_where_two_are_nearly_one_it_says_nothing() -> None:
    """Indonesian that may as well be Malay."""
    text = "Menteri mengatakan pada hari Selasa bahwa perundingan akan berlangsung hingga musim gugur dan tidak ada yang keberatan. Dua utusan telah meninggalkan kota itu sebelum malam, kata kantor mereka, dan utusan ketiga akan segera menyusul."
    assert language(text) is None
