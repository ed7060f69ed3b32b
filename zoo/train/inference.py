"""The same sums as network.py, arranged for a runtime: fewer and larger steps, and nothing that is only there to train."""

import torch
from torch import nn
from torch.nn import functional as F

from network import FAR, KINDS, NAMED, PAIRS, WORDS


class Affine(nn.Module):
    """A product with a matrix and a sum; rows [R, in] give rows [R, out]."""

    def __init__(self, weight, bias):
        super().__init__()
        self.weight, self.bias = weight.detach().t().contiguous(), bias.detach().contiguous()

    def forward(self, rows):
        return torch.addmm(self.bias, rows, self.weight)


def affine(linear):
    return Affine(linear.weight, linear.bias)


def behind(norm, linear, scale=1.0):
    """A product that reads what a norm gives, as one that reads what is merely normalised."""
    return linear.weight * norm.weight * scale, (linear.weight @ norm.bias + linear.bias) * scale


def normalised(rows, norm):
    """Mean 0 and variance 1 in each row; the scale of the norm is in the product that reads it."""
    return F.layer_norm(rows, norm.normalized_shape)


class Thought(nn.Module):
    """The small perceptron at the end of a block."""

    def __init__(self, inner):
        super().__init__()
        self.before = inner[0]
        self.first, self.second = Affine(*behind(inner[0], inner[1])), affine(inner[3])

    def forward(self, rows):
        return rows + self.second(self.first(normalised(rows, self.before)).relu())


class Rounds(nn.Module):
    """Attention between things with a bias: query, key and value of all heads in one product."""

    def __init__(self, attend, read_norm):
        super().__init__()
        self.heads, self.part, self.before = attend.heads, attend.width // attend.heads, attend.before
        query = behind(attend.before, attend.query, self.part**-0.5)
        both = behind(read_norm, attend.key_value)
        self.all = Affine(*(torch.cat(parts) for parts in zip(query, both)))
        self.out, self.thought = affine(attend.out), Thought(attend.inner)

    def forward(self, rows, count, bias):
        """rows [B * count, thing]; bias [B, heads, count, count]."""
        every = self.all(normalised(rows, self.before)).reshape(-1, count, 3 * self.heads, self.part).transpose(1, 2)
        query, key, value = every.split(self.heads, 1)
        weights = (query @ key.transpose(-1, -2) + bias).softmax(-1)
        heard = (weights @ value).transpose(1, 2).reshape(-1, self.heads * self.part)
        return self.thought(rows + self.out(heard))


class AskOnce(nn.Module):
    """One query reads many rows. It is turned to them, not they to it: they need no keys and values of their own."""

    def __init__(self, attend):
        super().__init__()
        self.heads, self.part, self.before = attend.heads, attend.width // attend.heads, attend.before
        self.query = Affine(*behind(attend.before, attend.query, self.part**-0.5))
        key, value = attend.key_value.weight.detach().reshape(2, self.heads, self.part, -1)
        # The bias of the keys adds the same to all of them, which no softmax sees.
        self.key, self.value = key.contiguous(), value.transpose(1, 2).contiguous()
        self.said = attend.key_value.bias.detach()[attend.width :].contiguous()
        self.out, self.thought = affine(attend.out), Thought(attend.inner)

    def forward(self, query, read, bias):
        """query [B, width]; read [B, M, r]; bias [B, 1, M]."""
        asked = self.query(normalised(query, self.before)).reshape(-1, self.heads, self.part).transpose(0, 1)
        turned = (asked @ self.key).transpose(0, 1)
        weights = (turned @ read.transpose(1, 2) + bias).softmax(-1)
        heard = ((weights @ read).transpose(0, 1) @ self.value).transpose(0, 1).reshape(-1, self.heads * self.part)
        return self.thought(query + self.out(heard + self.said))


class Considered(nn.Module):
    """Every line by itself, in the light of what all of them say together."""

    def __init__(self, consider):
        super().__init__()
        self.before, self.light = consider.before, consider.light
        self.score, self.gist = affine(consider.score), affine(consider.gist)
        self.inner, self.out = affine(consider.inner), affine(consider.out)

    def forward(self, rows, lines, gist, dark):
        """rows [B * lines, width]; gist [B, width]; dark [B, 1, lines] is far below 0 where a line is empty."""
        read = self.before(rows)
        weights = (self.score(read).reshape(-1, lines, self.score.bias.shape[0]).transpose(1, 2) + dark).softmax(-1)
        gist = gist + self.gist((weights @ read.reshape(-1, lines, read.shape[-1])).flatten(1)).relu()
        inner = self.inner(read).reshape(-1, lines, self.inner.bias.shape[0]) + self.light(gist)[:, None]
        return rows + self.out(inner.relu().reshape(-1, self.inner.bias.shape[0])), gist


