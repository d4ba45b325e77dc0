"""Makes the entity model: read, split, fit, export, measure.

    python -m training.entities DATA [--out FOLDER] [--epochs N]

DATA: the folder with `entities/`. What is made lies in FOLDER (default: tries/entities, which is not kept).
"""

import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from training import export
from training.augment import Augment
from training.classes import word_classes
from training.corpora import public
from training.corpora.authored import authored
from training.corpora.sentence import TAGS, Sentence
from training.evaluate import Report, evaluate
from training.fit import Plan, fit, seeded
from training.measured import MEASURED, held
from training.network import Network, base_folder
from training.predict import Exported
from workers.core.encoder.pieces import Pieces

HERE = Path(__file__).parent

def reports(path: Path, pieces: Pieces, kept: dict[str, list[Sentence]]) -> dict[str, Report]:
    """The scores of an exported model by set."""
    tagger = Exported(path, pieces)
    return {name: evaluate(kept[name], tagger, MEASURED[name]) for name in MEASURED if kept.get(name)}


def main(
    data: Path,
    out: Path = HERE.parent / "tries" / "entities",
    epochs: Annotated[int | None, typer.Option(help="Instead of the config's.")] = None,
) -> None:
    """Train, export and measure."""
    config: dict[str, Any] = tomllib.loads((HERE / "entities.toml").read_text("utf-8"))
    if epochs:
        config["epochs"] = epochs
    plan = Plan(**{field.name: config[field.name] for field in fields(Plan)})
    out.mkdir(parents=True, exist_ok=True)
    folder = data / "entities"
    sets = {name: list(read(folder)) for name, read in public.SETS.items()} | {"authored": list(authored())}
    learned = [
        sentence
        for name, sentences in sets.items()
        for sentence in sentences
        for _ in range(config["repeat"].get(name, 1))
        if sentence.words and not held(sentence, config["held_out"])
    ]
    kept = {n: [s for s in ss if s.words and held(s, config["held_out"])] for n, ss in sets.items()}
    kept["worldwide"] = list(public.worldwide(folder))
    print({name: (len(sentences), len(kept[name])) for name, sentences in sets.items()}, flush=True)
    classes = word_classes()
    tokenizer = (base_folder() / "tokenizer.json").read_text("utf-8")
    (out / "tokenizer.json").write_text(tokenizer, "utf-8")
    (out / "classes.json").write_bytes(orjson.dumps(classes, option=orjson.OPT_SORT_KEYS))
    pieces = Pieces(tokenizer, classes)
    seeded(plan.seed)
    network = Network(len(TAGS), plan.dropout)
    pool = [s for name in ("authored", "politics", "wikigold") for s in sets[name]]
    fit(plan, network, pieces, learned, Augment(pool, config["augment"], plan.seed), config["weight"])
    export.fp32(network, out / "fp32.onnx")
    export.int8(out / "fp32.onnx", out / "model.onnx")
    for name in ("fp32.onnx", "model.onnx"):
        for which, report in reports(out / name, pieces, kept).items():
            by = "  ".join(f"{label} {score.f1:.3f}" for label, score in report.labels.items())
            print(f"{name:11} {which:10} F1 {report.total.f1:.3f}  spans {report.spans.f1:.3f}  {by}", flush=True)
            if name == "model.onnx":
                print("   ", dict(report.causes), Counter(report.errors).most_common(6), flush=True)


if __name__ == "__main__":
    typer.run(main)
