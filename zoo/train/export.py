"""Writes trained weights as an ONNX file that any ONNX runtime can run."""

import argparse
import json
from pathlib import Path

import torch
from torch.onnx import symbolic_helper

from inference import Inference
from network import ABOUT, AGES, KINDS, NAMED, WORDS, opened

OPSET = 18


def add_rows(g, table, places, rows, accumulate):
    """Rows that fall on one place add up; the exporter's own way keeps only the last of them."""
    (place,) = symbolic_helper._unpack_list(places)
    return g.op("ScatterND", table, symbolic_helper._unsqueeze_helper(g, place, [-1]), rows, reduction_s="add")


def drawn(network, batch, lines, tools, things):
    """Turns of chance: whoever runs the file has to give what the trained network gives."""
    chance = torch.Generator().manual_seed(1)
    whole = lambda most, *shape: torch.randint(0, most, shape, generator=chance, dtype=torch.int32)
    marks = torch.stack([whole(KINDS, batch, lines), whole(AGES, batch, lines)], -1)
    marks[:, :tools, 0] = 1
    words, about = whole(network.vocabulary, batch, lines, WORDS), whole(network.vocabulary, batch, tools, ABOUT)
    return words, about, marks, whole(things, batch, lines, NAMED), whole(network.name.num_embeddings, batch, things)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weights")
    parser.add_argument("out")
    parser.add_argument("example", help="JSON file for turns and what the trained network gives for them")
    given = parser.parse_args()
    network = opened(given.weights).eval()
    torch.onnx.register_custom_op_symbolic("aten::index_put", add_rows, OPSET)
    names = ["words", "about", "marks", "named", "things"]
    turns = drawn(network, batch=3, lines=50, tools=13, things=20)
    torch.onnx.export(
        Inference(network),
        turns,
        given.out,
        input_names=names,
        output_names=["tool", "value"],
        dynamo=False,
        opset_version=OPSET,
        dynamic_axes={
            "words": {0: "batch", 1: "lines"}, "about": {0: "batch", 1: "tools"}, "marks": {0: "batch", 1: "lines"},
            "named": {0: "batch", 1: "lines"}, "things": {0: "batch", 1: "things"},
            "tool": {0: "batch"}, "value": {0: "batch"},
        },
    )
    with torch.no_grad():
        tool, value, _, _ = network(*(one.long() for one in turns))
    inputs = {name: dict(dims=list(one.shape), data=one.flatten().tolist()) for name, one in zip(names, turns)}
    said = dict(inputs=inputs, tool=tool.flatten().tolist(), value=value.flatten().tolist())
    Path(given.example).write_text(json.dumps(said))


if __name__ == "__main__":
    main()
