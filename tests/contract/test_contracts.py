"""The export as a command: what is committed is what the code says, and a break is refused with nothing written."""

from pathlib import Path

import orjson
import pytest

from schemas.compat import breaks
from schemas.export import documents
from workers import contracts


def test_what_is_committed_is_what_the_code_says() -> None:
    assert contracts.stale(contracts.files(), contracts.EXPORTED) == [], "run `make schemas`, commit what it writes"


def test_no_reader_of_the_last_release_is_broken() -> None:
    """A break can't be hidden by exporting anew: what was released moves with `make schemas-release` only."""
    released = contracts.read(contracts.RELEASED)
    assert released, "schemas/released is what the contracts are held to"
    broken = breaks(released, documents())
    assert not broken, contracts.refusal(broken)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the test's own: nothing exported, nothing released."""
    for name in ("exported", "released"):
        monkeypatch.setattr(contracts, name.upper(), tmp_path / name)
    monkeypatch.setattr(contracts, "SCHEMAS", tmp_path)
    return tmp_path


def test_export_check_and_release(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert contracts.main(["--check"]) == 1
    assert "Run `make schemas`" in capsys.readouterr().out
    assert contracts.main([]) == 0
    assert contracts.main(["--check"]) == 0
    assert {path.name for path in (folders / "exported").iterdir()} == contracts.files().keys()
    (folders / "exported" / "old.json").write_text("{}")
    (folders / "exported" / "news.raw.json").write_text("{}")
    assert contracts.main(["--check"]) == 1
    assert "news.raw.json, old.json" in capsys.readouterr().out
    assert contracts.main(["--release"]) == 0
    assert contracts.stale(contracts.files(), folders / "exported") == []
    assert contracts.read(folders / "released") == documents()


@pytest.mark.parametrize("arguments", [[], ["--check"], ["--release"]])
def test_a_break_is_refused_and_nothing_is_written(
    folders: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """As if the code had lost a field since the release."""
    contracts.main(["--release"])
    released = folders / "released" / "news.stories.json"
    promised = orjson.loads(released.read_bytes())
    promised["$defs"]["Story"]["properties"]["mood"] = {"type": "string"}
    released.write_bytes(orjson.dumps(promised))
    before = {path: path.read_bytes() for path in folders.rglob("*.json")}
    assert contracts.main(arguments) == 1
    assert "\n  news.stories Story.mood: the field is gone\n" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folders.rglob("*.json")} == before


def test_a_new_field_is_told_and_let_through(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contracts.main(["--release"])
    released = folders / "released" / "news.stories.json"
    promised = orjson.loads(released.read_bytes())
    del promised["$defs"]["Story"]["properties"]["retracted"]
    released.write_bytes(orjson.dumps(promised))
    capsys.readouterr()
    assert contracts.main([]) == 0
    assert "may change: news.stories Story.retracted: the field is new, and may be left out" in capsys.readouterr().out
