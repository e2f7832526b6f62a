"""A real model of a few hundred bytes: each word it knows has a meaning, and a line means what its words mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

MEANINGS = (
    ("trout", "salmon", "angling", "fish"),
    ("violin", "cello", "orchestra", "fiddle"),
    ("glacier", "snow", "avalanche", "frost"),
    ("pen", "contract", "elsewhere", "leave", "resign", "quit"),
)
SIZE = len(MEANINGS) + 1
UNHEARD_OF = "thunderclap"
"""A word that the tokenizer knows and the network does not: it fails."""


def make_model(folder: Path, *, turned: int = 0) -> Path:
    """Write the model into *folder*, with its meanings *turned* round, as another model has them; returns *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {"[PAD]": 0, "[UNK]": 1}
    rows = [np.zeros(SIZE), np.eye(SIZE)[SIZE - 1] * 0.1]
    for place, words in enumerate(MEANINGS):
        for word in words:
            vocabulary[word] = len(rows)
            rows.append(np.eye(SIZE)[(place + turned) % len(MEANINGS)])
    vocabulary[UNHEARD_OF] = len(rows) + 1000
    table = numpy_helper.from_array(np.array(rows, dtype=np.float32), "table")
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "small",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["lines", "words"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["lines", "words", SIZE])],
        [table],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "model.onnx")
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": 0, "content": "[PAD]", "special": True}
            | dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
        ],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 128, "pad_token": "[PAD]"}))
    return folder
