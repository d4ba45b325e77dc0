"""`wiredesk profile`: learn from files, list, show, and what `pipe` makes of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.core.clean.test_profiles import ASK, SUBJECTS, _page


def _wiredesk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workers", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=120
    )


def _backlog(path: Path) -> Path:
    file = path / "backlog.jsonl"
    rows = [
        {"uri": f"urn:{subject}", "source": "The Ledger", "mimetype": "text/plain", "body": _page(subject).body}
        for subject in SUBJECTS
    ]
    rows += [{"uri": "urn:x", "body": "Nobody knows where this came from, and nobody will."}]
    rows += [{"uri": "urn:y", "source": "Once", "body": "Seen once, and never again, in all of the year."}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_learn_list_show_and_use(tmp_path: Path) -> None:
    file, folder = _backlog(tmp_path), tmp_path / "profiles"
    learned = _wiredesk("profile", "learn", str(file), "--into", str(folder))
    assert learned.returncode == 0, learned.stderr
    assert learned.stdout.startswith("new ")
    assert "10 articles read, 1 profiles, 1 sources with fewer than 3 articles, 1 articles without" in learned.stderr
    again = _wiredesk("profile", "learn", str(file), WIREDESK_PROFILES=str(folder))
    assert again.stdout.startswith("unchanged ")
    (name,) = [path.name for path in folder.iterdir()]
    assert name == "the-ledger.json"

    listed = _wiredesk("profile", "list", "--in", str(folder))
    assert "the ledger" in listed.stdout
    shown = _wiredesk("profile", "show", "The Ledger", "--in", str(folder), "--full")
    assert ASK.lower() in shown.stdout
    assert _wiredesk("profile", "show", "The Gazette", "--in", str(folder)).returncode == 1

    done = _wiredesk("pipe", "--steps", "clean", str(file), WIREDESK_PROFILES=str(folder))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    version = shown.stdout.split("version ")[1][:12]
    assert [r.get("profile") for r in records][:2] == [f"the ledger@{version}"] * 2
    assert records[-1].get("profile") is None
    assert not [r for r in records if ASK in r["body_text"]]


def test_what_can_not_be_is_said(tmp_path: Path) -> None:
    file = _backlog(tmp_path)
    assert "--into DIR" in _wiredesk("profile", "learn", str(file)).stderr
    assert "PATHS or --from" in _wiredesk("profile", "learn", "--into", str(tmp_path)).stderr
    nothing = _wiredesk("profile", "learn", str(file), "--into", str(tmp_path), "--least", "20")
    assert nothing.returncode == 1
    assert "0 profiles" in nothing.stderr
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "x.json").write_text("[]")
    refused = _wiredesk("pipe", "--steps", "clean", str(file), WIREDESK_PROFILES=str(bad))
    assert refused.returncode == 2
    assert "x.json: a profile is" in refused.stderr
    assert _wiredesk("profile", "list", "--in", str(bad)).returncode == 1
