"""The signing secrets: files that only their owner reads, several lines while one is changed for another."""

import stat
from pathlib import Path

import pytest

from workers.delivery import secrets
from workers.delivery.secrets import SecretError
from workers.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_one_is_made_once_and_is_its_owner_s(settings: Settings) -> None:
    made = secrets.make(settings, "desk")
    assert made is not None
    assert secrets.make(settings, "desk") is None
    assert secrets.load(settings, "desk") == (made,)
    path = settings.home / "secrets" / "desk"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_all_lines_of_a_file_are_secrets(settings: Settings) -> None:
    old, new = secrets.make(settings, "old"), secrets.make(settings, "new")
    (settings.secrets_folder / "both").write_text(f"\n{new}\r\n  {old}\n\n")
    assert secrets.load(settings, "both") == (new, old)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("", "is empty"),
        ("hunter2\n", ":1: no secret"),
        ("whsec_c2hvcnQ=\n", ":1: no secret"),
        ("whsec_" + "QUJD" * 8 + "\nwhsec_***\n", ":2: no secret"),
        ("whsec_" + "QUJD" * 30, ":1: no secret"),
        ("whsec_gehe\u00fcim", "not ASCII"),
    ],
)
def test_what_is_none_is_named_but_never_shown(settings: Settings, content: str | None, said: str) -> None:
    settings.secrets_folder.mkdir(parents=True)
    if content is not None:
        (settings.secrets_folder / "desk").write_text(content)
    with pytest.raises(SecretError, match=said) as told:
        secrets.load(settings, "desk")
    assert str(settings.secrets_folder / "desk") in str(told.value)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("name", ["", "..", ".hidden", "../desk", "/etc/passwd", "a/b", "a\0b", "x" * 101])
def test_a_name_is_never_a_path(settings: Settings, name: str) -> None:
    with pytest.raises(SecretError, match="no name"):
        secrets.load(settings, name)
    with pytest.raises(SecretError, match="no name"):
        secrets.make(settings, name)
