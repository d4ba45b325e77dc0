"""The webhooks' signing secrets: a file each in the folder of the settings, never on a topic.

A line is one secret as Standard Webhooks writes it (`whsec_` and base64 of 24 to 64 bytes). All lines of a file sign:
to change a secret, add the new one as a line, and take the old one out when the receiver has the new one.
"""

import binascii
import os
import re
import secrets
from base64 import b64decode, b64encode
from pathlib import Path

from workers.settings import Settings

PREFIX = "whsec_"
SIZES = (24, 64)
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
"""What a secret, and a webhook, may be called: never a path."""


class SecretError(Exception):
    """A secret that can't be used; the text names the file and what to do, never what it holds."""


def load(settings: Settings, name: str) -> tuple[str, ...]:
    """The secrets that are called `name`, in the order of their lines. Raises SecretError."""
    path = _path(settings, name)
    try:
        lines = path.read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not ASCII"
        raise SecretError(f"{path}: {reason}; `wiredesk webhooks add` makes one") from error
    found = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    for number, line in found:
        if not _is_secret(line):
            raise SecretError(
                f"{path}:{number}: no secret; one is {PREFIX} and base64 of {SIZES[0]} to {SIZES[1]} bytes"
            )
    if not found:
        raise SecretError(f"{path}: it is empty; a line of it is {PREFIX} and base64 of 32 random bytes")
    return tuple(line for _, line in found)


def make(settings: Settings, name: str) -> str | None:
    """Make a secret called `name`, readable by its owner only, and give it; None where there is one. Raises
    SecretError."""
    path = _path(settings, name)
    secret = PREFIX + b64encode(secrets.token_bytes(32)).decode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret + "\n")
    except FileExistsError:
        return None
    except OSError as error:
        raise SecretError(f"{path}: {error.strerror}; WIREDESK_SECRETS names another folder") from error
    return secret


def _path(settings: Settings, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise SecretError(f"{name!r} is no name for a secret: letters, digits, `_`, `-` and `.` within")
    return settings.secrets_folder / name


def _is_secret(line: str) -> bool:
    try:
        size = len(b64decode(line.removeprefix(PREFIX), validate=True))
    except (binascii.Error, ValueError):
        return False
    return line.startswith(PREFIX) and SIZES[0] <= size <= SIZES[1]
