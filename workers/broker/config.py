"""The broker's `server.properties`: the settings that docker-compose.yml shares, and the local run's own below them."""

from pathlib import Path

HOST = "127.0.0.1"
"""The local broker listens here only: it asks nobody who they are."""


def shared() -> str:
    """The text of the settings that the local broker and docker-compose.yml have in common."""
    return Path(__file__).with_name("server.properties").read_text("utf-8")


def server_properties(data: Path, port: int, controller_port: int) -> str:
    """The whole text for a local run. Where a key comes twice, Kafka takes the last."""
    own = {
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "controller.quorum.bootstrap.servers": f"{HOST}:{controller_port}",
        "log.dirs": str(data),
    }
    return shared() + "\n# This run's own.\n" + "".join(f"{key}={_escaped(value)}\n" for key, value in own.items())


def _escaped(value: str) -> str:
    r"""As Java reads a property: a backslash is doubled, and what is not ASCII is `\uXXXX` (UTF-16)."""
    units = value.replace("\\", "\\\\").encode("utf-16-be")
    codes = [int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2)]
    return "".join(chr(code) if code < 128 else f"\\u{code:04x}" for code in codes)
