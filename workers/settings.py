"""All settings, in one class, from `WIREDESK_*`: the only reader of the environment."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import DirectoryPath, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a deployment may set; each field is `WIREDESK_<NAME>`. Secrets are never printed."""

    model_config = SettingsConfigDict(env_prefix="WIREDESK_", frozen=True, extra="ignore")

    home: Path = Field(Path(".wiredesk"), description="Folder of a local run: the broker, its data, logs.")

    kafka_bootstrap: str | None = Field(None, description="host:port[,...] of a cluster; without it, the local broker.")
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    kafka_sasl_username: str | None = None
    kafka_sasl_password: SecretStr | None = None
    kafka_ssl_cafile: Path | None = Field(None, description="PEM of the authority behind the brokers' certificate.")
    kafka_ssl_certfile: Path | None = Field(None, description="PEM of our own certificate, where the cluster asks.")
    kafka_ssl_keyfile: Path | None = None
    kafka_ssl_password: SecretStr | None = None
    kafka_session_timeout: float = Field(10.0, description="Seconds without a heartbeat until a worker counts as gone.")
    kafka_replication: int = Field(1, description="Replicas of each topic that `topics apply` makes.")

    broker_port: int = Field(9092, description="Port of the local broker; another one where it is in use; 0: any.")
    broker_heap: str = Field("512m", description="Java heap of the local broker.")

    prefix: str = Field("", pattern=r"^[A-Za-z0-9._-]*$", description="Put before each topic and group name.")
    partitions: int = Field(4, ge=1, description="Partitions of the topics before `link`.")

    batch_size: int = Field(100, ge=1, description="Records in one transaction, at most.")
    batch_bytes: int = Field(16 * 2**20, description="Bytes of input in one transaction, about.")
    batch_wait: float = Field(0.005, ge=0, description="Seconds that a batch waits for more records.")
    pool_size: int = Field(1, ge=1, description="Processes of the pool of one worker.")
    item_bytes: int = Field(16 * 2**20, description="Largest input that a step reads.")
    item_memory: int = Field(1536 * 2**20, description="Memory that an item may take in its pool process, in bytes.")
    item_seconds: float = Field(60.0, description="Last resort: an item that takes longer is dead-lettered.")
    deadletter_run: int = Field(20, ge=1, description="Internal errors in a row that stop a worker.")
    deadletter_ratio: float = Field(0.5, gt=0, description="Share of the last 100 that does, too.")

    http_host: str = "127.0.0.1"
    http_port: int = Field(6066, description="First of the processes' ports, in the order of pipeline.PROCESSES.")
    api_key: SecretStr | None = Field(None, description="What `POST /articles` must bring as a bearer token, if set.")
    allow_private: bool = Field(False, description="Let feeds and webhooks reach private and loopback addresses.")
    profiles: DirectoryPath | None = Field(None, description="Folder of site profiles for cleaning (`profile learn`).")
    secrets: Path | None = Field(None, description="Folder of the webhooks' secrets. [<home>/secrets]")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = Field("text", description="json: one object a line, for machines.")

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
            from aiokafka.helpers import create_ssl_context

            arguments["ssl_context"] = create_ssl_context(
                cafile=_text(self.kafka_ssl_cafile),
                certfile=_text(self.kafka_ssl_certfile),
                keyfile=_text(self.kafka_ssl_keyfile),
                password=_revealed(self.kafka_ssl_password),
            )
        return arguments


def _revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
