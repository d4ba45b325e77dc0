"""`wiredesk tag`: a text or a file, as people, programs and browsers read it."""

from pathlib import Path

import orjson
from typer.testing import CliRunner, Result

from workers.__main__ import app

TEXT = 'Foreign Minister Wanjiku Baraka of Kenya met Japanese envoys in Osaka on Monday. "We signed," Baraka said.'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["tag", *arguments])


def test_a_text_is_marked_and_who_is_meant_told() -> None:
    result = run(TEXT)
    assert result.exit_code == 0
    assert "[Wanjiku Baraka|PERSON]" in result.stdout.replace("\n", " ")
    row = next(line for line in result.stdout.splitlines() if line.startswith("Wanjiku Baraka (Baraka)"))
    assert "KEN GOV" in row
    assert "“We signed,” — Wanjiku Baraka (said)" in result.stdout


def test_as_json_it_is_the_record() -> None:
    record = orjson.loads(run(TEXT, "--json").stdout)
    assert record["body_text"] == TEXT
    assert {m["text"] for m in record["mentions"]} >= {"Wanjiku Baraka", "Kenya", "Osaka", "Monday"}


def test_as_html_it_is_a_page_of_displacy() -> None:
    page = run("A <b>Kenyan</b> met.", "--html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert '<mark class="entity"' in page
    assert "<b>Kenyan" not in page


def test_the_articles_of_a_file_are_cleaned_first(tmp_path: Path) -> None:
    record = orjson.dumps({"uri": "urn:x:1", "body": f"<html><body><p>{TEXT}</p></body></html>"}).decode()
    path = tmp_path / "articles.jsonl"
    path.write_text(record + "\n", "utf-8")
    found = orjson.loads(run(str(path), "--json").stdout)
    assert found["uri"] == "urn:x:1"
    assert "<p>" not in found["body_text"]
    assert any(m["name"] == "Wanjiku Baraka" for m in found["mentions"])


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"uri": "urn:x:1", "body": ""}\n', "utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert "urn:x:1" in result.stderr


def test_one_form_at_a_time() -> None:
    result = run(TEXT, "--html", "--json")
    assert result.exit_code == 2
    assert "one of them" in result.stderr
