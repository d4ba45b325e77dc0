"""What is open and what is final, as a fold of attempts and answers."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from schemas.delivery import Answer, Attempt, Failure
from tests.delivery.alerts import NOW
from workers.delivery.ledger import FRESH, Ledger, Progress

LATER = NOW + timedelta(minutes=5)


def tried(alert: str, number: int = 1, *, offset: int = 0, below: int = 0, webhook: str = "w") -> Attempt:
    return Attempt(
        webhook=webhook,
        alert=alert,
        webhook_id=f"msg_{alert}",
        number=number,
        url="https://hooks.example/",
        offset=offset,
        below=below,
        issued=NOW,
        time=NOW,
    )


def answered(alert: str, failure: Failure | None = None, number: int = 1, *, final: bool | None = None) -> Answer:
    over = failure is None if final is None else final
    return Answer(
        webhook="w",
        alert=alert,
        webhook_id=f"msg_{alert}",
        number=number,
        failure=failure,
        seconds=0.1,
        final=over,
        retry_at=None if over else LATER,
        time=NOW,
    )


@pytest.mark.parametrize(
    ("records", "progress"),
    [
        pytest.param([], FRESH, id="nothing said"),
        pytest.param([tried("a")], Progress(1, 0, True, None, NOW), id="broken off"),
        pytest.param([tried("a"), answered("a")], None, id="delivered"),
        pytest.param([tried("a"), answered("a", "server_error")], Progress(1, 1, False, LATER, NOW), id="to try again"),
        pytest.param([tried("a"), answered("a", "refused", final=True)], None, id="given up"),
        pytest.param(
            [tried("a"), answered("a", "timeout"), tried("a", 2)], Progress(2, 1, True, None, NOW), id="second try"
        ),
        pytest.param(
            [tried("a"), answered("a", "timeout"), tried("a", 2), answered("a", number=2)], None, id="at last"
        ),
        pytest.param(
            [tried("a"), answered("a", "interrupted")], Progress(1, 0, False, LATER, NOW), id="our fault costs no try"
        ),
        pytest.param([tried("b"), answered("b")], FRESH, id="another alert"),
        pytest.param([tried("a", webhook="x")], FRESH, id="another webhook"),
        pytest.param([answered("a")], FRESH, id="an answer whose attempt is forgotten"),
    ],
)
def test_progress_is_a_fold(records: Sequence[Attempt | Answer], progress: Progress | None) -> None:
    assert folded(records).progress("w", "a") == progress


def folded(records: Sequence[Attempt | Answer]) -> Ledger:
    ledger = Ledger()
    for record in records:
        ledger.fold(record)
    return ledger


def test_what_is_final_is_forgotten_once_all_before_it_is() -> None:
    stuck = [tried("stuck", offset=1, below=1), answered("stuck", "timeout")]
    many = [record for n in range(2, 50) for record in (tried(str(n), offset=n, below=1), answered(str(n)))]
    ledger = folded([*stuck, *many])
    assert ledger.below("w") == 1
    assert ledger.progress("w", "49") is None
    for record in (tried("stuck", 2, offset=1, below=1), answered("stuck", number=2), tried("n", offset=50, below=50)):
        ledger.fold(record)
    assert ledger.below("w") == 50
    page = ledger._pages["w"]
    assert (len(page.final), list(page.open)) == (0, ["n"])


def test_gone_is_of_the_control_record_that_was_called() -> None:
    ledger = folded([tried("a"), answered("a", "server_error")])
    assert ledger.gone("w") is None
    assert folded([tried("a"), answered("a", "gone", final=True)]).gone("w") == NOW
