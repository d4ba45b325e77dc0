"""All settings, in one class, from `WIREDESK_*`: the only reader of the environment."""

import os
import ssl
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import DirectoryPath, Field, FilePath, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MOUNTED = Path("/run/secrets")
"""Where Docker mounts secrets: a file `wiredesk_<name>` there is that setting, unless the environment has it."""


class SettingsError(Exception):
    """A setting that can't be used; the text names it."""


class Settings(BaseSettings):
    """What a deployment may set; each field is `WIREDESK_<NAME>`. Secrets are never printed."""

    model_config = SettingsConfigDict(
        env_prefix="WIREDESK_", frozen=True, extra="ignore", secrets_dir=MOUNTED if MOUNTED.is_dir() else None
    )

    home: Path = Field(Path(".wiredesk"), description="Folder of a local run: the broker, its data, logs.")

    kafka_bootstrap: str | None = Field(None, description="host:port[,...] of a cluster; without it, the local broker.")
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    kafka_sasl_username: str | None = Field(None, validate_default=True)
    kafka_sasl_password: SecretStr | None = Field(None, validate_default=True)
    kafka_ssl_cafile: FilePath | None = Field(None, description="PEM of the authority behind the brokers' certificate.")
    kafka_ssl_certfile: FilePath | None = Field(None, description="PEM of our own certificate, where the cluster asks.")
    kafka_ssl_keyfile: FilePath | None = None
    kafka_ssl_password: SecretStr | None = None
    kafka_session_timeout: float = Field(10.0, description="Seconds without a heartbeat until a worker counts as gone.")
    kafka_replication: int = Field(1, description="Replicas of each topic that `topics apply` makes.")

    broker_port: int = Field(9092, description="Port of the local broker; another one where it is in use; 0: any.")
    broker_heap: str = Field("512m", description="Java heap of the local broker.")

    prefix: str = Field("", pattern=r"^[A-Za-z0-9._-]*$", description="Put before each topic and group name.")
    partitions: int = Field(
        2, ge=1, description="Partitions of the topics before `link`: as many workers of a step can share its work."
    )

    batch_size: int = Field(100, ge=1, description="Records in one transaction, at most.")
    batch_bytes: int = Field(16 * 2**20, description="Bytes of input in one transaction, about.")
    fetch_wait_raw: float = Field(0.15, ge=0.01, description="Seconds that raw articles gather for a fetch, at most.")
    fetch_wait: float = Field(0.03, ge=0.01, description="The same for the records of the steps behind the first.")
    batch_wait: float = Field(0.005, ge=0, description="Seconds that a batch waits for more records.")
    pool_size: int = Field(1, ge=1, description="Processes of the pool of one worker.")
    item_bytes: int = Field(16 * 2**20, description="Largest input that a step reads.")
    item_memory: int = Field(1536 * 2**20, description="Memory that an item may take in its pool process, in bytes.")
    item_seconds: float = Field(60.0, description="Last resort: an item that takes longer is dead-lettered.")
    deadletter_run: int = Field(20, ge=1, description="Internal errors in a row that stop a worker.")
    deadletter_ratio: float = Field(0.5, gt=0, description="Share of the last 100 that does, too.")

    http_host: str = "127.0.0.1"
    http_port: int = Field(6066, description="First of the processes' ports, in the order of pipeline.PROCESSES.")
    ingest_bytes: int = Field(32 * 2**20, ge=1, description="Largest body of a post, decompressed.")
    ingest_in_flight: int = Field(128 * 2**20, ge=1, description="Bytes of all bodies that are in hand at once.")
    ingest_seconds: float = Field(60.0, gt=0, description="Time for the body of a post to arrive.")
    feed_contact: str | None = Field(None, description="An address in feeds' User-Agent, for publishers to reach you.")
    feed_bytes: int = Field(16 * 2**20, ge=1, description="Largest answer of a feed, decompressed.")
    feed_seconds: float = Field(60.0, gt=0, description="Time for one request to a feed, its body included.")
    api_key: SecretStr | None = Field(None, description="What `POST /articles` and `GET /events` must bring, if set.")
    desk_hosts: str = Field("", description="Names, comma-separated, that the desk page is reached by; *: any.")
    allow_private: bool = Field(False, description="Let feeds and webhooks reach private and loopback addresses.")
    entities: str | None = Field(
        None, description="A spaCy pipeline (installed, or a folder) that finds the entities instead of ours."
    )
    profiles: DirectoryPath | None = Field(None, description="Folder of site profiles for cleaning (`profile learn`).")
    secrets: Path | None = Field(None, description="Folder of the webhooks' secrets. [<home>/secrets]")
    webhook_timeout: float = Field(15.0, gt=0, le=25, description="Seconds that a webhook's receiver has to answer.")
    webhook_delays: str = Field(
        "5 300 1800 7200 18000 36000 50400 72000 86400",
        pattern=r"^\d+(\.\d+)?( \d+(\.\d+)?)*$",
        description="Seconds from one attempt to the next; after the last one an alert is given up at that webhook.",
    )
    events_clients: int = Field(100, ge=0, description="Clients of `GET /events` at a time.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = Field("text", description="json: one object a line, for machines.")

    @cached_property
    def secrets_folder(self) -> Path:
        """Where the webhooks' secrets are."""
        return self.secrets or self.home / "secrets"

    @field_validator("kafka_sasl_username", "kafka_sasl_password")
    @classmethod
    def _said_with_sasl(cls, value: object, info: ValidationInfo) -> object:
        protocol = str(info.data.get("kafka_security_protocol"))
        if value is None and protocol.startswith("SASL"):
            raise ValueError(f"must be set with WIREDESK_KAFKA_SECURITY_PROTOCOL={protocol}")
        return value

    def port(self, place: int) -> int:
        """The port of the process at `place` in workers.pipeline.PROCESSES; 0 (any) where `http_port` is 0."""
        return self.http_port and self.http_port + place

    def topic(self, name: str) -> str:
        """The topic's name on the broker."""
        return self.prefix + name

    def logical(self, topic: str) -> str:
        """The name without the prefix: the other way round of `topic`."""
        return topic.removeprefix(self.prefix)

    def group(self, step: str) -> str:
        """The consumer group of a step; it carries the prefix, as the transactional ids drawn from it must."""
        return f"{self.prefix}wiredesk.{step}"

    def anew(self) -> "Settings":
        """The same settings, which look anew for where the local broker listens."""
        return Settings(**{name: getattr(self, name) for name in self.model_fields_set})

    def environment(self) -> dict[str, str]:
        """The environment of a child process that is to have these settings."""
        own = {}
        for name in self.model_fields_set:
            value = getattr(self, name)
            if value is not None:
                own[f"WIREDESK_{name.upper()}"] = str(_revealed(value) if isinstance(value, SecretStr) else value)
        return {**os.environ, **own}

    @cached_property
    def bootstrap(self) -> str:
        """`host:port` to connect to: the cluster that was set, or else the local broker where it said it listens."""
        if self.kafka_bootstrap:
            return self.kafka_bootstrap
        note = self.home / "broker" / "bootstrap"
        return note.read_text().strip() if note.exists() else f"127.0.0.1:{self.broker_port}"

    @cached_property
    def kafka(self) -> dict[str, Any]:
        """Connection arguments as aiokafka's clients take them."""
        arguments: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap,
            "security_protocol": self.kafka_security_protocol,
        }
        if self.kafka_security_protocol.startswith("SASL"):
            arguments |= {
                "sasl_mechanism": self.kafka_sasl_mechanism,
                "sasl_plain_username": self.kafka_sasl_username,
                "sasl_plain_password": _revealed(self.kafka_sasl_password),
            }
        if self.kafka_security_protocol.endswith("SSL"):
            arguments["ssl_context"] = self._tls()
        return arguments

    def _tls(self) -> ssl.SSLContext:
        """The files of this class as a TLS context. Raises SettingsError for one that holds no certificate or key."""
        from aiokafka.helpers import create_ssl_context

        authority, own = _text(self.kafka_ssl_cafile), _text(self.kafka_ssl_certfile)
        try:
            create_ssl_context(cafile=authority)
        except OSError as error:
            raise SettingsError(f"WIREDESK_KAFKA_SSL_CAFILE={authority}: no certificate in it ({error})") from error
        key, password = _text(self.kafka_ssl_keyfile), _revealed(self.kafka_ssl_password)
        try:
            # Without any password, OpenSSL would ask the terminal for one.
            context: ssl.SSLContext = create_ssl_context(
                cafile=authority, certfile=own, keyfile=key, password=password or ""
            )
        except OSError as error:
            raise SettingsError(
                f"WIREDESK_KAFKA_SSL_CERTFILE={own}, WIREDESK_KAFKA_SSL_KEYFILE={key}: no certificate with its key, or "
                f"another password than WIREDESK_KAFKA_SSL_PASSWORD ({error})"
            ) from error
        return context


def _revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
