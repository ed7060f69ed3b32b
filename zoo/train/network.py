"""The network of every zoo model: lines of a conversation, the things they name, and a pointer to the next call."""

import torch
from torch import nn

WORDS, ABOUT, NAMED, AGES, KINDS = 12, 20, 4, 28, 7
PAIRS = [(a, b) for a in range(NAMED) for b in range(NAMED) if a != b]
FAR = -1e4


class Attend(nn.Module):
    """One side reads another by attention with a bias, beside the way straight through; then a small perceptron."""

    def __init__(self, width: int, read: int, heads: int, inner: int):
        super().__init__()
        self.heads, self.width = heads, width
        self.before = nn.LayerNorm(width)
        self.query, self.key_value = nn.Linear(width, width), nn.Linear(read, 2 * width)
        self.out = nn.Linear(width, width)
        self.inner = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, inner), nn.ReLU(), nn.Linear(inner, width))

    def forward(self, x, read, bias):
        """x [B, N, width]; read [B, M, read], normal already; bias broadcasts to [B, heads, N, M]."""
        batch, n, _ = x.shape
        part = self.width // self.heads
        query = self.query(self.before(x)).reshape(batch, n, self.heads, part).transpose(1, 2)
        both = self.key_value(read).reshape(batch, -1, 2, self.heads, part).permute(2, 0, 3, 1, 4)
        weights = (query @ both[0].transpose(-1, -2) * part**-0.5 + bias).softmax(-1)
        x = x + self.out((weights @ both[1]).transpose(1, 2).reshape(batch, n, self.width))
        return x + self.inner(x)


class Consider(nn.Module):
    """Every line by itself, in the light of what all of them say together."""

    def __init__(self, width: int, heads: int, inner: int):
        super().__init__()
        self.heads = heads
        self.before = nn.LayerNorm(width)
        self.score = nn.Linear(width, heads)
        self.gist = nn.Linear(heads * width, width)
        self.inner = nn.Linear(width, inner)
        self.light = nn.Linear(width, inner, bias=False)
        self.out = nn.Linear(inner, width)

    def forward(self, x, gist, dark):
        """x [B, L, width]; gist [B, 1, width]; dark [B, L, 1] is far below 0 where a line is empty."""
        read = self.before(x)
        weights = (self.score(read) + dark).softmax(1)
        gist = gist + self.gist((weights.transpose(1, 2) @ read).flatten(1).unsqueeze(1)).relu()
        return x + self.out((self.inner(read) + self.light(gist)).relu()), gist


