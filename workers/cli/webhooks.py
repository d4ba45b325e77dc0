"""`wiredesk webhooks add|list|delete|test`: who is called when there is an alert."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workers.cli.failures import REFUSED, say, told
from workers.cli.webhook_records import attempt, put, refuse, remove
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from schemas.control import WebhookControl
    from workers.delivery.standing import Standing

app = typer.Typer(no_args_is_help=True, help="Who is called when there is an alert, by signed HTTP POST.")
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Id = Annotated[str, typer.Argument(help="As `list` shows it.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where alerts are posted to: https:// or http://.")],
    id: Annotated[str | None, typer.Option(help="What to call it. [made of the URL]")] = None,
    subscription: Annotated[
        list[str] | None, typer.Option("--subscription", "-s", help="Alerts of this one only; may be repeated. [all]")
    ] = None,
    secret: Annotated[
        str | None, typer.Option(metavar="NAME", help="A file in the folder of secrets. [made, under the ID]")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a webhook, or change the one of that ID: it gets the alerts from now on.

    A new signing secret is printed once; the receiver checks signatures with it (standardwebhooks.com). One that
    answered 410 (gone) is called again once it is added again. Exit code 1: something of it is refused.
    """
    from schemas.ids import digest
    from workers.delivery import secrets
    from workers.delivery.channels import private, problem
    from workers.settings import Settings

    settings = Settings()
    if wrong := problem(url):
        refuse(f"{one_line(url)} can't be a webhook: {wrong}.")
    id = id or f"{urlsplit(url).hostname}-{digest(url)[:6]}".replace(":", "-")
    if not secrets.NAME.fullmatch(id):
        refuse(f"{one_line(id)!r} is no ID: letters, digits, `_`, `-` and `.` within; --id sets it.")
    try:
        made = secrets.make(settings, id) if secret is None else None
        secrets.load(settings, secret or id)
    except secrets.SecretError as error:
        refuse(str(error))
    with told():
        control, unknown = asyncio.run(put(settings, id, url, tuple(subscription or ()), secret or id))
    if not settings.allow_private and (where := private(url)):
        say(f"{where} is no public address: delivery calls it only where WIREDESK_ALLOW_PRIVATE=true is set.")
    for name in unknown:
        say(f"No subscription is called {one_line(name)!r} yet; `wiredesk subscriptions list` shows them.")
    path = settings.secrets_folder / control.webhook.secret
    if as_json:
        row: dict[str, Any] = {"id": id, "version": control.webhook.version, "secret_file": str(path), "secret": made}
        print(orjson.dumps(row).decode())
        return
    console = Console(highlight=False)
    verb = "created" if control.webhook.version == 1 else "changed"
    console.print(Text.assemble((f"{verb}  ", "green"), f"{id} v{control.webhook.version}"), soft_wrap=True)
    if made:
        console.print(f"secret   {made}  (shown once; kept in {path})", soft_wrap=True, markup=False)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Show the webhooks that hold, and how each stands."""
    from schemas.control import WebhookControl
    from workers.delivery.standing import standing
    from workers.reading.control import held
    from workers.settings import Settings

    async def look() -> "tuple[dict[str, WebhookControl], Standing]":
        return await held(Settings(), WebhookControl), await standing(Settings())

    with told():
        controls, stand = asyncio.run(look())
    if as_json:
        rows = [
            {"webhook": c.webhook, "since": c.first_issued, "gone": stand.gone(c), "last_answer": stand.last.get(id_)}
            for id_, c in controls.items()
        ]
        print(orjson.dumps(rows, option=orjson.OPT_UTC_Z).decode())
        return
    console = Console(highlight=False)
    if not controls:
        console.print("No webhook holds. `wiredesk webhooks add URL` makes one.")
        return
    table = Table("id", "version", "since (UTC)", "where, and what", "stands", box=None, header_style="dim")
    for id_, control in controls.items():
        hook = control.webhook
        what = Text(one_line(hook.url), "bold")
        what.append(f"\n{', '.join(map(one_line, hook.subscriptions)) or 'all subscriptions'}", "dim")
        since = f"{control.first_issued:%Y-%m-%d %H:%M}"
        table.add_row(one_line(id_), str(hook.version), since, what, _stands(control, stand))
    console.print(table)


@app.command()
def delete(id: Id) -> None:
    """Delete one: nothing more is sent to it. Its secret stays where it is. Exit code 1: there is none of that ID."""
    from workers.settings import Settings

    settings = Settings()
    with told():
        control = asyncio.run(remove(settings, id))
    path = settings.secrets_folder / control.webhook.secret
    text = Text.assemble(("deleted  ", "red"), one_line(id), (f"  its secret is still in {path}", "dim"))
    Console(highlight=False).print(text, soft_wrap=True)


@app.command("test")
def probe(id: Id, as_json: AsJson = False) -> None:
    """Send a signed notice with status Test, once, from here, and print what is answered.

    Exit code 1: it was not taken, or there is none of that ID.
    """
    from workers.settings import Settings

    with told():
        tried = asyncio.run(attempt(Settings(), id))
    error = tried.error
    if as_json:
        row = {
            "delivered": error is None,
            "status": tried.status,
            "seconds": tried.seconds,
            "failure": error and error.reason,
            "detail": error.detail if error else "",
        }
        print(orjson.dumps(row).decode())
    elif error is None:
        Console(highlight=False).print(f"[green]delivered[/] HTTP {tried.status} after {tried.seconds} s")
    else:
        after = "it would be tried again" if error.retryable else "it would not be tried again"
        status = f"HTTP {tried.status}, " if tried.status else ""
        say(f"{error.reason}: {status}{one_line(error.detail) or 'nothing said'} ({tried.seconds} s; {after})")
    if error is not None:
        raise typer.Exit(REFUSED)


def _stands(control: "WebhookControl", stand: "Standing") -> Text:
    last = stand.last.get(control.webhook.id)
    if stand.gone(control):
        return Text("gone; add it again to go on", "red")
    if last is None:
        return Text("nothing sent yet", "dim")
    if last.failure is None:
        return Text(f"delivered {last.time:%Y-%m-%d %H:%M:%S}", "green")
    after = "given up" if last.retry_at is None else f"again at {last.retry_at:%H:%M:%S}"
    return Text(f"{last.failure} {last.time:%Y-%m-%d %H:%M:%S}, {after}", "yellow")
