"""A real broker behind TLS and passwords, with certificates made for it, and the settings that let one in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives import serialization

from workers.broker.config import HOST, Listener
from workers.broker.local import LocalBroker, _free_port
from workers.settings import Settings

USER, PASSWORD = "desk", "a password"


@dataclass(frozen=True)
class Files:
    """PEM files: the authority of broker and clients, another one, a client's certificate and key."""

    authority: Path
    stranger: Path
    certificate: Path
    key: Path


@dataclass(frozen=True)
class Secured:
    """The broker's doors by their name; `plain` asks nobody anything."""

    files: Files
    ports: dict[str, int]

    def settings(self, door: str, **more: Any) -> Settings:
        """Settings for `door`, with `more`."""
        return Settings(kafka_bootstrap=f"{HOST}:{self.ports[door]}", **more)

    def way(self, name: str) -> dict[str, Any]:
        """The settings of a way in, by its name; the first word is the door's."""
        tls = {"kafka_security_protocol": "SSL", "kafka_ssl_cafile": self.files.authority}
        own = {"kafka_ssl_certfile": self.files.certificate, "kafka_ssl_keyfile": self.files.key}
        user = {"kafka_sasl_username": USER, "kafka_sasl_password": PASSWORD}
        sasl = tls | user | {"kafka_security_protocol": "SASL_SSL"}
        return {
            "tls": tls,
            "mutual": tls | own,
            "sasl PLAIN": sasl | {"kafka_sasl_mechanism": "PLAIN"},
            "sasl SCRAM-SHA-512": sasl | {"kafka_sasl_mechanism": "SCRAM-SHA-512"},
        }[name]


@contextmanager
def secured(home: Path) -> Iterator[Secured]:
    """The broker, running, in the folder `home`."""
    authority, stranger = trustme.CA(), trustme.CA()
    files = Files(*(home / f"{name}.pem" for name in ("authority", "stranger", "certificate", "key")))
    authority.cert_pem.write_to_path(str(files.authority))
    stranger.cert_pem.write_to_path(str(files.stranger))
    client = authority.issue_cert(f"{USER}@desk.example", common_name=USER)
    client.cert_chain_pems[0].write_to_path(str(files.certificate))
    client.private_key_pem.write_to_path(str(files.key))

    tls = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(_key_store(home, authority)),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(files.authority),
    }
    login = "org.apache.kafka.common.security"
    sasl = {
        "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512",
        "plain.sasl.jaas.config": f'{login}.plain.PlainLoginModule required user_{USER}="{PASSWORD}";',
        "scram-sha-512.sasl.jaas.config": f"{login}.scram.ScramLoginModule required;",
    }
    doors = [
        Listener("TLS", "SSL", _free_port(), tls),
        Listener("MUTUAL", "SSL", _free_port(), tls | {"ssl.client.auth": "required"}),
        Listener("SASL", "SASL_SSL", _free_port(), tls | sasl),
    ]
    broker = LocalBroker(
        home,
        Settings(home=home, broker_port=0, kafka_bootstrap=None),
        listeners=doors,
        scram=[f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"],
    )
    try:
        plain = int(broker.start().rpartition(":")[2])
        yield Secured(files, {door.name.lower(): door.port for door in doors} | {"plain": plain})
    finally:
        broker.stop()


def _key_store(home: Path, authority: trustme.CA) -> Path:
    """The broker's key and certificate, the key in PKCS #8: Kafka reads no other."""
    own = authority.issue_cert(HOST)
    key = serialization.load_pem_private_key(own.private_key_pem.bytes(), None).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = home / "keystore.pem"
    path.write_bytes(key + b"".join(pem.bytes() for pem in own.cert_chain_pems))
    return path
