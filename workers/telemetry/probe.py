"""Does what runs on this machine do its work? `python -m workers.telemetry.probe`, a container's health check.

Asks /readyz of every process of ours that answers at its port. Exit code 0: there is one, and all are ready; 1: none
answers, or one is not ready; what it lacks is printed.
"""

import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import orjson

from workers.pipeline import PROCESSES
from workers.settings import Settings

PATIENCE = 3.0
"""Seconds that an answer may take."""


def main() -> int:
    """Ask, print, and give the exit code."""
    answers = list(_answers(Settings()))
    for name, lacks in answers:
        print(f"{name}: {', '.join(lacks) or 'ready'}")
    if not answers:
        print("nothing answers")
    return 0 if answers and not any(lacks for _, lacks in answers) else 1


def _answers(settings: Settings) -> Iterator[tuple[str, list[str]]]:
    """The processes that answer, each with the conditions that are not met."""
    host = "127.0.0.1" if settings.http_host == "0.0.0.0" else settings.http_host
    for place, name in enumerate(PROCESSES):
        try:
            with urlopen(f"http://{host}:{settings.port(place)}/readyz", timeout=PATIENCE) as answer:
                body = answer.read()
        except HTTPError as error:
            body = error.read()
        except TimeoutError:
            yield name, [f"no answer in {PATIENCE:g} s"]
            continue
        except OSError:
            continue
        yield name, [f"not {condition}" for condition, met in orjson.loads(body)["conditions"].items() if not met]


if __name__ == "__main__":
    sys.exit(main())
