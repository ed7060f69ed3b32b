"""Trains one network on turns; see README.md beside this file."""

import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from lessons import Lessons, exchanges
from network import FAR, Network, opened


# Share of the chance that is spread over all tools on offer. Without it nothing says how unlikely a wrong tool is to be,
# and how often one is drawn hangs on the seed of the weights.
SMOOTHING = 0.05


def smoothed(tool, target):
    """Cross entropy with so much of the chance spread over the tools on offer; all others are far below."""
    logs = tool.log_softmax(-1)
    offered = (tool > FAR / 2).float()
    spread = (logs * offered).sum(-1) / offered.sum(-1)
    return -((1 - SMOOTHING) * logs.gather(-1, target[:, None])[:, 0] + SMOOTHING * spread).mean()


def losses(outputs, target):
    tool, value, crate, berth = outputs
    rows = torch.arange(len(tool), device=tool.device)
    of_tool = smoothed(tool, target["tool"])
    of_value = F.cross_entropy(value[rows, target["tool"]], target["value"])
    aside = F.cross_entropy(crate, target["crate"]) + F.cross_entropy(berth, target["berth"])
    return of_tool + of_value + 0.3 * aside, (of_tool, of_value, aside)


def distilled(outputs, taught, target):
    """How far from the teacher's own chances, for every tool and every value, weighted by how likely the tool is."""
    tool, value, crate, berth = outputs
    with torch.no_grad():
        t_tool, t_value, t_crate, t_berth = (logits.softmax(-1) for logits in taught)
    cross = lambda chance, logits: -(chance * logits.clamp(min=-50).log_softmax(-1)).sum(-1)
    of_tool = cross(t_tool, tool).mean()
    of_value = (t_tool * cross(t_value, value)).sum(-1).mean()
    aside = cross(t_crate, crate).mean() + cross(t_berth, berth).mean()
    return of_tool + of_value + 0.3 * aside, (of_tool, of_value, aside)


def likeliest(outputs):
    tool, value, _, _ = outputs
    pick = tool.argmax(-1)
    return pick, value[torch.arange(len(pick), device=pick.device), pick].argmax(-1)


def agreement(network, lessons, turns, teacher=None, size=256):
    """Shares of turns at which the likeliest tool, and the likeliest call, are what was taught."""
    same, tools = 0, 0
    with torch.no_grad():
        for start in range(0, len(turns), size):
            inputs, target = lessons.batch(turns[start : start + size])
            tool, value = likeliest(network(**inputs))
            told = (target["tool"], target["value"]) if teacher is None else likeliest(teacher(**inputs))
            tools += (tool == told[0]).sum().item()
            same += ((tool == told[0]) & (value == told[1])).sum().item()
    return tools / len(turns), same / len(turns)


def keep(network, step, file):
    """Weights are written as a processor reads them, wherever they were trained."""
    weights = {name: weight.cpu() for name, weight in network.state_dict().items()}
    torch.save(dict(size=network.size, weights=weights, step=step), file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lessons", nargs="+", required=True)
    parser.add_argument("--names", required=True, help="JSON: vocabulary size and the range of each kind of name")
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--size", default="{}", help="JSON: sizes of the network")
    parser.add_argument("--start", help="weights to go on from")
    parser.add_argument("--teacher", help="weights whose chances are learned in place of the lessons' own answers")
    parser.add_argument("--report", type=int, default=500)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    chance = np.random.default_rng(given.seed)
    names = json.loads(Path(given.names).read_text())
    ranges = names["ranges"]
    lessons = Lessons(given.lessons, given.device)
    # Whole samples are held out, the same ones in every round; few lessons may have none of that kind, and then one.
    sample = lessons.head[:, 7]
    is_held = sample % 25 == 0 if (sample % 25 == 0).any() else sample == sample.min()
    held = chance.permutation(np.flatnonzero(is_held))[:4000]
    taught = np.flatnonzero(~is_held)
    if given.start:
        network = opened(given.start, given.device)
    else:
        network = Network(names["vocabulary"], max(end for _, end in ranges.values()), **json.loads(given.size)).to(given.device)
    teacher = opened(given.teacher, given.device).eval() if given.teacher else None
    parameters = sum(p.numel() for p in network.parameters())
    print(f"{parameters} parameters on {given.device}; {len(taught)} turns, {len(held)} held out", flush=True)
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=given.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.time()
    sums, said = np.zeros(3), 0
    step, pool = 0, []
    while step < given.steps:
        if not pool:
            drawn = chance.choice(taught, 32 * given.batch)
            drawn = drawn[np.argsort(lessons.lines(drawn), kind="stable")]
            pool = [drawn[i : i + given.batch] for i in range(0, len(drawn), given.batch)]
            chance.shuffle(pool)
        turns = pool.pop()
        share = step / given.steps
        rate = given.rate * min(1, (step + 1) / 200) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        inputs, target = lessons.batch(turns, exchanges(len(turns), ranges, chance))
        outputs = network(**inputs)
        if teacher is None:
            loss, parts = losses(outputs, target)
        else:
            with torch.no_grad():
                told = teacher(**inputs)
            loss, parts = distilled(outputs, told, target)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        inertia = min(0.999, step / (step + 20))
        with torch.no_grad():
            for mean, own in zip(averaged.parameters(), network.parameters()):
                mean.lerp_(own, 1 - inertia)
        sums += [part.item() for part in parts]
        if step % given.report == 0 or step == given.steps:
            tools, same = agreement(averaged, lessons, held[:1500], teacher)
            means = sums / (step - said)
            print(f"step {step} {time.time() - began:.0f} s  tool {means[0]:.3f} value {means[1]:.3f} aside {means[2]:.3f}  "
                  f"held out: tool {tools:.3f} call {same:.3f}", flush=True)
            sums, said = np.zeros(3), step
            keep(averaged, step, given.out)
    tools, same = agreement(averaged, lessons, held, teacher)
    keep(averaged, step, given.out)
    said = dict(parameters=parameters, turns=len(lessons), agreement=round(same, 4),
                seconds=round(time.time() - began))
    Path(given.out + ".json").write_text(json.dumps(said))
    print(f"done after {step} steps, {time.time() - began:.0f} s; held out: tool {tools:.4f} call {same:.4f}", flush=True)


if __name__ == "__main__":
    main()
