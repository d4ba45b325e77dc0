"""What a step's builder is given besides, by a setting: the files of a folder, read once, before the processes start,
so that all of them and those that replace them have the same; or a name that it loads by itself."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from workers.pipeline import Step, named
from workers.settings import Settings

SUFFIX = ".json"


class SupplyError(Exception):
    """A file or folder that a step was to be given can't be used; the text says which, why, and by which setting."""


def supplied(steps: Sequence[Step], settings: Settings) -> tuple[Step, ...]:
    """`steps` with what they take. What a step is given is part of its version, for it changes its outputs.

    Raises SupplyError.
    """
    return tuple(_supplied(step, settings) for step in steps)


def _supplied(step: Step, settings: Settings) -> Step:
    setting, reader = step.takes or ("", "")
    folder: Path | str | None = getattr(settings, setting) if setting else None
    if folder is None:
        return step
    if isinstance(folder, str):
        try:
            return replace(step, supply=folder, version=f"{step.version}+{named(reader)(folder)}")
        except (OSError, ValueError) as error:
            raise SupplyError(f"{error} (WIREDESK_{setting.upper()})") from error
    try:
        found = files(folder)
        supply = named(reader)(found) if found else None
    except OSError as error:
        raise SupplyError(f"{folder}: {error.strerror} (WIREDESK_{setting.upper()})") from error
    except ValueError as error:
        raise SupplyError(f"{folder}/{error} (WIREDESK_{setting.upper()})") from error
    if not found:
        return step
    digest = sha256(b"".join(name.encode() + content for name, content in sorted(found.items()))).hexdigest()[:8]
    return replace(step, supply=supply, version=f"{step.version}+{digest}")


def files(folder: Path) -> dict[str, bytes]:
    """The content of a folder's files by name. Raises OSError."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"*{SUFFIX}")) if path.is_file()}
