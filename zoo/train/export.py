"""Writes trained weights as an ONNX file that any ONNX runtime can run."""

import argparse

import torch

from network import ABOUT, NAMED, WORDS, opened


class Asked(torch.nn.Module):
    """The network without what is only there for training."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, words, about, marks, named, things):
        tool, value, _, _ = self.network(words.long(), about.long(), marks.long(), named.long(), things.long())
        return tool, value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weights")
    parser.add_argument("out")
    given = parser.parse_args()
    network = opened(given.weights).eval()
    batch, lines, tools, things = 2, 50, 13, 20
    kind = torch.int32
    example = (
        torch.ones(batch, lines, WORDS, dtype=kind),
        torch.ones(batch, tools, ABOUT, dtype=kind),
        torch.ones(batch, lines, 2, dtype=kind),
        torch.ones(batch, lines, NAMED, dtype=kind),
        torch.ones(batch, things, dtype=kind),
    )
    torch.onnx.export(
        Asked(network),
        example,
        given.out,
        input_names=["words", "about", "marks", "named", "things"],
        output_names=["tool", "value"],
        dynamo=False,
        opset_version=18,
        dynamic_axes={
            "words": {0: "batch", 1: "lines"}, "about": {0: "batch", 1: "tools"}, "marks": {0: "batch", 1: "lines"},
            "named": {0: "batch", 1: "lines"}, "things": {0: "batch", 1: "things"},
            "tool": {0: "batch"}, "value": {0: "batch"},
        },
    )


if __name__ == "__main__":
    main()
