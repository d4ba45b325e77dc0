"""The broker's `server.properties`: the settings that docker-compose.yml shares, and the local run's own below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
"""The local broker listens here only: it asks nobody who they are."""


def shared() -> str:
    """The text of the settings that the local broker and docker-compose.yml have in common."""
    return Path(__file__).with_name("server.properties").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Listener:
    """A further door of the local broker: its name (letters and digits), security protocol and port, and Kafka's
    properties of it without their prefix (`ssl.keystore.location`, `scram-sha-512.sasl.jaas.config`)."""

    name: str
    protocol: str
    port: int
    properties: Mapping[str, str] = field(default_factory=dict)


def server_properties(data: Path, port: int, controller_port: int, listeners: Sequence[Listener] = ()) -> str:
    """The whole text for a local run. Where a key comes twice, Kafka takes the last."""
    doors = [f"PLAINTEXT://{HOST}:{port}", *(f"{door.name}://{HOST}:{door.port}" for door in listeners)]
    own = {
        "listeners": ",".join([*doors, f"CONTROLLER://{HOST}:{controller_port}"]),
        "advertised.listeners": ",".join(doors),
        "controller.quorum.bootstrap.servers": f"{HOST}:{controller_port}",
        "log.dirs": str(data),
    }
    if listeners:
        protocols = [f"{door.name}:{door.protocol}" for door in listeners]
        own["listener.security.protocol.map"] = ",".join(["CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT", *protocols])
    for door in listeners:
        own |= {f"listener.name.{door.name.lower()}.{key}": value for key, value in door.properties.items()}
    return shared() + "\n# This run's own.\n" + "".join(f"{key}={_escaped(value)}\n" for key, value in own.items())


def _escaped(value: str) -> str:
    r"""As Java reads a property: a backslash is doubled, and what is not ASCII is `\uXXXX` (UTF-16)."""
    units = value.replace("\\", "\\\\").encode("utf-16-be")
    codes = [int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2)]
    return "".join(chr(code) if code < 128 else f"\\u{code:04x}" for code in codes)
