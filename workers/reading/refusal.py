"""Why a cluster does not let us in, in words: aiokafka logs the cause and raises that nothing answers."""

import ssl
from typing import Any

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

PATIENCE_MS = 5_000
_SETTING = "WIREDESK_KAFKA_"


async def refusal(arguments: dict[str, Any]) -> str | None:
    """Knock once more at each host of the connection `arguments` (aiokafka's), and say what one that is there objects
    to and which setting mends it; None where none is there, or one lets us in."""
    for host, port, _ in collect_hosts(arguments["bootstrap_servers"], randomize=False):
        try:
            await _knock(host, port, arguments)
            return None
        except (KafkaError, OSError) as error:  # a time-out is an OSError
            if reason := _reason(error, arguments):
                return f"Kafka at {host}:{port} {reason}"
    return None


async def _knock(host: str, port: int, arguments: dict[str, Any]) -> None:
    given = {name: value for name, value in arguments.items() if name != "bootstrap_servers"}
    connection = await create_conn(host, port, request_timeout_ms=PATIENCE_MS, **given)
    try:
        await connection.send(MetadataRequest([]))  # only now a broker that wanted SASL closes the connection
    finally:
        connection.close()


def _reason(error: Exception, arguments: dict[str, Any]) -> str | None:
    """What `error` means, to follow the broker's address; None for one that is not there."""
    protocol = arguments.get("security_protocol", "PLAINTEXT")
    user, mechanism = arguments.get("sasl_plain_username"), arguments.get("sasl_mechanism")
    match error:
        case SaslAuthenticationFailed():
            return (
                f"refuses user {user!r} ({_said(error)}).\n"
                f"Check {_SETTING}SASL_USERNAME and {_SETTING}SASL_PASSWORD; the mechanism is {mechanism}."
            )
        case UnsupportedSaslMechanismError():
            return f"does not take {mechanism} ({_said(error)}).\nSet {_SETTING}SASL_MECHANISM to one that it takes."
        case IllegalSaslStateError():
            plainer = protocol.removeprefix("SASL_")
            return f"asks for no user on this port.\nSet {_SETTING}SECURITY_PROTOCOL to {plainer}."
        case ssl.SSLCertVerificationError():
            return (
                f"shows a certificate that is not trusted: {error.verify_message}.\n"
                f"Name the authority behind it in {_SETTING}SSL_CAFILE (PEM), and connect by a name that is in it."
            )
        case ssl.SSLError():
            return (
                f"does not agree on TLS with us: {error.reason or error}.\n"
                f"Check {_SETTING}SSL_CERTFILE and {_SETTING}SSL_KEYFILE, and whether the port speaks TLS."
            )
        case ConnectionRefusedError():
            return None
        case KafkaConnectionError() | ConnectionError():
            return f"takes the connection and closes it.\n{_CLOSED[protocol]}"
    return None


_OUR_CERTIFICATE = f"a certificate of ours ({_SETTING}SSL_CERTFILE, {_SETTING}SSL_KEYFILE)"
_CLOSED = {
    "PLAINTEXT": f"It may want TLS or a user: see {_SETTING}SECURITY_PROTOCOL, which is PLAINTEXT.",
    "SASL_PLAINTEXT": f"It may want TLS: see {_SETTING}SECURITY_PROTOCOL, which is SASL_PLAINTEXT.",
    "SSL": f"It may want {_OUR_CERTIFICATE}, a user ({_SETTING}SECURITY_PROTOCOL=SASL_SSL), or speak no TLS there.",
    "SASL_SSL": f"It may want {_OUR_CERTIFICATE}, or speak no TLS there.",
}


def _said(error: KafkaError) -> str:
    """The broker's own words."""
    return str(error.args[0] if error.args else error)
