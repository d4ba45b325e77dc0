"""What a step is given besides: read once, checked, part of its version."""

from pathlib import Path

import pytest

from tests.core.clean.test_profiles import _profile
from workers.pipeline import STEPS
from workers.pool.supplies import SupplyError, supplied
from workers.settings import Settings

CLEAN, TAG = STEPS["clean"], STEPS["tag"]


def test_without_a_folder_a_step_stays_as_it_is(tmp_path: Path) -> None:
    assert supplied((CLEAN, TAG), Settings(profiles=None)) == (CLEAN, TAG)
    assert supplied((CLEAN,), Settings(profiles=tmp_path)) == (CLEAN,)


def test_its_files_are_part_of_its_version(tmp_path: Path) -> None:
    profile = _profile()
    (tmp_path / "ledger.json").write_bytes(profile.dumped())
    (tmp_path / "notes.txt").write_text("not for the step")
    clean, tag = supplied((CLEAN, TAG), Settings(profiles=tmp_path))
    assert tag == TAG
    assert clean.supply == {profile.name: profile}
    assert clean.version.startswith(f"{CLEAN.version}+")
    again, _ = supplied((CLEAN, TAG), Settings(profiles=tmp_path))
    assert again == clean
    (tmp_path / "ledger.json").write_bytes(_profile(5).dumped())
    changed, _ = supplied((CLEAN, TAG), Settings(profiles=tmp_path))
    assert changed.version not in (clean.version, CLEAN.version)
    assert callable(clean.build())


def test_a_file_that_is_none_is_named_with_its_setting(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(SupplyError, match=r"bad\.json: a profile is .* \(WIREDESK_PROFILES\)"):
        supplied((CLEAN,), Settings(profiles=tmp_path))