class Network(nn.Module):
    """
    Reads lines: words [B, L, 12] (names of one kind are one word), marks [B, L, 2] (kind, age), about [B, T, 20]
    of the first T lines, which are the tools, named [B, L, 4] (places in things, 0 for none), and things [B, E] (numbers
    of names, 0 where empty). Gives the logits of the tool [B, T], of the value for each tool [B, T, E], and, for training,
    of the crate and the berth that are worked on [B, E] each.
    """

    def __init__(self, vocabulary: int, names: int, width=48, thing=32, steps=8, heads=4, inner=64):
        super().__init__()
        self.size = dict(vocabulary=vocabulary, names=names, width=width, thing=thing, steps=steps, heads=heads, inner=inner)
        self.width, self.thing, self.steps, self.heads, self.vocabulary = width, thing, steps, heads, vocabulary
        self.word = nn.Embedding(WORDS * vocabulary, width)
        self.about = nn.Embedding(vocabulary, width)
        self.mark = nn.Embedding(KINDS + AGES, width)
        self.name = nn.Embedding(names, thing)
        self.first, self.second = Consider(width, heads, inner), Consider(width, heads, inner)
        self.start = nn.Parameter(torch.zeros(1, 1, width))
        self.told = nn.LayerNorm(width)
        self.edge = nn.Linear(width, len(PAIRS) * heads)
        self.tell = nn.Linear(width, NAMED * (thing + 1))
        self.gist = nn.Linear(width, thing)
        self.graph = Attend(thing, thing, heads, thing)
        self.graph_read = nn.LayerNorm(thing)
        self.apart = nn.Parameter(torch.full((heads,), -3.0))
        self.itself = nn.Parameter(torch.zeros(heads))
        self.ask_things, self.ask_lines = Attend(width, thing, heads, inner), Attend(width, width, heads, inner)
        self.ask_again = Attend(width, thing, heads, inner)
        self.pointers = nn.Linear(width, 2 * thing)
        self.recall = nn.Linear(2 * thing, width)
        self.tool_query, self.tool_key = nn.Linear(width, width), nn.Linear(width, width)
        self.value_query, self.value_tool = nn.Linear(width, thing), nn.Linear(width, thing)
        self.value_key = nn.Linear(thing, thing)
        self.last, self.last_thing = nn.LayerNorm(width), nn.LayerNorm(thing)
        for table, scale in ((self.word, 0.3), (self.about, 0.3), (self.mark, 0.3), (self.name, 0.5)):
            nn.init.normal_(table.weight, std=scale)

    def forward(self, words, about, marks, named, things):
        tools = about.shape[1]
        x, gist, dark = self.read_lines(words, about, marks)
        h, empty = self.read_things(x[:, tools:], gist, named[:, tools:], things, marks[:, tools:, :1])
        query = self.ask_things(gist, h, empty)
        query = self.ask_lines(query, x, dark.transpose(1, 2)[:, None])
        pointers = self.pointers(query).reshape(-1, 2, self.thing) @ h.transpose(1, 2) * self.thing**-0.5 + empty[:, 0]
        recalled = (pointers.softmax(-1) @ h).reshape(-1, 1, 2 * self.thing)
        query = self.last(self.ask_again(query + self.recall(recalled), h, empty))
        offered = x[:, :tools]
        tool = (self.tool_query(query) @ self.tool_key(offered).transpose(1, 2))[:, 0] * self.width**-0.5
        tool = tool + torch.where(marks[:, :tools, 0] == 1, 0.0, FAR)
        wanted = self.value_query(query) + self.value_tool(offered)
        value = wanted @ self.value_key(h).transpose(1, 2) * self.thing**-0.5 + empty[:, 0]
        return tool, value, pointers[:, 0], pointers[:, 1]

    def read_lines(self, words, about, marks):
        batch, _, _ = words.shape
        tools = about.shape[1]
        slots = torch.arange(WORDS, device=words.device) * self.vocabulary
        x = self.word(words + slots).sum(2)
        known = (about > 0).float().unsqueeze(-1)
        told = (self.about(about) * known).sum(2) / (known.sum(2) + 1e-6)
        x = torch.cat([x[:, :tools] + 3 * told, x[:, tools:]], 1)
        x = x + self.mark(marks + torch.tensor([0, KINDS], device=words.device)).sum(2)
        dark = torch.where(marks[..., :1] > 0, 0.0, FAR)
        x, gist = self.first(x, self.start.expand(batch, -1, -1), dark)
        x, gist = self.second(x, gist, dark)
        return self.told(x), gist, dark

    def read_things(self, x, gist, named, things, kind):
        batch, count = things.shape
        thing, heads = self.thing, self.heads
        told, weight = self.tell(x).reshape(batch, -1, thing + 1).split([thing, 1], -1)
        there = (kind > 0).expand(-1, -1, NAMED).reshape(batch, -1, 1)
        weight = torch.exp(4 * torch.tanh(weight)) * there
        told = torch.cat([told * weight, weight], -1)
        sums = torch.zeros(batch, count, thing + 1, device=x.device)
        sums = sums.scatter_add(1, named.reshape(batch, -1, 1).expand(-1, -1, thing + 1), told)
        h = self.name(things) + sums[..., :thing] / (sums[..., thing:] + 1e-2) + self.gist(gist)

        first = torch.stack([named[..., a] for a, _ in PAIRS], -1)
        second = torch.stack([named[..., b] for _, b in PAIRS], -1)
        both = ((first > 0) & (second > 0)).float()
        at = (second * count + first).reshape(batch, -1, 1)
        edge = self.edge(x).reshape(batch, -1, heads)
        edge = torch.cat([edge, torch.ones_like(edge[..., :1])], -1) * both.reshape(batch, -1, 1)
        table = torch.zeros(batch, count * count, heads + 1, device=x.device)
        table = table.scatter_add(1, at.expand(-1, -1, heads + 1), edge)
        table = table.reshape(batch, count, count, heads + 1).permute(0, 3, 1, 2)
        bias = torch.where(table[:, heads:] > 0.5, table[:, :heads], self.apart.reshape(1, -1, 1, 1))
        empty = torch.where(things > 0, 0.0, FAR)
        empty = torch.cat([torch.zeros_like(empty[:, :1]), empty[:, 1:]], 1)[:, None, None]
        bias = bias + torch.eye(count, device=x.device) * self.itself.reshape(1, -1, 1, 1) + empty
        for _ in range(self.steps):
            h = self.graph(h, self.graph_read(h), bias)
        return self.last_thing(h), empty


def opened(file, device="cpu"):
    """The network of a file of weights."""
    saved = torch.load(file, map_location=device)
    network = Network(**saved["size"]).to(device)
    network.load_state_dict(saved["weights"])
    return network
