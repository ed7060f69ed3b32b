"""Turns as the world's own trials wrote them, and batches of them."""

from pathlib import Path

import numpy as np
import torch

HEAD = ("lines", "tools", "things", "tool", "value", "crate", "berth", "trial")
WIDTHS = dict(words=("lines", 12, np.uint16), about=("tools", 20, np.uint16), marks=("lines", 2, np.uint8),
              named=("lines", 4, np.uint8), things=("things", 1, np.uint16))


class Lessons:
    """All turns of some folders; each array end to end, with where each turn begins; batches go to a device."""

    def __init__(self, folders, device="cpu"):
        self.device = device
        parts = [self.read(Path(folder)) for folder in folders]
        self.head = np.concatenate([head for head, _ in parts])
        self.arrays = {name: np.concatenate([arrays[name] for _, arrays in parts]) for name in WIDTHS}
        self.starts = {}
        for name, (count, _, _) in WIDTHS.items():
            counts = self.head[:, HEAD.index(count)].astype(np.int64)
            self.starts[name] = np.cumsum(counts) - counts
        # Some folders count more than others.
        self.part = np.concatenate([np.full(len(head), index) for index, (head, _) in enumerate(parts)])

    @staticmethod
    def read(folder):
        head = np.fromfile(folder / "head.bin", np.int32).reshape(-1, len(HEAD))
        arrays = {name: np.fromfile(folder / f"{name}.bin", kind).reshape(-1, width)
                  for name, (_, width, kind) in WIDTHS.items()}
        for name, (count, _, _) in WIDTHS.items():
            assert head[:, HEAD.index(count)].sum() == len(arrays[name]), f"{folder}/{name}.bin is cut short"
        return head, arrays

    def __len__(self):
        return len(self.head)

    def lines(self, turns):
        return self.head[turns, 0]

    def batch(self, turns, exchange=None):
        """Padded arrays of some turns; `exchange` [B, names] gives each name another one of its kind."""
        head = self.head[turns]
        lines, tools, things = (head[:, at] for at in range(3))
        # Tools are filled up before the other lines follow, as they are where the network is used.
        most = dict(lines=tools.max() + (lines - tools).max(), tools=tools.max(), things=things.max())
        found = {}
        for name, (count, width, _) in WIDTHS.items():
            place = np.arange(most[count])[None]
            own = head[:, HEAD.index(count)][:, None]
            if count == "lines":
                later = place - tools.max() + tools[:, None]
                place = np.where(place < tools.max(), np.where(place < tools[:, None], place, own), later)
            inside = place < own
            at = self.starts[name][turns][:, None] + place
            array = self.arrays[name][np.where(inside, at, 0)].astype(np.int64)
            found[name] = np.where(inside[..., None], array, 0)
        found["things"] = found["things"][..., 0]
        if exchange is not None:
            found["things"] = np.take_along_axis(exchange, found["things"], 1)
        target = {name: head[:, HEAD.index(name)].astype(np.int64) for name in HEAD[3:7]}
        return self.there(found), self.there(target)

    def there(self, arrays):
        return {name: torch.from_numpy(array).to(self.device) for name, array in arrays.items()}


def exchanges(count, ranges, chance):
    """For each of so many turns another name of its kind for each name: what a thing is called carries no meaning."""
    names = max(end for _, end in ranges.values())
    table = np.tile(np.arange(names), (count, 1))
    for kind in ("berth", "lock", "crate"):
        start, end = ranges[kind]
        order = np.argsort(chance.random((count, end - start)), 1)
        table[:, start:end] = start + order
    return table
