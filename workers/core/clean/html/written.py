"""Days and times of day as pages show them in many languages, as ISO 8601."""

# ruff: noqa: E501 - a language's months are one line, that the table can be read down

import re
from datetime import datetime

_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar m\u00e4rz april mai juni juli august september oktober november dezember",
    "j\u00e4nner feber maerz april mai juni juli august september oktober november dezember",
    "janvier f\u00e9vrier mars avril mai juin juillet ao\u00fbt septembre octobre novembre d\u00e9cembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro mar\u00e7o abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrze\u015bnia pa\u017adziernika listopada grudnia",
    "ledna \u00fanora b\u0159ezna dubna kv\u011btna \u010dervna \u010dervence srpna z\u00e1\u0159\u00ed \u0159\u00edjna listopadu prosince",
    "ocak \u015fubat mart nisan may\u0131s haziran temmuz a\u011fustos eyl\u00fcl ekim kas\u0131m aral\u0131k",
    "\u044f\u043d\u0432\u0430\u0440\u044f \u0444\u0435\u0432\u0440\u0430\u043b\u044f \u043c\u0430\u0440\u0442\u0430 \u0430\u043f\u0440\u0435\u043b\u044f \u043c\u0430\u044f \u0438\u044e\u043d\u044f \u0438\u044e\u043b\u044f \u0430\u0432\u0433\u0443\u0441\u0442\u0430 \u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043d\u043e\u044f\u0431\u0440\u044f \u0434\u0435\u043a\u0430\u0431\u0440\u044f",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_NUMBER = {name: n for names in _MONTHS for n, name in enumerate(names.split(), 1)}
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|\u00ba|er)?\s{1,2}(?:de\s)?([^\W\d_]{3,12})\.?,?\s{1,2}(?:de\s)?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-./\u5e74\ub144]\s?(\d{1,2})\s?[-./\u6708\uc6d4]\s?(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:.h](\d\d)(?::\d\d)?(?!\d|\.\d)(?:\s?([ap])\.?m\b)?", re.IGNORECASE)


def written(text: str) -> str | None:
    """The first day that `text` names in full, with the time of day behind it; none if it names none. Days and months
    in numbers with slashes are left out: which is which differs from country to country."""
    for pattern, order in ((_DAY_MONTH, (2, 1, 0)), (_MONTH_DAY, (2, 0, 1)), (_ISO, (0, 1, 2)), (_DOTTED, (2, 1, 0))):
        for match in pattern.finditer(text):
            year, month, day = (match.groups()[at] for at in order)
            number = _NUMBER.get(month.lower()) or (int(month) if month.isdigit() else None)
            if number is not None and (found := _time(int(year), number, int(day), text[match.end() :])):
                return found
    return None


def _time(year: int, month: int, day: int, rest: str) -> str | None:
    try:
        date = datetime(year, month, day)  # noqa: DTZ001 - the zone is what the page says, if it does
    except ValueError:
        return None
    clock = _CLOCK.search(rest[:40])
    if clock is None:
        return f"{date:%Y-%m-%d}"
    hour = int(clock[1]) % 12 + 12 * (clock[3].lower() == "p") if clock[3] else int(clock[1])
    return f"{date:%Y-%m-%d}T{hour:02d}:{clock[2]}" if hour < 24 and int(clock[2]) < 60 else f"{date:%Y-%m-%d}"
