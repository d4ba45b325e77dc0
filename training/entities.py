"""Makes the entity model: read, split, fit, export, measure, write the package and its card.

    python -m training.entities DATA [--out FOLDER] [--epochs N] [--measure]

DATA: the folder with `entities/`. What is made on the way lies in FOLDER (default: tries/entities, which is not kept);
the spaCy package goes to workers/models/en_wiredesk.
"""

import hashlib
import time
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from training import package
from training.card import Facts, card
from training.classes import word_classes
from training.corpora import public
from training.corpora.authored import authored
from training.corpora.sentence import TAGS, Sentence
from training.evaluate import Report, evaluate
from training.measured import MEASURED, held
from training.predict import Exported
from workers.core.encoder.pieces import Pieces

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "workers" / "models" / "en_wiredesk"
VERSION = "0.1.0"


class Data:
    """The sets as sentences: `all` by set, and those `kept` for measuring."""

    def __init__(self, folder: Path, share: int) -> None:
        sets = {name: list(read(folder)) for name, read in public.SETS.items()} | {"authored": list(authored())}
        self.all = {name: [s for s in sentences if s.words] for name, sentences in sets.items()}
        self.kept = {name: [s for s in sentences if held(s, share)] for name, sentences in self.all.items()}
        self.learned = {name: [s for s in sentences if not held(s, share)] for name, sentences in self.all.items()}
        self.kept["worldwide"], self.learned["worldwide"] = list(public.worldwide(folder)), []

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many sentences of each set are learned and kept."""
        return {name: (len(self.learned[name]), len(kept)) for name, kept in self.kept.items()}


def learn(config: dict[str, Any], data: Data, out: Path) -> None:
    """Fit and export into `out`."""
    from training import export  # torch is loaded only where something is trained
    from training.augment import Augment
    from training.fit import Plan, fit, seeded
    from training.network import Network, base_folder

    plan = Plan(**{field.name: config[field.name] for field in fields(Plan)})
    tokenizer = (base_folder() / "tokenizer.json").read_text("utf-8")
    classes = word_classes()
    (out / "tokenizer.json").write_text(tokenizer, "utf-8")
    (out / "classes.json").write_bytes(orjson.dumps(classes, option=orjson.OPT_SORT_KEYS))
    weights = (base_folder() / "model.safetensors").read_bytes()
    (out / "base.sha256").write_text(hashlib.sha256(weights).hexdigest(), "ascii")
    seeded(plan.seed)
    network = Network(len(TAGS), plan.dropout)
    repeated = [s for name, ss in data.learned.items() for s in ss * config["repeat"].get(name, 1)]
    pool = [s for name in ("authored", "politics", "wikigold") for s in data.learned[name]]
    change = Augment(pool, config["augment"], plan.seed)
    fit(plan, network, Pieces(tokenizer, classes), repeated, change, config["weight"])
    export.fp32(network, out / "fp32.onnx")
    export.int8(out / "fp32.onnx", out / "model.onnx")


def reports(path: Path, pieces: Pieces, data: Data) -> dict[str, Report]:
    """The scores of an exported model by set."""
    tagger = Exported(path, pieces)
    return {name: evaluate(data.kept[name], tagger, labels) for name, labels in MEASURED.items()}


def speed(path: Path, pieces: Pieces, sentences: list[Sentence]) -> float:
    """Words a second of the bare encoder, twenty sentences at once, the best of three rounds."""
    tagger = Exported(path, pieces)
    words = [sentence.words for sentence in sentences]
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for at in range(0, len(words), 20):
            tagger.encoder.scores(words[at : at + 20])
        best = max(best, sum(map(len, words)) / (time.perf_counter() - began))
    return best


def main(
    data: Path,
    out: Path = HERE.parent / "tries" / "entities",
    epochs: Annotated[int | None, typer.Option(help="Instead of the config's.")] = None,
    measure: Annotated[bool, typer.Option("--measure", help="Fit nothing: measure and package what OUT has.")] = False,
) -> None:
    """Train, export, measure, package."""
    config: dict[str, Any] = tomllib.loads((HERE / "entities.toml").read_text("utf-8"))
    config["epochs"] = epochs or config["epochs"]
    out.mkdir(parents=True, exist_ok=True)
    read = Data(data / "entities", config["held_out"])
    if not measure:
        learn(config, read, out)
    classes = orjson.loads((out / "classes.json").read_bytes())
    pieces = Pieces((out / "tokenizer.json").read_text("utf-8"), classes)
    package.write(out, PACKAGE, VERSION)
    shipped = sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file())
    text = card(
        Facts(
            config,
            read.counts(),
            reports(out / "fp32.onnx", pieces, read),
            reports(out / "model.onnx", pieces, read),
            shipped / 1e6,
            speed(out / "model.onnx", pieces, read.kept["worldwide"]),
            (out / "base.sha256").read_text("ascii"),
        )
    )
    (PACKAGE / "MODEL_CARD.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    typer.run(main)