class Inference(nn.Module):
    """What export.py writes: takes whole numbers of 32 bits and gives the logits of tools and of values."""

    def __init__(self, network):
        super().__init__()
        n = self.network = network
        self.slots = torch.arange(WORDS, dtype=torch.int32) * n.vocabulary
        self.about = n.about.weight.detach().clone()
        self.about[0] = 0
        kinds, ages = n.mark.weight.detach().split([KINDS, n.mark.weight.shape[0] - KINDS])
        self.ages = ages.shape[0]
        self.mark = (kinds[:, None] + ages[None]).reshape(-1, n.width)
        self.first, self.second = Considered(n.first), Considered(n.second)
        # How many lines name a pair stands behind what they say for each head.
        edge, bias = n.edge.weight.reshape(len(PAIRS), n.heads, -1), n.edge.bias.reshape(len(PAIRS), n.heads)
        edge = torch.cat([edge, torch.zeros_like(edge[:, :1])], 1).flatten(0, 1)
        self.edge = Affine(edge, torch.cat([bias, torch.ones_like(bias[:, :1])], 1).flatten())
        tell, bias = n.tell.weight.reshape(NAMED, n.thing + 1, -1), n.tell.bias.reshape(NAMED, n.thing + 1)
        self.tell = Affine(tell[:, : n.thing].flatten(0, 1), bias[:, : n.thing].flatten())
        self.weigh = Affine(tell[:, n.thing], bias[:, n.thing])
        self.rounds = Rounds(n.graph, n.graph_read)
        self.ask_things, self.ask_lines, self.ask_again = (AskOnce(one) for one in (n.ask_things, n.ask_lines, n.ask_again))
        self.gist, self.pointers, self.recall = affine(n.gist), affine(n.pointers), affine(n.recall)
        self.tool_query, self.tool_key = affine(n.tool_query), affine(n.tool_key)
        self.value_query, self.value_tool, self.value_key = affine(n.value_query), affine(n.value_tool), affine(n.value_key)

    def forward(self, words, about, marks, named, things):
        n, lines, tools, count = self.network, words.shape[1], about.shape[1], things.shape[1]
        x, gist, dark = self.read_lines(words, about, marks)
        rows, empty = self.read_things(x[:, tools:], gist, named[:, tools:], things, marks[:, tools:, 0])
        h = rows.reshape(-1, count, n.thing)
        query = self.ask_things(gist, h, empty)
        query = self.ask_lines(query, x, dark)
        pointers = self.pointers(query).reshape(-1, 2, n.thing) @ h.transpose(1, 2) * n.thing**-0.5 + empty
        query = query + self.recall((pointers.softmax(-1) @ h).reshape(-1, 2 * n.thing))
        query = n.last(self.ask_again(query, h, empty))
        offered = x[:, :tools].reshape(-1, n.width)
        keys = self.tool_key(offered).reshape(-1, tools, n.width)
        tool = (keys @ self.tool_query(query)[:, :, None])[:, :, 0] * n.width**-0.5
        tool = tool + torch.where(marks[:, :tools, 0] == 1, 0.0, FAR)
        wanted = self.value_query(query)[:, None] + self.value_tool(offered).reshape(-1, tools, n.thing)
        values = self.value_key(rows).reshape(-1, count, n.thing)
        return tool, wanted @ values.transpose(1, 2) * n.thing**-0.5 + empty

    def read_lines(self, words, about, marks):
        n, lines, tools = self.network, words.shape[1], about.shape[1]
        x = n.word.weight[words + self.slots].sum(2)
        known = (about > 0).float().sum(2, keepdim=True)
        told = self.about[about].sum(2) * (3 / (known + 1e-6))
        x = torch.cat([x[:, :tools] + told, x[:, tools:]], 1)
        x = (x + self.mark[marks[..., 0] * self.ages + marks[..., 1]]).reshape(-1, n.width)
        dark = torch.where(marks[..., 0] > 0, 0.0, FAR)[:, None]
        x, gist = self.first(x, lines, n.start[0], dark)
        x, gist = self.second(x, lines, gist, dark)
        return n.told(x).reshape(-1, lines, n.width), gist, dark

    def read_things(self, x, gist, named, things, kind):
        n, lines, count = self.network, named.shape[1], things.shape[1]
        x = x.reshape(-1, n.width)
        # Each turn's things follow those of the turn before it.
        before = torch.arange(things.shape[0], dtype=torch.int32)[:, None, None] * count
        weight = torch.exp(4 * torch.tanh(self.weigh(x))).reshape(-1, lines, NAMED) * (kind > 0).float()[..., None]
        weight = weight.reshape(-1, 1)
        told = self.tell(x).reshape(-1, n.thing) * weight
        at = (before + named).reshape(-1).long()
        sums = torch.zeros(things.numel(), n.thing).index_put((at,), told, accumulate=True)
        weights = torch.zeros(things.numel(), 1).index_put((at,), weight, accumulate=True)
        heard = (sums / (weights + 1e-2)).reshape(-1, count, n.thing)
        rows = (n.name.weight[things] + heard + self.gist(gist)[:, None]).reshape(-1, n.thing)

        first, second = (named[..., [pair[side] for pair in PAIRS]] for side in (0, 1))
        # Pairs with a place that is none go to one more cell, which nobody reads.
        cells = things.numel() * count
        at = torch.where((first > 0) & (second > 0), (before + second) * count + first, cells).reshape(-1).long()
        table = torch.zeros(cells + 1, n.heads + 1)
        table = table.index_put((at,), self.edge(x).reshape(-1, n.heads + 1), accumulate=True)
        table = table[:-1].reshape(-1, count, count, n.heads + 1).permute(0, 3, 1, 2)
        bias = torch.where(table[:, n.heads :] > 0.5, table[:, : n.heads], n.apart.reshape(1, -1, 1, 1))
        empty = torch.where((things > 0) | (torch.arange(count) == 0), 0.0, FAR)[:, None]
        bias = bias + (torch.eye(count) * n.itself.reshape(1, -1, 1, 1) + empty[:, None])
        for _ in range(n.steps):
            rows = self.rounds(rows, count, bias)
        return n.last_thing(rows), empty
